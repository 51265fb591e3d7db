"""The practice database on disk: which one is practised on, and what is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from datetime import timedelta
from pathlib import Path

import pytest

from inoadmin.bootstrap import practice as practice_module
from inoadmin.bootstrap.practice import (
    making,
    practice_path,
)
from inoadmin.cli import main
from inoadmin.session.ports import HeldError, StorageError
from inoadmin.session.practice.seeding import RefusedStepError, SeedingClock
from inoadmin.session.service import Service
from inoadmin.store.opening import open_log
from inoadmin.store.places import default_practice_path, earlier_path
from tests.bootstrap.practising import LONDON, NINE, cards, files, make, opened, wanted
from tests.fakes import FakeIds, HandClock


def test_it_lies_under_its_own_name_or_where_it_is_named(tmp_path: Path) -> None:
    assert practice_path(tmp_path / "a.db") == tmp_path / "a.db"
    default = practice_path(None)
    assert default == default_practice_path()
    assert default.parent.name == "inoadmin-practice"


def test_made_it_is_whole_and_alone_and_plain(tmp_path: Path) -> None:
    path, clock = tmp_path / "practice.db", HandClock(NINE)
    assert wanted(path, clock)
    said = make(path, clock)
    assert said[-1].done == said[-1].total == len(said)
    assert files(tmp_path) == ["practice.db"]
    with sqlite3.connect(path) as plain:
        assert plain.execute('SELECT kind FROM "database"').fetchone() == ("training",)
    plain.close()
    assert main(["verify", "--db", str(path)]) == 0


def test_the_one_of_today_goes_on_with_its_clocks(tmp_path: Path) -> None:
    path, clock = tmp_path / "practice.db", HandClock(NINE)
    make(path, clock)
    clock.advance(timedelta(minutes=30))
    assert not wanted(path, clock)
    practice = opened(path, clock)
    assert practice.service.now() == NINE + timedelta(minutes=30)
    assert "Bay 4, MARMALADE, May (Ms), ▲ observations overdue, 22min late" in ", ".join(
        cards(practice)
    )
    practice.close()


def test_the_one_of_an_earlier_day_gives_way_and_is_kept(tmp_path: Path) -> None:
    path, clock = tmp_path / "practice.db", HandClock(NINE)
    make(path, clock)
    first = path.read_bytes()
    clock.reboot(timedelta(days=1))
    assert wanted(path, clock)
    make(path, clock)
    practice = opened(path, clock)
    assert practice.service.now() == NINE + timedelta(days=1)
    assert any("start window open, closes in 18min" in card for card in cards(practice))
    practice.close()
    assert earlier_path(path).read_bytes() == first
    assert files(tmp_path) == ["practice-earlier.db", "practice.db"]


@pytest.mark.parametrize("hour", [0, 4, 23])
def test_today_is_the_day_on_which_practice_began(tmp_path: Path, hour: int) -> None:
    """The ward was open for hours before: at night those are yesterday's."""
    path, clock = tmp_path / "practice.db", HandClock(NINE.replace(hour=hour))
    make(path, clock)
    assert not wanted(path, clock)
    clock.advance(timedelta(hours=24))
    assert wanted(path, clock)


def test_one_that_is_named_goes_on_as_it_was_left(tmp_path: Path) -> None:
    """A trainer's own case of last week: its patients stand where they stood."""
    path, clock = tmp_path / "case.db", HandClock(NINE)
    make(path, clock)
    clock.reboot(timedelta(days=9))
    assert not wanted(path, clock, named=True)
    practice = opened(path, clock)
    left = practice.service.log.last_tick()
    assert left is not None
    assert practice.service.now() == left.now
    assert left.now <= NINE
    assert any("infusing" in card for card in cards(practice))
    practice.close()


def test_time_that_ran_ahead_goes_on_from_what_was_recorded(tmp_path: Path) -> None:
    path, clock = tmp_path / "practice.db", HandClock(NINE)
    make(path, clock)
    practice = opened(path, clock)
    practice.clock.run(60)
    for _ in range(120):
        clock.advance(timedelta(seconds=1))
        practice.service.now()
    practice.service.accounts.signed_in("amy")
    practice.close()
    again = opened(path, clock)
    assert again.service.now() == NINE + timedelta(hours=2)
    assert again.clock.factor == 1
    again.service.accounts.signed_in("ben")
    again.close()
    assert main(["verify", "--db", str(path)]) == 0


@pytest.mark.parametrize("named", [False, True])
def test_a_fresh_one_can_be_asked_for_at_any_time(tmp_path: Path, named: bool) -> None:
    path, clock = tmp_path / "practice.db", HandClock(NINE)
    make(path, clock)
    assert wanted(path, clock, named=named, fresh=True)
    make(path, clock)
    make(path, clock)
    assert files(tmp_path) == ["practice-earlier.db", "practice.db"]


def test_one_that_is_open_never_gives_way(tmp_path: Path) -> None:
    path, clock = tmp_path / "practice.db", HandClock(NINE)
    make(path, clock)
    practice = opened(path, clock)
    before = path.read_bytes()
    with pytest.raises(HeldError):
        wanted(path, clock, fresh=True)
    with pytest.raises(HeldError):
        make(path, clock)
    assert path.read_bytes() == before
    assert [name for name in files(tmp_path) if not name.startswith("practice.db")] == []
    practice.close()


def test_broken_off_nothing_stays(tmp_path: Path) -> None:
    path, clock = tmp_path / "practice.db", HandClock(NINE)
    work = making(path, LONDON, clock)
    for _ in range(20):
        next(work)
    assert files(tmp_path) != []
    work.close()
    assert files(tmp_path) == []


def test_steps_that_the_rules_refuse_are_told_and_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_service: Service, _clock: SeedingClock) -> Generator[tuple[int, int]]:
        yield 1, 2
        raise RefusedStepError("End of Teapot: out-of-sequence")

    monkeypatch.setattr(practice_module, "seeding", refused)
    with pytest.raises(StorageError, match="End of Teapot: out-of-sequence") as told:
        make(tmp_path / "practice.db", HandClock(NINE))
    assert "\n" not in str(told.value)
    assert files(tmp_path) == []


def test_where_nothing_can_be_written_one_line_says_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as told:
        make(tmp_path / "no such folder" / "practice.db", HandClock(NINE))
    assert "\n" not in str(told.value)


def test_a_training_log_without_its_day_is_of_no_day(tmp_path: Path) -> None:
    """One that was not made here has a name that tells no day."""
    path, clock = tmp_path / "practice.db", HandClock(NINE)
    open_log(path, "training", LONDON, clock=clock, ids=FakeIds()).close()
    assert wanted(path, clock)
