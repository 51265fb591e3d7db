"""Typed text into an act: pure, one reader for each kind of field."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from inoadmin.domain.commands import Answer, Answered
from inoadmin.domain.people import nhs_number_valid
from inoadmin.domain.validity import shown
from inoadmin.session.forms.model import Field, FieldError, FormSpec, Kind, Made, Typed
from inoadmin.session.forms.moments import MOMENT_FORM, read_date, read_expiry, read_moment

WHEN = "occurred"
WHEN_LABEL = "When"
NONE_KNOWN = "none known"
NOTE = " note"  # an item's note is typed under the item's code with this behind it

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_MISSING = object()


def build(spec: FormSpec, typed: Typed, now: datetime) -> Made | tuple[FieldError, ...]:
    """The act or details that were typed, or what is wrong, in the order of the fields.

    `now` is only used to read a time without a date.
    """
    values, errors = read_all(spec, typed, now)
    return tuple(errors) if errors else assembled(spec, values)


def so_far(spec: FormSpec, typed: Typed, now: datetime) -> Made:
    """What can be read already while one types; whatever is wrong counts as not typed."""
    return assembled(spec, read_all(spec, typed, now)[0])


def when(spec: FormSpec, text: str, now: datetime) -> datetime | FieldError | None:
    """When it happened: None for now, else the typed moment in UTC, or what is wrong with it."""
    if not text.strip():
        return None
    try:
        return read_moment(text, spec.zone, now)
    except ValueError as error:
        return FieldError(WHEN, WHEN_LABEL, text.strip(), str(error))


def read_all(
    spec: FormSpec, typed: Typed, now: datetime
) -> tuple[dict[str, object], list[FieldError]]:
    """The values that could be read, by field, and the errors of the others."""
    values: dict[str, object] = {}
    errors: list[FieldError] = []
    for field in spec.fields:
        raw = typed.get(field.name, "")
        try:
            value = read(field, spec, typed, now)
        except ValueError as error:
            errors.append(FieldError(field.name, field.label, as_text(raw), str(error)))
            continue
        if value is not _MISSING:
            values[field.name] = value
    return values, errors


def read(field: Field, spec: FormSpec, typed: Typed, now: datetime) -> object:
    """One field's value; `_MISSING` when it was left blank.

    Raises:
        ValueError: it is wrong, or missing though required; the text says what may be typed.
    """
    raw = typed.get(field.name, "")
    blank = not raw.strip() if isinstance(raw, str) else raw == ()
    if blank:
        if field.required:
            raise ValueError(field.hint or what_may_be(field))
        return _MISSING
    if field.kind is Kind.MOMENT:
        return read_moment(as_text(raw), spec.zone, now)
    if field.kind is Kind.ANSWER:
        note = as_text(typed.get(field.name + NOTE, "")).strip()
        return Answered(chosen(field, raw), bounded(field, note))
    return READERS[field.kind](field, raw)


def number(field: Field, raw: object) -> Decimal:
    """A decimal number with a point, inside its range."""
    text = as_text(raw).strip()
    allowed = what_may_be(field)
    if "," in text:
        raise ValueError(f"write it with a point, without commas; {allowed}")
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"not a number; {allowed}")
    value = Decimal(text)
    if field.limits is not None and not field.limits.holds(value):
        raise ValueError(f"outside {allowed}")
    return value


def text(field: Field, raw: object) -> str:
    """A text without outer space, not too long."""
    return bounded(field, as_text(raw).strip())


def bounded(field: Field, value: str) -> str:
    """The text, if it is short enough."""
    if field.longest and len(value) > field.longest:
        raise ValueError(f"{len(value)} characters; up to {field.longest}")
    return value


def chosen(field: Field, raw: object) -> str:
    """One of the choices."""
    value = as_text(raw).strip()
    if value not in {choice.value for choice in field.choices}:
        raise ValueError(f"one of {', '.join(choice.words for choice in field.choices)}")
    return value


def listed(field: Field, raw: object) -> tuple[str, ...]:
    """Several texts: from a list, or from lines."""
    parts = cast("tuple[str, ...]", raw) if isinstance(raw, tuple) else as_text(raw).splitlines()
    return tuple(bounded(field, part.strip()) for part in parts if part.strip())


def allergies(field: Field, raw: object) -> tuple[str, ...]:
    """The known allergies; the words for none known give none."""
    if raw == NONE_KNOWN:
        return ()
    known = listed(field, raw)
    if not known:
        raise ValueError(what_may_be(field))
    return known


def yes_no(field: Field, raw: object) -> bool:
    """Yes or no."""
    if isinstance(raw, bool):
        return raw
    if raw not in {"yes", "no"}:
        raise ValueError(what_may_be(field))
    return raw == "yes"


def digits(_field: Field, raw: object) -> str:
    """An NHS number: whatever is not a digit is dropped; ten with a valid check digit."""
    value = "".join(sign for sign in as_text(raw) if sign.isascii() and sign.isdigit())
    if not nhs_number_valid(value):
        raise ValueError("ten digits with a valid check digit")
    return value


def day_of(_field: Field, raw: object) -> date:
    """A date."""
    return read_date(as_text(raw))


def expiry(_field: Field, raw: object) -> str:
    """An expiry in the form that a bag keeps."""
    return read_expiry(as_text(raw))


def choice_value(field: Field, raw: object) -> object:
    """A choice; where numbers are chosen, the number."""
    value = chosen(field, raw)
    return Decimal(value) if field.limits is not None else value


READERS: dict[Kind, Callable[[Field, object], object]] = {
    Kind.NUMBER: number,
    Kind.TEXT: text,
    Kind.LONG_TEXT: text,
    Kind.SCAN: text,
    Kind.CHOICE: choice_value,
    Kind.STAFF: chosen,
    Kind.YES_NO: yes_no,
    Kind.TICK: yes_no,
    Kind.DATE: day_of,
    Kind.LIST: listed,
    Kind.EXPIRY: expiry,
    Kind.ALLERGIES: allergies,
    Kind.NHS_NUMBER: digits,
}


def assembled(spec: FormSpec, values: dict[str, object]) -> Made:
    """The act of the form's base with the values put in."""
    if isinstance(spec.base, Answer):
        return Answer({name: cast("Answered", value) for name, value in values.items()})
    kept = {field.name: getattr(spec.base, field.name) for field in fields(spec.base)}
    make = cast("Callable[..., Made]", type(spec.base))
    return make(**{**kept, **values})


def what_may_be(field: Field) -> str:
    """What may be typed, for a hint or an error."""
    match field.kind:
        case Kind.NUMBER:
            return shown(field.limits) if field.limits is not None else "a number"
        case Kind.CHOICE | Kind.STAFF | Kind.ANSWER:
            return f"one of {', '.join(choice.words for choice in field.choices) or 'the list'}"
        case Kind.YES_NO:
            return "yes or no"
        case Kind.TICK:
            return "to be ticked"
        case Kind.MOMENT:
            return MOMENT_FORM
        case Kind.LIST:
            return "at least one"
        case Kind.ALLERGIES:
            return "no known allergies, or each of them"
        case _:
            return f"up to {field.longest} characters" if field.longest else "to be filled in"


def as_text(raw: object) -> str:
    """What was typed, as one text."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, tuple):
        return ", ".join(cast("tuple[str, ...]", raw))
    return str(raw)
