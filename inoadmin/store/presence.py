"""Whether an open log still is the file that bears its name.

On Unix an open file can be deleted, moved or replaced by another program. What is written to it
then arrives on no disk, or elsewhere, and neither the system nor SQLite (in WAL mode) says so.
"""

from __future__ import annotations

import os
from pathlib import Path

Identity = tuple[int, int]  # of a file on this computer: its device and its number there


class Presence:
    """Of the database at `path`, open now, and of its write-ahead log."""

    def __init__(self, path: Path) -> None:
        both = (path, Path(f"{path}-wal"))
        self._opened = {file: found for file in both if (found := identity_of(file))}

    def lost(self) -> Path | None:
        """The first of the files whose name is gone or another file's; None when all is well."""
        for file, opened in self._opened.items():
            if identity_of(file) != opened:
                return file
        return None


def identity_of(path: Path) -> Identity | None:
    """Which file bears the name; None when there is none. Windows keeps open files where they are,
    and not all of its file systems number them: there it is None.
    """
    if os.name == "nt":
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
