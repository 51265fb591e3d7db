"""All rules together: what stands at a gate at a moment.

`ROWS` holds every row by code. `standing_at` gives the findings of a gate, covered ones included;
`uncovered` those that no authorisation or acknowledgement answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import assert_never

from inoadmin.domain import commands as c
from inoadmin.domain.course import Course, standing
from inoadmin.domain.findings import (
    bag,
    bloods,
    completion,
    course,
    dose,
    infusion,
    items,
    premed,
    start,
)
from inoadmin.domain.findings.base import Finding, Gate, Rule, View, finding
from inoadmin.domain.findings.coverage import cover_of
from inoadmin.domain.flow import default_rate, run
from inoadmin.domain.state import Administration, Stage
from inoadmin.protocol.model import Protocol

RULES: tuple[Rule, ...] = (
    *course.RULES,
    *items.RULES,
    *dose.RULES,
    *bloods.RULES,
    *bag.RULES,
    *premed.RULES,
    *start.RULES,
    *infusion.RULES,
    *completion.RULES,
)
ROWS: Mapping[str, Rule] = {row.code: row for row in RULES}

#: The gate that comes next in each stage; the other stages have none.
NEXT_GATE: Mapping[Stage, Gate] = {
    Stage.PREPARING: Gate.START,
    Stage.INFUSING: Gate.END,
    Stage.INTERRUPTED: Gate.RESUME,
    Stage.OBSERVING: Gate.COMPLETE,
}

GatedAct = c.Start | c.Resume | c.Rate | c.End | c.Complete | c.Open


@dataclass(frozen=True, slots=True)
class Ward:
    """What every rule needs besides the patient: the protocol in force and the ward's zone."""

    protocol: Protocol
    zone: tzinfo


def gate_of(command: c.Command) -> Gate | None:
    """The gate that a command passes; None when it passes none."""
    match command:
        case c.Open():
            return Gate.OPEN
        case c.Start():
            return Gate.START
        case c.Rate():
            return Gate.RATE
        case c.Resume():
            return Gate.RESUME
        case c.End():
            return Gate.END
        case c.Complete():
            return Gate.COMPLETE
        case _:
            return None


def default_act(gate: Gate) -> GatedAct:
    """The gate's command with its default fields."""
    match gate:
        case Gate.OPEN:
            return c.Open()
        case Gate.START:
            return c.Start()
        case Gate.RATE:
            return c.Rate()
        case Gate.RESUME:
            return c.Resume()
        case Gate.END:
            return c.End()
        case Gate.COMPLETE:
            return c.Complete()
        case _:
            assert_never(gate)


def view_of(
    ward: Ward,
    state: Administration,
    known: Course,
    at: datetime,
    gate: Gate,
    act: c.Command | None = None,
) -> View:
    """What the rules look at when `act` (default: the gate's, with its defaults) is attempted."""
    act = default_act(gate) if act is None else act
    now = run(ward.protocol, state, at)
    usual = default_rate(ward.protocol, state.bag) if now is None else now.rate_ml_h
    rate = usual
    if isinstance(act, c.Start | c.Resume | c.Rate) and act.rate_ml_h is not None:
        rate = act.rate_ml_h
    return View(
        protocol=ward.protocol,
        zone=ward.zone,
        state=state,
        course=known,
        standing=standing(ward.protocol, known.openings, state.id),
        at=at,
        gate=gate,
        run=now,
        rate_ml_h=rate,
        light_protected=not isinstance(act, c.Start | c.Resume) or act.light_protected,
        countersigned=isinstance(act, c.Complete) and bool(act.witness),
    )


def judged(view: View, row: Rule) -> Finding | None:
    """The row's finding at the view's gate; None when it does not stand there."""
    severity = row.severities.get(view.gate)
    if severity is None:
        return None
    sight = row.judge(view)
    if sight is None:
        return None
    return finding(view.protocol.findings[row.code], row.code, severity, view.gate, sight)


def standing_at(view: View) -> tuple[Finding, ...]:
    """Every finding at the view's gate, covered ones included, in the rulebook's order."""
    return tuple(found for row in RULES if (found := judged(view, row)) is not None)


def uncovered(view: View, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those that no authorisation or acknowledgement answers; notes are among them."""
    times = view.protocol.times
    return tuple(found for found in findings if cover_of(times, view.state, found) is None)


def next_finding(
    ward: Ward, state: Administration, known: Course, at: datetime, code: str
) -> Finding | None:
    """One row's finding at the gate that comes next, while it is unresolved."""
    gate = NEXT_GATE.get(state.stage)
    if gate is None:
        return None
    found = judged(view_of(ward, state, known, at, gate), ROWS[code])
    if found is None or cover_of(ward.protocol.times, state, found) is not None:
        return None
    return found


def next_findings(
    ward: Ward, state: Administration, known: Course, at: datetime
) -> tuple[Finding, ...]:
    """What stands unresolved at the gate that comes next; empty where none does."""
    gate = NEXT_GATE.get(state.stage)
    if gate is None:
        return ()
    view = view_of(ward, state, known, at, gate)
    return uncovered(view, standing_at(view))
