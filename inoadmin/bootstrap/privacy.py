"""Files that only their owner may read: the process's mask, the folders, what is put right.

Windows keeps no such bits: there the folder's own access list protects the files.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = 0o700
FILE: Final = 0o600
_MASK: Final = 0o077
LOG_FOLDER: Final = "log"
FAULTS_FOLDER: Final = "faults"
_OURS: Final = {LOG_FOLDER: ("inoadmin.log",), FAULTS_FOLDER: ("INC-", "crash-")}


@dataclass(frozen=True, slots=True)
class Mended:
    """How many files and folders others could open and no longer can, and how many still can."""

    mended: int = 0
    open_still: int = 0

    def __add__(self, other: Mended) -> Mended:
        return Mended(self.mended + other.mended, self.open_still + other.open_still)

    @property
    def sentence(self) -> str:
        """What to tell, "" when there is nothing to tell."""
        if self.open_still:
            return (
                f"{counted(self.open_still)} of this application can be opened by other accounts, "
                "and this account may not change that. What is recorded is on disk. Ask whoever "
                "looks after this computer to make the folder its owner's alone."
            )
        if self.mended:
            return (
                f"{counted(self.mended)} of this application could be opened by other accounts and "
                "no longer can. What is recorded is on disk. Tell whoever looks after this "
                "computer."
            )
        return ""


def counted(files: int) -> str:
    """So many files, in words."""
    return "A file" if files == 1 else f"{files} files"


def keep_private() -> None:
    """From now on what this process makes is its owner's alone."""
    os.umask(_MASK)


@contextmanager
def private() -> Generator[None]:
    """Within it what this process makes is its owner's alone."""
    before = os.umask(_MASK)
    try:
        yield
    finally:
        os.umask(before)


def make_private_folder(folder: Path) -> bool:
    """Makes a folder for its owner alone, in one that exists; whether it is there.

    A parent that is missing is not made: a slip in a name creates nothing.
    """
    with suppress(OSError):
        folder.mkdir(mode=FOLDER, exist_ok=True)
    return folder.is_dir()


def mend(things: Iterable[Path]) -> Mended:
    """Takes from others whatever they may do with these files and folders.

    What does not exist and what is a link is passed over: a link's target may be another program's.
    """
    mended = open_still = 0
    if os.name == "nt":
        return Mended()
    for thing in things:
        found = others_may(thing)
        if found is None:
            continue
        with suppress(OSError):
            thing.chmod(found)
        if others_may(thing) is None:
            mended += 1
        else:
            open_still += 1
    return Mended(mended, open_still)


def others_may(thing: Path) -> int | None:
    """The mode that a thing should have, when others may open it; None when all is well."""
    try:
        found = thing.lstat()
    except OSError:
        return None
    if thing.is_symlink() or not found.st_mode & _MASK:
        return None
    return found.st_mode & 0o7777 & ~_MASK


def belongings(database: Path, keys: Iterable[Path] = (), *, own_folder: bool) -> Iterator[Path]:
    """The files and folders that must be their owner's alone.

    `keys`: key, pepper, heads and the like, wherever they lie, with the folders of their own.
    `own_folder`: whether the database's folder is the application's own; a folder that somebody
    named holds other things too, and keeps its bits: in it the database is meant, with every file
    whose name begins with its own, and of folders called as ours what bears a name that we give.
    """
    folder = database.parent
    if own_folder:
        yield folder
    with suppress(OSError):
        beside = sorted(path for path in folder.iterdir() if path.is_file())
        yield from (path for path in beside if own_folder or path.name.startswith(database.name))
    for name, ours in _OURS.items():
        folder = database.parent / name
        if own_folder:
            yield folder
        with suppress(OSError):
            inside = sorted(folder.iterdir())
            yield from (path for path in inside if own_folder or path.name.startswith(ours))
    yield from keys
