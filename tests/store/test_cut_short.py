"""Whatever is being done with keys and copies, a kill before any single step leaves a database and
a key that go together, and a recovery key that opens both.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from inoadmin.session.ports import StorageError
from inoadmin.store.recovery import open_recovery
from inoadmin.store.soundness import Words, checking, opens, run
from tests.store.rooms import Room, names

ROOT = Path(__file__).resolve().parents[2]
WORDS = Words("Cannot use it", "", "")


def killed_at_every_step(task: str, room: Room, base: Path, recovery_key: str = "") -> list[Room]:
    """The same room after a kill before the first step, the second, …, and after none."""
    if room.keyring:
        (room.base / "keyring-wanted").touch()
    base.mkdir()
    command = [sys.executable, "-m", "tests.store.killing", task, str(room.base), str(base)]
    subprocess.run([*command, recovery_key], cwd=ROOT, check=True)
    return [Room(folder, keyring=room.keyring) for folder in sorted(base.iterdir())]


def recovers(room: Room, recovery_key: str) -> bool:
    """Whether the recovery file beside the database holds a key to it."""
    found = open_recovery(room.database, recovery_key)
    return any(opens(room.database, one.key) for one in (found, found.pending) if one is not None)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Path]:
    return tmp_path / "killed"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """With a keyring, since that takes every step that the file takes, and more."""
    return Room(tmp_path / "room", keyring=True)


@pytest.mark.parametrize("keyring", [True, False])
def test_a_first_start(tmp_path: Path, base: Path, keyring: bool) -> None:
    room = Room(tmp_path / "room", keyring=keyring)
    rooms = killed_at_every_step("first_start", room, base)
    assert len(rooms) >= (10 if keyring else 4)
    for one in rooms:
        one.write()
        assert one.notes() == 3


@pytest.mark.parametrize("keyring", [True, False])
def test_an_old_key_that_moves(tmp_path: Path, base: Path, keyring: bool) -> None:
    room = Room(tmp_path / "room", keyring=keyring)
    room.write()
    key = room.secrets().key
    room.key_file.write_text(key.hex())
    rooms = killed_at_every_step("first_start", room, base)
    assert len(rooms) >= 4
    for one in rooms:
        assert one.secrets().key == key
        assert one.notes() == 3
        assert one.key_file.read_text().startswith("keyring=" if keyring else "key=")


def test_a_change_of_key(room: Room, base: Path) -> None:
    recovery_key = room.write()
    room.cut_off()
    before = room.secrets()
    rooms = killed_at_every_step("change_key", room, base, recovery_key)
    keys: set[bytes] = set()
    for one in rooms:
        assert recovers(one, recovery_key)
        after = one.secrets()
        assert after.pending is None
        assert after.pepper == before.pepper
        assert one.notes() == 4
        assert recovers(one, recovery_key)
        keys.add(after.key)
    assert len(keys) > 2
    assert before.key in keys
    assert rooms[-1].secrets().key != before.key
    assert names(rooms[-1].base / "data") == ["ward.db", "ward.db.recovery"]


def test_a_backup(room: Room, base: Path) -> None:
    room.write()
    room.back_up()
    for one in killed_at_every_step("back_up", room, base):
        found = sorted(one.backups.glob("inoadmin-*.db"))
        assert found
        for file in found:
            run(checking(file, one.secrets().key, WORDS))
            assert Path(f"{file}.recovery").exists()
        assert one.notes() == 3


@pytest.mark.parametrize("state", ["whole", "cut off", "damaged", "gone"])
def test_a_restore(room: Room, base: Path, state: str) -> None:
    room.write()
    room.back_up()
    room.write(2)
    recovery_key = room.write(2)
    if state == "cut off":
        room.cut_off()
    elif state == "damaged":
        room.cut_off()
        room.database.write_bytes(bytes(8192))
    elif state == "gone":
        room.database.unlink()
    found: set[int] = set()
    for one in killed_at_every_step("restore", room, base):
        one.secrets()
        if one.database.exists():
            notes = notes_if_whole(one)
            assert notes == -1 or recovers(one, recovery_key)
            found.add(notes)
    assert found == {"whole": {3, 7}, "cut off": {3, 8}, "damaged": {3, -1}, "gone": {3}}[state]


def notes_if_whole(room: Room) -> int:
    try:
        return room.notes()
    except StorageError:
        return -1


def test_a_restore_from_elsewhere(room: Room, base: Path, tmp_path: Path) -> None:
    old_recovery_key = room.write(7)
    other = Room(room.base / "elsewhere", "00aa11bb-other")
    recovery_key = other.write()
    other.back_up()
    peppers = {7: room.secrets().pepper, 3: other.secrets().pepper}
    found: set[int] = set()
    for one in killed_at_every_step("restore_from_elsewhere", room, base, recovery_key):
        notes = one.notes()
        found.add(notes)
        assert one.secrets().pepper == peppers[notes]
        assert one.secrets().pending is None
        assert either_recovers(one, recovery_key, old_recovery_key)
    assert found == {3, 7}


def either_recovers(room: Room, *recovery_keys: str) -> bool:
    """Whether one of the recovery keys that are known by then opens the file beside it."""
    for recovery_key in recovery_keys:
        try:
            return recovers(room, recovery_key)
        except StorageError:
            continue
    return False
