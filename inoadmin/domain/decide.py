"""The decision: a request to a fact, or to a refusal.

`decide` first looks at the command itself, in the rulebook's order (who, sequence, values, times),
and refuses with the first code that applies, alone. Then the gate, if it passes one, names every
finding that shuts it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from inoadmin.domain import commands as c
from inoadmin.domain.correcting import decide_correction
from inoadmin.domain.course import Course, Opening
from inoadmin.domain.events import Opening as About
from inoadmin.domain.events import Recorded, Refused, Seen, Used
from inoadmin.domain.evolve import evolve
from inoadmin.domain.findings.base import Finding, Gate, Severity, finding, plain
from inoadmin.domain.findings.coverage import (
    HIGHEST_CODES,
    LOWEST_CODES,
    UNTIL_CODES,
    bounded,
    cover_of,
)
from inoadmin.domain.findings.gates import NEXT_GATE, gate_of, standing_at, view_of
from inoadmin.domain.findings.premed import premed_repeat_too_soon
from inoadmin.domain.findings.start import rate_read
from inoadmin.domain.flow import pending
from inoadmin.domain.permission import forbidden
from inoadmin.domain.requests import Accepted, Reason, Refusal, Request, refused
from inoadmin.domain.sequence import (
    in_future,
    misplaced,
    misplaced_in_course,
    out_of_calendar,
    out_of_order,
)
from inoadmin.domain.state import Administration, Entry, Stage
from inoadmin.domain.validity import invalid


def decide(request: Request, about: About | None = None) -> Accepted | Refusal:
    """What is to be recorded, or why nothing is. `about` names a new administration on `open`."""
    command = request.command
    if isinstance(command, c.Correct):
        return decide_correction(request, command)
    refusal = unfit(request, command)
    if refusal is not None:
        return refusal
    if isinstance(command, c.Open):
        return decide_open(request, command, about)
    gate = gate_of(command)
    if gate is not None and request.state is not None:
        return decide_gated(request, command, request.state, gate)
    return recorded(request, command)


def unfit(request: Request, command: c.Act) -> Refusal | None:
    """The first reason for which the command is refused for itself; None when there is none."""
    why = forbidden(request)
    if why is not None:
        return refused("not-permitted", why)
    why = out_of_place(request, command)
    if why is not None:
        return refused("out-of-sequence", why)
    why = (
        invalid(request.ward, request.patient, command)
        or out_of_calendar(command, request.at)
        or misread(request.state, command)
        or misset(request, command)
    )
    if why is not None:
        return refused("invalid-value", why)
    why = in_future(request.ward, command, request.at, request.now)
    if why is not None:
        return refused("time-in-future", why)
    why = disordered(request, command)
    return None if why is None else refused("time-out-of-order", why)


def misread(state: Administration | None, command: c.Act) -> str | None:
    """A second checker who read another dose from the bag than was recorded has not agreed."""
    bag = state.bag if state is not None else None
    if not isinstance(command, c.SecondCheck) or command.dose_read_mg is None or bag is None:
        return None
    if bag.command.dose_mg is None or command.dose_read_mg == bag.command.dose_mg:
        return None
    return (
        f"dose_read_mg {plain(command.dose_read_mg)} is not the {plain(bag.command.dose_mg)} mg "
        "recorded for the bag: look at the label again, or correct the bag's entry"
    )


def misset(request: Request, command: c.Act) -> str | None:
    """The rate that an infusion is started with is the one that two have read from its pump."""
    state = request.state
    if state is None or not isinstance(command, c.Start | c.Resume):
        return None
    if happened(command) or not (isinstance(command, c.Start) or pending(state) is not None):
        return None
    view = view_of(request.ward, state, request.course, request.at, NEXT_GATE[state.stage], command)
    read = rate_read(view)
    if read is None or read == view.rate_ml_h:
        return None
    rate = plain(view.rate_ml_h)
    asked = f"blank is {rate} mL/h," if command.rate_ml_h is None else f"{rate} is"
    return (
        f"rate_ml_h {asked} not the {plain(read)} mL/h that the second checker read from the pump: "
        "look at the pump, then type its rate or check it again by two"
    )


def out_of_place(request: Request, command: c.Act) -> str | None:
    """Why the command does not apply now."""
    if isinstance(command, c.PatientCommand | c.Open):
        return misplaced_in_course(request.course, command)
    if request.state is None:
        return "no administration is open"
    why = misplaced(request.ward.protocol, request.state, command)
    if why is None and isinstance(command, c.Authorise | c.Confirm):
        return uncoverable(request, request.state, command)
    return why


def disordered(request: Request, command: c.Act) -> str | None:
    """Why the time is out of order. A clock set back does not keep an act of now from the log."""
    state = request.state
    if state is None or isinstance(command, c.PatientCommand | c.Open):
        return None
    if not request.typed and request.now < state.recorded_until:
        return None
    return out_of_order(request.ward.protocol, state, command, request.at)


# --- covers -------------------------------------------------------------------------------------


def uncoverable(
    request: Request, state: Administration, command: c.Authorise | c.Confirm
) -> str | None:
    """Which code neither stands, nor was named by the last refused attempt, nor may be given
    ahead with a bound.
    """
    known = {seen.code for seen in coverable(request, state)}
    ahead = UNTIL_CODES | LOWEST_CODES | HIGHEST_CODES if bounded(command) else frozenset[str]()
    for code in command.codes:
        if code not in known and code not in ahead:
            return f"{code} does not stand"
    return None


def coverable(request: Request, state: Administration) -> tuple[Seen, ...]:
    """What stands at the next gate now, and what the last refused attempt named."""
    gate = NEXT_GATE[state.stage]  # a cover applies in no stage without one
    here = standing_at(view_of(request.ward, state, request.course, request.at, gate))
    attempted = state.refusal.seen if state.refusal is not None else ()
    return (*(found.seen for found in here if found.shuts), *attempted)


# --- recording ----------------------------------------------------------------------------------


def recorded(request: Request, command: c.Act) -> Accepted:
    """An act that passes no gate, with what an authorisation covers and notes to be shown."""
    seen: tuple[Seen, ...] = ()
    if isinstance(command, c.Authorise | c.Confirm) and request.state is not None:
        # All that stood, so that a correction of the codes covers what was there to be seen.
        seen = coverable(request, request.state)
    notes = notes_while_recording(request, command)
    shown = tuple(note.code for note in notes)
    return Accepted(Recorded(command, request.typed, seen=seen, shown=shown), notes)


def notes_while_recording(request: Request, command: c.Act) -> tuple[Finding, ...]:
    """What is shown while a premedication is recorded, and does not stand afterwards."""
    if not isinstance(command, c.Premed) or request.state is None:
        return ()
    after = evolve(request.state, provisional(request, command, request.state.version + 1))
    view = view_of(request.ward, after, request.course, request.at, Gate.START)
    sight = premed_repeat_too_soon.judge(view)
    if sight is None:
        return ()
    code = premed_repeat_too_soon.code
    wording = request.ward.protocol.findings[code]
    return (finding(wording, code, Severity.NOTE, Gate.START, sight),)


def provisional(request: Request, command: c.Act, version: int) -> Entry[c.Act]:
    """The entry as it would be recorded."""
    fact = Recorded(command, request.typed)
    return Entry(version, command, request.at, request.now, request.actor, fact)


# --- gates --------------------------------------------------------------------------------------


def decide_gated(
    request: Request, command: c.Act, state: Administration, gate: Gate
) -> Accepted | Refusal:
    """The act passes when nothing uncovered shuts its gate, or when it has already happened."""
    view = view_of(request.ward, state, request.course, request.at, gate, command)
    found = [finding for finding in standing_at(view) if finding.shuts]
    times = request.ward.protocol.times
    covers = [(finding, cover_of(times, state, finding)) for finding in found]
    open_ones = [finding for finding, cover in covers if cover is None]
    if open_ones and not happened(command):
        return refused_at(gate, command, open_ones, found)
    return Accepted(
        Recorded(
            command,
            request.typed,
            used=tuple(Used(f.code, cover.version) for f, cover in covers if cover is not None),
            unresolved=tuple(finding.code for finding in open_ones),
        )
    )


def happened(command: c.Act) -> bool:
    """Whether the act is recorded as already happened."""
    return isinstance(command, c.Open | c.Start | c.Resume) and command.already_happened


def refused_at(
    gate: Gate, command: c.Act, open_ones: list[Finding], found: list[Finding]
) -> Refusal:
    """The refusal that names what shuts the gate, and what the log keeps of the attempt."""
    reasons = tuple(Reason(f.code, f.sentence, f) for f in open_ones)
    return Refusal(reasons, Refused(command, gate, tuple(f.seen for f in found)))


def decide_open(request: Request, command: c.Open, about: About | None) -> Accepted | Refusal:
    """`open` is judged on the course as it would be with this dose in it."""
    about = about or About(request.patient.id, "", request.ward.protocol.content_hash)
    fact = Recorded(command, request.typed, opening=about)
    state = Administration(
        id="",
        opening=Entry(1, command, request.at, request.now, request.actor, fact),
        about=about,
        stage=Stage.PREPARING,
        version=1,
        recorded_until=request.now,
        responsible=request.actor,
    )
    known = with_opening(request.course, state, request.at)
    view = view_of(request.ward, state, known, request.at, Gate.OPEN, command)
    found = [finding for finding in standing_at(view) if finding.shuts]
    if found and not command.already_happened:
        return refused_at(Gate.OPEN, command, found, found)
    return Accepted(replace(fact, unresolved=tuple(finding.code for finding in found)))


def with_opening(course: Course, state: Administration, at: datetime) -> Course:
    """The course with one more opening, at its place in time."""
    openings = (*course.openings, Opening(state.id, at, state.order, active=True))
    return replace(course, openings=tuple(sorted(openings, key=lambda o: o.at)))
