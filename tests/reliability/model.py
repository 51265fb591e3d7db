"""A dose on one page, written by hand: what stage it is in, how it was interrupted, what has run.

Act: one accepted act with its moment. Told: what the acts come to. It knows the figures of the
shipped protocol by heart, and shares no code with the domain but the commands' names.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from inoadmin.domain import commands as c

BAG_ML, RATE_ML_H, HOUR_S = 50.0, 50.0, 3600.0
WARMS_UP, OBSERVES = timedelta(minutes=60), timedelta(minutes=60)
OPENS, CLOSES = timedelta(minutes=30), timedelta(minutes=60)
VITALS_INFUSING, VITALS_AFTER = timedelta(minutes=15), timedelta(minutes=30)
SHORT_S = 300.0


@dataclass(frozen=True, slots=True)
class Act:
    """An accepted act: the version of its event, what was asked, when it happened; `retimed` when
    that was put right.
    """

    version: int
    command: c.Act
    at: datetime
    by: str = "amy"
    void: bool = False
    retimed: bool = False


@dataclass(slots=True)
class Told:
    """What the acts come to. `reached`: the moment up to which `given_ml` counts."""

    stage: str = "preparing"
    given_ml: float = 0.0
    rate_ml_h: float = RATE_ML_H
    running: bool = False
    reached: datetime | None = None
    started: datetime | None = None
    ended: datetime | None = None
    halts: list[tuple[datetime, datetime | None]] = field(
        default_factory=list[tuple[datetime, datetime | None]]
    )
    responsible: str = "amy"
    reactions: int = 0
    open_reactions: int = 0
    checks: int = 0

    def given_at(self, at: datetime) -> float:
        """Millilitres given by a moment."""
        if not self.running or self.reached is None or at <= self.reached:
            return self.given_ml
        run = self.rate_ml_h * (at - self.reached).total_seconds() / HOUR_S
        return min(BAG_ML, self.given_ml + run)

    def interrupted_by(self, at: datetime) -> timedelta:
        """How long it stood still, up to a moment."""
        spans = [max((until or at) - since, timedelta()) for since, until in self.halts]
        return sum(spans, timedelta())

    def due(self) -> datetime | None:
        """When the bag is empty, while it runs."""
        if not self.running or self.reached is None:
            return None
        return self.reached + timedelta(seconds=self.left_s())

    def left_s(self) -> float:
        """Seconds that what is left takes at the rate."""
        return (BAG_ML - self.given_ml) / self.rate_ml_h * HOUR_S


def tell(acts: list[Act]) -> Told:
    """Goes through the acts; one that has no place in its stage is passed over."""
    told = Told()
    for act in acts:
        if act.void:
            continue
        match act.command:
            case c.Handover(to):
                told.responsible = to
            case c.SecondCheck():
                told.checks += 1
            case c.ReactionOutcome(outcome) if told.stage in OPEN:
                still = outcome in {"improved", "ongoing"}
                told.open_reactions = told.open_reactions if still else 0
            case c.Cancel() if told.stage == "preparing":
                told.stage = "cancelled"
            case c.Complete() if told.stage == "observing":
                told.stage = "completed"
            case _:
                flow(told, act)
    return told


OPEN = ("preparing", "infusing", "interrupted", "observing")


def flow(told: Told, act: Act) -> None:
    """An act on the infusion."""
    command = act.command
    match command:
        case c.Start() if told.stage == "preparing":
            told.started = told.reached = act.at
            told.rate_ml_h = float(command.rate_ml_h or RATE_ML_H)
            told.stage, told.running = "infusing", True
        case c.Rate() if told.stage == "infusing":
            go_to(told, act.at)
            told.rate_ml_h = float(command.rate_ml_h or told.rate_ml_h)
        case c.Interrupt() if told.stage == "infusing":
            stand_still(told, act.at)
        case c.PumpCheck() if told.stage in {"infusing", "interrupted"}:
            read_pump(told, act.at, command)
        case c.Reaction() if told.stage in {"infusing", "interrupted", "observing"}:
            told.reactions += 1
            told.open_reactions += 1
            if told.stage == "infusing":
                stand_still(told, act.at)
        case c.Resume() if told.stage == "interrupted":
            go_to(told, act.at)
            told.rate_ml_h = float(command.rate_ml_h or told.rate_ml_h)
            since, _ = told.halts[-1]
            told.halts[-1] = (since, told.reached)
            told.stage, told.running = "infusing", True
        case c.End() if told.stage == "infusing":
            go_to(told, act.at)
            told.given_ml = told.given_ml if told.left_s() > SHORT_S else BAG_ML
            finish(told)
        case c.Stop() if told.stage in {"infusing", "interrupted"}:
            go_to(told, act.at)
            if command.volume_given_ml is not None:
                told.given_ml = float(command.volume_given_ml)
            finish(told)
        case _:
            pass


def read_pump(told: Told, at: datetime, check: c.PumpCheck) -> None:
    """What the pump shows takes the place of what was reckoned; a pump that stands interrupts."""
    if check.running and told.stage == "interrupted":
        return
    go_to(told, at)
    if check.volume_ml is not None:
        told.given_ml = min(BAG_ML, float(check.volume_ml))
    if not check.running:
        stand_still(told, at)


def go_to(told: Told, at: datetime) -> None:
    """Counts what ran up to a moment; a moment that lies back counts as the last one."""
    told.given_ml = told.given_at(at)
    told.reached = max(told.reached or at, at)


def stand_still(told: Told, at: datetime) -> None:
    """The infusion is interrupted, or is so already."""
    go_to(told, at)
    if told.running and told.reached is not None:
        told.halts.append((told.reached, None))
    told.stage, told.running = "interrupted", False


def finish(told: Told) -> None:
    """The infusion is over."""
    told.ended = told.reached
    if told.halts and told.halts[-1][1] is None:
        told.halts[-1] = (told.halts[-1][0], told.reached)
    told.stage, told.running = "observing", False


def clocks(acts: list[Act], told: Told) -> dict[str, datetime | None]:
    """When the clocks that count down come to their end; None for one that does not count."""
    standing = [act for act in acts if not act.void]
    premeds = [act.at for act in standing if isinstance(act.command, c.Premed)]
    out = [act.at for act in standing if isinstance(act.command, c.BagOut)]
    preparing = told.started is None
    over = told.stage == "completed"
    return {
        "premed opens": max(premeds) + OPENS if premeds else None,
        "premed closes": min(premeds) + CLOSES if premeds else None,
        "equilibration": out[-1] + WARMS_UP if out and preparing else None,
        "infusion": told.due(),
        "observation": told.ended + OBSERVES if told.ended is not None else None,
        "vitals": None if over else next_vitals(standing, told),
    }


def next_vitals(standing: list[Act], told: Told) -> datetime | None:
    """The next set of observations: by the phase, and at once after a reaction without one."""
    phase, every = told.ended or told.started, VITALS_AFTER if told.ended else VITALS_INFUSING
    if phase is None:
        return None
    turns = (c.End, c.Stop) if told.ended else (c.Start,)
    turn = next(act.at for act in reversed(standing) if isinstance(act.command, turns))
    sets = [act.at for act in standing if isinstance(act.command, c.Vitals)]
    since = max([phase, *(at for at in sets if at >= turn)])
    reported = [act.at for act in standing if isinstance(act.command, c.Reaction)]
    unseen = [at for at in reported if not any(taken >= at for taken in sets)]
    return min([since + every, *unseen])


def corrected(acts: list[Act], target: int, command: c.Correct) -> list[Act]:
    """The acts with one of them put right."""
    return [act if act.version != target else put_right(act, command) for act in acts]


def put_right(act: Act, command: c.Correct) -> Act:
    """An act as its correction says."""
    return replace(
        act,
        command=command.corrected or act.command,
        at=command.occurred_at or act.at,
        void=act.void or command.void,
        retimed=act.retimed or command.occurred_at is not None,
    )
