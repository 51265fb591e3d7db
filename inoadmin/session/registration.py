"""Whether a person's details can be registered; a fault names field, value and what may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from inoadmin.domain.commands import Allergies
from inoadmin.domain.events import Fact, PatientRegistered, Recorded
from inoadmin.domain.people import (
    ROLES,
    SEXES,
    PatientDetails,
    StaffDetails,
    nhs_number_valid,
)
from inoadmin.domain.permission import CHECKERS
from inoadmin.domain.settings import Settings
from inoadmin.session.ports import Draft, PatientRow
from inoadmin.session.scanner_setup import scanner_faults
from inoadmin.session.streams import patient_stream

SYSTEM = "system"
MANAGER = "manager"
LOCK_MIN = (1, 30)
BACKUPS_KEPT = (1, 365)
#: How alarms may be set: field, its name, least and most. Never off, and paused 2 minutes at most.
ALARM_LIMITS = (
    ("high_every_s", "seconds between the sounds of a high alarm", 8, 15),
    ("medium_every_s", "seconds between the sounds of a medium alarm", 15, 60),
    ("escalates_after_min", "minutes until they sound twice as often", 1, 10),
    ("reaction_after_min", "minutes until an open reaction sounds", 1, 10),
    ("pause_s", "seconds that the sound can be paused", 30, 120),
    ("test_every_h", "hours until a sound test is offered again", 1, 24),
)
_NAME_LENGTH = 200


class RegistrationError(Exception):
    """The details cannot be registered; nothing was written."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def patient_faults(
    details: PatientDetails, today: date, known: Iterable[PatientRow] = ()
) -> tuple[str, ...]:
    """What is wrong with a patient's details; empty when nothing is.

    `known` are the patients already registered: a number is one patient's.
    """
    faults = [
        f"{label} is missing: 1 to {_NAME_LENGTH} characters"
        for label, value in (("family name", details.family_name),)
        if not value.strip()
    ]
    faults += [
        f"{label} has {len(value)} characters: up to {_NAME_LENGTH}"
        for label, value in (
            ("family name", details.family_name),
            ("given name", details.given_name),
            ("hospital number", details.hospital_number),
        )
        if len(value) > _NAME_LENGTH
    ]
    if details.sex not in SEXES:
        faults.append(f"sex {details.sex or '(missing)'}: one of {', '.join(SEXES)}")
    if details.born > today:
        faults.append(f"born {details.born:%d-%b-%Y} is in the future")
    if not details.nhs_number and not details.hospital_number.strip():
        faults.append("NHS number or hospital number is missing: at least one")
    if details.nhs_number and not nhs_number_valid(details.nhs_number):
        faults.append(f"NHS number {details.nhs_number}: ten digits with a valid check digit")
    faults += clashes(details, known)
    return tuple(faults)


def clashes(details: PatientDetails, known: Iterable[PatientRow]) -> list[str]:
    """Numbers that are another patient's already."""
    faults: list[str] = []
    for other in known:
        if details.nhs_number and details.nhs_number == other.nhs_number:
            faults.append(f"NHS number {details.nhs_number} is registered already")
        number = details.hospital_number.strip()
        if number and number == other.hospital_number.strip():
            faults.append(f"hospital number {number} is registered already")
    return faults


def staff_faults(details: StaffDetails) -> tuple[str, ...]:
    """What is wrong with a member of staff's details; empty when nothing is."""
    faults: list[str] = []
    if not details.name.strip() or len(details.name) > _NAME_LENGTH:
        faults.append(f"name is missing or too long: 1 to {_NAME_LENGTH} characters")
    if details.role not in ROLES:
        faults.append(f"role {details.role or '(missing)'}: one of {', '.join(ROLES)}")
    if len(details.registration) > _NAME_LENGTH:
        faults.append(
            f"registration has {len(details.registration)} characters: up to {_NAME_LENGTH}"
        )
    return tuple(faults)


def mistaken_identity(
    details: StaffDetails,
    member: str | None,
    actor: str,
    staff: Mapping[str, StaffDetails],
) -> tuple[str, ...]:
    """Why this is nobody yet, or somebody who is known here already; empty when it is somebody.

    A person stands in the list once: whoever stood there twice could check their own work. Leavers
    and those who were known so before are let be.
    """
    number, before = alike(details.registration), staff.get(member or "")
    known_so = before is not None and before.active and alike(before.registration) == number
    if not details.active:
        return ()
    if details.role in CHECKERS and not number:
        return ("registration is missing: signatures show it",)
    faults: list[str] = []
    for other, known in staff.items():
        if other == member:
            continue
        if number and number == alike(known.registration) and not known_so:
            left = "" if known.active else ", who no longer works here: change that instead"
            faults.append(f"registration {details.registration} is that of {known.name}{left}")
        elif details.temporary and other == actor and alike(known.name) == alike(details.name):
            faults.append(f"{known.name} is who admits: a second checker is somebody else")
    return tuple(faults)


def alike(text: str) -> str:
    """A name or number without what makes no difference: case, spaces and punctuation."""
    return "".join(char for char in text.casefold() if char.isalnum())


def settings_faults(settings: Settings) -> tuple[str, ...]:
    """What is wrong with a ward's settings; empty when nothing is."""
    faults: list[str] = []
    if len(settings.ward_name) > _NAME_LENGTH:
        faults.append(f"ward has {len(settings.ward_name)} characters: up to {_NAME_LENGTH}")
    for label, value, (low, high) in (
        ("minutes until the screen locks", settings.lock_after_min, LOCK_MIN),
        ("daily backups kept", settings.backups_kept, BACKUPS_KEPT),
        *(
            (label, getattr(settings.alarms, name), (low, high))
            for name, label, low, high in ALARM_LIMITS
        ),
    ):
        if not low <= value <= high:
            faults.append(f"{label} {value}: {low} to {high}")
    return (*faults, *scanner_faults(settings.scanner))


def forbidden_registration(
    details: StaffDetails,
    member: str | None,
    actor: str,
    staff: Mapping[str, StaffDetails],
    *,
    with_pin: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Why the actor may not register or change this member of staff; empty when they may.

    Managers look after staff; a nurse may admit a temporary checker, and go on with one who has no
    PIN yet. There is always a manager left who can sign in: `with_pin` are those who have a PIN.
    """
    managers = managers_of(staff)
    leaves = not (details.active and details.role == MANAGER and not details.temporary)
    if leaves and (managers == {member} or managers & with_pin == {member}):
        return (f"{details.name} is the only manager: make another one first",)
    if actor in managers:
        return ()
    begun = member is not None and staff.get(member) == details and member not in with_pin
    checker = details.temporary and details.active and details.role in CHECKERS
    if checker and (member is None or begun) and may_admit(actor, staff):
        return ()
    return ("only a manager changes the staff; a nurse may admit a temporary checker",)


def forbidden_pin(
    member: str, actor: str, staff: Mapping[str, StaffDetails], *, has_pin: bool
) -> tuple[str, ...]:
    """Why the actor may not give this member a PIN; empty when they may.

    Everyone changes their own; the first one, or one in its place, comes from a manager, that of a
    temporary checker from the nurse who admits them.
    """
    known = staff.get(member)
    if known is None or not known.active:
        return ("only an active member of staff has a PIN",)
    if actor in managers_of(staff) or (actor == member and has_pin):
        return ()
    if known.temporary and not has_pin and may_admit(actor, staff):
        return ()
    return ("only a manager gives a PIN; everyone changes their own",)


def forbidden_to_manage(actor: str, staff: Mapping[str, StaffDetails]) -> tuple[str, ...]:
    """Why the actor may not open accounts or set what the ward sets for itself."""
    return () if actor in managers_of(staff) else ("only a manager does this",)


def forbidden_patient(actor: str, staff: Mapping[str, StaffDetails]) -> tuple[str, ...]:
    """Why the actor may not register a patient: managers and temporary checkers do not."""
    known = staff.get(actor)
    may = known is not None and known.active and known.role in CHECKERS and not known.temporary
    return () if may else ("only who records here registers a patient",)


def managers_of(staff: Mapping[str, StaffDetails]) -> set[str]:
    """The active managers."""
    return {
        member
        for member, known in staff.items()
        if known.active and known.role == MANAGER and not known.temporary
    }


def may_admit(actor: str, staff: Mapping[str, StaffDetails]) -> bool:
    """Whether the actor is a nurse who may admit a temporary checker."""
    known = staff.get(actor)
    return known is not None and known.active and known.role == "nurse" and not known.temporary


def refuse(faults: tuple[str, ...]) -> None:
    """Goes on when there are no faults.

    Raises:
        RegistrationError: there are some.
    """
    if faults:
        raise RegistrationError(faults)


def patient_drafts(
    patient: str,
    details: PatientDetails,
    allergies: tuple[str, ...] | None,
    actor: str,
    now: datetime,
) -> list[Draft]:
    """What a registration writes: the details, and the allergies when they were asked for."""
    facts: list[Fact] = [PatientRegistered(details)]
    if allergies is not None:
        facts.append(Recorded(Allergies(allergies)))
    stream = patient_stream(patient)
    return [Draft(stream, version, actor, now, fact) for version, fact in enumerate(facts)]
