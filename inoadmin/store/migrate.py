"""Brings an older log up to date, after a backup beside it.

MIGRATIONS[n] turns schema n + 1 into n + 2. Each runs inside the one transaction that also sets the
new version; sqlite-utils (`tables.Tables`) does the altering, but never `transform` on a table with
triggers, which it would drop.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from inoadmin.session.ports import StorageError
from inoadmin.store.connection import Connection, DriverError, attach
from inoadmin.store.files import sync_folder
from inoadmin.store.schema import BASE_VERSION
from inoadmin.store.trouble import from_driver, from_system, refusal

Migration = Callable[[Connection], None]


def sign_events(connection: Connection) -> None:
    """Schema 2: entries bear signatures (a JSON list), and hashes of PINs lie apart from the log.

    The hash of an unsigned entry leaves its empty list out, so that older hashes hold.
    """
    connection.execute(
        "ALTER TABLE events ADD COLUMN signatures TEXT NOT NULL DEFAULT '[]'"
        " CHECK (json_valid(signatures))"
    )
    connection.execute(
        "CREATE TABLE credentials (member TEXT PRIMARY KEY NOT NULL, hash TEXT NOT NULL) STRICT"
    )


MIGRATIONS: Final[tuple[Migration, ...]] = (sign_events,)


def newest(migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """The schema version that this program reads and writes."""
    return BASE_VERSION + len(migrations)


def migrate(connection: Connection, version: int, migrations: Sequence[Migration]) -> None:
    """Takes a database from schema `version` to the newest in one transaction.

    Raises:
        Exception: whatever a migration raises; the database is then as before.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in migrations[version - BASE_VERSION :]:
            migration(connection)
        connection.execute(f"PRAGMA user_version = {newest(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def migrate_after_backup(
    connection: Connection,
    path: Path,
    key: bytes | None,
    version: int,
    migrations: Sequence[Migration],
) -> Path:
    """Backs the database at `path` up, then migrates it. Returns where the backup is.

    Raises:
        StorageError: backup or migration failed; the log is as before.
    """
    attempt = f"Cannot bring the log {path} up to date"
    copy = back_up(connection, _free_name(path, version), key)
    try:
        migrate(connection, version, migrations)
    except DriverError as error:
        raise from_driver(
            attempt, error, f"The log is unchanged and {copy} is a copy of it."
        ) from error
    return copy


def back_up(connection: Connection, target: Path, key: bytes | None) -> Path:
    """Copies the whole database into the new file `target`, under the same key, and checks it.

    Raises:
        StorageError: the copy could not be made; nothing of it stays, the log is unchanged.
    """
    attempt = f"Cannot make the backup {target}"
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise from_system(attempt, error, "The log is unchanged.") from error
    try:
        _copy(connection, target, key)
        sync_folder(target.parent)
    except DriverError as error:
        target.unlink(missing_ok=True)
        raise from_driver(attempt, error, "The log is unchanged.") from error
    except OSError as error:
        target.unlink(missing_ok=True)
        raise from_system(attempt, error, "The log is unchanged.") from error
    except StorageError:
        target.unlink(missing_ok=True)
        raise
    return target


def _copy(connection: Connection, target: Path, key: bytes | None) -> None:
    copy = attach(target, key, "mode=rw")
    try:
        copy.execute("PRAGMA synchronous = FULL")
        connection.backup(copy)
        answer = copy.execute("PRAGMA quick_check(1)").fetchone()
        if answer != ("ok",):
            raise refusal(
                f"Cannot make the backup {target}",
                f"the copy is not sound ({answer[0] if answer else 'no answer'})",
                "Have the disk looked at, then try again.",
                "The log is unchanged.",
            )
    finally:
        copy.close()


def _free_name(path: Path, version: int) -> Path:
    """A name beside `path` that no file has: an earlier backup is never written over."""
    number, name = 1, path.with_name(f"{path.name}.schema-{version}.backup")
    while name.exists():
        number += 1
        name = path.with_name(f"{path.name}.schema-{version}-{number}.backup")
    return name
