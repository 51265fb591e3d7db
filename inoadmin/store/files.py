"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

_CHANCE_BYTES: Final = 8
_ABANDONED_AFTER: Final = timedelta(days=1)


def new_name_beside(path: Path) -> Path:
    """A name in the same folder for a file in the making, which no file has."""
    return path.with_name(f".{path.name}.{secrets.token_hex(_CHANCE_BYTES)}.new")


def sweep_left_over(path: Path, now: datetime) -> None:
    """Removes what a process that was killed left of a file in the making for `path`: a day old,
    since another one may be at it. What cannot be removed stays.
    """
    left = re.compile(
        rf"\.{re.escape(path.name)}\.[0-9a-f]{{{2 * _CHANCE_BYTES}}}\.new(-journal|-wal|-shm)?"
    )
    with suppress(OSError):
        for beside in path.parent.iterdir():
            age_s = now.timestamp() - beside.lstat().st_mtime
            if left.fullmatch(beside.name) and age_s > _ABANDONED_AFTER.total_seconds():
                beside.unlink()


def publish(made: Path, path: Path) -> None:
    """Gives a finished file its name, for good.

    Raises:
        FileExistsError: another file has the name; it is untouched.
        OSError: the system refused.
    """
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:
        # some file systems have no hard links: look first, since a rename may replace
        if path.exists() or path.is_symlink():
            raise FileExistsError(str(path)) from None
        made.rename(path)
    else:
        made.unlink()
    sync_folder(path.parent)


def make_private(path: Path, data: bytes = b"") -> None:
    """Makes a new file for its owner alone, on disk when it returns.

    Raises:
        FileExistsError: a file has that name; it is untouched.
        OSError: the system refused; nothing of the file stays.
    """
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def put_in_place(made: Path, path: Path) -> None:
    """Gives a finished file its name, for good; what had the name before is gone.

    Raises:
        OSError: the system refused.
    """
    made.replace(path)
    sync_folder(path.parent)


def replace_private(path: Path, data: bytes) -> None:
    """Writes a file for its owner alone; at any moment the old or the new one is there, whole.

    Raises:
        OSError: the system refused.
    """
    made = new_name_beside(path)
    make_private(made, data)
    try:
        put_in_place(made, path)
    finally:
        made.unlink(missing_ok=True)


def copy_private(source: Path, target: Path) -> None:
    """Copies a file's bytes into a new file for its owner alone, on disk when it returns.

    Raises:
        FileExistsError: the target is there; it is untouched.
        OSError: the system refused; nothing of the target stays.
    """
    make_private(target)
    try:
        with source.open("rb") as reading, target.open("r+b") as writing:
            shutil.copyfileobj(reading, writing)
        sync_file(target)
    except OSError:
        target.unlink(missing_ok=True)
        raise


def discard(made: Path) -> None:
    """Removes a database in the making, with what may lie beside it."""
    for name in (made, *(Path(f"{made}-{ending}") for ending in ("journal", "wal", "shm"))):
        name.unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Puts a file's content on disk and, where that can be asked for, out of memory, so that it is
    read from the disk the next time.

    Raises:
        OSError: the system refused.
    """
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Puts a folder's entries on disk, where the system can (not on Windows).

    Raises:
        OSError: the system refused.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
