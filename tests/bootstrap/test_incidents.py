from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from inoadmin.bootstrap import incidents as module
from inoadmin.bootstrap.faults import about, loaded
from inoadmin.bootstrap.incidents import MOST_FRAMES, MOST_REPORTS, Fault, Incident, Incidents
from inoadmin.bootstrap.journal import Journal
from tests.fakes import HandClock

MARKER = "Zyxxmarker"


class Place:
    """Incidents beside a database in a folder; numbers count from AAAA."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
        self.folder = folder
        self.journal = Journal(folder / "ward.db", self.clock)
        letters = (f"{number:04d}" for number in count(1))
        self.incidents = Incidents(
            folder / "ward.db",
            self.clock,
            self.journal,
            lambda: ["inoadmin: 0.1.0"],
            lambda: next(letters),
        )
        self.told: list[Incident] = []
        self.incidents.listen(self.told.append)

    def reports(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "faults").glob("*.txt"))

    def journalled(self) -> list[str]:
        assert self.journal.path is not None
        return [line.split(" ", 2)[2] for line in self.journal.path.read_text().splitlines()]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def broken(depth: int = 0) -> Exception:
    """What comes of a fault whose message and variables hold a name."""
    held = MARKER
    try:
        if depth:
            raise broken(depth - 1)
        try:
            dict[str, str]()[held]
        except KeyError as error:
            raise ValueError(f"{held} is no dose") from error
    except ValueError as error:
        return error


def test_a_fault_gets_a_number_a_report_and_a_sentence(place: Place) -> None:
    place.incidents.recorded(118)
    incident = place.incidents.take("window", broken())
    assert incident.number == "INC-20261124-0001"
    assert incident.sentence == (
        "Program fault INC-20261124-0001: something this window was doing broke off. What was "
        "recorded up to entry 118 is on disk. The application goes on. Look whether your last "
        "entry is shown. If it happens again, record on paper and report the number."
    )
    assert place.told == [incident]
    assert place.journalled() == ["incident INC-20261124-0001, window, entry 118"]
    path = place.folder / "faults" / "INC-20261124-0001.txt"
    line = broken.__code__.co_firstlineno + 9
    assert path.read_text() == (
        "Incident INC-20261124-0001\n"
        "Time (UTC): 2026-11-24T09:00:00Z\n"
        "Kind: window\n"
        "Last entry on disk: 118\n"
        "inoadmin: 0.1.0\n"
        "\n"
        "Exception, and what it came from:\n"
        "  builtins.ValueError\n"
        "  builtins.KeyError\n"
        "Stack, innermost last (module:function:line):\n"
        f"  {__name__}:broken:{line}\n"
    )
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_number_can_be_read_out() -> None:
    clock = HandClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
    made = Incidents(None, clock, Journal(None, clock), list)
    numbers = {made.take_fault(Fault("window", (str(n),), ())).number for n in range(50)}
    assert len(numbers) == 50
    for number in numbers:
        assert number.startswith("INC-20261124-")
        assert set(number[-4:]) <= set("3479ACDFGHJKMNPRTWXY")


def test_the_same_fault_is_counted_and_told_at_most_every_5_s(place: Place) -> None:
    for _ in range(100):
        place.incidents.take("window", broken())
        place.clock.advance(timedelta(seconds=1))
    assert place.reports() == ["INC-20261124-0001.txt"]
    assert [incident.times for incident in place.told] == [1, *range(6, 101, 5)]
    assert "(6 times)" in place.told[1].sentence
    place.incidents.close()
    assert place.journalled() == [
        "incident INC-20261124-0001, window, entry unknown",
        "incident INC-20261124-0001 happened 10 times",
        "incident INC-20261124-0001 happened 100 times",
        "incident INC-20261124-0001 happened 100 times",
    ]


def test_another_stack_or_kind_is_another_fault(place: Place) -> None:
    place.incidents.take("window", broken())
    place.incidents.take("thread", broken())
    place.incidents.take("window", broken(1))
    assert len(place.reports()) == 3


def test_the_newest_50_reports_are_kept(place: Place) -> None:
    for number in range(MOST_REPORTS + 7):
        place.incidents.take_fault(Fault("window", (f"Error{number}",), ()))
        newest = place.folder / "faults" / f"INC-20261124-{number + 1:04d}.txt"
        os.utime(newest, (number, number))
    assert len(place.reports()) == MOST_REPORTS
    assert place.reports()[0] == "INC-20261124-0008.txt"


def test_what_never_ends_does_not_fill_the_memory(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_FAULTS", 3)
    numbers = [
        place.incidents.take_fault(Fault("window", (f"Error{n}",), ())).number for n in range(9)
    ]
    assert len(set(numbers)) == 4
    assert numbers[3:] == [numbers[3]] * 6


def test_a_long_stack_is_told_by_both_ends(place: Place) -> None:
    incident = place.incidents.take("window", broken(200))
    assert len(incident.fault.frames) == MOST_FRAMES + 1
    assert "..." in incident.fault.frames


def test_a_name_that_python_could_not_have_is_not_told(place: Place) -> None:
    odd = type(f"{MARKER} is no name", (Exception,), {"__module__": "/home/x"})
    incident = place.incidents.take("window", odd(MARKER))
    assert incident.fault.causes == ("(other)",)


@pytest.mark.parametrize("beside", [None, "slip/ward.db"])
def test_without_a_place_it_is_told_all_the_same(tmp_path: Path, beside: str | None) -> None:
    clock = HandClock()
    path = None if beside is None else tmp_path / beside
    made = Incidents(path, clock, Journal(path, clock), list)
    incident = made.take("command", broken(), ended=True)
    assert "What was recorded until then is on disk. Start the application again." in (
        incident.sentence
    )
    assert incident.sentence.endswith("No report could be written: note the number down.")
    assert list(tmp_path.iterdir()) == []


def test_a_listener_that_breaks_keeps_nobody_from_hearing(place: Place) -> None:
    def breaks(_incident: Incident) -> None:
        raise RuntimeError(MARKER)

    later: list[Incident] = []
    place.incidents.listen(breaks)
    place.incidents.listen(later.append)
    place.incidents.take("window", broken())
    assert len(later) == 1


def test_versions_and_platform_name_no_computer() -> None:
    told = list(about())
    assert [line.partition(": ")[0] for line in told] == [
        "inoadmin",
        "Python",
        "Qt",
        "SQLite",
        "Platform",
    ]
    assert os.uname().nodename not in "\n".join(told)
    assert loaded("no.such.module", "version") == "not loaded"
    assert loaded("platform", "python_version") == told[1].partition(": ")[2]
