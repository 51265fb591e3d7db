"""The driver's errors in plain words.

One line each: what happened, what is safe, what to do.
"""

from __future__ import annotations

import errno
from pathlib import Path

from inoadmin.session.ports import HeldError, StorageError

# SQLite's primary result codes (https://www.sqlite.org/rescode.html)
BUSY, NO_MEMORY, READ_ONLY, IO_ERROR, CORRUPT, FULL = 5, 7, 8, 10, 11, 13
CANNOT_OPEN, CONSTRAINT, NOT_A_DATABASE = 14, 19, 26

_WORDS = {
    BUSY: (
        "another window or program is using it",
        "Close the other one first, then try again.",
    ),
    NO_MEMORY: ("this computer has run out of memory", "Close other programs and try again."),
    READ_ONLY: (
        "the file or its folder may only be read",
        "Ask for the right to write there, then try again.",
    ),
    IO_ERROR: (
        "the disk reported an error",
        "Record on paper, have the disk looked at, then start the application again.",
    ),
    CORRUPT: (
        "the file is damaged",
        "Record on paper, keep the file as it is and restore a backup beside it.",
    ),
    FULL: ("the disk is full", "Make room on the disk, then try again."),
    CANNOT_OPEN: (
        "the file or its folder cannot be used",
        "Check that both exist and may be written, then try again.",
    ),
    CONSTRAINT: (
        "the entry breaks a rule that the log keeps",
        "Start the application again and repeat the entry.",
    ),
    NOT_A_DATABASE: (
        "it does not read as a database",
        "Keep the file as it is and restore a backup beside it.",
    ),
}


def primary_code(error: BaseException) -> int:
    """SQLite's primary result code of a driver's error; 0 when it bears none."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF if isinstance(code, int) else 0


def refusal(attempt: str, reason: str, remedy: str, safe: str) -> StorageError:
    """A refusal in one line: "Cannot open X: reason. What is safe. What to do."."""
    line = f"{attempt}: {reason}. {safe} {remedy}"
    return StorageError(" ".join(line.split()))


def from_driver(attempt: str, error: BaseException, safe: str) -> StorageError:
    """A driver's error as a refusal."""
    code = primary_code(error)
    if code in _WORDS:
        return from_code(attempt, code, safe)
    return refusal(attempt, str(error), "Start the application again and try once more.", safe)


def from_code(attempt: str, code: int, safe: str) -> StorageError:
    """One of the result codes named above as a refusal; HeldError when another process is busy."""
    reason, remedy = _WORDS[code]
    refused = refusal(attempt, reason, remedy, safe)
    return HeldError(str(refused)) if code == BUSY else refused


def from_system(attempt: str, error: OSError, safe: str) -> StorageError:
    """An operating system's error as a refusal."""
    known = {
        errno.ENOSPC: FULL,
        errno.EDQUOT: FULL,
        errno.EFBIG: FULL,
        errno.EACCES: READ_ONLY,
        errno.EPERM: READ_ONLY,
        errno.EROFS: READ_ONLY,
        errno.EIO: IO_ERROR,
    }
    code = known.get(error.errno or 0)
    if code is not None:
        return from_code(attempt, code, safe)
    return refusal(attempt, error.strerror or str(error), "Check the place and try again.", safe)


def opening(path: Path) -> str:
    """How a refusal to open `path` begins."""
    return f"Cannot open the log {path}"
