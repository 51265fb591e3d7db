"""The readable copy, opened by other programs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from inoadmin.session.ports import CredentialRow, StorageError
from inoadmin.store.exporting import export_plain, exporting_plain
from tests.fakes import HandClock
from tests.store.conftest import behind
from tests.store.examples import append
from tests.store.rooms import Room, names
from tests.store.test_faults import largest_file

PIN_HASH = "$argon2id$not-to-be-seen"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    made = Room(tmp_path / "room")
    made.write()
    log = made.open()
    log.append((), HandClock().read(), [CredentialRow("staff/amy", PIN_HASH)])
    log.close()
    (tmp_path / "out").mkdir()
    return made


def test_other_programs_read_it(room: Room, tmp_path: Path) -> None:
    target = tmp_path / "out" / "ward-plain.db"
    log = room.open()
    head = log.head()
    assert export_plain(behind(log), target, key=room.secrets().key) == head
    assert log.credential("staff/amy") == PIN_HASH
    append(log, 1)
    log.close()
    assert names(tmp_path / "out") == ["ward-plain.db"]
    assert target.stat().st_mode & 0o777 == 0o600
    database = Database(target)
    assert database["events"].count == 4
    assert [row["family_name"] for row in database["patients"].rows] == ["MOORE"]
    assert [row["kind"] for row in database["database"].rows] == ["ward"]
    assert len(database.triggers) == 9
    assert database.execute("PRAGMA application_id").fetchone() == (0x494E4F41,)
    assert database.execute("PRAGMA user_version").fetchone() == (2,)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_hashes_of_pins_are_nowhere_in_it(room: Room, tmp_path: Path) -> None:
    log = room.open()
    steps = exporting_plain(behind(log), tmp_path / "out" / "p.db", key=room.secrets().key)
    for _ in steps:
        for path in (tmp_path / "out").iterdir():
            assert PIN_HASH.encode() not in path.read_bytes()
            assert path.stat().st_mode & 0o777 == 0o600
    log.close()
    raw = sqlite3.connect(tmp_path / "out" / "p.db")
    assert raw.execute("SELECT count(*) FROM credentials").fetchone() == (0,)
    with pytest.raises(sqlite3.IntegrityError, match="stays as it is"):
        raw.execute("DELETE FROM events")
    raw.close()


def test_a_target_that_is_there_is_not_written_over(room: Room, tmp_path: Path) -> None:
    target = tmp_path / "out" / "p.db"
    target.write_text("mine")
    (tmp_path / "out" / "link.db").symlink_to(tmp_path / "nowhere")
    log = room.open()
    for name in ("p.db", "link.db"):
        with pytest.raises(StorageError, match="a file of that name is there already"):
            export_plain(behind(log), tmp_path / "out" / name, key=room.secrets().key)
    with pytest.raises(StorageError, match="does not exist"):
        export_plain(behind(log), tmp_path / "no" / "p.db", key=room.secrets().key)
    log.close()
    assert target.read_text() == "mine"


def test_a_target_that_appears_meanwhile_is_not_written_over(room: Room, tmp_path: Path) -> None:
    target = tmp_path / "out" / "p.db"
    log = room.open()
    steps = exporting_plain(behind(log), target, key=room.secrets().key)
    next(steps)
    target.write_text("mine")
    with pytest.raises(StorageError, match="has just appeared"):
        list(steps)
    log.close()
    assert names(tmp_path / "out") == ["p.db"]


@pytest.mark.parametrize("size", [0, 20_000])
def test_no_room(room: Room, tmp_path: Path, size: int) -> None:
    log = room.open()
    with largest_file(size), pytest.raises(StorageError, match="nothing readable was written"):
        export_plain(behind(log), tmp_path / "out" / "p.db", key=room.secrets().key)
    log.close()
    assert names(tmp_path / "out") == []
