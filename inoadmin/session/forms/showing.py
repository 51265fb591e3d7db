"""A recorded act as it would have been typed."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import cast

from inoadmin.domain.commands import Answer
from inoadmin.session.forms.model import Field, FormSpec, Kind, Made, Typed
from inoadmin.session.forms.moments import show_expiry, show_moment
from inoadmin.session.forms.reading import NONE_KNOWN, NOTE
from inoadmin.session.present.words import day, nhs_number

_PLAIN_DIGITS = 30  # beyond it a number is written with its exponent


def typed_of(spec: FormSpec, made: Made) -> dict[str, str | bool | tuple[str, ...]]:
    """What would have to be typed for the act to come out; blank where nothing was given."""
    if isinstance(made, Answer):
        answered: dict[str, str | bool | tuple[str, ...]] = {}
        for item, answer in made.answers.items():
            answered[item] = answer.value
            answered[item + NOTE] = answer.note
        return answered
    return {field.name: shown(field, getattr(made, field.name), spec.zone) for field in spec.fields}


def shown(field: Field, value: object, zone: tzinfo) -> str | bool | tuple[str, ...]:
    """One value as it would be typed."""
    match value:
        case bool():
            return value if field.kind is Kind.TICK else ("yes" if value else "no")
        case None:
            return ""
        case datetime():
            return show_moment(value, zone)
        case date():
            return day(value)
        case Decimal():
            plain = value.is_finite() and abs(value.adjusted()) < _PLAIN_DIGITS
            return f"{value:f}" if plain else str(value)
        case tuple():
            known = cast("tuple[str, ...]", value)
            return NONE_KNOWN if field.kind is Kind.ALLERGIES and not known else known
        case str() if field.kind is Kind.EXPIRY:
            return show_expiry(value)
        case str() if field.kind is Kind.NHS_NUMBER:
            return nhs_number(value)
        case _:
            return str(value)


def in_words(field: Field, typed: Typed) -> str:
    """What was typed in a field, as a reader is told it."""
    value = typed.get(field.name, "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    if field.kind is Kind.YES_NO:
        return value
    words = next((choice.words for choice in field.choices if choice.value == value), value)
    note = str(typed.get(field.name + NOTE, "")).strip()
    return f"{words} ({note})" if note else words.strip()


def bare(spec: FormSpec, made: Made) -> Made:
    """The act with what its form asks for taken out, so that a field left blank is blank."""
    if isinstance(made, Answer):
        return Answer()
    asked = {field.name for field in spec.fields}
    blank = spec.base
    values = {
        field.name: getattr(blank if field.name in asked else made, field.name)
        for field in fields(made)
    }
    return type(made)(**values)
