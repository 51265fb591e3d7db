"""A backup takes the database's place. What a kill leaves is in test_cut_short.py."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from inoadmin.session.ports import HeldError, StorageError
from inoadmin.store.keys import new_secrets
from inoadmin.store.recovery import (
    WrongRecoveryKeyError,
    make_recovery,
    new_recovery_key,
    open_recovery,
    restore_secrets,
)
from inoadmin.store.rekey import changing_key
from inoadmin.store.soundness import opens, run
from tests.store.examples import append
from tests.store.rooms import Room, modes, names, refusal, restore
from tests.store.test_faults import largest_file


@pytest.fixture(params=["file", "keyring"])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Room:
    return Room(tmp_path / "room", keyring=request.param == "keyring")


def test_the_old_database_is_kept_whole(room: Room) -> None:
    recovery_key = room.write()
    backup = room.back_up()
    recovery_key = room.write(2)
    old = room.open()
    old_head = old.head()
    old.close()
    room.cut_off()
    restored = restore(room, backup.path)
    assert restored.new_head == backup.head
    assert restored.identity.database_id == "7f3a9c21-ward-1"
    assert restored.old_head is not None
    assert restored.old_head.sequence == old_head.sequence + 1
    assert restored.kept == room.database.with_name("ward.db.before-restore-20260302T200000Z")
    assert (restored.secrets, restored.secrets_changed) == (room.secrets(), False)
    assert room.notes() == 3
    assert names(room.base / "data") == [
        "ward.db",
        restored.kept.name,
        f"{restored.kept.name}.recovery",
        "ward.db.recovery",
    ]
    assert modes(room.base / "data") == {0o600}
    assert open_recovery(room.database, recovery_key) == room.secrets()
    shutil.copy(restored.kept, room.base / "kept.db")
    assert restore(room, room.base / "kept.db").old_head == backup.head
    assert room.notes() == 6


def test_twice_in_one_second_keeps_both(room: Room) -> None:
    room.write()
    backup = room.back_up()
    kept = {restore(room, backup.path).kept for _ in range(3)}
    assert len(kept) == 3
    assert room.notes() == 3


@pytest.mark.parametrize("state", ["zeros", "cut short", "empty", "gone", "text", "all but log"])
def test_a_database_that_cannot_be_read_is_kept_as_it_is(room: Room, state: str) -> None:
    room.write()
    backup = room.back_up()
    room.cut_off()
    log = room.database.with_name("ward.db-wal").read_bytes()
    whole = room.database.read_bytes()
    left = {
        "zeros": bytes(len(whole)),
        "cut short": whole[:5000],
        "empty": b"",
        "text": b"text" * 3000,
    }.get(state)
    room.database.with_name("ward.db-wal").write_bytes(b"not a log" * 50)
    if left is None:
        room.database.unlink()
    else:
        room.database.write_bytes(left)
    if state == "gone":
        room.database.with_name("ward.db-wal").unlink()
    elif state == "all but log":
        room.database.with_name("ward.db-wal").write_bytes(log)
    restored = restore(room, backup.path)
    assert restored.old_head is None
    assert (restored.kept is None) == (left is None)
    assert room.notes() == 3
    kept = "ward.db.before-restore-20260302T200000Z"
    if restored.kept is not None:
        assert restored.kept.read_bytes() == left
    # one whose first page still reads is opened, and SQLite then clears away what is no log
    assert (room.base / "data" / f"{kept}-wal").exists() == (state not in {"gone", "cut short"})
    assert not room.database.with_name("ward.db-wal").exists()


def test_a_database_that_is_open_is_refused(room: Room) -> None:
    room.write()
    backup = room.back_up()
    log = room.open()
    with pytest.raises(HeldError, match="another window or program is using it"):
        restore(room, backup.path)
    append(log, 1)
    log.close()
    assert room.notes() == 4


def test_a_backup_that_is_open_is_refused(room: Room, tmp_path: Path) -> None:
    room.write()
    log = room.open()
    with pytest.raises(StorageError, match="cannot take the place of"):
        restore(room, room.database)
    log.close()


def test_a_backup_made_elsewhere(room: Room, tmp_path: Path) -> None:
    room.write(7)
    before = room.secrets()
    other = Room(tmp_path / "other", "00aa11bb-other")
    recovery_key = other.write()
    file = other.back_up().path
    assert "this workstation's key does not open it" in refusal(room, file)
    with pytest.raises(WrongRecoveryKeyError):
        restore(room, file, new_recovery_key())
    restored = restore(room, file, recovery_key)
    assert restored.secrets_changed
    assert room.secrets() == restored.secrets == other.secrets()
    assert room.notes() == 3
    assert open_recovery(room.database, recovery_key) == other.secrets()
    assert restored.kept is not None
    assert opens(restored.kept, before.key)


def test_a_backup_under_an_earlier_key(room: Room) -> None:
    recovery_key = room.write()
    file = room.back_up().path
    run(changing_key(room.database, room.key_file, room.vault, recovery_key))
    room.open().close()
    assert "this workstation's key does not open it" in refusal(room, file)
    assert restore(room, file, recovery_key).secrets_changed
    assert room.notes() == 3


def test_a_new_workstation(room: Room, tmp_path: Path) -> None:
    other = Room(tmp_path / "other", "00aa11bb-other")
    recovery_key = other.write()
    file = other.back_up().path
    assert "give the recovery key" in refusal(room, file)
    restored = restore(room, file, recovery_key)
    assert (restored.old_head, restored.kept) == (None, None)
    assert room.secrets() == other.secrets()
    assert room.key_file.read_text().startswith("keyring=" if room.keyring else "key=")
    assert room.notes() == 3
    assert open_recovery(room.database, recovery_key) == room.secrets()


def test_a_lost_key_beside_an_old_database(room: Room) -> None:
    recovery_key = room.write()
    file = room.back_up().path
    secrets = room.secrets()
    room.key_file.unlink()
    assert "give the recovery key" in refusal(room, file)
    restored = restore(room, file, recovery_key)
    assert restored.kept is not None
    assert room.secrets() == secrets
    assert room.notes() == 3


def test_a_damaged_key_file_is_kept(room: Room) -> None:
    recovery_key = room.write()
    file = room.back_up().path
    room.key_file.write_text("damaged")
    assert "the file does not hold a key" in refusal(room, file)
    restore(room, file, recovery_key)
    assert room.notes() == 3
    assert room.key_file.with_name("ward.key.kept-1").read_text() == "damaged"


def test_a_lost_recovery_file_comes_back_with_the_backup(room: Room) -> None:
    recovery_key = room.write()
    file = room.back_up().path
    room.database.with_name("ward.db.recovery").unlink()
    restore(room, file)
    room.key_file.unlink()
    assert restore_secrets(recovery_key, room.database, room.key_file, room.vault)
    assert room.notes() == 3


def test_the_recovery_file_of_another_backup(room: Room) -> None:
    room.write()
    file = room.back_up().path
    other = make_recovery(new_secrets(), file)
    room.key_file.unlink()
    assert "holds another database's key" in refusal(room, file, other)


def test_a_database_copied_while_it_was_open_is_brought_in(room: Room, tmp_path: Path) -> None:
    room.write()
    log = room.open()
    append(log, 2)
    shutil.copytree(room.database.parent, tmp_path / "copied")
    before = {path: path.read_bytes() for path in (tmp_path / "copied").iterdir()}
    log.close()
    restore(room, tmp_path / "copied" / "ward.db")
    assert room.notes() == 5
    assert {path: path.read_bytes() for path in (tmp_path / "copied").iterdir()} == before


@pytest.mark.parametrize("size", [0, 8192, 60_000])
def test_no_room(room: Room, size: int) -> None:
    room.write(30)
    file = room.back_up().path
    room.write(1)
    before = room.secrets()
    with largest_file(size), pytest.raises(StorageError, match="The database is as it was"):
        restore(room, file)
    assert room.secrets() == before
    assert room.notes() == 31


def test_a_folder_that_is_not_there(room: Room, tmp_path: Path) -> None:
    room.write()
    file = room.back_up().path
    shutil.move(room.database.parent, tmp_path / "moved")
    with pytest.raises(StorageError, match="does not exist"):
        restore(room, file)


def test_a_file_system_without_second_names(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.write()
    backup = room.back_up()
    room.write(2)
    old = room.database.read_bytes()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    kept = restore(room, backup.path).kept
    assert kept is not None
    assert len(kept.read_bytes()) == len(old)
    assert modes(room.base / "data") == {0o600}
    assert room.notes() == 3
