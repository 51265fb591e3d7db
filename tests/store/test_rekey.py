"""A database that gets a new key. What a kill leaves is in test_cut_short.py."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inoadmin.session.ports import HeldError, StorageError
from inoadmin.store.recovery import (
    MistypedError,
    WrongRecoveryKeyError,
    new_recovery_key,
    open_recovery,
)
from inoadmin.store.rekey import Rekeyed, changing_key
from inoadmin.store.soundness import opens, run
from tests.store.rooms import Room, modes, names
from tests.store.test_faults import largest_file


@pytest.fixture(params=["file", "keyring"])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Room:
    return Room(tmp_path / "room", keyring=request.param == "keyring")


def change(room: Room, recovery_key: str | None = None) -> Rekeyed:
    return run(changing_key(room.database, room.key_file, room.vault, recovery_key))


def test_the_old_key_opens_it_no_longer(room: Room) -> None:
    recovery_key = room.write()
    before = room.secrets()
    changed = change(room, recovery_key)
    assert changed.recovery_key == recovery_key
    assert changed.secrets.pepper == before.pepper
    assert changed.secrets.key != before.key
    assert room.secrets() == changed.secrets
    assert not opens(room.database, before.key)
    assert room.notes() == 3
    assert open_recovery(room.database, recovery_key) == changed.secrets
    assert names(room.base / "data") == ["ward.db", "ward.db.recovery"]
    assert modes(room.base / "data") == {0o600}


def test_without_the_recovery_key_a_new_one_is_made(room: Room) -> None:
    old = room.write()
    changed = change(room)
    assert changed.recovery_key != old
    assert open_recovery(room.database, changed.recovery_key) == changed.secrets
    with pytest.raises(WrongRecoveryKeyError):
        open_recovery(room.database, old)


def test_it_can_be_done_again(room: Room) -> None:
    recovery_key = room.write()
    keys = {change(room, recovery_key).secrets.key for _ in range(3)}
    assert len(keys) == 3
    assert room.notes() == 3


def test_a_wrong_recovery_key_changes_nothing(room: Room) -> None:
    room.write()
    before = room.secrets()
    with pytest.raises(MistypedError):
        change(room, "0000")
    with pytest.raises(WrongRecoveryKeyError):
        change(room, new_recovery_key())
    assert room.secrets() == before
    assert room.notes() == 3


def test_a_database_that_is_open_is_refused(room: Room) -> None:
    recovery_key = room.write()
    before = room.secrets()
    log = room.open()
    with pytest.raises(HeldError, match="another window or program is using it"):
        change(room, recovery_key)
    log.close()
    assert room.secrets() == before


def test_a_start_in_the_middle_of_it_forgets_no_key(room: Room) -> None:
    recovery_key = room.write()
    steps = changing_key(room.database, room.key_file, room.vault, recovery_key)
    seen = {room.secrets().key for _ in steps}
    assert len(seen) == 1
    assert room.secrets().key not in seen
    assert room.notes() == 3


def test_no_database(room: Room) -> None:
    with pytest.raises(StorageError, match="there is no such file"):
        change(room)
    assert not room.key_file.exists()


def test_a_damaged_database_keeps_its_key(room: Room) -> None:
    recovery_key = room.write(30)
    before = room.secrets()
    whole = room.database.read_bytes()
    room.database.write_bytes(whole[: 5 * 4096] + bytes(4096) + whole[6 * 4096 :])
    with pytest.raises(StorageError, match="Cannot change the key"):
        change(room, recovery_key)
    assert room.secrets() == before
    assert names(room.base / "data") == ["ward.db", "ward.db.recovery"]


@pytest.mark.parametrize("size", [0, 4096, 40_000])
def test_no_room_for_the_copy(room: Room, size: int) -> None:
    recovery_key = room.write(30)
    before = room.secrets()
    with largest_file(size), pytest.raises(StorageError):
        change(room, recovery_key)
    assert room.secrets() == before
    assert room.notes() == 30
    assert opens(room.database, open_recovery(room.database, recovery_key).key)


def test_a_keyring_locked_in_the_middle(tmp_path: Path) -> None:
    room = Room(tmp_path / "room", keyring=True)
    recovery_key = room.write()
    steps = changing_key(room.database, room.key_file, room.vault, recovery_key)
    next(steps)
    shutil.move(tmp_path / "room" / "vault", tmp_path / "gone")
    with pytest.raises(StorageError, match="Cannot keep the key"):
        run(steps)
    shutil.move(tmp_path / "gone", tmp_path / "room" / "vault")
    assert room.notes() == 3
