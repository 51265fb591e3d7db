"""Faults of the program's own: a number to read out, a report for whoever mends it, a sentence.

Cast: Fault, what went wrong, told by kinds, names of modules and line numbers alone; Incident, its
number and what the nurse is told; Incidents, which keeps them. A report never holds the message of
an exception, a variable, a line of source, a path or anything of the environment: each of those
may carry a patient's or a nurse's name.
"""

from __future__ import annotations

import os
import re
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType, TracebackType
from typing import Final, Literal

from inoadmin.bootstrap.journal import Journal
from inoadmin.bootstrap.privacy import FAULTS_FOLDER, FILE, make_private_folder
from inoadmin.session.ports import Clock

Kind = Literal["window", "thread", "cleanup", "display", "crash", "command"]
#: What happened, in one clause.
CLAUSES: Final[dict[Kind, str]] = {
    "window": "something this window was doing broke off",
    "thread": "a task in the background broke off",
    "cleanup": "something could not be tidied up",
    "display": "the display reported an error",
    "crash": "the application stopped suddenly when it last ran",
    "command": "the command broke off",
}
MOST_REPORTS: Final = 50
MOST_FRAMES: Final = 60
MOST_CAUSES: Final = 5
MOST_FAULTS: Final = 200  # told apart in one run; any beyond share one number
TOLD_AGAIN_AFTER: Final = timedelta(seconds=5)
# No letter or digit that sounds or looks like another when it is read out.
_LETTERS: Final = "3479ACDFGHJKMNPRTWXY"
_NAME: Final = re.compile(r"[A-Za-z_<][\w.<>]{0,119}", re.ASCII)
_ODD: Final = "(other)"
_REPORT: Final = "INC-*.txt"


@dataclass(frozen=True, slots=True)
class Fault:
    """`causes`: the exception's class first, then what it came from. `frames`: the innermost last,
    each as module:function:line.
    """

    kind: Kind
    causes: tuple[str, ...]
    frames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """`recorded`: the sequence of the last entry known to be on disk, None when not known.
    `kept`: whether its report could be written. `times`: how often in this run.
    """

    number: str
    fault: Fault
    recorded: int | None
    kept: bool
    times: int = 1
    ended: bool = False

    @property
    def sentence(self) -> str:
        """What the nurse is told: what happened, what is on disk, what to do."""
        upto = f"up to entry {self.recorded}" if self.recorded else "until then"
        again = f" ({self.times} times)" if self.times > 1 else ""
        goes_on = "Start the application again" if self.ended else "The application goes on"
        look = "" if self.fault.kind in _UNATTENDED else " Look whether your last entry is shown."
        kept = "" if self.kept else " No report could be written: note the number down."
        return (
            f"Program fault {self.number}: {CLAUSES[self.fault.kind]}{again}. What was recorded "
            f"{upto} is on disk. {goes_on}.{look} If it happens again, record on paper and report "
            f"the number.{kept}"
        )


_UNATTENDED: Final = frozenset({"cleanup", "display", "crash"})
Told = Callable[[Incident], None]


@dataclass(slots=True)
class _Known:
    incident: Incident
    told_ns: int
    times: int = 1


class Incidents:
    """Keeps faults: one report for each stack in a run, in `faults/` beside a database.

    `about` is lines on versions and platform, asked for when a report is written; `suffix` makes
    the four letters of a number.
    """

    def __init__(
        self,
        beside: Path | None,
        clock: Clock,
        journal: Journal,
        about: Callable[[], Sequence[str]],
        suffix: Callable[[], str] = lambda: "".join(secrets.choice(_LETTERS) for _ in range(4)),
    ) -> None:
        self.folder = None if beside is None else beside.parent / FAULTS_FOLDER
        self._clock, self._journal = clock, journal
        self._about, self._suffix = about, suffix
        self._known: dict[Fault, _Known] = {}
        self._told: list[Told] = []
        self._recorded: int | None = None
        self._lock = threading.Lock()

    def recorded(self, sequence: int) -> None:
        """The last entry that is on disk."""
        self._recorded = sequence

    def listen(self, told: Told) -> None:
        """Calls `told` with an incident, in the thread that it happened in: at once, and again
        when it happens anew, at most every 5 s.
        """
        self._told.append(told)

    def take(self, kind: Kind, error: BaseException, *, ended: bool = False) -> Incident:
        """Takes an exception in and tells it. `ended`: the application does not go on."""
        fault = Fault(kind, causes_of(error), frames_of(error.__traceback__))
        return self.take_fault(fault, ended=ended)

    def take_fault(self, fault: Fault, *, ended: bool = False) -> Incident:
        """The same, of a fault that is told already by kinds and places.

        A report or a line that cannot be written is left out; only a clock that fails raises.
        """
        with self._lock:
            known = self._known.get(fault)
            if known is None and len(self._known) >= MOST_FAULTS:
                fault = Fault(fault.kind, (), ())
                known = self._known.get(fault)
            incident = self._again(known, fault) if known else self._first(fault, ended=ended)
        if incident is not None:
            self._tell(incident)
            return incident
        return self._known[fault].incident

    def close(self) -> None:
        """Notes in the journal how often each fault happened."""
        for known in self._known.values():
            if known.times > 1:
                self._journal.repeated(known.incident.number, known.times)

    def _first(self, fault: Fault, *, ended: bool) -> Incident:
        """Numbers a fault and writes its report."""
        tick = self._clock.read()
        number = f"INC-{tick.now:%Y%m%d}-{self._suffix()}"
        kept = self._write(number, fault, tick.now)
        incident = Incident(number, fault, self._recorded, kept, ended=ended)
        self._known[fault] = _Known(incident, tick.counter_ns)
        self._journal.incident(number, fault.kind, self._recorded)
        return incident

    def _again(self, known: _Known, fault: Fault) -> Incident | None:
        """Counts a fault that is known; the incident when it is due to be told once more."""
        known.times += 1
        if known.times in {10, 100, 1000, 10_000}:
            self._journal.repeated(known.incident.number, known.times)
        now_ns = self._clock.read().counter_ns
        if timedelta(microseconds=(now_ns - known.told_ns) // 1000) < TOLD_AGAIN_AFTER:
            return None
        known.told_ns = now_ns
        one = known.incident
        return Incident(one.number, fault, self._recorded, one.kept, known.times, one.ended)

    def _tell(self, incident: Incident) -> None:
        """Tells everyone who listens; one that fails keeps no other from hearing."""
        for told in tuple(self._told):
            with suppress(Exception):
                told(incident)

    def _write(self, number: str, fault: Fault, now: datetime) -> bool:
        """Writes a report, and drops the oldest beyond 50; whether it is on disk."""
        folder = self.folder
        if folder is None or not make_private_folder(folder):
            return False
        text = "\n".join(report(number, fault, now, self._recorded, self._about())) + "\n"
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            descriptor = os.open(folder / f"{number}.txt", flags, FILE)
            with os.fdopen(descriptor, "wb") as file:
                file.write(text.encode("ascii", "replace"))
            kept = sorted(folder.glob(_REPORT), key=lambda path: path.stat().st_mtime_ns)
            for old in kept[:-MOST_REPORTS]:
                old.unlink(missing_ok=True)
        except OSError:
            return False
        return True


def report(
    number: str, fault: Fault, now: datetime, recorded: int | None, about: Sequence[str]
) -> Iterator[str]:
    """The lines of a report."""
    yield f"Incident {number}"
    yield f"Time (UTC): {now:%Y-%m-%dT%H:%M:%SZ}"
    yield f"Kind: {fault.kind}"
    yield f"Last entry on disk: {'unknown' if recorded is None else recorded}"
    yield from about
    yield ""
    yield "Exception, and what it came from:"
    yield from (f"  {cause}" for cause in fault.causes or ("(none)",))
    yield "Stack, innermost last (module:function:line):"
    yield from (f"  {frame}" for frame in fault.frames or ("(none)",))


def causes_of(error: BaseException | None) -> tuple[str, ...]:
    """The classes of an exception and of those that it came from, the outermost first."""
    found: list[str] = []
    while error is not None and len(found) < MOST_CAUSES:
        kind = type(error)
        found.append(named(f"{kind.__module__}.{kind.__qualname__}"))
        following = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        error = following
    return tuple(found)


def frames_of(trace: TracebackType | None) -> tuple[str, ...]:
    """Where an exception came through, the innermost last; of a long stack both ends."""
    found: list[str] = []
    while trace is not None:
        found.append(place(trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    return shortened(found)


def shortened(frames: Sequence[str]) -> tuple[str, ...]:
    """Both ends of a long stack."""
    if len(frames) <= MOST_FRAMES:
        return tuple(frames)
    third = MOST_FRAMES // 3
    return (*frames[:third], "...", *frames[third - MOST_FRAMES :])


def place(frame: FrameType, line: int) -> str:
    """A frame as module:function:line."""
    module = frame.f_globals.get("__name__", "")
    name = module if isinstance(module, str) else ""
    return f"{named(name)}:{named(frame.f_code.co_qualname)}:{line}"


def named(text: str) -> str:
    """A name of Python's; what cannot be one is not told."""
    return text if _NAME.fullmatch(text) else _ODD
