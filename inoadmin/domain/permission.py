"""Who may do what (rulebook section 1, Roles; `not-permitted`)."""

from __future__ import annotations

from inoadmin.domain import commands as c
from inoadmin.domain.findings.base import Gate, Rule, Severity
from inoadmin.domain.findings.gates import NEXT_GATE, ROWS
from inoadmin.domain.requests import Request

#: What pharmacists and prescribers may record; nurses record everything, managers nothing.
SHARED = (
    c.History,
    c.Answer,
    c.Blasts,
    c.Bloods,
    c.Allergies,
    c.Authorise,
    c.Discontinue,
    c.Omit,
    c.Addendum,
)
CHECKERS = frozenset({"nurse", "pharmacist", "prescriber"})
AUTHORISERS = frozenset({"prescriber", "consultant"})


def forbidden(request: Request) -> str | None:
    """Why the actor may not do this; None when they may."""
    actor = request.staff.get(request.actor)
    if actor is None or not actor.active:
        return "is not an active member of staff"
    if actor.temporary:
        return "is admitted as a second checker until a manager confirms them"
    if actor.role != "nurse" and not (
        actor.role in CHECKERS and isinstance(request.command, SHARED)
    ):
        return f"a {actor.role} does not record this"
    return forbidden_people(request)


def forbidden_people(request: Request) -> str | None:
    """Why the people named in the command may not take that part in it."""
    command = request.command
    if isinstance(command, c.Correct) and command.corrected is not None:
        command = command.corrected
    match command:
        case c.SecondCheck() | c.Complete():
            return forbidden_witness(request, command.witness)
        case c.Handover():
            return forbidden_handover(request, command)
        case c.Discontinue():
            named = command.role.strip()
            return None if not named or named in AUTHORISERS else f"a {named} may not decide this"
        case c.Authorise() | c.Confirm():
            return forbidden_cover(request, command)
        case _:
            return None


def forbidden_witness(request: Request, witness: str) -> str | None:
    """A second check is by any other active nurse, pharmacist or prescriber."""
    if not witness:
        return None
    if witness == first_checker(request):
        return "nobody checks their own work"
    person = request.staff.get(witness)
    if person is None or not person.active or person.role not in CHECKERS:
        return "the second checker must be an active nurse, pharmacist or prescriber"
    if person.temporary and not checks(request):
        return "a temporary checker makes second checks alone"
    return None


def checks(request: Request) -> bool:
    """Whether it is a check by two that is asked for, or put right."""
    command = request.command
    act = command.corrected if isinstance(command, c.Correct) else command
    return isinstance(act, c.SecondCheck)


def first_checker(request: Request) -> str:
    """Who did what is checked: the actor, or of a corrected act the one who recorded it."""
    if isinstance(request.command, c.Correct) and request.state is not None:
        entry = request.state.entry(request.command.target)
        return request.actor if entry is None else entry.actor
    return request.actor


def forbidden_handover(request: Request, command: c.Handover) -> str | None:
    """To an active nurse only, recorded by either side."""
    to = request.staff.get(command.to)
    if command.to and (to is None or not to.active or to.role != "nurse" or to.temporary):
        return "only an active nurse can take over"
    sides = {command.to} | ({request.state.responsible} if request.state else set[str]())
    if command.to and first_checker(request) not in sides:
        return "a handover is recorded by one of the two nurses"
    return None


def forbidden_cover(request: Request, command: c.Authorise | c.Confirm) -> str | None:
    """A stop is nobody's to lift; an authorisation needs someone whom the row allows."""
    for code in command.codes:
        row = ROWS.get(code)
        if row is None:
            continue
        if isinstance(command, c.Authorise) and not role_allowed(row, command.role):
            return f"a {command.role} may not authorise {code}"
        severities = severities_added(request, row)
        why = forbidden_by_severity(command, code, severities)
        if why is not None:
            return why
    return None


def forbidden_by_severity(
    command: c.Authorise | c.Confirm, code: str, severities: set[Severity]
) -> str | None:
    """What nobody can lift, and what an acknowledgement is not enough for."""
    if severities == {Severity.STOP}:
        return f"nobody can authorise {code} away"
    if isinstance(command, c.Confirm) and severities == {Severity.AUTHORISE}:
        return f"{code} needs an authorisation"
    return None


def severities_added(request: Request, row: Rule) -> set[Severity]:
    """How severe a row is for a cover given now; a corrected one is looked at only for the codes
    that the correction adds, wherever they stand.
    """
    if not isinstance(request.command, c.Correct):
        return severities_here(request, row)
    entry = request.state.entry(request.command.target) if request.state else None
    before = entry.command if entry is not None else None
    if isinstance(before, c.Authorise | c.Confirm) and row.code in before.codes:
        return set()
    return set(row.severities.values())


def severities_here(request: Request, row: Rule) -> set[Severity]:
    """How severe a row is where it would be covered now: at the next gate, else at the last
    refused attempt's, else wherever it stands.
    """
    state = request.state
    gates = [] if state is None else [NEXT_GATE.get(state.stage)]
    if state is not None and state.refusal is not None:
        gates.append(Gate(state.refusal.gate))
    for gate in gates:
        if gate is not None and gate in row.severities:
            return {row.severities[gate]}
    return set(row.severities.values()) or {Severity.NOTE}


def role_allowed(row: Rule, role: str) -> bool:
    """Prescribers and consultants; a pharmacist where the row says so. A missing role is a
    missing value, not a forbidden one.
    """
    return not role or role in AUTHORISERS or (role == "pharmacist" and row.pharmacist)
