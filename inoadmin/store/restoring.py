"""Restoring: a backup takes the database's place once all of it has been looked at.

What was there before is kept beside it under another name, whatever state it is in.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from inoadmin.session.ports import Head, HeldError, StorageError
from inoadmin.store.connection import Connection, DriverError, connect
from inoadmin.store.files import (
    copy_private,
    discard,
    new_name_beside,
    put_in_place,
    sync_file,
)
from inoadmin.store.ground import remote_kind
from inoadmin.store.keeping import keep_old
from inoadmin.store.keys import (
    Secrets,
    bring_back_secrets,
    free_name,
    keep_secrets,
    load_or_create_secrets,
)
from inoadmin.store.opening import Identity, identify, is_held, look
from inoadmin.store.places import recovery_path
from inoadmin.store.recovery import make_recovery, open_recovery
from inoadmin.store.rekey import exchange, fold
from inoadmin.store.soundness import Steps, Words, checking, head_of, opens
from inoadmin.store.trouble import BUSY, from_code, from_driver, from_system
from inoadmin.store.vault import Vault

_SAFE: Final = "The database is as it was."


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where a ward's secrets are kept: the key's file, and the keyring that it may move to."""

    path: Path
    vault: Vault
    may_move: bool = True


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and what was there before.

    `old_head` is None where there was no database or it could not be read; `kept` is where it now
    lies, `old_key` the file with its key where that is another one from now on; `another` says that
    it was not the same database at an earlier time. `secrets` (None: a plain log) hold from now on;
    `secrets_changed` says that they came with the backup.
    """

    identity: Identity
    new_head: Head
    old_head: Head | None
    kept: Path | None
    secrets: Secrets | None
    secrets_changed: bool
    old_key: Path | None = None
    another: bool = False


@dataclass(frozen=True, slots=True)
class _Under:
    """Which secrets a backup goes with, and which this workstation has."""

    now: Secrets | None
    then: Secrets | None

    @property
    def changed(self) -> bool:
        return self.then is not None and self.then != self.now


def restoring(
    file: Path,
    database: Path,
    kind: str,
    *,
    now: datetime,
    place: KeyPlace | None = None,
    recovery_key: str | None = None,
) -> Steps[Restored]:
    """Puts a copy of the backup `file` in the place of `database`, which nobody may have open.

    A ward's log needs the `place` of its key. A backup made elsewhere, or under an earlier key,
    is opened by the recovery file beside it and its `recovery_key`; its secrets and its recovery
    key hold from then on. `now` names what is kept. At any moment there is a database, and secrets
    to it.

    Raises:
        StorageError: the backup is not whole, not of this kind or newer than this program, its key
            is missing, or the database is held; the database is as it was.
    """
    file, database = file.absolute(), database.resolve()
    words = Words(f"Cannot restore {file}", "Take another backup.", _SAFE)
    _refuse_places(file, database, words)
    made = new_name_beside(database)
    try:
        _copy(file, made)
        under = _secrets_of(file, made, database, kind, place, recovery_key, words)
        key = under.then.key if under.then else None
        _look_at(file, key, kind, words)
        _bring_in_log(made, key, words)
        sound = yield from checking(made, key, words)
        held = _hold(database, under.now.key if under.now else None, words)
        try:
            another = _is_another(held, database, sound.identity)
            old_head = _fold(held)
            kept = keep_old(database, now, readable=old_head is not None)
            old_key = _before(under, database, place, recovery_key)
            exchange(held, made, database)
        finally:
            if held is not None:
                held.close()
        _after(under, file, database, place, recovery_key)
    except DriverError as error:
        raise from_driver(words.attempt, error, _SAFE) from error
    except OSError as error:
        raise from_system(words.attempt, error, _SAFE) from error
    finally:
        discard(made)
    secrets, changed = under.then, under.changed
    return Restored(sound.identity, sound.head, old_head, kept, secrets, changed, old_key, another)


def _refuse_places(file: Path, database: Path, words: Words) -> None:
    if not file.is_file():
        raise words.refusal("there is no such file")
    if file.stat().st_size == 0:
        raise words.refusal("the file is empty")
    words = dataclasses.replace(words, remedy="Name a place on this computer's own disk with --db.")
    if not database.parent.is_dir():
        raise words.refusal(f"the folder {database.parent} does not exist")
    if database.exists() and (not database.is_file() or file.samefile(database)):
        raise words.refusal(f"it cannot take the place of {database}")
    share = remote_kind(database)
    if share:
        raise words.refusal(f"{database} lies on a network share ({share})")


def _secrets_of(
    file: Path,
    made: Path,
    database: Path,
    kind: str,
    place: KeyPlace | None,
    recovery_key: str | None,
    words: Words,
) -> _Under:
    """Tries the keys on the copy `made`, since that can bring its write-ahead log in."""
    if (kind == "ward") != (place is not None):
        raise ValueError("a ward's log has a key, any other has none")
    if place is None:
        return _Under(None, None)
    current = _current(database, place, recovery_key)
    if current is not None and opens(made, current.key):
        return _Under(current, current)
    if recovery_key is None:
        if current is not None:
            look(file, current.key)  # tells what else the file may be
        raise words.refusal(
            "this workstation's key does not open it; give the recovery key that was in force when "
            "it was made"
        )
    found = open_recovery(recovery_path(file), recovery_key)
    for candidate in (found.pending, Secrets(found.key, found.pepper)):
        if candidate is not None and opens(made, candidate.key):
            return _Under(current, candidate)
    raise words.refusal("the recovery file beside it holds another database's key")


def _current(database: Path, place: KeyPlace, recovery_key: str | None) -> Secrets | None:
    """This workstation's secrets; none, with a recovery key, where they are lost."""
    if not place.path.exists():
        return None
    try:
        return load_or_create_secrets(place.path, database, place.vault, may_move=False)
    except StorageError:
        if recovery_key is None:
            raise
        return None


def _look_at(file: Path, key: bytes | None, kind: str, words: Words) -> None:
    if is_held(file, key):
        raise from_code(words.attempt, BUSY, _SAFE)
    seen = look(file, key)
    if seen is not None and seen.kind != kind:
        raise words.refusal(f'it is of kind "{seen.kind}", wanted was a "{kind}" log')


def _copy(file: Path, made: Path) -> None:
    """Copies the file, with the write-ahead log that one not closed properly has beside it."""
    copy_private(file, made)
    log = Path(f"{file}-wal")
    if log.is_file() and log.stat().st_size > 0:
        copy_private(log, Path(f"{made}-wal"))


def _bring_in_log(made: Path, key: bytes | None, words: Words) -> None:
    if not Path(f"{made}-wal").exists():
        return
    try:
        connection = connect(made, key)
        try:
            fold(connection)
        finally:
            connection.close()
    except (StorageError, DriverError) as error:
        raise words.refusal("its write-ahead log cannot be brought in") from error
    sync_file(made)


def _hold(database: Path, key: bytes | None, words: Words) -> Connection | None:
    """Shuts others out of the old database; None when there is none that can be read."""
    if not database.exists() or database.stat().st_size == 0:
        return None
    if is_held(database, key):
        raise from_code(words.attempt, BUSY, _SAFE)
    try:
        return connect(database, key) if opens(database, key) else None
    except HeldError:
        raise
    except StorageError:
        return None


def _is_another(held: Connection | None, database: Path, restored: Identity) -> bool:
    """Whether what is replaced can be read and is another database, not an earlier state of it."""
    try:
        return held is not None and identify(held, database).database_id != restored.database_id
    except (DriverError, StorageError):
        return False


def _fold(held: Connection | None) -> Head | None:
    """The old database's head, once its write-ahead log is part of it; None: it is damaged."""
    if held is None:
        return None
    try:
        head = head_of(held)
        fold(held)
    except (DriverError, StorageError):
        held.close()
        return None
    return head


def _before(
    under: _Under, database: Path, place: KeyPlace | None, recovery_key: str | None
) -> Path | None:
    """Keeps both secrets, so that either database can be opened: the old ones under another name
    too, which is given back, since what they open is kept.
    """
    if place is None or under.then is None or not under.changed:
        return None
    if under.now is None:
        bring_back_secrets(place.path, database, under.then, place.vault, may_move=place.may_move)
        return None
    old_key = free_name(place.path) if database.exists() else None
    if old_key is not None:
        now = Secrets(under.now.key, under.now.pepper)
        bring_back_secrets(old_key, database, now, place.vault, may_move=place.may_move)
    both = dataclasses.replace(under.now, pending=under.then)
    keep_secrets(place.path, both, place.vault)
    make_recovery(both, database, recovery_key)
    return old_key


def _after(
    under: _Under,
    file: Path,
    database: Path,
    place: KeyPlace | None,
    recovery_key: str | None,
) -> None:
    """Lets go of the old secrets; a recovery file is there, if the backup had one."""
    if place is None or under.then is None:
        return
    if under.changed:
        keep_secrets(place.path, under.then, place.vault)
        make_recovery(under.then, database, recovery_key)
    elif recovery_path(file).is_file() and not recovery_path(database).exists():
        made = new_name_beside(recovery_path(database))
        copy_private(recovery_path(file), made)
        put_in_place(made, recovery_path(database))
