"""A disk that keeps what was synced, and of the rest only what chance lets it keep.

Disk: files with what is on the medium and what still waits in memory. `Disk.take` takes one step of
a process; `Disk.cut` gives the files as they are found after the power went.

The rules are harsher than a usual file system's: a file's data is on the medium only after a sync
of that file, its name only after a sync of its folder. Of what waits any part may have arrived:
none, the first so many, any of them in any order, and of a write any of its sectors. Names arrive
in their order, as journals of file systems keep them. A sync that fails is not made good by a later
one: what waited then has arrived, or never will, as the kernel that forgets it has it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from random import Random

from tests.reliability.tracing import (
    Create,
    FailedSync,
    Link,
    Rename,
    Said,
    Step,
    Sync,
    Truncate,
    Unlink,
    Write,
)

SECTOR = 512
KEPT = (0.0, 0.1, 0.5, 0.9, 1.0)  # how likely a waiting write arrives, drawn once a cut


@dataclass(eq=False)
class File:
    """What is on the medium, and the changes that wait, in order."""

    data: bytearray = field(default_factory=bytearray)
    waiting: list[Write | Truncate] = field(default_factory=list[Write | Truncate])

    def sync(self) -> None:
        """All that waits arrives."""
        for change in self.waiting:
            apply(self.data, change)
        self.waiting.clear()

    def fail(self, chance: Random) -> None:
        """A sync fails: each change that waits arrives, or is forgotten."""
        for change in self.waiting:
            if chance.random() < 0.5:
                apply(self.data, change)
        self.waiting.clear()


@dataclass(frozen=True, slots=True)
class Naming:
    """A name given to a file, or taken away (None)."""

    name: str
    file: File | None


class Disk:
    """One folder on it."""

    def __init__(self, folder: str, chance: Random) -> None:
        self._folder = folder
        self._chance = chance
        self._seen: dict[str, File] = {}
        self._names: dict[str, File] = {}
        self._waiting: list[Naming] = []

    def take(self, step: Step) -> None:
        """One step of the process."""
        match step:
            case Write(path) | Truncate(path):
                if path in self._seen:
                    self._seen[path].waiting.append(step)
            case Sync(path):
                self._sync(path)
            case FailedSync(path):
                if path in self._seen:
                    self._seen[path].fail(self._chance)
            case Create(path):
                self._name(path, File())
            case Link(old, new):
                self._name(new, self._seen[old])
            case Rename(old, new):
                self._name(new, self._seen[old])
                self._name(old, None)
            case Unlink(path):
                self._name(path, None)
            case Said():
                pass

    def _name(self, path: str, file: File | None) -> None:
        self._waiting.append(Naming(path, file))
        name(self._seen, self._waiting[-1])

    def _sync(self, path: str) -> None:
        if path == self._folder:
            for naming in self._waiting:
                name(self._names, naming)
            self._waiting.clear()
        elif path in self._seen:
            self._seen[path].sync()

    def cut(self) -> dict[str, bytes]:
        """The folder's files by name, as one power cut leaves them; the disk itself goes on."""
        names, chance = dict(self._names), self._chance
        for naming in self._waiting[: chance.randint(0, len(self._waiting))]:
            name(names, naming)
        share, in_order = chance.choice(KEPT), chance.random() < 0.3
        return {
            PurePath(path).name: arrived(file, share, chance, in_order=in_order)
            for path, file in names.items()
        }


def name(names: dict[str, File], naming: Naming) -> None:
    """Gives or takes a name."""
    if naming.file is None:
        names.pop(naming.name, None)
    else:
        names[naming.name] = naming.file


def arrived(file: File, share: float, chance: Random, *, in_order: bool) -> bytes:
    """A file's bytes with some of what waits: the first so many, or any, some of them torn."""
    data = bytearray(file.data)
    if in_order:
        for change in file.waiting[: chance.randint(0, len(file.waiting))]:
            apply(data, change)
        return bytes(data)
    for change in file.waiting:
        if chance.random() >= share:
            continue
        if isinstance(change, Write) and chance.random() < 0.3:
            for sector in torn(change, chance):
                apply(data, sector)
        else:
            apply(data, change)
    return bytes(data)


def torn(change: Write, chance: Random) -> list[Write]:
    """Some sectors of a write."""
    pieces: list[Write] = []
    at, end = change.offset, change.offset + len(change.data)
    while at < end:
        until = min((at // SECTOR + 1) * SECTOR, end)
        piece = change.data[at - change.offset : until - change.offset]
        pieces.append(Write(change.path, at, piece))
        at = until
    return [piece for piece in pieces if chance.random() < 0.5]


def apply(data: bytearray, change: Write | Truncate) -> None:
    """One change on a file's bytes; what lies between its end and a later write is zeros."""
    size = change.size if isinstance(change, Truncate) else change.offset
    if len(data) < size:
        data.extend(bytes(size - len(data)))
    if isinstance(change, Truncate):
        del data[change.size :]
    else:
        data[change.offset : change.offset + len(change.data)] = change.data
