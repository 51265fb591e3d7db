"""What is known of one administration: the fold's result, never stored.

Entry: one recorded act as it now stands, corrections applied. ReactionCourse: a reaction with what
followed. Administration: the entries, sorted by what they are about, and the stage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from inoadmin.domain import commands as c
from inoadmin.domain.events import Corrected, Opening, Recorded, Refused


class Stage(StrEnum):
    """Where an administration stands; the public names."""

    PREPARING = "preparing"
    INFUSING = "infusing"
    INTERRUPTED = "interrupted"
    OBSERVING = "observing"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    VOIDED = "voided"


#: A patient has at most one administration in one of these.
ACTIVE = frozenset({Stage.PREPARING, Stage.INFUSING, Stage.INTERRUPTED})
#: Everyday recordings apply in these.
OPEN_STAGES = ACTIVE | {Stage.OBSERVING}

Command_co = TypeVar("Command_co", bound=c.Act, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Command_co]):
    """A recorded act as it stands now. `version` is its event's, `fact` as first written."""

    version: int
    command: Command_co
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    fact: Recorded
    void: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as logged: the version it has itself, when, by whom, and what it says."""

    version: int
    recorded_at: datetime
    actor: str
    fact: Corrected


@dataclass(frozen=True, slots=True)
class ReactionCourse:
    """A reaction, its updates and its last outcome."""

    report: Entry[c.Reaction]
    grade: Decimal | None
    symptoms: tuple[str, ...]
    treatment: tuple[str, ...]
    outcome: Entry[c.ReactionOutcome] | None = None

    @property
    def is_open(self) -> bool:
        """Not resolved and not transferred."""
        return self.outcome is None or self.outcome.command.outcome in {"improved", "ongoing"}


@dataclass(frozen=True, slots=True)
class ExtravasationCourse:
    """An extravasation and the new access after it."""

    report: Entry[c.Extravasation]
    access: Entry[c.NewAccess] | None = None


FlowCommand = (
    c.Start
    | c.Interrupt
    | c.Resume
    | c.Rate
    | c.PumpCheck
    | c.Reaction
    | c.Extravasation
    | c.Stop
    | c.End
)


@dataclass(frozen=True, slots=True)
class Administration:
    """One dose, from `open` on. Tuples are in the order of recording."""

    id: str
    opening: Entry[c.Open]
    about: Opening
    stage: Stage
    version: int
    recorded_until: datetime
    responsible: str
    entries: tuple[Entry[c.Act], ...] = ()
    corrections: tuple[Correction, ...] = ()
    answers: Mapping[str, tuple[c.Answered, int]] = field(
        default_factory=dict[str, tuple[c.Answered, int]]
    )
    blasts: tuple[Entry[c.Blasts], ...] = ()
    bloods: tuple[Entry[c.Bloods], ...] = ()
    bags: tuple[Entry[c.Bag], ...] = ()
    bag_out: Entry[c.BagOut] | None = None
    premeds: tuple[Entry[c.Premed], ...] = ()
    checks: tuple[Entry[c.SecondCheck], ...] = ()
    vitals: tuple[Entry[c.Vitals], ...] = ()
    covers: tuple[Entry[c.Authorise | c.Confirm], ...] = ()
    flow: tuple[Entry[FlowCommand], ...] = ()
    reactions: tuple[ReactionCourse, ...] = ()
    extravasations: tuple[ExtravasationCourse, ...] = ()
    left: Entry[c.Left] | None = None
    completed: Entry[c.Complete] | None = None
    refusal: Refused | None = None
    clock_behind: tuple[int, ...] = ()

    @property
    def patient(self) -> str:
        """Whose it is."""
        return self.about.patient

    @property
    def order(self) -> c.Open:
        """What the opening says: cycle, day, dose, weight and so on."""
        return self.opening.command

    @property
    def cycle(self) -> int:
        """The cycle, a whole number."""
        return int(self.order.cycle or 0)

    @property
    def day(self) -> int:
        """The day of the cycle, a whole number."""
        return int(self.order.day or 0)

    @property
    def bag(self) -> Entry[c.Bag] | None:
        """The bag recorded last."""
        return self.bags[-1] if self.bags else None

    @property
    def start(self) -> Entry[FlowCommand] | None:
        """The entry that started the infusion."""
        return self.flow[0] if self.flow else None

    @property
    def finish(self) -> Entry[FlowCommand] | None:
        """The entry that ended or stopped it."""
        if self.flow and isinstance(self.flow[-1].command, c.End | c.Stop):
            return self.flow[-1]
        return None

    @property
    def weight_measured(self) -> datetime:
        """When the weight was measured: as stated, else at the opening."""
        return self.order.weight_measured or self.opening.occurred_at

    @property
    def grades(self) -> tuple[Decimal, ...]:
        """The current grades of this administration's reactions."""
        return tuple(r.grade for r in self.reactions if r.grade is not None)

    @property
    def record_version(self) -> int:
        """1, and one more for each correction made since the record was first completed, one that
        took the completion back included.
        """
        signed = [e.version for e in self.entries if isinstance(e.command, c.Complete)]
        return 1 + sum(k.version > min(signed) for k in self.corrections) if signed else 1

    def entry(self, version: int) -> Entry[c.Act] | None:
        """The entry with this version, voided ones included; None when there is none."""
        return next((e for e in self.entries if e.version == version), None)
