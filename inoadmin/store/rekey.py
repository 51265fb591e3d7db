"""Changing the database's key, so that a kill at any moment leaves a database and a key to it.

Order: a copy under the new key is made and looked at from end to end; the secrets and the recovery
file hold both keys; the copy takes the database's place; the old key is forgotten. Until then the
next start sees which of the two the database goes with (`keys.load_or_create_secrets`).
"""

from __future__ import annotations

import dataclasses
import os
import secrets as chance
from dataclasses import dataclass
from pathlib import Path

from inoadmin.session.ports import StorageError
from inoadmin.store.connection import KEY_BYTES, Connection, DriverError, attach, connect
from inoadmin.store.files import discard, make_private, put_in_place, sync_file, sync_folder
from inoadmin.store.keys import Secrets, keep_secrets, load_or_create_secrets
from inoadmin.store.places import rekeyed_path
from inoadmin.store.recovery import make_recovery, new_recovery_key, open_recovery
from inoadmin.store.soundness import Steps, Words, checking, head_of
from inoadmin.store.trouble import from_driver, from_system, refusal
from inoadmin.store.vault import Vault

_SAFE = "The database can be opened as before."


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """What holds from now on; `recovery_key` is to be shown when it is a new one."""

    secrets: Secrets
    recovery_key: str


def changing_key(
    database: Path, path: Path, vault: Vault, recovery_key: str | None = None
) -> Steps[Rekeyed]:
    """Gives a ward's database a new key; the pepper stays. No one else may have it open.

    `path` is the key's file. The recovery file is renewed under `recovery_key`, the one it has; or
    under a new one that is returned, and that is lost when this is cut short: then make another.
    Backups made before keep the old key: they open with the recovery file beside them.

    Raises:
        MistypedError, WrongRecoveryKeyError: `recovery_key` is not the one of the recovery file;
            nothing was changed.
        StorageError: the database is held or damaged, or the environment refused; a database and
            a key to it are there.
    """
    database = database.absolute()
    if not database.is_file():
        raise refusal(_attempt(database), "there is no such file", "Name another one.", _SAFE)
    if recovery_key is not None:
        open_recovery(database, recovery_key)
    shown = recovery_key or new_recovery_key()
    old = load_or_create_secrets(path, database, vault, may_move=False)
    new = Secrets(chance.token_bytes(KEY_BYTES), old.pepper)
    copy = rekeyed_path(database)
    connection = connect(database, old.key)  # from here on nobody else writes to it
    try:
        yield from _copying(connection, copy, old.key, new.key)
        both = dataclasses.replace(old, pending=new)
        keep_secrets(path, both, vault)
        make_recovery(both, database, shown)
        fold(connection)
        exchange(connection, copy, database)
    except DriverError as error:
        raise from_driver(_attempt(database), error, _SAFE) from error
    except OSError as error:
        raise from_system(_attempt(database), error, _SAFE) from error
    finally:
        connection.close()
        discard(copy)
    keep_secrets(path, new, vault)
    make_recovery(new, database, shown)
    return Rekeyed(new, shown)


def exchange(held: Connection | None, made: Path, database: Path) -> None:
    """Puts a finished database in the place of the one that `held` is open on, and closes that.

    Where the system lets an open file be replaced, the old one stays locked until the new one has
    its name.

    Raises:
        OSError: the system refused; the old one is in its place.
    """
    if held is not None and os.name == "nt":
        held.close()
    put_in_place(made, database)
    if held is not None:
        held.close()


def fold(connection: Connection) -> None:
    """Brings everything that is in the write-ahead log into the database and removes the log,
    which beside another database would be taken for that one's own.

    Raises:
        StorageError, DriverError: it could not be done; nothing is lost.
    """
    answer = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    if answer != ("delete",):
        raise StorageError("The write-ahead log could not be folded in. Nothing was changed.")


def _copying(connection: Connection, copy: Path, old: bytes, new: bytes) -> Steps[None]:
    """Makes a copy under the new key and looks at all of it."""
    discard(copy)
    make_private(copy)
    connection.execute("VACUUM INTO ?", (str(copy),))
    rekeyed = attach(copy, old, "mode=rw")
    try:
        rekeyed.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    finally:
        rekeyed.close()
    sync_file(copy)
    sync_folder(copy.parent)
    words = Words(
        f"Cannot change the key in {copy.parent}", "Have the disk looked at, then try again.", _SAFE
    )
    sound = yield from checking(copy, new, words)
    if sound.head != head_of(connection):
        raise refusal(words.attempt, "the copy is not complete", words.remedy, words.safe)


def _attempt(database: Path) -> str:
    return f"Cannot change the key of {database}"
