"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def new_name_beside(path: Path) -> Path:
    """A name in the same folder for a file in the making, which no file has."""
    return path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")


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
