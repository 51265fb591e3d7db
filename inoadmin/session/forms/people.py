"""The forms of patients and staff."""

from __future__ import annotations

from datetime import date

from inoadmin.domain.people import ROLES, SEXES, PatientDetails, StaffDetails
from inoadmin.session.forms.about import CHECKERS, About, choice, tick
from inoadmin.session.forms.model import Field, FormSpec, Kind

_NAME_LENGTH = 200


def name(field: str, label: str, *, required: bool = False, hint: str = "") -> Field:
    """A name or number of a person."""
    return Field(field, label, Kind.TEXT, required=required, hint=hint, longest=_NAME_LENGTH)


def patient(about: About) -> FormSpec:
    """A patient's details."""
    return about.form(
        "patient",
        "New patient",
        PatientDetails("", "", date.min, ""),
        Field(
            "nhs_number", "NHS No.", Kind.NHS_NUMBER, hint="ten digits; this or a hospital number"
        ),
        name("hospital_number", "Hospital number"),
        name("family_name", "Family name", required=True),
        name("given_name", "Given name"),
        name("title", "Title", hint="such as: Mrs"),
        Field("born", "Born", Kind.DATE, required=True, hint="DD-MMM-YYYY or DD/MM/YYYY"),
        choice("sex", "Gender", *((value, value.title()) for value in SEXES)),
        name("ward", "Ward or place", hint="such as: Day unit, bay 3"),
    )


_SACT = "the last day, DD-MMM-YYYY"


def member(about: About, roles: tuple[str, ...] = ROLES) -> FormSpec:
    """A member of staff, in one of the roles."""
    return about.form(
        "staff",
        "New member of staff",
        StaffDetails("", roles[0], active=False),
        name("name", "Name", required=True),
        name("registration", "Registration", hint="such as: NMC number"),
        choice("role", "Role", *((value, value.capitalize()) for value in roles)),
        Field("sact_until", "SACT competence until", Kind.DATE, hint=_SACT),
        tick("active", "Works here now"),
    )


def first_manager(about: About) -> FormSpec:
    """The one who looks after staff and settings."""
    spec = member(about).only("name", "registration")
    return spec.starting(role="manager", active=True)


def clinician(about: About) -> FormSpec:
    """One who records."""
    spec = member(about, CHECKERS).needing("registration")
    return spec.without({"active"}).starting(active=True)


def new_member(about: About) -> FormSpec:
    """Somebody who works here from now on."""
    return member(about).without({"active"}).starting(active=True)


def temporary_checker(about: About) -> FormSpec:
    """A second checker whom a manager has yet to confirm."""
    spec = member(about, CHECKERS).only("name", "registration", "role").needing("registration")
    return spec.starting(active=True, temporary=True)
