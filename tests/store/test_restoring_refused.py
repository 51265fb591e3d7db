"""What is no backup of this log is refused by name; plain logs go the same way."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from inoadmin.session.ports import StorageError
from inoadmin.store.copies import back_up_to
from inoadmin.store.restoring import restoring
from inoadmin.store.soundness import run
from tests.store.conftest import KEY, Opener, behind
from tests.store.examples import append, texts
from tests.store.rooms import EVENING, Room, refusal, restore


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "room")


def test_files_that_are_no_backups(room: Room, opener: Opener, tmp_path: Path) -> None:
    room.write()
    opener("training.db", "training").close()
    opener("foreign.db", "ward", key=KEY).close()
    (tmp_path / "empty.db").touch()
    (tmp_path / "text.db").write_bytes(b"text" * 2048)
    (tmp_path / "folder.db").mkdir()
    wanted = {
        "training.db": 'a plain log of kind "training"',
        "foreign.db": "this workstation's key does not open it",
        "empty.db": "the file is empty",
        "text.db": "this workstation's key does not open it",
        "folder.db": "there is no such file",
        "missing.db": "there is no such file",
    }
    for name, reason in wanted.items():
        line = refusal(room, tmp_path / name)
        assert reason in line
        assert str(tmp_path / name) in line


def test_every_flipped_byte_is_refused_by_name(room: Room) -> None:
    room.write()
    file = room.back_up().path
    whole = file.read_bytes()
    for place in [*range(7, len(whole), 4096 - 13), len(whole) - 1]:
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        assert str(file) in refusal(room, file)
    file.write_bytes(whole)
    restore(room, file)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("PRAGMA user_version = 99", "a newer version of this program wrote it (schema 99)"),
        ("DROP TRIGGER events_refuse_delete", 'its trigger "events_refuse_delete"'),
        ("PRAGMA application_id = 7", "this database belongs to another program"),
    ],
)
def test_a_plain_backup_that_is_not_as_this_program_makes_it(
    opener: Opener, tmp_path: Path, statement: str, reason: str
) -> None:
    log = opener("log.db", "training")
    append(log, 2)
    (tmp_path / "backups").mkdir()
    file = back_up_to(behind(log), tmp_path / "backups", key=None, now=EVENING).path
    append(log, 1)
    log.close()
    raw = sqlite3.connect(file)
    raw.execute(statement)
    raw.close()
    with pytest.raises(StorageError) as refused:
        run(restoring(file, tmp_path / "log.db", "training", now=EVENING))
    assert reason in str(refused.value)
    assert len(texts(opener("log.db", "training"))) == 3


def test_a_plain_log_is_restored(opener: Opener, tmp_path: Path) -> None:
    log = opener("log.db", "training")
    append(log, 2)
    (tmp_path / "backups").mkdir()
    file = back_up_to(behind(log), tmp_path / "backups", key=None, now=EVENING).path
    append(log, 1)
    log.close()
    with pytest.raises(StorageError, match='it is of kind "training", wanted was a "scenario"'):
        run(restoring(file, tmp_path / "log.db", "scenario", now=EVENING))
    with pytest.raises(ValueError, match="a ward's log has a key"):
        run(restoring(file, tmp_path / "log.db", "ward", now=EVENING))
    restored = run(restoring(file, tmp_path / "log.db", "training", now=EVENING))
    assert (restored.secrets, restored.secrets_changed) == (None, False)
    assert len(texts(opener("log.db", "training"))) == 2


def test_an_older_schema_is_restored_and_then_brought_up_to_date(
    opener: Opener, tmp_path: Path
) -> None:
    log = opener("old.db", "training", migrations=())
    log.close()
    restored = run(restoring(tmp_path / "old.db", tmp_path / "log.db", "training", now=EVENING))
    assert restored.identity.version == 1
    append(opener("log.db", "training"), 1)
