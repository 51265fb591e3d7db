"""Where the window of a database listens: a local address that only this account reaches."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

LONGEST_ADDRESS: Final = 100  # bytes; a socket's address holds 108 on Linux, 104 on macOS, with a 0
_OWN: Final = "inoadmin"


def door_address(database: Path, environment: Mapping[str, str]) -> str | None:
    """The address of whoever holds `database`, the same for every path that leads to the file.

    A socket's path in a folder that is this account's alone: the session's (XDG_RUNTIME_DIR, else
    where systemd keeps it), else one of our own under the temporary folder. On Windows a pipe's
    name. None where there is no such folder: what others may write to is never used.
    """
    # a hash for its shortness, and so that the name tells nothing of the place
    digest = hashlib.sha256(os.fsencode(os.path.normcase(database.resolve()))).hexdigest()[:24]
    if sys.platform == "win32":
        return rf"\\.\pipe\{_OWN}-{digest}"
    for folder in _folders(environment):
        address = str(folder / f"{_OWN}-{digest}")
        if len(os.fsencode(address)) <= LONGEST_ADDRESS and is_ours_alone(folder):
            return address
    return None


def is_ours_alone(folder: Path) -> bool:
    """Whether it is a folder itself, no link to one, that belongs to this account and that nobody
    else may enter.
    """
    try:
        found = folder.lstat()
    except OSError:
        return False
    return (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == os.getuid()
        and not stat.S_IMODE(found.st_mode) & 0o077
    )


def _folders(environment: Mapping[str, str]) -> Iterator[Path]:
    named = Path(environment.get("XDG_RUNTIME_DIR", ""))
    if named.is_absolute():
        yield named
    # what a timer or a remote shell starts is not always told of it (pam_systemd(8))
    yield Path(f"/run/user/{os.getuid()}")
    own = Path(tempfile.gettempdir()).resolve() / f"{_OWN}-{os.getuid()}"
    with suppress(OSError):  # it is there already, or cannot be: it is looked at next
        own.mkdir(mode=0o700)
    yield own
