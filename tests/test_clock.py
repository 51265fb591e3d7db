from __future__ import annotations

import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inoadmin.clock import (
    DatedIds,
    SystemClock,
    UuidIds,
    derived_boot_id,
    made_at,
    read_awake_ns,
    read_boot_id,
    read_counter_ns,
)
from inoadmin.session.ports import Tick

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR_NS = 3600 * 10**9


def test_wall_time_is_this_computer_s_in_utc() -> None:
    before = time.time_ns()
    tick = SystemClock().read()
    after = time.time_ns()
    assert tick.now.tzinfo is UTC
    assert (
        before // 1000
        <= (tick.now - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        <= after // 1000
    )


def test_wall_time_and_counter_are_of_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The computer sleeps an hour between one and the other, and then no more."""
    counters = iter([1, 1 + HOUR_NS, 2 + HOUR_NS, 3 + HOUR_NS])
    walls = iter([NOON, NOON + timedelta(hours=1)])
    monkeypatch.setattr("inoadmin.clock.read_counter_ns", lambda: next(counters))
    monkeypatch.setattr("inoadmin.clock._wall_time", lambda: next(walls))
    tick = SystemClock().read()
    assert (tick.now, tick.counter_ns) == (NOON + timedelta(hours=1), 2 + HOUR_NS)


def test_a_computer_too_busy_for_one_moment_is_read_nevertheless(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counters = iter(range(0, 100 * HOUR_NS, HOUR_NS))
    monkeypatch.setattr("inoadmin.clock.read_counter_ns", lambda: next(counters))
    assert SystemClock().read().counter_ns > 0


def test_the_counter_never_goes_back() -> None:
    clock = SystemClock()
    counters = [clock.read().counter_ns for _ in range(100)]
    assert counters == sorted(counters)
    assert counters[0] > 0


def test_the_counter_is_the_one_that_goes_on_through_sleep() -> None:
    before = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    counted = read_counter_ns()
    assert before <= counted <= time.clock_gettime_ns(time.CLOCK_BOOTTIME)


def test_every_clock_of_a_boot_names_the_same_boot() -> None:
    names = {SystemClock().read().boot_id for _ in range(3)}
    assert names == {Path("/proc/sys/kernel/random/boot_id").read_text().strip()}


def test_without_the_kernel_s_name_a_boot_is_named_by_its_beginning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("inoadmin.clock._BOOT_ID_FILE", tmp_path / "none")
    assert uuid.UUID(read_boot_id()).version == 5


def test_a_derived_boot_is_the_same_as_long_as_wall_time_and_counter_agree() -> None:
    name = derived_boot_id(NOON, HOUR_NS)
    assert derived_boot_id(NOON + timedelta(hours=5), 6 * HOUR_NS) == name
    assert derived_boot_id(NOON + timedelta(seconds=59), HOUR_NS) == name
    assert derived_boot_id(NOON + timedelta(seconds=60), HOUR_NS) != name
    assert derived_boot_id(NOON - timedelta(microseconds=1), HOUR_NS) != name
    assert derived_boot_id(NOON + timedelta(hours=5), HOUR_NS) != name


def test_no_two_ids_are_alike() -> None:
    ids = UuidIds()
    names = {ids.new() for _ in range(1000)}
    assert len(names) == 1000
    assert {uuid.UUID(name).version for name in names} == {4}


@pytest.mark.parametrize(
    ("platform", "tells"), [("linux", True), ("darwin", True), ("win32", False)]
)
def test_only_some_computers_count_without_sleep(
    platform: str, tells: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inoadmin.clock.sys.platform", platform)
    assert (read_awake_ns() is not None) is tells


def test_a_dated_name_begins_with_its_moment_and_comes_once() -> None:
    before = SystemClock().read().now
    names = [uuid.UUID(DatedIds().new()) for _ in range(50)]
    assert len(set(names)) == 50
    for name in names:
        assert (name.version, name.variant) == (7, uuid.RFC_4122)
        made = datetime.fromtimestamp((name.int >> 80) / 1000, UTC)
        assert timedelta(milliseconds=-2) <= made - before < timedelta(minutes=1)


class Standing:
    """A clock that tells one moment."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def read(self) -> Tick:
        return Tick(self.now, 0, "boot")


@pytest.mark.parametrize(
    "now", [NOON, datetime(2026, 3, 1, 23, 59, 59, 999_000, tzinfo=UTC), NOON.replace(year=2199)]
)
def test_a_dated_name_tells_when_it_was_made(now: datetime) -> None:
    assert made_at(DatedIds(Standing(now)).new()) == now


@pytest.mark.parametrize("name", ["", "id-1", "6f4b0b1e-6c1c-4c29-9d3f-0c7a5b8f2d11"])
def test_any_other_name_tells_nothing(name: str) -> None:
    assert made_at(name) is None
