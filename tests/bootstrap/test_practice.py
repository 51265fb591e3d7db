"""The practice database on disk: which one is practised on, and what is refused."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Generator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inoadmin.bootstrap import practice as practice_module
from inoadmin.bootstrap.practice import (
    Practice,
    making,
    must_make,
    open_practice,
    practice_path,
)
from inoadmin.bootstrap.ward import open_ward
from inoadmin.cli import main
from inoadmin.session.errands import Answer, Progress
from inoadmin.session.ports import Clock, HeldError, StorageError
from inoadmin.session.practice.seeding import RefusedStepError, SeedingClock
from inoadmin.session.present.board import board
from inoadmin.session.service import Service
from inoadmin.store.opening import open_log
from inoadmin.store.places import default_practice_path, earlier_path
from tests.bootstrap.wards import site
from tests.fakes import FakeIds, HandClock

LONDON = ZoneInfo("Europe/London")
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLEAN = Path(__file__).parents[1] / "scenarios" / "01-clean.toml"


def make(path: Path, clock: Clock) -> list[Progress]:
    """Makes one to the end; what it said on its way."""
    ends: list[Answer] = []

    def followed() -> Generator[object]:
        ends.append((yield from making(path, LONDON, clock)))

    said = list(followed())
    assert ends == [Answer(0)]
    return [reply for reply in said if isinstance(reply, Progress)]


def opened(path: Path, clock: Clock) -> Practice:
    return open_practice(path, LONDON, clock)


def wanted(path: Path, clock: Clock, *, named: bool = False, fresh: bool = False) -> bool:
    return must_make(path, LONDON, clock, named=named, fresh=fresh)


def cards(practice: Practice) -> list[str]:
    service = practice.service
    return [card.spoken for card in board(service, service.now(), named=True)]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


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


# --- nothing mixes ------------------------------------------------------------------------------


def prints(folder: Path) -> dict[str, str]:
    """Every file below a folder with a hash of what is in it."""
    every = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in every}


def refusals(calls: Sequence[object]) -> list[str]:
    """What each call is refused with, one line each."""
    said: list[str] = []
    for call in calls:
        assert callable(call)
        with pytest.raises(StorageError) as told:
            call()
        assert not isinstance(told.value, HeldError)
        assert "\n" not in str(told.value)
        said.append(str(told.value))
    return said


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open in its window"])
def test_a_ward_s_database_is_never_practised_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_open: bool
) -> None:
    ward = site(tmp_path, monkeypatch)
    held = ward.open() if is_open else None
    before, clock = prints(tmp_path), HandClock(NINE)
    path = ward.place.database
    calls = [
        lambda: wanted(path, clock, named=True),
        lambda: wanted(path, clock, named=True, fresh=True),
    ]
    for said in refusals(calls):
        assert "encrypted, as a ward's log is" in said
        assert "Nothing was changed." in said
    assert prints(tmp_path) == before
    if held is not None:
        held.close()


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open in its window"])
def test_a_practice_database_is_never_a_ward_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_open: bool
) -> None:
    ward, clock = site(tmp_path, monkeypatch), HandClock(NINE)
    path = ward.place.database
    path.unlink()
    make(path, clock)
    held = opened(path, clock) if is_open else None
    before = prints(tmp_path)
    for said in refusals([lambda: open_ward(ward.place, LONDON)]):
        assert 'a plain log of kind "training"' in said
        assert f"inoadmin demo --db {path}" in said
    assert prints(tmp_path) == before
    if held is not None:
        held.close()


def test_for_a_practice_database_no_key_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "practice.db"
    make(path, HandClock(NINE))
    monkeypatch.setenv("INOADMIN_KEY_FILE", str(tmp_path / "keys" / "ward.key"))
    assert main(["backup", "--db", str(path), str(tmp_path)]) == 3
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "inoadmin demo --db" in said.err
    assert files(tmp_path) == ["practice.db"]


def test_a_scenario_s_and_practice_never_mix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    played, path, clock = tmp_path / "scenario.db", tmp_path / "practice.db", HandClock(NINE)
    assert main(["simulate", str(CLEAN), "--db", str(played)]) == 0
    make(path, clock)
    before = prints(tmp_path)
    (said,) = refusals([lambda: wanted(played, clock, named=True, fresh=True)])
    assert 'wanted was a "training" log, this is a log of kind "scenario"' in said
    capsys.readouterr()
    assert main(["simulate", str(CLEAN), "--db", str(path)]) == 3
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert 'wanted was a "scenario" log, this is a log of kind "training"' in told.err
    assert prints(tmp_path) == before


def test_a_scenario_s_is_not_a_ward_s_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward = site(tmp_path, monkeypatch)
    ward.place.database.unlink()
    assert main(["simulate", str(CLEAN), "--db", ward.db]) == 0
    (said,) = refusals([lambda: open_ward(ward.place, LONDON)])
    assert 'a plain log of kind "scenario"' in said


def test_another_program_s_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    with sqlite3.connect(path) as notes:
        notes.execute("CREATE TABLE notes (text)")
    notes.close()
    before = path.read_bytes()
    (said,) = refusals([lambda: wanted(path, HandClock(NINE), named=True, fresh=True)])
    assert "another program" in said
    assert path.read_bytes() == before


def test_a_training_log_without_its_day_is_of_no_day(tmp_path: Path) -> None:
    """One that was not made here has a name that tells no day."""
    path, clock = tmp_path / "practice.db", HandClock(NINE)
    open_log(path, "training", LONDON, clock=clock, ids=FakeIds()).close()
    assert wanted(path, clock)
