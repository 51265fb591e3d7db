"""The staff as a front end shows them: who may sign in, competence, and how accounts stand.

Person: one who can sign in here. Line: one member in the managers' list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from inoadmin.domain.events import Event
from inoadmin.domain.people import ROLES, StaffDetails
from inoadmin.domain.workplace import SignedIn
from inoadmin.session.forms.about import members
from inoadmin.session.present import words
from inoadmin.session.service import Service

CLINICIANS = ("nurse", "pharmacist", "prescriber")
MANAGER = "manager"
RECORDS_NOTHING = (
    "Managers record nothing clinical. Staff and ward settings are in the menu under your name."
)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Person:
    """One who can sign in. `words` is name and role; `last` when they did so last, in UTC."""

    member: str
    words: str
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One member of staff. `facts` says what is to be known, `flags` what asks for something.

    `locked`: too many wrong PINs; `has_pin`; `temporary`: waits to be confirmed.
    """

    member: str
    name: str
    active: bool
    facts: str
    flags: tuple[str, ...]
    locked: bool
    has_pin: bool
    temporary: bool


def people(service: Service) -> tuple[Person, ...]:
    """Who can sign in: active, with a PIN, not a temporary checker; last here first."""
    able = members(service.staff(), ROLES, but="")
    found = [
        Person(choice.value, choice.words, last_here(service.member_events(choice.value)))
        for choice in able
        if has_pin(service, choice.value)
    ]
    by_name = sorted(found, key=lambda person: person.words.casefold())
    return tuple(sorted(by_name, key=lambda person: person.last or _NEVER, reverse=True))


def matching(known: Iterable[Person], typed: str) -> tuple[Person, ...]:
    """Those of whose name some word begins as typed; all when nothing is."""
    sought = typed.casefold().split()
    return tuple(
        person
        for person in known
        if all(
            any(word.strip("()").startswith(part) for word in person.words.casefold().split())
            for part in sought
        )
    )


def last_here(events: Iterable[Event]) -> datetime | None:
    """When somebody signed in last, in UTC."""
    times = [event.recorded_at for event in events if isinstance(event.fact, SignedIn)]
    return times[-1] if times else None


def has_pin(service: Service, member: str) -> bool:
    """Whether a member can be asked for a PIN."""
    return service.accounts.account(member).has_pin


def is_manager(service: Service, member: str | None) -> bool:
    """Whether this is an active manager."""
    details = service.staff().get(member or "")
    return details is not None and details.active and details.role == MANAGER


def is_nurse(service: Service, member: str | None) -> bool:
    """Whether this is an active nurse who may record."""
    details = service.staff().get(member or "")
    return (
        details is not None and details.active and details.role == "nurse" and not details.temporary
    )


def managers(service: Service) -> tuple[str, ...]:
    """The managers who can sign in."""
    return tuple(p.member for p in people(service) if is_manager(service, p.member))


def clinicians(service: Service) -> tuple[str, ...]:
    """Those who can sign in and record."""
    staff = service.staff()
    return tuple(p.member for p in people(service) if staff[p.member].role in CLINICIANS)


def sact_fault(details: StaffDetails, today: date) -> str:
    """What is wrong with a clinician's competence in systemic anti-cancer therapy; "" if nothing.

    It is told, and keeps nobody from recording.
    """
    if details.role not in CLINICIANS:
        return ""
    if details.sact_until is None:
        return "no SACT competence recorded"
    if details.sact_until < today:
        return f"SACT competence ended {words.day(details.sact_until)}"
    return ""


def welcome(service: Service, member: str) -> str:
    """What is told a clinician at sign-in; "" when nothing is to be told."""
    details = service.staff()[member]
    fault = sact_fault(details, service.now().astimezone(service.zone).date())
    return f"{details.name}: {fault}. A manager can put it right under Staff." if fault else ""


def lines(service: Service) -> tuple[Line, ...]:
    """Everyone known here: the active first, by name."""
    made = [line_of(service, member, details) for member, details in service.staff().items()]
    return tuple(sorted(made, key=lambda line: (not line.active, line.name.casefold())))


def line_of(service: Service, member: str, details: StaffDetails) -> Line:
    """One member of staff as listed."""
    account = service.accounts.account(member)
    today = service.now().astimezone(service.zone).date()
    seen = last_here(service.member_events(member))
    until = details.sact_until
    facts = (
        details.role.capitalize(),
        details.registration and f"registration {details.registration}",
        f"SACT until {words.day(until)}" if until else "",
        f"last here {words.moment_near(seen, service.zone, today)}" if seen else "never here",
    )
    flags: list[str] = []
    if details.active:
        flags += ["to be confirmed"] if details.temporary else []
        flags += ["account locked"] if account.locked else []
        flags += [] if account.has_pin else ["no PIN yet"]
        fault = sact_fault(details, today)
        flags += [fault] if fault else []
    else:
        flags.append("no longer works here")
    return Line(
        member,
        details.name,
        details.active,
        " · ".join(fact for fact in facts if fact),
        tuple(flags),
        account.locked,
        account.has_pin,
        details.temporary,
    )
