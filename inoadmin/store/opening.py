"""Opens a log, or makes one where there is none; refuses what is not the log asked for.

A database is first looked at without locks and without write access, so that another program's
file is never touched; then it is opened for this process alone and looked at again.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import cast

from inoadmin.session.ports import Clock, Ids, Prover, StorageError
from inoadmin.store.codec import instant_text
from inoadmin.store.connection import PAGE_BYTES, Connection, DriverError, attach, connect
from inoadmin.store.files import new_name_beside, publish
from inoadmin.store.ground import MOUNT_TABLE, inspect
from inoadmin.store.log import SqliteLog
from inoadmin.store.migrate import MIGRATIONS, Migration, migrate, migrate_after_backup, newest
from inoadmin.store.schema import APPLICATION_ID, BASE_VERSION, KINDS, lay_out
from inoadmin.store.signing import Unkeyed
from inoadmin.store.trouble import (
    BUSY,
    CORRUPT,
    NOT_A_DATABASE,
    from_code,
    from_driver,
    from_system,
    opening,
    primary_code,
    refusal,
)

_UNTOUCHED = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a database says it is; `version` is its schema's."""

    database_id: str
    kind: str
    version: int


def open_log(
    path: Path,
    kind: str,
    zone: tzinfo,
    *,
    clock: Clock,
    ids: Ids,
    key: bytes | None = None,
    prover: Prover | None = None,
    mount_table: Path = MOUNT_TABLE,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> SqliteLog:
    """Opens the log at `path`, made anew when there is none; an older one is migrated.

    `kind` is "ward", "training" or "scenario"; a ward's log needs its 32-byte `key`, the others
    are plain files and take none. `prover` makes the proofs of signatures; without one they are
    plain digests, which anybody can make. `zone` is the workstation's, for the local offset of
    entries. `clock` and `ids` date and name a new database.

    Raises:
        StorageError: the log cannot be used; the text says why and what to do.
        ValueError: the kind is unknown, or the key does not go with it.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind} is not a kind of log")
    if (kind == "ward") != (key is not None):
        raise ValueError("a ward's log has a key, any other has none")
    path = path.absolute()
    inspect(path, mount_table)
    if not path.exists():
        _create(path, kind, clock, ids, key, migrations)
    seen = look(path, key)
    if seen is not None:
        _accept(seen, path, kind, newest(migrations))
    connection = _connect(path, key)
    try:
        identity = _accept(identify(connection, path), path, kind, newest(migrations))
        refuse_damaged(connection, path)
        if identity.version < newest(migrations):
            migrate_after_backup(connection, path, key, identity.version, migrations)
    except DriverError as error:
        connection.close()
        raise from_driver(opening(path), error, _UNTOUCHED) from error
    except BaseException:
        connection.close()
        raise
    prover = prover or Unkeyed()
    return SqliteLog(connection, path, identity.database_id, identity.kind, zone, prover)


def _create(
    path: Path,
    kind: str,
    clock: Clock,
    ids: Ids,
    key: bytes | None,
    migrations: Sequence[Migration],
) -> None:
    """Makes the database under another name first, so that half of one never bears this name."""
    attempt, safe = f"Cannot create the log {path}", "No log was created."
    made = new_name_beside(path)
    try:
        os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        connection = attach(made, key, "mode=rw")
        try:
            connection.execute("PRAGMA synchronous = FULL")
            lay_out(connection, ids.new(), kind, instant_text(clock.read().now))
            migrate(connection, BASE_VERSION, migrations)
        finally:
            connection.close()
        publish(made, path)
    except FileExistsError as error:
        raise refusal(
            attempt, "a file of that name has just appeared", "Try again.", safe
        ) from error
    except DriverError as error:
        raise from_driver(attempt, error, safe) from error
    except OSError as error:
        raise from_system(attempt, error, safe) from error
    finally:
        for left_over in (made, Path(f"{made}-journal")):
            left_over.unlink(missing_ok=True)


def look(path: Path, key: bytes | None) -> Identity | None:
    """Reads who the database is, without locks or write access (SQLite's "immutable").

    That leaves the write-ahead log out. A database that was being brought up to date from it when
    the power went reads as damaged then, and is whole once it is opened: None.
    """
    connection = attach(path, key, "mode=ro&immutable=1")
    try:
        return identify(connection, path)
    except DriverError as error:
        if _has_write_ahead_log(path):
            return None
        raise _diagnosis(path, key, error) from error
    finally:
        connection.close()


def _has_write_ahead_log(path: Path) -> bool:
    companion = Path(f"{path}-wal")
    return companion.is_file() and companion.stat().st_size > 0


def _connect(path: Path, key: bytes | None) -> Connection:
    try:
        return connect(path, key)
    except StorageError as refused:
        cause = refused.__cause__
        if isinstance(cause, DriverError) and primary_code(cause) == NOT_A_DATABASE:
            raise _diagnosis(path, key, cause) from cause
        raise


def identify(connection: Connection, path: Path) -> Identity:
    """Who the database behind a connection is.

    Raises:
        StorageError: another program's, or one that does not name itself.
        DriverError: it cannot be read.
    """
    application = connection.execute("PRAGMA application_id").fetchone()
    if application != (APPLICATION_ID,):
        raise refusal(
            opening(path),
            "this database belongs to another program",
            "Name another file.",
            _UNTOUCHED,
        )
    version = connection.execute("PRAGMA user_version").fetchone()
    row = connection.execute('SELECT id, kind FROM "database"').fetchone()
    if row is None or version is None:
        raise refusal(
            opening(path), "it does not name itself", "Restore a backup beside it.", _UNTOUCHED
        )
    return Identity(*cast("tuple[str, str]", row), cast("int", version[0]))


def refuse_damaged(connection: Connection, path: Path) -> None:
    """Looks at the structure of all tables; of a keyed database that reads, and so authenticates,
    every page in use. Some 8 ms a megabyte; `soundness.checking` looks at all the rest.

    Raises:
        StorageError: a page is not as it was written.
    """
    try:
        findings = [str(row[0]) for row in connection.execute("PRAGMA quick_check(1)")]
    except DriverError as error:
        if primary_code(error) not in {CORRUPT, NOT_A_DATABASE}:
            raise
        findings = [str(error)]
    if findings != ["ok"]:
        raise refusal(
            opening(path),
            f"the file is damaged ({' '.join(' '.join(findings).split())})",
            "Record on paper, keep the file as it is, have the disk looked at, and put the newest "
            "backup in its place: inoadmin restore FILE.",
            _UNTOUCHED,
        )


def _accept(identity: Identity, path: Path, kind: str, newest_version: int) -> Identity:
    """The identity, if the log is of the kind asked for and not newer than this program."""
    if identity.kind != kind:
        raise _other_kind(path, kind, f'a log of kind "{identity.kind}"')
    if identity.version > newest_version:
        raise refusal(
            opening(path),
            f"a newer version of this program wrote it (schema {identity.version}, known here up "
            f"to {newest_version})",
            "Open it with the newer version.",
            _UNTOUCHED,
        )
    return identity


def _diagnosis(path: Path, key: bytes | None, error: DriverError) -> StorageError:
    """Why a file could not be read, as far as the file tells."""
    if is_held(path, key):
        return from_code(opening(path), BUSY, _UNTOUCHED)
    if primary_code(error) != NOT_A_DATABASE:
        return from_driver(opening(path), error, _UNTOUCHED)
    if key is not None and _reads_plain(path):
        try:
            other = look(path, None)
        except StorageError as refused:
            return refused
        kind = f'of kind "{other.kind}"' if other else "of a kind that it does not tell"
        return _other_kind(path, "ward", f"a plain log {kind}")
    if path.stat().st_size % PAGE_BYTES:
        return refusal(opening(path), "this is not a database", "Name another file.", _UNTOUCHED)
    if key is None:
        return _other_kind(path, "plain", "encrypted, as a ward's log is, or no database at all")
    return refusal(
        opening(path),
        "this workstation's key does not open it: it was made with another key, or it is not a "
        "database",
        "Bring back the key that belongs to it, open it with its recovery key (inoadmin unlock "
        "--recovery-key), or name another file.",
        _UNTOUCHED,
    )


def is_held(path: Path, key: bytes | None) -> bool:
    """Whether another connection holds the file: a look without locks can meet it half-written.

    Exclusive mode cannot succeed on a read-only file, and so makes no files beside it either; but
    before it fails it is told when the file is held.
    """
    connection = attach(path, key, "mode=ro")
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA schema_version").fetchone()
    except DriverError as error:
        return primary_code(error) == BUSY
    finally:
        connection.close()
    return False


def _reads_plain(path: Path) -> bool:
    connection = attach(path, None, "mode=ro&immutable=1")
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except DriverError:
        return False
    finally:
        connection.close()
    return True


def _other_kind(path: Path, wanted: str, found: str) -> StorageError:
    return refusal(
        opening(path),
        f'it is of another kind: wanted was a "{wanted}" log, this is {found}',
        "Name another file; ward, training and scenario logs never mix.",
        _UNTOUCHED,
    )
