"""Findings as they stood at an earlier moment, or as they would stand there after a correction.

A gate keeps only the codes that it was passed with. What was seen there is worked out again from
the events up to it: the log is the state.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from inoadmin.domain import commands as c
from inoadmin.domain.course import Course, from_here
from inoadmin.domain.events import Corrected, Event, Refused
from inoadmin.domain.evolve import fold, play
from inoadmin.domain.findings.base import Finding, Gate
from inoadmin.domain.findings.coverage import cover_of
from inoadmin.domain.findings.gates import NEXT_GATE, gate_of, standing_at, view_of
from inoadmin.domain.state import Administration, Entry, Stage
from inoadmin.record.sources import Sources

GATE_NAMES = {
    Gate.OPEN: "opening",
    Gate.START: "start",
    Gate.RATE: "change of rate",
    Gate.RESUME: "restart",
    Gate.END: "end",
    Gate.COMPLETE: "completion",
}


@dataclass(frozen=True, slots=True)
class Passed:
    """A gate passed, with what would stand there now and did not when it was passed."""

    gate: Gate
    entry: Entry[c.Act]
    standing: tuple[Finding, ...]


def before_voiding(src: Sources) -> Sources:
    """The same with a voided administration as it stood before that, still marked as voided.

    The fold of a voided one holds nothing more. Its record must go on showing what was done under
    it: a drug that was given stays given, whoever it was opened for.
    """
    if src.state.stage is not Stage.VOIDED:
        return src
    opened = src.state.opening.version
    state = fold([event for event in src.events if not voids(event, opened)])
    if state is None:
        return src
    state = replace(state, stage=Stage.VOIDED, corrections=src.state.corrections)
    return replace(src, state=state, course=course_with(src, state))


def voids(event: Event, version: int) -> bool:
    """Whether an event voids the act with a version."""
    return isinstance(event.fact, Corrected) and event.fact.void and event.fact.target == version


def as_logged(src: Sources, version: int) -> Administration | None:
    """The state as it was known just before an event; at the opening, with it."""
    return fold([event for event in src.events if event.version < max(version, 2)])


def as_corrected(src: Sources, version: int) -> Administration | None:
    """The state at the same place, with everything that was put right since."""
    last = max(version, 2)
    known = [entry for entry in src.state.entries if entry.version < last]
    return play(known, [event for event in src.events if event.version < last])


def standing_in(
    src: Sources, state: Administration, gate: Gate, at: datetime, act: c.Command | None
) -> tuple[Finding, ...]:
    """What stood at a gate, covered findings among it."""
    return standing_at(view_of(src.ward, state, course_with(src, state), at, gate, act))


def course_with(src: Sources, state: Administration) -> Course:
    """The course with this administration as it was in that state."""
    others = [known for known in src.course.openings if known.id != state.id]
    mine = from_here(state, src.ward.zone)
    return replace(src.course, openings=tuple(sorted([*others, mine], key=lambda o: o.at)))


def seen_at(src: Sources, entry: Entry[c.Act], code: str) -> Finding | None:
    """A finding as it stood at the gate that an entry passed."""
    gate, state = gate_of(entry.fact.command), as_logged(src, entry.version)
    if gate is None or state is None:
        return None
    written = next(e.occurred_at for e in src.events if e.version == entry.version)
    return named(standing_in(src, state, gate, written, entry.fact.command), code)


def seen_when_covered(src: Sources, cover: Entry[c.Act], code: str) -> Finding | None:
    """A finding as it stood when it was authorised or acknowledged; None when given ahead."""
    state = as_logged(src, cover.version)
    if state is None:
        return None
    if state.refusal is not None:
        attempt = state.refusal
        at = cover.occurred_at
        found = standing_in(src, state, Gate(attempt.gate), at, attempt.command)
        if named(found, code) is not None:
            return named(found, code)
    gate = NEXT_GATE.get(state.stage)
    if gate is None:
        return None
    return named(standing_in(src, state, gate, cover.occurred_at, None), code)


def refused_for(src: Sources, version: int, attempt: Refused, at: datetime) -> list[Finding]:
    """What a refused attempt was refused for."""
    state = as_logged(src, version)
    if state is None:
        return []
    codes = {seen.code for seen in attempt.seen}
    found = standing_in(src, state, Gate(attempt.gate), at, attempt.command)
    times = src.protocol.times
    return [f for f in found if f.code in codes and cover_of(times, state, f) is None]


def named(found: tuple[Finding, ...], code: str) -> Finding | None:
    """The finding with a code."""
    return next((finding for finding in found if finding.code == code), None)


def passed_gates(src: Sources) -> Iterator[Passed]:
    """The gates passed before a correction at which something more would stand now."""
    latest = max((known.version for known in src.state.corrections), default=0)
    for entry in src.state.entries:
        gate = gate_of(entry.command)
        if gate is None or entry.void or entry.version > latest:
            continue
        then, now = as_logged(src, entry.version), as_corrected(src, entry.version)
        if then is None or now is None:
            continue
        written = next(e.occurred_at for e in src.events if e.version == entry.version)
        before = {
            f.code for f in standing_in(src, then, gate, written, entry.fact.command) if f.shuts
        }
        after = standing_in(src, now, gate, entry.occurred_at, entry.command)
        times = src.protocol.times
        fresh = tuple(
            f for f in after if f.shuts and f.code not in before and cover_of(times, now, f) is None
        )
        if fresh:
            yield Passed(gate, entry, fresh)
