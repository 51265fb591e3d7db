"""What opens, what is refused, and that a refused file stays as it was."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from inoadmin.domain.people import StaffDetails
from inoadmin.session.ports import StorageError
from inoadmin.store.opening import open_log
from tests.fakes import FakeIds, HandClock
from tests.session.bench import Bench
from tests.store.conftest import KEY, LONDON, Opener, behind
from tests.store.examples import append, texts

ROOT = Path(__file__).resolve().parents[2]
OTHER_KEY = bytes(32)


def refusal_of(opener: Opener, path: Path, kind: str = "scenario", **options: object) -> str:
    """The one line that opening is refused with; the folder stays as it was to the byte."""
    before = {p: p.read_bytes() for p in path.parent.iterdir()}
    with pytest.raises(StorageError) as refused:
        opener(path, kind, **options)
    line = str(refused.value)
    assert line.startswith(f"Cannot open the log {path}: ")
    assert "\n" not in line
    assert {p: p.read_bytes() for p in path.parent.iterdir()} == before
    return line


@pytest.mark.parametrize("kind", ["ward", "training", "scenario"])
def test_a_log_is_made_and_opened_again(opener: Opener, tmp_path: Path, kind: str) -> None:
    log = opener("log.db", kind)
    assert (log.kind, log.database_id, log.path) == (kind, "database-1", tmp_path / "log.db")
    append(log, 2)
    head = log.head()
    log.close()
    again = opener("log.db", kind)
    assert (again.kind, again.database_id) == (kind, "database-1")
    assert again.head() == head
    assert texts(again) == ["Note 1", "Note 2"]


def test_a_new_log_belongs_to_its_owner_alone_and_leaves_nothing_beside_it(
    opener: Opener, tmp_path: Path
) -> None:
    log = opener("log.db")
    append(log, 1)
    assert {path.name for path in tmp_path.iterdir()} == {"log.db", "log.db-wal"}
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    log.close()
    assert [path.name for path in tmp_path.iterdir()] == ["log.db"]


def test_a_name_with_marks_of_its_own(opener: Opener, tmp_path: Path) -> None:
    opener("50% ward?mode=memory#1 ü.db").close()
    assert [path.name for path in tmp_path.iterdir()] == ["50% ward?mode=memory#1 ü.db"]


def test_what_a_creation_that_was_killed_left_is_no_hindrance(
    opener: Opener, tmp_path: Path
) -> None:
    (tmp_path / ".log.db.0123456789abcdef.new").write_bytes(b"half a data")
    append(opener("log.db"), 1)


@pytest.mark.parametrize(("kind", "key"), [("ward", None), ("training", KEY), ("scenario", KEY)])
def test_a_key_goes_with_a_ward_s_log_alone(
    opener: Opener, tmp_path: Path, kind: str, key: bytes | None
) -> None:
    with pytest.raises(ValueError, match="a ward's log has a key"):
        opener("log.db", kind, key=key)
    with pytest.raises(ValueError, match="a key has 32 bytes"):
        opener("log.db", "ward", key=b"short")
    with pytest.raises(ValueError, match="not a kind"):
        opener("log.db", "rehearsal")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["ward", "scenario"])
def test_a_log_that_this_process_already_holds(opener: Opener, tmp_path: Path, kind: str) -> None:
    log = opener("log.db", kind)
    append(log, 1)
    line = refusal_of(opener, tmp_path / "log.db", kind)
    assert "another window or program is using it" in line
    append(log, 1)
    assert texts(log) == ["Note 1", "Note 2"]


def test_a_log_that_another_process_holds(opener: Opener, tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    command = [sys.executable, "-m", "tests.store.writer", "hold", str(path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        line = refusal_of(opener, path, "ward")
        line_for_wrong_key = refusal_of(opener, path, "ward", key=OTHER_KEY)
        holder.stdin.close()
    assert "another window or program is using it" in line
    assert "another window or program is using it" in line_for_wrong_key
    append(opener(path, "ward"), 1)


@pytest.mark.parametrize(
    ("made", "asked", "reason"),
    [
        ("training", "scenario", 'wanted was a "scenario" log, this is a log of kind "training"'),
        ("scenario", "training", 'wanted was a "training" log, this is a log of kind "scenario"'),
        ("scenario", "ward", 'a plain log of kind "scenario"'),
        ("training", "ward", 'a plain log of kind "training"'),
        ("ward", "training", "encrypted, as a ward's log is"),
        ("ward", "scenario", "encrypted, as a ward's log is"),
    ],
)
def test_a_log_of_another_kind(
    opener: Opener, tmp_path: Path, made: str, asked: str, reason: str
) -> None:
    opener("log.db", made).close()
    line = refusal_of(opener, tmp_path / "log.db", asked)
    assert "it is of another kind" in line
    assert reason in line


def test_a_wrong_key(opener: Opener, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    opener("ward.db", "ward").close()
    line = refusal_of(opener, tmp_path / "ward.db", "ward", key=OTHER_KEY)
    assert "this workstation's key does not open it" in line
    assert capfd.readouterr() == ("", "")


def other_program(path: Path, wal: bool) -> None:
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
    raw.execute("CREATE TABLE recipes (name TEXT)")
    raw.commit()
    raw.close()


@pytest.mark.parametrize("kind", ["ward", "scenario"])
@pytest.mark.parametrize("wal", [True, False])
def test_another_program_s_database(opener: Opener, tmp_path: Path, kind: str, wal: bool) -> None:
    other_program(tmp_path / "recipes.db", wal)
    line = refusal_of(opener, tmp_path / "recipes.db", kind)
    assert "this database belongs to another program" in line


@pytest.mark.parametrize("kind", ["ward", "scenario"])
@pytest.mark.parametrize("size", [100, 4096, 5000])
def test_no_database_at_all(opener: Opener, tmp_path: Path, kind: str, size: int) -> None:
    (tmp_path / "notes.txt").write_bytes((b"Not a database. " * 400)[:size])
    line = refusal_of(opener, tmp_path / "notes.txt", kind)
    assert ("not a database" in line) or ("no database at all" in line)


@pytest.mark.parametrize("kind", ["ward", "scenario"])
def test_a_damaged_log(opener: Opener, tmp_path: Path, kind: str) -> None:
    opener("log.db", kind).close()
    path = tmp_path / "log.db"
    with path.open("r+b") as file:
        file.seek(0 if kind == "ward" else 4096)
        file.write(b"\xff" * 8000)
    refusal_of(opener, path, kind)


@pytest.mark.parametrize("kind", ["ward", "scenario"])
def test_one_damaged_page_is_told_at_the_start(opener: Opener, tmp_path: Path, kind: str) -> None:
    log, path = opener("log.db", kind), tmp_path / "log.db"
    bench = Bench(log=log).staffed()
    for number in range(200):
        note = StaffDetails("Amy Field", "nurse", f"{number} {'x' * 150}")
        bench.service.register_staff(note, "amy")
    row = behind(log).execute("SELECT rootpage FROM sqlite_schema WHERE name='events'").fetchone()
    log.close()
    with path.open("r+b") as file:
        file.seek((row[0] - 1) * 4096 + 2)
        file.write(b"\xff" * 40)
    line = refusal_of(opener, path, kind)
    assert "the file is damaged" in line
    assert "inoadmin restore FILE" in line


def test_a_log_cut_short(opener: Opener, tmp_path: Path) -> None:
    opener("log.db").close()
    with (tmp_path / "log.db").open("r+b") as file:
        file.truncate(4096)
    refusal_of(opener, tmp_path / "log.db")


def test_a_newer_schema(opener: Opener, tmp_path: Path) -> None:
    opener("log.db").close()
    raw = sqlite3.connect(tmp_path / "log.db")
    raw.execute("PRAGMA user_version = 3")
    raw.close()
    line = refusal_of(opener, tmp_path / "log.db")
    assert "a newer version of this program wrote it (schema 3, known here up to 2)" in line


def test_a_log_that_does_not_name_itself(opener: Opener, tmp_path: Path) -> None:
    opener("log.db").close()
    raw = sqlite3.connect(tmp_path / "log.db")
    raw.execute("DROP TRIGGER database_refuse_delete")
    raw.execute('DELETE FROM "database"')
    raw.commit()
    raw.close()
    assert "it does not name itself" in refusal_of(opener, tmp_path / "log.db")


def test_opening_and_using_a_log_does_not_load_sqlite_utils(tmp_path: Path) -> None:
    program = (
        "import sys; sys.argv[1:] = ['hold', {path!r}]; "
        "import runpy; runpy.run_module('tests.store.writer', run_name='__main__'); "
        "sys.exit('sqlite_utils' in sys.modules or 'sqlite3' in sys.modules)"
    ).format(path=str(tmp_path / "ward.db"))
    for _ in ("made", "opened again"):
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, input=b"")


def test_a_relative_path_is_the_working_folder_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: HandClock
) -> None:
    monkeypatch.chdir(tmp_path)
    log = open_log(Path("log.db"), "training", LONDON, clock=clock, ids=FakeIds())
    assert log.path == tmp_path / "log.db"
    log.close()
