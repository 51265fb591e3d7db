"""Power cuts: what a real process did to its database, cut off at any moment, and opened again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.reliability.checking import Verdict, look, told
from tests.reliability.disk import Disk
from tests.reliability.station import Orders
from tests.reliability.tracing import CannotTraceError, FailedSync, Said, Step, Sync, record

DATABASE = "ward.db"


@dataclass(frozen=True, slots=True)
class Recording:
    """What a station did in its folder."""

    folder: str
    steps: tuple[Step, ...]

    @property
    def syncs_a_commit(self) -> Counter[int]:
        """How many commits took how many syncs, from an acknowledgement to the next; what lies
        around an opening or closing is left out.
        """
        found: Counter[int] = Counter()
        syncs: int | None = None
        for step in self.steps:
            if isinstance(step, Sync) and syncs is not None:
                syncs += 1
            elif isinstance(step, Said):
                kept = step.line.startswith("kept")
                if kept and syncs is not None:
                    found[syncs] += 1
                syncs = 0 if kept else None
        return found


@dataclass(frozen=True, slots=True)
class Cuts:
    """What came of so many power cuts. A cut that lost something may also have damaged; `uncalled`
    are cuts after which a refused event was there.
    """

    cuts: int
    lost: int
    damaged: int
    events_lost: int
    acknowledged: int
    uncalled: int = 0
    examples: tuple[str, ...] = ()

    def __add__(self, other: Cuts) -> Cuts:
        return Cuts(
            self.cuts + other.cuts,
            self.lost + other.lost,
            self.damaged + other.damaged,
            self.events_lost + other.events_lost,
            self.acknowledged + other.acknowledged,
            self.uncalled + other.uncalled,
            (*self.examples, *other.examples)[:5],
        )


def recorded(orders: Orders, failing_sync: int | None = None) -> Recording:
    """What a real process does that records administrations, from an empty folder on; its sync of
    that number fails, when one is named.

    Raises:
        CannotTraceError: it cannot be watched here, or the sync that was to fail never came.
    """
    with TemporaryDirectory() as place:
        folder = Path(place) / "ward"
        folder.mkdir()
        command, output = orders.command(folder / DATABASE), Path(place) / "trace"
        inject = f"inject=fsync,fdatasync:error=EIO:when={failing_sync}"
        steps = record(command, folder, output, *(["-e", inject] if failing_sync else []))
        if failing_sync and not any(isinstance(step, FailedSync) for step in steps):
            raise CannotTraceError(f"sync {failing_sync} never came, so that none failed")
        return Recording(str(folder), tuple(steps))


def cut(recording: Recording, count: int, chance: Random) -> Cuts:
    """Cuts the power `count` times at random moments and looks at what is left each time."""
    moments = sorted(chance.randint(0, len(recording.steps)) for _ in range(count))
    disk, said = Disk(recording.folder, chance), list[str]()
    result, done = Cuts(0, 0, 0, 0, 0), 0
    for moment in moments:
        for step in recording.steps[done:moment]:
            disk.take(step)
            if isinstance(step, Said):
                said.append(step.line)
        done = moment
        result += counted(after(disk.cut(), said), said)
    return result


def after(files: dict[str, bytes], said: Sequence[str]) -> Verdict:
    """What is found when the machine starts again with these files."""
    with TemporaryDirectory() as place:
        for name, data in files.items():
            (Path(place) / name).write_bytes(data)
        return look(Path(place) / DATABASE, told(said))


def counted(found: Verdict, said: Sequence[str]) -> Cuts:
    """One cut's verdict as a count."""
    kept = sum(line.startswith("kept") for line in said)
    examples = (found.damage,) if found.damage else ()
    return Cuts(
        cuts=1,
        lost=int(found.lost > 0),
        damaged=int(bool(found.damage)),
        events_lost=found.lost,
        acknowledged=kept,
        uncalled=int(found.uncalled > 0),
        examples=examples,
    )
