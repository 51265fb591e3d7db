"""Backups: whole copies of a log under its own key, each looked at before it bears its name.

A backup's name sorts by time: `inoadmin-<of which database>-<UTC>-<last entry>.db`. The recovery
file lies beside it, so that it can be opened where this workstation's key is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, cast

from inoadmin.session.ports import Head, StorageError
from inoadmin.store.connection import Connection, DriverError
from inoadmin.store.files import (
    copy_private,
    discard,
    make_private,
    new_name_beside,
    publish,
    sync_file,
)
from inoadmin.store.places import recovery_path
from inoadmin.store.soundness import Steps, Words, checking, head_of, run
from inoadmin.store.trouble import (
    CORRUPT,
    IO_ERROR,
    from_driver,
    from_system,
    primary_code,
    refusal,
)

KEPT_BACKUPS: Final = 14

_NAME = re.compile(
    r"inoadmin-(?P<whose>[0-9A-Za-z]{1,12})-(?P<at>\d{8}T\d{6}Z)-(?P<sequence>\d{8,})"
    r"(?:-(?P<again>\d+))?\.db"
)
_UNFINISHED = re.compile(rf"\.{_NAME.pattern}(?:\.recovery)?\.[0-9a-f]{{16}}\.new(?:-journal)?")
_ABANDONED_AFTER = timedelta(days=1)
_SAFE: Final = "The log is unchanged; earlier backups are as they were."


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read back whole. `recovery` lies beside it, None where the log has none;
    `removed` are the older backups that gave way, `stuck` those that could not be removed.
    """

    path: Path
    head: Head
    recovery: Path | None
    removed: tuple[Path, ...] = ()
    stuck: tuple[Path, ...] = ()


def back_up_to(
    connection: Connection,
    folder: Path,
    *,
    key: bytes | None,
    now: datetime,
    keep: int = KEPT_BACKUPS,
    apart_from: Sequence[Path] = (),
) -> Backup:
    """As `backing_up`, at one go."""
    return run(backing_up(connection, folder, key=key, now=now, keep=keep, apart_from=apart_from))


def backing_up(
    connection: Connection,
    folder: Path,
    *,
    key: bytes | None,
    now: datetime,
    keep: int = KEPT_BACKUPS,
    apart_from: Sequence[Path] = (),
) -> Steps[Backup]:
    """Copies the log behind `connection` into `folder`, reads the copy back from disk and looks at
    all of it; then removes all but the newest `keep` backups of this database, this one aside.

    `now` names it; `apart_from` are files in whose folders a backup must not lie (the key's). The
    log may be written to between the steps: the copy is of the moment of the first.

    Raises:
        StorageError: the folder cannot be used, or the copy is not whole; nothing of it stays.
    """
    if keep < 1:
        raise ValueError("at least one backup is kept")
    folder = folder.absolute()
    attempt = f"Cannot make a backup in {folder}"
    database = path_of(connection)
    _refuse_place(attempt, folder, (database, *apart_from))
    words = Words(attempt, "Have that disk looked at or name another folder.", _SAFE)
    try:
        head, database_id = head_of(connection), _database_id(connection)
        target = _free_name(folder, database_id, now, head)
        made = new_name_beside(target)
        try:
            make_private(made)
            connection.execute("VACUUM INTO ?", (str(made),))
            sync_file(made)
            sound = yield from checking(made, key, words)
            if (sound.head, sound.identity.database_id) != (head, database_id):
                raise words.refusal("the copy does not end where the log ended")
            recovery = _copy_recovery(database, target)
            publish(made, target)
        finally:
            discard(made)
    except DriverError as error:
        raise _told(attempt, error) from error
    except OSError as error:
        raise from_system(attempt, error, _SAFE) from error
    removed, stuck = _rotate(target, keep, now)
    return Backup(target, head, recovery, removed, stuck)


def path_of(connection: Connection) -> Path:
    """The file behind a connection."""
    for _, name, file in connection.execute("PRAGMA database_list"):
        if name == "main":
            return Path(str(file))
    raise ValueError("no database is open")


def backups_in(folder: Path, database_id: str) -> tuple[Path, ...]:
    """A database's backups in a folder, the newest first; empty where there is no such folder."""
    if not folder.is_dir():
        return ()
    found = [
        (match["at"], int(match["sequence"]), int(match["again"] or 1), path)
        for path in folder.iterdir()
        if (match := _NAME.fullmatch(path.name))
        and match["whose"] == _whose(database_id)
        and path.is_file()
        and not path.is_symlink()
    ]
    return tuple(path for *_, path in sorted(found, reverse=True))


def last_entry_in(backup: Path) -> int:
    """The sequence of the last entry in a backup, as its name tells; 0 when it tells none."""
    match = _NAME.fullmatch(backup.name)
    return int(match["sequence"]) if match else 0


def _refuse_place(attempt: str, folder: Path, apart_from: Sequence[Path]) -> None:
    if not folder.is_dir():
        raise refusal(
            attempt,
            "there is no such folder",
            "Create it, or connect the disk that it lies on, or name another one.",
            _SAFE,
        )
    for file in apart_from:
        if folder.resolve() == file.parent.resolve():
            raise refusal(
                attempt,
                f"{file.name} lies there too, and what happens to it would happen to the backup",
                "Name a folder on another disk.",
                _SAFE,
            )


def _database_id(connection: Connection) -> str:
    row = connection.execute('SELECT id FROM "database"').fetchone()
    return cast("str", row[0]) if row else ""


def _whose(database_id: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", database_id)[:12] or "unnamed"


def _free_name(folder: Path, database_id: str, now: datetime, head: Head) -> Path:
    at = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    stem = f"inoadmin-{_whose(database_id)}-{at}-{head.sequence:08}"
    number, name = 1, folder / f"{stem}.db"
    while name.exists() or recovery_path(name).exists():
        number += 1
        name = folder / f"{stem}-{number}.db"
    return name


def _copy_recovery(database: Path, target: Path) -> Path | None:
    """Copies the recovery file first: a backup is never there without it."""
    source, copy = recovery_path(database), recovery_path(target)
    if not source.is_file():
        return None
    made = new_name_beside(copy)
    copy_private(source, made)
    try:
        publish(made, copy)
    finally:
        made.unlink(missing_ok=True)
    return copy


def _told(attempt: str, error: DriverError) -> StorageError:
    if primary_code(error) not in {IO_ERROR, CORRUPT}:
        return from_driver(attempt, error, _SAFE)
    return refusal(
        attempt,
        f"the log could not be read or the copy not be written ({error})",
        "Run inoadmin verify, have both disks looked at, then make a backup again.",
        _SAFE,
    )


def _rotate(newest: Path, keep: int, now: datetime) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Removes what is older than the newest `keep`; `newest` stays whatever the clock said when
    the others were named. Other databases' backups and other files are not touched.
    """
    match = _NAME.fullmatch(newest.name)
    whose = match["whose"] if match else ""
    others = [path for path in backups_in(newest.parent, whose) if path != newest]
    removed: list[Path] = []
    stuck: list[Path] = []
    for path in others[keep - 1 :]:
        try:
            path.unlink()
            recovery_path(path).unlink(missing_ok=True)
            removed.append(path)
        except OSError:
            stuck.append(path)
    with suppress(OSError):
        _sweep(newest.parent, whose, now)
    return tuple(removed), tuple(stuck)


def _sweep(folder: Path, whose: str, now: datetime) -> None:
    """Removes what backups of this database that were cut short have left."""
    before = (now - _ABANDONED_AFTER).timestamp()
    for path in folder.iterdir():
        unfinished = _UNFINISHED.fullmatch(path.name)
        alone = _NAME.fullmatch(path.stem) if path.suffix == ".recovery" else None
        match = unfinished or (None if path.with_suffix("").exists() else alone)
        if match and match["whose"] == whose and path.stat().st_mtime < before:
            path.unlink()
