"""The one place that knows the driver: opens a database so that what is committed is on disk.

Every pragma that durability or the append-only log rests on is set and read back. SQLCipher's own
log on standard error is switched off: its refusals are told as StorageError.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from inoadmin.session.ports import StorageError
from inoadmin.store.files import sync_folder
from inoadmin.store.trouble import CORRUPT, from_driver, from_system, opening, refusal

DriverError = dbapi2.Error
Value = int | float | str | bytes | None  # what a column holds

KEY_BYTES: Final = 32
PAGE_BYTES: Final = 4096  # SQLCipher's default page, and that of the plain databases

_LOCK_WAIT_S = 0.2  # another holder keeps its lock as long as it runs: waiting longer is in vain

# Order matters: with exclusive locking before WAL no shared-memory file is made, and a second
# process is shut out at once.
_PRAGMAS: tuple[tuple[str, str, int | str], ...] = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("fullfsync", "ON", 1),  # macOS: fsync alone does not reach the medium
    ("checkpoint_fullfsync", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),  # without it INSERT OR REPLACE passes the delete triggers
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("temp_store", "MEMORY", 2),  # nothing of a keyed database spills into a plain file
    ("mmap_size", "0", 0),
)


class Connection(dbapi2.Connection):
    """The driver's, but for one thing: a damaged schema whose message holds damaged text is told as
    damage; the driver stumbles over the text.
    """

    def execute(self, sql: str, parameters: Sequence[Value] = (), /) -> dbapi2.Cursor:
        """As the driver does."""
        try:
            return super().execute(sql, parameters)
        except UnicodeDecodeError as error:
            damage = dbapi2.DatabaseError(f"malformed text in the schema: {error}")
            damage.sqlite_errorcode = CORRUPT
            raise damage from error


def connect(path: Path, key: bytes | None) -> Connection:
    """Opens an existing database for this process alone, in autocommit mode.

    `key` is 32 bytes for a keyed database, None for a plain one. Creates no file.

    Raises:
        StorageError: it cannot be opened, is held elsewhere, or a pragma does not hold.
    """
    connection = attach(path, key, "mode=rw")
    try:
        hold_pragmas(connection, path)
        # the first transaction takes the exclusive lock, which then stays
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
        # SQLite syncs the name of a new write-ahead log too, but passes over a failure; then a
        # power cut could take the whole file
        sync_folder(path.parent)
    except DriverError as error:
        connection.close()
        raise from_driver(opening(path), error, "Nothing was changed.") from error
    except OSError as error:
        connection.close()
        raise from_system(opening(path), error, "Nothing was changed.") from error
    except StorageError:
        connection.close()
        raise
    return connection


def attach(path: Path, key: bytes | None, flags: str) -> Connection:
    """The bare driver connection with its key, no pragma set; `flags` are of SQLite's file URI.

    Raises:
        StorageError: the driver cannot open the file.
    """
    try:
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?{flags}",
            timeout=_LOCK_WAIT_S,
            isolation_level=None,
            uri=True,
            factory=Connection,
        )
    except DriverError as error:
        raise from_driver(opening(path), error, "Nothing was changed.") from error
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        if len(key) != KEY_BYTES:
            connection.close()
            raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def hold_pragmas(connection: Connection, path: Path) -> None:
    """Sets every pragma and reads it back.

    Raises:
        StorageError: one does not hold.
        DriverError: the driver refused one.
    """
    for name, setting, expected in _PRAGMAS:
        connection.execute(f"PRAGMA {name} = {setting}")
        row = connection.execute(f"PRAGMA {name}").fetchone()
        # a build without memory mapping answers mmap_size with nothing
        found = row[0] if row else 0
        if found != expected:
            raise refusal(
                opening(path),
                f"its setting {name} is {found} and will not become {expected}",
                "Name a place on an ordinary local disk.",
                "Nothing was changed.",
            )
