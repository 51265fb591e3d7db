"""The forms of patients and staff."""

from __future__ import annotations

from datetime import date

from inoadmin.domain.people import ROLES, SEXES, PatientDetails, StaffDetails
from inoadmin.session.forms.about import About, choice, tick
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


def member(about: About) -> FormSpec:
    """A member of staff."""
    return about.form(
        "staff",
        "New member of staff",
        StaffDetails("", "", active=False),
        name("name", "Name", required=True),
        choice("role", "Role", *((value, value.capitalize()) for value in ROLES)),
        name("registration", "Registration", hint="such as: NMC number"),
        tick("active", "Works here now"),
    )
