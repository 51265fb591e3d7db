"""Opens a database to be looked at, and leaves every byte of it and beside it as it is."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from inoadmin.session.ports import StorageError
from inoadmin.store.connection import Connection, DriverError, attach
from inoadmin.store.opening import is_held, look
from inoadmin.store.trouble import (
    BUSY,
    CORRUPT,
    from_code,
    from_driver,
    from_system,
    opening,
    primary_code,
    refusal,
)

_PLAIN_BEGINS: Final = b"SQLite format 3\0"
_COMPANIONS: Final = ("-wal", "-journal")
_UNTOUCHED: Final = "Nothing was changed."


class DamagedError(StorageError):
    """A database that goes with its key and cannot be read: that is what was found in it."""


def is_plain(path: Path) -> bool:
    """Whether the file at `path` is a database that is not encrypted.

    Raises:
        StorageError: it is not there or cannot be read.
    """
    try:
        if not path.is_file():
            raise refusal(opening(path), "there is no such file", "Name another one.", _UNTOUCHED)
        with path.open("rb") as file:
            return file.read(len(_PLAIN_BEGINS)) == _PLAIN_BEGINS
    except OSError as error:
        raise from_system(opening(path), error, _UNTOUCHED) from error


@contextmanager
def looked_at(path: Path, key: bytes | None) -> Generator[Connection]:
    """The database at `path`, to be read only; None is the key of a plain one.

    What a power cut left unmerged beside it belongs to it: then a private copy is looked at, so
    that the database stays as it is.

    Raises:
        StorageError: it cannot be read at all; HeldError, when another process holds it;
            DamagedError, when its bytes are not as they were written.
    """
    path = path.absolute()
    if is_held(path, key):
        raise from_code(opening(path), BUSY, _UNTOUCHED)
    if not any(map(_holds_something, _companions(path))):
        with _connected(path, path, key, "mode=ro&immutable=1") as connection:
            yield connection
        return
    with TemporaryDirectory(prefix="inoadmin-") as folder:
        copy = Path(folder) / path.name
        try:
            shutil.copyfile(path, copy)
            for beside, copied in zip(_companions(path), _companions(copy), strict=True):
                if beside.exists():
                    shutil.copyfile(beside, copied)
        except OSError as error:
            raise from_system(f"Cannot make a copy of {path}", error, _UNTOUCHED) from error
        with _connected(copy, path, key, "mode=rw") as connection:
            yield connection


def fold_in(connection: Connection) -> None:
    """Brings the write-ahead log into the database, where that may be written: a page that a power
    cut tore is whole again then, and the check of pages looks at the file alone.
    """
    with suppress(DriverError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


@contextmanager
def _connected(place: Path, path: Path, key: bytes | None, flags: str) -> Generator[Connection]:
    """A connection to `place`, the database at `path` or its copy, that can be read."""
    connection = attach(place, key, flags)
    try:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            fold_in(connection)
            connection.execute("PRAGMA query_only = ON")
        except DriverError as error:
            if primary_code(error) == CORRUPT:
                raise DamagedError(str(error)) from error
            look(path, key)  # says why in its own words
            raise from_driver(opening(path), error, _UNTOUCHED) from error
        yield connection
    finally:
        connection.close()


def _companions(path: Path) -> tuple[Path, ...]:
    return tuple(Path(f"{path}{ending}") for ending in _COMPANIONS)


def _holds_something(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
