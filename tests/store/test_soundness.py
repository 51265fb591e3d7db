"""What is found in a database that is not whole, and that it is looked at in slices."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from inoadmin.session.ports import Head, StorageError
from inoadmin.store.soundness import SLICE, Sound, Words, checking, opens, run
from tests.fakes import HandClock
from tests.store.conftest import KEY, Opener
from tests.store.examples import MOORE, append, draft
from tests.store.rooms import EMPTY_SHA256
from tests.store.test_faults import half_brought_up_to_date

WORDS = Words("Cannot use the copy", "Take another.", "Nothing was changed.")


@pytest.fixture
def plain(opener: Opener, tmp_path: Path) -> Path:
    log = opener("log.db")
    append(log, 3)
    log.append([draft("patient/p1")], HandClock().read(), [MOORE])
    log.keep_protocol(EMPTY_SHA256, b"")
    log.close()
    return tmp_path / "log.db"


def edit(path: Path, *statements: str) -> None:
    """Edits a plain database past its triggers."""
    raw = sqlite3.connect(path)
    guards = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        raw.execute(statement)
    for _, sql in guards:
        raw.execute(sql)
    raw.commit()
    raw.close()


def refusal(path: Path, key: bytes | None = None) -> str:
    with pytest.raises(StorageError) as refused:
        run(checking(path, key, WORDS))
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_whole_one_tells_who_it_is_and_where_it_ends(opener: Opener, plain: Path) -> None:
    sound = run(checking(plain, None, WORDS))
    assert (sound.identity.database_id, sound.identity.kind) == ("database-1", "scenario")
    assert sound.head == opener("log.db").head()


def test_an_empty_one_ends_before_its_first_entry(opener: Opener, tmp_path: Path) -> None:
    opener("log.db", "ward").close()
    assert run(checking(tmp_path / "log.db", KEY, WORDS)).head == Head(0, "0" * 64)


def test_it_goes_in_slices(opener: Opener, tmp_path: Path) -> None:
    log = opener("log.db", "ward")
    drafts = [draft(version=number) for number in range(2 * SLICE + 1)]
    log.append(drafts, HandClock().read())
    log.close()
    steps = list(checking(tmp_path / "log.db", KEY, WORDS))
    total = 3 + 2 * SLICE + 1
    assert [done for done, _ in steps] == [0, 1, 2, 3, 3 + SLICE, 3 + 2 * SLICE, total]
    assert {found for _, found in steps} == {total}


def test_one_given_up_half_way_lets_the_file_go(opener: Opener, plain: Path) -> None:
    steps = checking(plain, None, WORDS)
    next(steps)
    steps.close()
    append(opener("log.db"), 1)
    assert isinstance(run(checking(plain, None, WORDS)), Sound)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE events SET body = '{}' WHERE sequence = 2", "entry 2 of its log is not as it"),
        ("UPDATE events SET signatures = '[1]' WHERE sequence = 3", "entry 3 of its log"),
        ("DELETE FROM events WHERE sequence = 1", "entry 1 of its log"),
        ("UPDATE \"database\" SET id = 'another'", "entry 1 of its log"),
        ("UPDATE protocols SET bytes = x'00'", f"the stored protocol {EMPTY_SHA256}"),
        ("CREATE TABLE extra (a)", 'its table "extra" is not as this program makes it'),
        ("CREATE VIEW extra AS SELECT 1", 'its view "extra" is not as this program makes it'),
        ("DROP INDEX batches_by_batch", 'its index "batches_by_batch" is not as'),
        ("ALTER TABLE patients ADD COLUMN ward TEXT", 'its table "patients" is not as'),
        ("PRAGMA user_version = 9", "a newer version of this program wrote it (schema 9)"),
    ],
)
def test_what_was_edited_is_named(plain: Path, statement: str, reason: str) -> None:
    edit(plain, statement)
    line = refusal(plain)
    assert line.startswith("Cannot use the copy: ")
    assert reason in line


def test_a_dropped_trigger_is_named(plain: Path) -> None:
    raw = sqlite3.connect(plain)
    raw.execute("DROP TRIGGER events_refuse_update")
    raw.close()
    assert 'its trigger "events_refuse_update" is not as this program makes it' in refusal(plain)


def test_a_database_without_its_name(plain: Path) -> None:
    edit(plain, 'DELETE FROM "database"')
    assert "it does not name itself" in refusal(plain)


def page_kinds() -> list[tuple[str, Callable[[Path], int]]]:
    def first(_: Path) -> int:
        return 1

    def of(name: str) -> Callable[[Path], int]:
        def root(path: Path) -> int:
            raw = sqlite3.connect(path)
            (page,) = raw.execute(
                "SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)
            ).fetchone()
            raw.close()
            return page

        return root

    names = ("events", "patients", "batches", "batches_by_batch", "protocols", "database")
    return [("header", first), *((name, of(name)) for name in names)]


@pytest.mark.parametrize(("kind", "page_of"), page_kinds())
def test_a_damaged_page_of_any_kind(plain: Path, kind: str, page_of: Callable[[Path], int]) -> None:
    start = (page_of(plain) - 1) * 4096 + (100 if kind == "header" else 0)
    with plain.open("r+b") as file:
        file.seek(start)
        file.write(b"\xff" * 8)
    assert "Cannot use the copy: the file is damaged" in refusal(plain)


@pytest.mark.parametrize("end", [0, 1, -4096, -1])
def test_a_keyed_file_cut_short_or_grown(opener: Opener, tmp_path: Path, end: int) -> None:
    log = opener("log.db", "ward")
    append(log, 20)
    log.close()
    path = tmp_path / "log.db"
    whole = path.read_bytes()
    if end > 0:
        path.write_bytes(whole + b"x" * 4096)
    else:
        path.write_bytes(whole[: end or 4096])
    refusal(path, KEY)


def test_a_key_opens_its_own_database_and_no_other(opener: Opener, tmp_path: Path) -> None:
    opener("ward.db", "ward").close()
    opener("plain.db").close()
    (tmp_path / "empty.db").touch()
    (tmp_path / "text.db").write_bytes(b"text" * 2000)
    assert opens(tmp_path / "ward.db", KEY)
    assert opens(tmp_path / "plain.db", None)
    for name, key in [("ward.db", bytes(32)), ("ward.db", None), ("plain.db", KEY)]:
        assert not opens(tmp_path / name, key)
    for name in ("empty.db", "text.db"):
        assert not opens(tmp_path / name, KEY)
    with pytest.raises(StorageError, match="Cannot open the log"):
        opens(tmp_path / "missing.db", KEY)


def test_a_key_opens_what_the_write_ahead_log_makes_whole(opener: Opener, tmp_path: Path) -> None:
    cut = half_brought_up_to_date(opener, tmp_path, "ward")
    with cut.open("r+b") as file:
        file.seek(512)
        file.write(b"\xff" * 1024)
    assert opens(cut, KEY)
    assert not opens(cut, bytes(32))
    append(opener(cut, "ward"), 1)
