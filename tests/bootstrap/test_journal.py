from __future__ import annotations

import inspect
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from inoadmin.bootstrap import journal as module
from inoadmin.bootstrap.journal import KEPT, NAME, Journal
from inoadmin.session.ports import StorageError
from tests.fakes import HandClock

MARKER = "Zyxxmarker"
DATABASE = "0a1b2c3d-0000-4000-8000-000000000000"


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime(2026, 3, 2, 8, tzinfo=UTC))


@pytest.fixture
def journal(tmp_path: Path, clock: HandClock) -> Journal:
    return Journal(tmp_path / "ward.db", clock)


def lines(journal: Journal) -> list[str]:
    """What was written, without time and process."""
    assert journal.path is not None
    found = journal.path.read_text("ascii").splitlines()
    shape = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \d+ ")
    assert all(shape.match(line) for line in found)
    return [shape.sub("", line) for line in found]


def test_a_run_as_the_journal_tells_it(journal: Journal, clock: HandClock) -> None:
    journal.started()
    journal.refused(StorageError(f"Cannot open /home/{MARKER}"))
    clock.advance(timedelta(milliseconds=420))
    journal.opened(DATABASE, "ward", 2, 118)
    journal.shown("0.1.0")
    journal.mended(2, 1)
    journal.not_done("recording", StorageError(MARKER))
    journal.incident("INC-20260302-7K3F", "window", 118)
    journal.incident("INC-20260302-7K3F", "thread", None)
    journal.repeated("INC-20260302-7K3F", 100)
    journal.backed_up(120, timedelta(seconds=1.26))
    journal.stepped(timedelta(seconds=-3601.5))
    clock.advance(timedelta(hours=1))
    journal.ended("closed", 121)
    assert lines(journal) == [
        "started",
        "refused to open the database: StorageError",
        "opened database 0a1b2c3d, ward, schema 2, entry 118, 420 ms after the start",
        "version 0.1.0, window shown 420 ms after the start",
        "files open to others: 2 mended, 1 not",
        "not done, recording: StorageError",
        "incident INC-20260302-7K3F, window, entry 118",
        "incident INC-20260302-7K3F, thread, entry unknown",
        "incident INC-20260302-7K3F happened 100 times",
        "backup made to entry 120 in 1.3 s",
        "wall clock stepped by -3601.5 s",
        "ended: closed, entry 121, 3600 s after the start",
    ]


def test_no_argument_can_carry_a_text(journal: Journal) -> None:
    """Every verb, called with a name in every place that takes one."""
    error = type(MARKER.lower(), (Exception,), {})(MARKER)
    fitting: dict[str, Any] = {"int": 3, "timedelta": timedelta(1), "BaseException": error}
    verbs = [
        name
        for name, thing in inspect.getmembers(Journal, inspect.isfunction)
        if not name.startswith("_")
    ]
    assert len(verbs) >= 11
    for verb in verbs:
        parameters = list(inspect.signature(getattr(Journal, verb)).parameters.values())[1:]
        values = [fitting.get(str(p.annotation).partition(" ")[0], MARKER) for p in parameters]
        getattr(journal, verb)(*values)
    assert len(lines(journal)) == len(verbs)
    assert MARKER.lower() not in "\n".join(lines(journal)).lower()


def test_a_count_that_is_no_number_is_not_told(journal: Journal) -> None:
    wrong: Any = MARKER
    with pytest.raises(ValueError, match="invalid literal"):
        journal.mended(wrong, 0)
    assert journal.path is not None
    assert not journal.path.exists()


def test_it_is_its_owners_alone(journal: Journal, tmp_path: Path) -> None:
    journal.started()
    assert journal.path == tmp_path / "log" / NAME
    assert journal.path.stat().st_mode & 0o777 == 0o600
    assert journal.path.parent.stat().st_mode & 0o777 == 0o700


def test_it_is_turned_over_and_the_oldest_dropped(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 200)
    for times in range(60):
        journal.repeated("INC-20260302-7K3F", times)
    assert journal.path is not None
    files = sorted(journal.path.parent.iterdir())
    assert [file.name for file in files] == [NAME, *(f"{NAME}.{n}" for n in range(1, KEPT + 1))]
    assert all(file.stat().st_size <= 200 for file in files)
    assert lines(journal)[-1].endswith("happened 59 times")


def test_without_a_folder_nothing_is_made(tmp_path: Path, clock: HandClock) -> None:
    Journal(tmp_path / "slip" / "ward.db", clock).started()
    Journal(None, clock).started()
    assert list(tmp_path.iterdir()) == []


def test_a_journal_that_cannot_be_written_is_silent(tmp_path: Path, clock: HandClock) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / NAME).mkdir()
    Journal(tmp_path / "ward.db", clock).started()
