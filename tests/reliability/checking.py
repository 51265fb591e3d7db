"""A database looked at after something happened to it: what is lost, what is there against what was
told, and whether it is whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from inoadmin.session.ports import StorageError
from inoadmin.store.chain import verify_chain
from inoadmin.store.connection import DriverError
from inoadmin.store.log import SqliteLog
from inoadmin.store.soundness import run
from inoadmin.store.verdict import SIGNATURES
from inoadmin.store.verify import verifying
from tests.fakes import HandClock
from tests.reliability.driving import STARTS, behind, open_at, service_over


@dataclass(frozen=True, slots=True)
class Told:
    """What a process said: events kept ("SEQUENCE HASH"), refused ones ("STREAM VERSION TIME"),
    those of them whose sentence left it open whether they are there, and all sentences.
    """

    kept: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`lost`: kept events that are missing; `uncalled`: refused ones that are there; `damage`: why
    the database is not whole, empty when it is; `events`: how many it holds.
    """

    lost: int = 0
    uncalled: int = 0
    damage: str = ""
    events: int = 0

    @property
    def good(self) -> bool:
        """Nothing is wrong."""
        return not (self.lost or self.uncalled or self.damage)


def told(lines: Iterable[str]) -> Told:
    """The lines of a `station` sorted."""
    kept: list[str] = []
    refused: list[str] = []
    doubtful: list[str] = []
    sentences: list[str] = []
    latest: list[str] = []
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "kept":
            kept.append(rest)
        elif word == "refused":
            latest.append(rest)
        elif word == "told":
            sentences.append(rest)
            (doubtful if "could not be taken back" in rest else refused).extend(latest)
            latest.clear()
    # who died before the sentence came has told nothing
    return Told(tuple(kept), tuple(refused), tuple(doubtful), tuple(sentences))


def look(path: Path, said: Told, kind: str = "ward") -> Verdict:
    """Opens the database as the application does, and looks at everything."""
    if not path.exists() and not said.kept and not Path(f"{path}-wal").exists():
        return Verdict()
    clock = HandClock(STARTS)
    try:
        log = open_at(path, kind, clock)
    except StorageError as error:
        return Verdict(len(said.kept), 0, f"refused: {error}")
    try:
        return verdict(log, said, clock)
    except StorageError as error:
        return Verdict(len(said.kept), 0, f"unreadable: {error}")
    finally:
        log.close()


def verdict(log: SqliteLog, said: Told, clock: HandClock) -> Verdict:
    """What an open log says, and whether the work can go on in it."""
    rows = list(log.envelopes())
    there = {f"{row.sequence} {row.hash}" for row in rows}
    named = {f"{row.stream} {row.version} {row.recorded_at}" for row in rows}
    lost = sum(event not in there for event in said.kept)
    uncalled = sum(event in named for event in said.refused)
    damage = unsound(log)
    if not damage:
        if rows:
            clock.set_to(log.read(rows[-1].stream)[-1].recorded_at)
        service_over(log, clock).call_reaction("amy")
    return Verdict(lost, uncalled, damage, len(rows))


def unsound(log: SqliteLog) -> str:
    """Why a log is not whole; empty when it is."""
    broken = verify_chain(log)
    if broken is not None:
        return f"the chain breaks at entry {broken}"
    try:
        answer = behind(log).execute("PRAGMA integrity_check(1)").fetchone()
        # the next check reads the file alone: what is still in the write-ahead log comes first
        behind(log).execute("PRAGMA wal_checkpoint(TRUNCATE)")
        sealed = behind(log).execute("PRAGMA cipher_integrity_check").fetchone()
    except DriverError as error:
        return f"integrity check: {error}"
    if answer != ("ok",):
        return f"integrity check: {answer}"
    return f"cipher integrity check: {sealed}" if sealed is not None else unverified(log)


def unverified(log: SqliteLog) -> str:
    """What `inoadmin verify` finds fault with: schema, entries, projections, all but the proofs of
    signatures, whose secret is not at hand here.
    """
    keyed = log.kind == "ward"
    check = verifying(behind(log), log.path, keyed=keyed, prover_of=lambda _kind: None)
    faults = [fault for fault in run(check).faults if fault.check != SIGNATURES]
    return f"verify: {faults[0]}" if faults else ""
