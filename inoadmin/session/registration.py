"""Whether a person's details can be registered; a fault names field, value and what may be."""

from __future__ import annotations

from collections.abc import Iterable
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
from inoadmin.session.ports import Draft, PatientRow
from inoadmin.session.streams import patient_stream

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
    return tuple(faults)


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
