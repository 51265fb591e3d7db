"""Whether a command applies now (`out-of-sequence`) and its time is possible.

`misplaced` looks at stages and at what the command needs to exist; `in_future` and `out_of_order`
at times. A typed time has the resolution of a minute (rulebook sections 1 and 13).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from inoadmin.domain import commands as c
from inoadmin.domain.course import Course, Opening
from inoadmin.domain.expiry import local_date, minute
from inoadmin.domain.findings.base import span
from inoadmin.domain.findings.gates import Ward
from inoadmin.domain.premeds import drug_class
from inoadmin.domain.stages import inapplicable
from inoadmin.domain.state import Administration, Stage
from inoadmin.protocol.model import Protocol

#: Beyond these a moment may have no local date, or none that a log can keep.
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)

#: Acts that change how the infusion runs, or end a part of the walk: each follows the last.
TURNS = (
    c.Start,
    c.Interrupt,
    c.Resume,
    c.Rate,
    c.PumpCheck,
    c.Stop,
    c.End,
    c.Left,
    c.Complete,
)


def misplaced(protocol: Protocol, state: Administration, command: c.Act) -> str | None:
    """Why a command of the administration does not apply now; None when it does."""
    return inapplicable(state, command) or lacking(protocol, state, command)


def lacking(protocol: Protocol, state: Administration, command: c.Act) -> str | None:
    """What the command needs that is not there, or what is there already."""
    match command:
        case c.BagOut():
            if state.bag is not None and not state.bag.command.refrigerated:
                return "this bag was not refrigerated"
            return "this bag is out already" if state.bag_out is not None else None
        case c.SecondCheck():
            no_bag = command.subject == "bag" and state.bag is None
            return "no bag is recorded yet" if no_bag else None
        case c.Premed():
            return "given already: mark it as a repeat" if given(protocol, state, command) else None
        case c.ReactionUpdate() | c.ReactionOutcome():
            return no_open_reaction(state, command)
        case c.NewAccess():
            is_open = any(course.access is None for course in state.extravasations)
            return None if is_open else "no extravasation is open"
        case c.Left():
            return "recorded as left already" if state.left is not None else None
        case c.Handover():
            same = command.to == state.responsible
            return "is responsible already" if same else None
        case _:
            return None


def given(protocol: Protocol, state: Administration, command: c.Premed) -> bool:
    """Whether one of this class was given and this one is not marked as a repeat."""
    name = drug_class(protocol, command.drug)
    if command.repeat or name is None:
        return False
    return any(drug_class(protocol, entry.command.drug) == name for entry in state.premeds)


def no_open_reaction(
    state: Administration, command: c.ReactionUpdate | c.ReactionOutcome
) -> str | None:
    """An update or outcome needs an open reaction; a grade is raised, never lowered."""
    still = [reaction for reaction in state.reactions if reaction.is_open]
    if not still:
        return "no reaction is open"
    grade = command.grade if isinstance(command, c.ReactionUpdate) else None
    if grade is not None and grade.is_finite():
        reached = still[-1].grade
        if reached is not None and grade < reached:
            return f"the grade is {reached} already: a lower one is a correction"
    return None


def misplaced_in_course(course: Course, command: c.Act) -> str | None:
    """Why a command of the patient does not apply now; None when it does."""
    match command:
        case c.Open():
            active = any(opening.active for opening in course.openings)
            return "an administration of this patient is under way" if active else None
        case c.History() | c.Omit():
            known = any(names(command, o) for o in course.started)
            return "this dose is known as given already" if known else None
        case _:
            return None


def names(command: c.History | c.Omit, dose: Opening) -> bool:
    """Whether a command is about this dose. What is no number at all is refused as such later."""
    if command.cycle is None or command.day is None:
        return False
    finite = command.cycle.is_finite() and command.day.is_finite()
    return finite and (command.cycle, command.day) == (dose.cycle, dose.day)


def in_future(ward: Ward, command: c.Act, at: datetime, now: datetime) -> str | None:
    """Which moment lies more than the tolerance after now; None when none does."""
    latest = now + ward.protocol.times.future.duration
    for name, moment in moments(command, at):
        if moment > latest:
            told = min(moment, _LATEST).astimezone(ward.zone)
            return f"{name} {told:%d-%b-%Y %H:%M} is in the future"
    if isinstance(command, c.History) and command.started is not None:
        today = local_date(now, ward.zone)
        if command.started > today:
            return f"started {command.started:%d-%b-%Y} is in the future"
    return None


def out_of_calendar(command: c.Act, at: datetime) -> str | None:
    """Which moment lies so far back that it was mistyped and no calendar need reach it."""
    for name, moment in moments(command, at):
        if moment < _EARLIEST:
            return f"{name} lies before {_EARLIEST.year}"
    started = command.started if isinstance(command, c.History) else None
    if started is not None and started < _EARLIEST.date():
        return f"started lies before {_EARLIEST.year}"
    return None


def moments(command: c.Act, at: datetime) -> Iterator[tuple[str, datetime]]:
    """The moments of an act that cannot lie ahead."""
    yield "time", at
    stated = {
        "taken": command.taken if isinstance(command, c.Bloods) else None,
        "reconstituted": command.reconstituted if isinstance(command, c.Bag) else None,
        "weight_measured": command.weight_measured if isinstance(command, c.Open) else None,
    }
    yield from ((name, moment) for name, moment in stated.items() if moment is not None)


def out_of_order(
    protocol: Protocol, state: Administration, command: c.Act, at: datetime
) -> str | None:
    """What the act precedes though it depends on it; None when it is in order."""
    for name, moment in dependencies(protocol, state, command):
        if minute(at) < minute(moment):
            return f"lies before {name}"
    return None


def dependencies(
    protocol: Protocol, state: Administration, command: c.Act
) -> Iterator[tuple[str, datetime]]:
    """The moments that an act cannot precede, each with its name."""
    opened = state.opening.occurred_at
    match command:
        case c.Blasts() | c.Bloods() | c.Open():
            return
        case c.Bag() | c.BagOut() | c.Premed() | c.Vitals():
            ahead = protocol.times.before_open.duration
            yield f"{span(ahead)} before the opening", opened - ahead
            return
        case _:
            yield "the opening", opened
    if isinstance(command, c.SecondCheck) and command.subject == "bag" and state.bag:
        yield "the bag", state.bag.occurred_at
    if isinstance(command, TURNS) and state.flow:
        yield "the last change of the infusion", state.flow[-1].occurred_at
    if isinstance(command, c.Complete) and state.left is not None:
        yield "the patient's leaving", state.left.occurred_at
    yield from reaction_dependencies(state, command)


def reaction_dependencies(state: Administration, command: c.Act) -> Iterator[tuple[str, datetime]]:
    """A report follows the last change while it would interrupt; what follows it, follows it."""
    if isinstance(command, c.Reaction | c.Extravasation) and state.flow:
        interrupts = state.stage is Stage.INFUSING
        yield "the infusion", (state.flow[-1] if interrupts else state.flow[0]).occurred_at
    if isinstance(command, c.ReactionUpdate | c.ReactionOutcome):
        for reaction in state.reactions:
            if reaction.is_open:
                yield "the reaction", reaction.report.occurred_at
    if isinstance(command, c.NewAccess):
        for course in state.extravasations:
            if course.access is None:
                yield "the extravasation", course.report.occurred_at
