from __future__ import annotations

from datetime import timedelta

import pytest

from inoadmin.session.ports import Tick
from inoadmin.session.steady import SteadyClock, is_same_boot
from tests.fakes import HandClock
from tests.session.bench import STARTS

HOUR = timedelta(hours=1)


def test_time_goes_on_with_the_counter_whatever_the_wall_clock_says() -> None:
    clock = HandClock(STARTS)
    steady = SteadyClock(clock)
    clock.step(HOUR)
    clock.advance(timedelta(seconds=5))
    assert steady.read().now == STARTS + timedelta(seconds=5)
    assert steady.read().counter_ns == clock.read().counter_ns
    assert steady.drift() == HOUR
    assert steady.wall() == clock.read().now


def test_it_goes_on_from_the_last_entry_of_this_boot() -> None:
    clock = HandClock(STARTS)
    last = clock.read()
    clock.step(-HOUR)
    clock.advance(HOUR)
    steady = SteadyClock(clock, last)
    assert steady.read().now == STARTS + HOUR
    assert not steady.restarted


@pytest.mark.parametrize(("last", "restarted"), [(None, False), (Tick(STARTS, 5, "other"), True)])
def test_without_one_it_begins_with_the_wall_clock(last: Tick | None, restarted: bool) -> None:
    clock = HandClock(STARTS + HOUR)
    steady = SteadyClock(clock, last)
    assert steady.read() == clock.read()
    assert steady.restarted is restarted


def test_moved_it_goes_on_from_there() -> None:
    clock = HandClock(STARTS)
    steady = SteadyClock(clock)
    anchor = steady.moved(HOUR)
    assert steady.read().now == STARTS
    steady.go_on_from(anchor)
    clock.advance(HOUR)
    assert steady.read().now == STARTS + 2 * HOUR


@pytest.mark.parametrize(
    ("boot", "counter_ns", "same"), [("a", 7, True), ("a", 6, False), ("b", 7, False)]
)
def test_a_counter_that_went_back_is_of_another_boot(
    boot: str, counter_ns: int, same: bool
) -> None:
    assert is_same_boot(Tick(STARTS, 7, "a"), Tick(STARTS, counter_ns, boot)) is same
