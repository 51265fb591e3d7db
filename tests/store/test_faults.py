"""A disk that fails: nothing half-written, everything acknowledged kept, one plain line."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inoadmin.session.ports import StorageError
from inoadmin.store.chain import verify_chain
from inoadmin.store.log import SqliteLog
from tests.fakes import HandClock
from tests.store.conftest import Opener, behind
from tests.store.examples import MOORE, append, draft, texts

LARGE = "x" * 100_000


@contextmanager
def largest_file(size: int) -> Generator[None]:
    """Within it the system refuses to let any file grow beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def refusal_of_append(log: SqliteLog, text: str = LARGE) -> str:
    version = len(log.read("administration/a1"))
    with pytest.raises(StorageError) as refused:
        log.append([draft(version=version, text=text)], HandClock().read(), [MOORE])
    line = str(refused.value)
    assert line.startswith(f"Cannot write to the log {log.path}: ")
    assert "\n" not in line
    return line


@pytest.mark.parametrize("kind", ["ward", "scenario"])
def test_a_full_disk(opener: Opener, kind: str) -> None:
    log = opener("log.db", kind)
    append(log, 2)
    pages = behind(log).execute("PRAGMA page_count").fetchone()[0]
    behind(log).execute(f"PRAGMA max_page_count = {pages}")
    line = refusal_of_append(log)
    assert "the disk is full. Nothing of this entry was written" in line
    assert texts(log) == ["Note 1", "Note 2"]
    assert log.patients() == ()
    behind(log).execute("PRAGMA max_page_count = 1000000")
    append(log, 1)
    assert texts(log) == ["Note 1", "Note 2", "Note 3"]
    assert verify_chain(log) is None


@pytest.mark.parametrize("kind", ["ward", "scenario"])
def test_a_file_that_cannot_grow(opener: Opener, tmp_path: Path, kind: str) -> None:
    log = opener("log.db", kind)
    append(log, 2)
    with largest_file((tmp_path / "log.db").stat().st_size + 16_384):
        line = refusal_of_append(log)
    assert "the disk reported an error. Nothing of this entry was written" in line
    assert texts(log) == ["Note 1", "Note 2"]
    append(log, 1)
    log.close()
    again = opener("log.db", kind)
    assert texts(again) == ["Note 1", "Note 2", "Note 3"]
    assert verify_chain(again) is None


@pytest.mark.parametrize("kind", ["ward", "scenario"])
def test_an_entry_that_cannot_be_taken_back_stops_the_log(opener: Opener, kind: str) -> None:
    log = opener("log.db", kind)
    append(log, 2)
    with largest_file(0):
        line = refusal_of_append(log)
        assert "the last entry could not be taken back for certain" in line
        assert refusal_of_append(log, "short") == line
    assert texts(log) == ["Note 1", "Note 2"]
    log.close()
    again = opener("log.db", kind)
    assert texts(again) == ["Note 1", "Note 2"]
    assert verify_chain(again) is None
    append(again, 1)


def test_the_log_goes_on_once_the_doubtful_entry_could_be_taken_back(opener: Opener) -> None:
    log = opener()
    append(log, 2)
    with largest_file(0):
        refusal_of_append(log)
    append(log, 1)
    assert texts(log) == ["Note 1", "Note 2", "Note 3"]
    assert verify_chain(log) is None


@pytest.mark.parametrize("kind", ["ward", "scenario"])
def test_no_room_for_a_new_log(opener: Opener, tmp_path: Path, kind: str) -> None:
    with largest_file(8192), pytest.raises(StorageError, match="No log was created"):
        opener("log.db", kind)
    assert list(tmp_path.iterdir()) == []


def test_damage_met_while_reading(opener: Opener, tmp_path: Path) -> None:
    log = opener("log.db", "ward")
    append(log, 40)
    log.close()
    path = tmp_path / "log.db"
    log = opener("log.db", "ward")
    behind(log).execute("PRAGMA shrink_memory")  # so that the pages are read from the disk again
    with path.open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xff" * (path.stat().st_size - 8 * 4096))
    with pytest.raises(StorageError, match="Cannot read the log"):
        log.read("administration/a1")


def test_a_text_that_cannot_be_stored(opener: Opener) -> None:
    log = opener()
    append(log, 1)
    with pytest.raises(StorageError, match="character that cannot be stored"):
        log.append([draft("half a pair \ud800")], HandClock().read())
    append(log, 1)
    assert texts(log) == ["Note 1", "Note 2"]


def test_a_rule_of_the_tables_that_is_broken(opener: Opener) -> None:
    log = opener()
    with pytest.raises(StorageError, match="breaks a rule that the log keeps"):
        log.append([draft(stream="")], HandClock().read())
    assert log.head().sequence == 0


def test_rows_that_cannot_be_rebuilt_leave_the_old_ones(opener: Opener) -> None:
    log = opener()
    log.append([draft()], HandClock().read(), [MOORE])
    pages = behind(log).execute("PRAGMA page_count").fetchone()[0]
    behind(log).execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="the disk is full"):
        log.rebuild([MOORE.__class__(f"p{n}", LARGE, "", "", "") for n in range(3)])
    assert log.patients() == (MOORE,)


def test_an_entry_of_a_later_version_is_named(opener: Opener, tmp_path: Path) -> None:
    log = opener()
    append(log, 2)
    log.close()
    raw = sqlite3.connect(tmp_path / "log.db")
    raw.execute("DROP TRIGGER events_refuse_update")
    raw.execute("UPDATE events SET kind_version = 2 WHERE sequence = 2")
    raw.commit()
    raw.close()
    with pytest.raises(StorageError, match='entry 2 of the log: version 2 of "addendum"'):
        opener().read("administration/a1")


def half_brought_up_to_date(opener: Opener, folder: Path, kind: str) -> Path:
    """A copy of a log's files as a power cut leaves them while its write-ahead log is played in."""
    log = opener("log.db", kind)
    for version in range(12):
        log.append([draft(version=version, text="x" * 10_000)], HandClock().read())
    before = log.path.read_bytes()
    with largest_file(log.path.stat().st_size + 8192):
        assert "could not be taken back" in refusal_of_append(log)
    assert log.path.read_bytes()[: len(before)] != before
    cut = folder / "cut"
    cut.mkdir()
    for name in ("log.db", "log.db-wal"):
        (cut / name).write_bytes((folder / name).read_bytes())
    return cut / "log.db"


@pytest.mark.parametrize("kind", ["ward", "scenario"])
def test_power_cut_while_the_write_ahead_log_is_played_in(
    opener: Opener, tmp_path: Path, kind: str
) -> None:
    cut = half_brought_up_to_date(opener, tmp_path, kind)
    log = opener(cut, kind)
    assert len(texts(log)) == 12
    assert verify_chain(log) is None
    append(log, 1)


@pytest.mark.parametrize("kind", ["ward", "scenario"])
def test_power_cut_that_tears_the_first_page(opener: Opener, tmp_path: Path, kind: str) -> None:
    cut = half_brought_up_to_date(opener, tmp_path, kind)
    with cut.open("r+b") as file:
        # the first sector always bears the same text or salt, so only others can be torn
        file.seek(512)
        file.write(b"\xff" * 1024)
    log = opener(cut, kind)
    assert len(texts(log)) == 12
    assert verify_chain(log) is None


def test_a_wrong_key_is_told_beside_a_write_ahead_log_too(opener: Opener, tmp_path: Path) -> None:
    cut = half_brought_up_to_date(opener, tmp_path, "ward")
    with pytest.raises(StorageError, match="this workstation's key does not open it"):
        opener(cut, "ward", key=bytes(32))
    assert len(texts(opener(cut, "ward"))) == 12


# --- the file goes while it is open --------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ward", "scenario"])
@pytest.mark.parametrize("ending", ["", "-wal"])
@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
def test_a_file_that_goes_while_it_is_open(
    opener: Opener, tmp_path: Path, kind: str, ending: str, how: str
) -> None:
    log = opener("log.db", kind)
    append(log, 2)
    file, away = tmp_path / f"log.db{ending}", tmp_path / "away"
    file.rename(away)
    if how == "replaced":
        file.write_bytes(away.read_bytes())
    if how == "deleted":
        away.unlink()
    line = refusal_of_append(log, "short")
    assert f"log.db{ending} is no longer where it was opened" in line
    assert "Nothing of this entry was written" in line
    assert texts(log) == ["Note 1", "Note 2"]
    if how != "deleted":
        away.replace(file)
        append(log, 1)
        assert texts(log) == ["Note 1", "Note 2", "Note 3"]


def test_a_file_that_goes_while_an_entry_is_written(opener: Opener, tmp_path: Path) -> None:
    """It has been committed into a file that has no name: nobody is told that it is kept."""
    log = opener("log.db", "scenario")
    append(log, 1)
    behind(log).set_trace_callback(
        lambda sql: (tmp_path / "log.db").unlink() if sql == "COMMIT" else None
    )
    line = refusal_of_append(log, "short")
    behind(log).set_trace_callback(None)
    assert "It is not certain that this entry is kept" in line


def test_a_folder_that_goes_with_the_log(opener: Opener, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    log = opener("data/log.db", "ward")
    append(log, 2)
    folder.rename(tmp_path / "elsewhere")
    assert "is no longer where it was opened" in refusal_of_append(log, "short")
    assert texts(log) == ["Note 1", "Note 2"]
