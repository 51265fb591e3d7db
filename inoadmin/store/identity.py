"""What this workstation saw last of each database, kept outside of it.

A hash chain cannot show that its tail was cut off, nor that the database was exchanged for another
whole one. The heads kept here, beside the key, can: one JSON line each, appended and never changed;
a file that has grown long is written anew with the newest.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from inoadmin.session.ports import Head
from inoadmin.store.codec import instant_text
from inoadmin.store.connection import Connection
from inoadmin.store.files import make_private, replace_private, sync_folder
from inoadmin.store.trouble import from_system

_LONGEST_BYTES: Final = 256 * 1024
_NEWEST: Final = 200


@dataclass(frozen=True, slots=True)
class SeenHead:
    """The end of a log at a time; `at` is ISO 8601 in UTC."""

    database_id: str
    sequence: int
    hash: str
    at: str


def remember_head(path: Path, database_id: str, head: Head, at: datetime) -> None:
    """Appends a head to the file at `path`; on disk when it returns.

    Raises:
        StorageError: it cannot be written; what was remembered before stays.
    """
    seen = SeenHead(database_id, head.sequence, head.hash, instant_text(at))
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            make_private(path)
            sync_folder(path.parent)
        _append(path, _line(seen))
        if path.stat().st_size > _LONGEST_BYTES:
            _shorten(path)
    except OSError as error:
        raise from_system(
            f"Cannot remember the log's last entry in {path}",
            error,
            "The log itself is not touched by this.",
        ) from error


def last_head(path: Path, database_id: str | None = None) -> SeenHead | None:
    """The head remembered last, of one database or of any; None when there is none.

    Raises:
        StorageError: the file is there and cannot be read.
    """
    found = [seen for seen in _read(path) if database_id in {None, seen.database_id}]
    return found[-1] if found else None


def continues(connection: Connection, seen: SeenHead) -> bool:
    """Whether the log behind `connection` still holds the entry that was its last when seen."""
    if seen.sequence == 0:
        row = connection.execute('SELECT id FROM "database"').fetchone()
        return row == (seen.database_id,)
    row = connection.execute(
        "SELECT database_id, hash FROM events WHERE sequence = ?", (seen.sequence,)
    ).fetchone()
    return row == (seen.database_id, seen.hash)


def _read(path: Path) -> list[SeenHead]:
    """Every whole line; one that a power cut tore is passed over."""
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise from_system(
            f"Cannot read {path}", error, "The log is not touched by this."
        ) from error
    found: list[SeenHead] = []
    for line in lines:
        try:
            found.append(msgspec.json.decode(line, type=SeenHead))
        except msgspec.MsgspecError:
            continue
    return found


def _line(seen: SeenHead) -> bytes:
    return msgspec.json.encode(seen) + b"\n"


def _append(path: Path, line: bytes) -> None:
    """One write; a line that was torn before is ended first."""
    with path.open("r+b") as file:
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            line = line if file.read(1) == b"\n" else b"\n" + line
        file.seek(end)
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _shorten(path: Path) -> None:
    """Keeps the newest lines, and the last of each database."""
    seen = _read(path)
    last = {one.database_id: number for number, one in enumerate(seen)}
    kept = sorted({*last.values(), *range(len(seen))[-_NEWEST:]})
    replace_private(path, b"".join(_line(seen[number]) for number in kept))
