"""Acts made at random, as the forms may have them."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.domain.commands import KINDS, Answer, Answered
from inoadmin.domain.findings.gates import Ward
from inoadmin.domain.people import PatientDetails, StaffDetails
from inoadmin.protocol.loading import load
from inoadmin.session.forms.about import About
from inoadmin.session.forms.catalogue import FORMS, form_for
from inoadmin.session.forms.model import Choice, Field, FormSpec, Kind

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PROTOCOL = load(shipped_bytes())
STAFF = {
    "amy": StaffDetails("Amy Field", "nurse"),
    "ben": StaffDetails("Ben Okoro", "nurse"),
    "cat": StaffDetails("Cat Sale", "prescriber"),
    "dan": StaffDetails("Dan Low", "nurse", active=False),
    "eve": StaffDetails("Eve Moss", "manager"),
}
ABOUT = About(
    Ward(PROTOCOL, LONDON),
    STAFF,
    actor="amy",
    responsible="amy",
    items=PROTOCOL.items,
    codes=(Choice("crcl-low", "Clearance is low"), Choice("ecg-missing", "No ECG")),
)
CLASSES: dict[str, type[Any]] = {**KINDS, "patient": PatientDetails, "staff": StaffDetails}
SPECS = {kind: form_for(kind, ABOUT) for kind in FORMS}

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=9)
MINUTES = st.integers(0, 26_000_000).map(
    lambda minutes: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def a_number(field: Field) -> st.SearchStrategy[Decimal]:
    limits = field.limits
    if limits is None:
        return st.decimals(-1000, 1000, places=2)
    places = 0 if limits.whole else 2
    return st.decimals(limits.low, limits.high, places=places).filter(limits.holds)


def value_of(field: Field) -> st.SearchStrategy[Any]:
    """Values that the field may give."""
    match field.kind:
        case Kind.NUMBER:
            return a_number(field)
        case Kind.CHOICE | Kind.STAFF:
            words = st.sampled_from([choice.value for choice in field.choices])
            return words.map(Decimal) if field.limits is not None else words
        case Kind.YES_NO | Kind.TICK:
            return st.booleans()
        case Kind.MOMENT:
            return MINUTES
        case Kind.DATE:
            return st.dates(date(1900, 1, 1), date(2100, 1, 1))
        case Kind.LIST:
            return st.lists(WORDS, min_size=1).map(tuple)
        case Kind.ALLERGIES:
            return st.lists(WORDS).map(tuple)
        case Kind.EXPIRY:
            return st.sampled_from(["2026-03-02T18:00", "2026-03-02", "2026-03"])
        case Kind.NHS_NUMBER:
            return st.sampled_from(["9990000018", "9990000026", "9999999999"])
        case _:
            return WORDS


def blank_allowed(spec: FormSpec, field: Field) -> bool:
    """Whether leaving the field blank gives its base's value back."""
    return not field.required and field.kind is not Kind.TICK


@st.composite
def made(draw: st.DrawFn, spec: FormSpec) -> Any:
    """An act that the form can give."""
    if isinstance(spec.base, Answer):
        answers: dict[str, Answered] = {}
        for field in draw(st.lists(st.sampled_from(spec.fields), unique=True)):
            value = draw(st.sampled_from([choice.value for choice in field.choices]))
            answers[field.name] = Answered(value, draw(st.just("") | WORDS))
        return Answer(answers)
    values = {field.name: getattr(spec.base, field.name) for field in fields(spec.base)}
    for field in spec.fields:
        if not blank_allowed(spec, field) or draw(st.booleans()):
            values[field.name] = draw(value_of(field))
    return type(spec.base)(**values)
