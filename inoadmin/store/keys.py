"""The ward's key: 256 random bits in a file that only its owner may read, outside the data folder.

It keeps a stolen disk image or a copied database file from being read. It does not keep out whoever
can sign in to this account.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from inoadmin.session.ports import StorageError
from inoadmin.store.connection import KEY_BYTES
from inoadmin.store.files import new_name_beside, publish
from inoadmin.store.trouble import from_system, refusal

_FORM = re.compile(rb"[0-9a-f]{%d}\n?" % (2 * KEY_BYTES))


def load_or_create_key(path: Path, database: Path) -> bytes:
    """The 32 bytes of the key at `path`, made anew only while `database` does not exist.

    Raises:
        StorageError: the key is missing though its database is there, is unreadable, malformed or
            open to others, lies in the database's folder, or cannot be made.
    """
    path, database = path.absolute(), database.absolute()
    attempt = f"Cannot use the key {path}"
    if path.resolve().is_relative_to(database.parent.resolve()):
        raise refusal(
            attempt,
            f"it would lie with the database in {database.parent}, so that a copy of that folder "
            "could be read",
            "Name a place for the key outside that folder.",
            "Nothing was changed.",
        )
    try:
        if not path.exists():
            _refuse_second_key(attempt, database)
            _create(path)
        return _load(path, attempt)
    except OSError as error:
        raise from_system(attempt, error, "The database was not touched.") from error


def _refuse_second_key(attempt: str, database: Path) -> None:
    if database.exists() or database.is_symlink():
        raise refusal(
            attempt,
            f"the file is missing, and the database {database} cannot be read without it",
            "Bring the key file back from its backup; a new key would not open the database.",
            "The database is unchanged and no key was made.",
        )


def _create(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = new_name_beside(path)
    descriptor = os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_hex(KEY_BYTES).encode("ascii") + b"\n")
            file.flush()
            os.fsync(file.fileno())
        publish(made, path)
    except FileExistsError:
        pass  # another process was first: its key is the one
    finally:
        made.unlink(missing_ok=True)


def _load(path: Path, attempt: str) -> bytes:
    _refuse_open_to_others(path, attempt)
    text = path.read_bytes()
    if not _FORM.fullmatch(text):
        raise refusal(
            attempt,
            "the file does not hold a key",
            "Bring the key file back from its backup.",
            "Nothing was changed.",
        )
    return bytes.fromhex(text.decode("ascii"))


def _refuse_open_to_others(path: Path, attempt: str) -> None:
    """Windows keeps no such bits: there the folder's own access list protects the file."""
    if os.name != "nt" and path.stat().st_mode & 0o077:
        raise StorageError(
            f"{attempt}: other accounts may read it. Nothing was changed. "
            f"Make it its owner's alone: chmod 600 {path}"
        )
