"""A ward's files in a folder: database, key, recovery file, keyring and backups."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inoadmin.session.ports import StorageError
from inoadmin.store.copies import Backup, back_up_to
from inoadmin.store.keys import Secrets, load_or_create_secrets
from inoadmin.store.log import SqliteLog
from inoadmin.store.opening import open_log
from inoadmin.store.recovery import make_recovery
from inoadmin.store.restoring import KeyPlace, Restored, restoring
from inoadmin.store.soundness import run
from tests.fakes import FakeIds, HandClock
from tests.store.conftest import LONDON, behind
from tests.store.examples import MOORE, append, draft, texts
from tests.store.vaults import FolderVault

EVENING = datetime(2026, 3, 2, 20, tzinfo=UTC)


class Room:
    """`keyring` says whether the secrets are in the keyring or in the file."""

    def __init__(self, base: Path, name: str = "7f3a9c21-ward", *, keyring: bool = False) -> None:
        self.base = base
        self.name = name
        self.keyring = keyring
        self.database = base / "data" / "ward.db"
        self.key_file = base / "keys" / "ward.key"
        self.backups = base / "backups"
        for folder in (base, base / "data", self.backups):
            folder.mkdir(exist_ok=True)
        self.vault = FolderVault(base / "vault")

    @property
    def place(self) -> KeyPlace:
        return KeyPlace(self.key_file, self.vault, may_move=self.keyring)

    def secrets(self) -> Secrets:
        return load_or_create_secrets(
            self.key_file, self.database, self.vault, may_move=self.keyring
        )

    def open(self) -> SqliteLog:
        key = self.secrets().key
        return open_log(
            self.database, "ward", LONDON, clock=HandClock(), ids=FakeIds(self.name), key=key
        )

    def write(self, count: int = 3) -> str:
        """Appends notes; makes and returns the recovery key."""
        log = self.open()
        append(log, count)
        patient = len(log.read("patient/p1"))
        log.append([draft("patient/p1", patient)], HandClock().read(), [MOORE])
        log.keep_protocol(EMPTY_SHA256, b"")
        log.close()
        return make_recovery(self.secrets(), self.database)

    def notes(self) -> int:
        """How many notes the log holds, found by opening it as the program does."""
        log = self.open()
        try:
            return len(texts(log))
        finally:
            log.close()

    def back_up(self, now: datetime = EVENING, **options: int) -> Backup:
        log = self.open()
        try:
            key = self.secrets().key
            return back_up_to(behind(log), self.backups, key=key, now=now, **options)
        finally:
            log.close()

    def cut_off(self) -> None:
        """Leaves the files as a power cut does: the last note is in the write-ahead log alone."""
        log = self.open()
        append(log, 1)
        still = self.base / "still"
        shutil.copytree(self.database.parent, still)
        log.close()
        shutil.rmtree(self.database.parent)
        still.rename(self.database.parent)


EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def names(folder: Path) -> list[str]:
    """The names in a folder, in order."""
    return sorted(path.name for path in folder.iterdir())


def modes(folder: Path) -> set[int]:
    """The permissions of everything in a folder."""
    return {path.stat().st_mode & 0o777 for path in folder.iterdir()}


def restore(room: Room, file: Path, recovery_key: str | None = None) -> Restored:
    return run(
        restoring(
            file,
            room.database,
            "ward",
            now=EVENING,
            place=room.place,
            recovery_key=recovery_key,
        )
    )


def refusal(room: Room, file: Path, recovery_key: str | None = None) -> str:
    """The one line that restoring is refused with; database and secrets are as they were."""
    folder = room.base / "data"
    before = {path: path.read_bytes() for path in folder.iterdir()}
    key = room.key_file.read_bytes() if room.key_file.exists() else None
    with pytest.raises(StorageError) as refused:
        restore(room, file, recovery_key)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert (room.key_file.read_bytes() if room.key_file.exists() else None) == key
    assert "\n" not in str(refused.value)
    return str(refused.value)
