"""Corrections: an earlier act put right or voided (rulebook section 10).

A correction is accepted when the whole stream, replayed with it, holds together: no act that was
in its place and order before is out of it now. Gates already passed are not judged again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from inoadmin.domain import commands as c
from inoadmin.domain.course import Course
from inoadmin.domain.events import Corrected
from inoadmin.domain.evolve import begin, evolve
from inoadmin.domain.permission import forbidden
from inoadmin.domain.requests import Accepted, Refusal, Request, refused
from inoadmin.domain.sequence import (
    in_future,
    misplaced,
    misplaced_in_course,
    out_of_calendar,
    out_of_order,
)
from inoadmin.domain.state import ACTIVE, Administration, Entry, Stage
from inoadmin.domain.validity import invalid, storable
from inoadmin.protocol.model import Protocol

#: Can be voided only while they are the latest of these (with whatever else interrupts).
FLOW = (c.Start, c.Interrupt, c.Resume, c.End, c.Stop)


def decide_correction(request: Request, command: c.Correct) -> Accepted | Refusal:
    """The correction as a fact, or the first reason against it."""
    why = forbidden(request)
    if why is not None:
        return refused("not-permitted", why)
    entries = request.state.entries if request.state else request.patient.entries
    target = next((e for e in entries if e.version == command.target and not e.void), None)
    why = unreachable(request, target, command)
    if why is not None or target is None:
        return refused("out-of-sequence", why or "there is no such recorded act")
    why = wrong_value(request, target, command)
    if why is not None:
        return refused("invalid-value", why)
    fact = Corrected(
        target.version,
        command.reason,
        field=command.field,
        before=told(request, target, command),
        after="void" if command.void else command.value,
        command=command.corrected,
        occurred_at=command.occurred_at,
        void=command.void,
    )
    put_right = replace(
        target,
        command=command.corrected or target.command,
        occurred_at=command.occurred_at or target.occurred_at,
        void=command.void,
    )
    latest = request.now + request.ward.protocol.times.future.duration
    if request.at > latest:
        return refused("time-in-future", "the correction lies in the future")
    why = in_future(request.ward, put_right.command, put_right.occurred_at, request.now)
    if why is not None:
        return refused("time-in-future", why)
    inconsistency = inconsistent(request, entries, put_right)
    return inconsistency or Accepted(fact)


def unreachable(request: Request, target: Entry[c.Act] | None, command: c.Correct) -> str | None:
    """Why this act cannot be corrected, or not voided, now."""
    if target is None:
        return "there is no such recorded act"
    if request.state is None:
        return None
    if request.state.stage is Stage.VOIDED:
        return "the administration is voided"
    if command.void and turns(request.state, target) and request.state.flow:
        latest = [e for e in request.state.flow if turns(request.state, e)][-1]
        if latest.version != target.version:
            return "a later change of the infusion must be voided first"
    return None


def turns(state: Administration, entry: Entry[c.Act]) -> bool:
    """Whether an act started, interrupted, resumed or ended the infusion."""
    if isinstance(entry.command, FLOW):
        return True
    if isinstance(entry.command, c.PumpCheck):
        return not entry.command.running and in_flow(state, entry)
    return isinstance(entry.command, c.Reaction | c.Extravasation) and in_flow(state, entry)


def in_flow(state: Administration, entry: Entry[c.Act]) -> bool:
    """Whether the entry is part of the flow."""
    return any(e.version == entry.version for e in state.flow)


def wrong_value(request: Request, target: Entry[c.Act], command: c.Correct) -> str | None:
    """What is wrong with the correction's reason or the value it puts in."""
    most = request.ward.protocol.ranges["free_text"].high
    if not command.reason.strip() or len(command.reason) > most:
        return f"reason is missing or too long: up to {most} characters"
    if not storable(command.reason + command.field + command.value):
        return "reason or value holds a character that cannot be stored"
    if command.void:
        more = command.corrected is not None or command.occurred_at is not None
        return "what is voided is not changed as well" if more else None
    if command.corrected is None and command.occurred_at is None:
        return f"{command.field or 'field'} is not a field of this act"
    if command.occurred_at is not None:
        why = out_of_calendar(command.corrected or target.command, command.occurred_at)
        if why is not None:
            return why
    if command.corrected is None:
        return None
    if type(command.corrected) is not type(target.command):
        return "a correction does not turn one act into another"
    if beside(target.command, command):
        return f"{command.field or 'no field'} is not what this correction changes"
    why = invalid(request.ward, request.patient, command.corrected)
    return why or out_of_calendar(command.corrected, target.occurred_at)


def beside(before: c.Act, command: c.Correct) -> bool:
    """Whether the correction of what two have signed changes more than the field it names: by that
    name it is told who of them signs again.
    """
    if not isinstance(before, c.SecondCheck | c.Complete):
        return False
    names = (known.name for known in fields(before))
    return any(
        getattr(before, name) != getattr(command.corrected, name)
        for name in names
        if name != command.field
    )


def told(request: Request, target: Entry[c.Act], command: c.Correct) -> str:
    """The first value as a reader is shown it."""
    if command.void:
        return ""
    if command.field == "occurred":
        return f"{target.occurred_at.astimezone(request.ward.zone):%Y-%m-%d %H:%M}"
    if isinstance(target.command, c.Answer):
        answers = target.command.answers
        answer = answers.get(command.field) or next(iter(answers.values()), None)
        return "" if answer is None else answer.value
    value = getattr(target.command, command.field, None)
    return "" if value is None else str(value)


def inconsistent(
    request: Request, entries: Sequence[Entry[c.Act]], put_right: Entry[c.Act]
) -> Refusal | None:
    """The refusal when the stream does not hold together with the correction; else None.

    The act itself must fit where it stands; no other may fall out of order of time, and no change
    of the infusion out of its stage. What merely depended on a voided act lapses with it.
    """
    if request.state is None:
        return repeated(request, put_right)
    changed = [put_right if e.version == put_right.version else e for e in entries]
    protocol, stream = request.ward.protocol, f"administration/{request.state.id}"
    before = {(version, code) for version, code, _ in replayed(protocol, stream, entries)[0]}
    after, state = replayed(protocol, stream, changed)
    for version, code, why in after:
        act = next(e.command for e in changed if e.version == version)
        if (version, code) in before or not matters(put_right, version, act, code):
            continue
        return refused(code, why)
    others = any(o.active and o.id != request.state.id for o in request.course.openings)
    if others and state is not None and state.stage in ACTIVE and not in_active(request.state):
        return refused("out-of-sequence", "another administration of this patient is under way")
    return None


def matters(put_right: Entry[c.Act], version: int, act: c.Act, code: str) -> bool:
    """Whether an act that is newly out of place or order stands against the correction."""
    if code == "time-out-of-order" or version == put_right.version:
        return True
    return not put_right.void and isinstance(act, FLOW)


def in_active(state: Administration) -> bool:
    """Whether the administration is under way already."""
    return state.stage in ACTIVE


def repeated(request: Request, put_right: Entry[c.Act]) -> Refusal | None:
    """A corrected history entry must not name a dose that is known already."""
    if put_right.void:
        return None
    without = tuple(
        o
        for o in request.course.openings
        if o.transcribed is None or o.transcribed.version != put_right.version
    )
    rest: Course = replace(request.course, openings=without)
    why = misplaced_in_course(rest, put_right.command)
    return None if why is None else refused("out-of-sequence", why)


def replayed(
    protocol: Protocol, stream: str, entries: Sequence[Entry[c.Act]]
) -> tuple[list[tuple[int, str, str]], Administration | None]:
    """Plays a stream and notes each act that is out of place or order, with the state reached."""
    wrong: list[tuple[int, str, str]] = []
    state: Administration | None = None
    for entry in entries:
        if state is None:
            state = begin(stream, entry)
            continue
        if not entry.void and state.stage is not Stage.VOIDED:
            fault = fault_of(protocol, state, entry)
            if fault is not None:
                wrong.append((entry.version, *fault))
        state = evolve(state, entry)
    return wrong, state


def fault_of(
    protocol: Protocol, state: Administration, entry: Entry[c.Act]
) -> tuple[str, str] | None:
    """The code and sentence of an act that is out of place or order; None when it is not."""
    why = misplaced(protocol, state, entry.command)
    if why is not None:
        return "out-of-sequence", why
    why = out_of_order(protocol, state, entry.command, entry.occurred_at)
    return None if why is None else ("time-out-of-order", why)
