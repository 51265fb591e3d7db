"""What kind of value each field of a command takes, read from its declaration.

Numbers are whole or decimal and become Decimal; lists are of text and become tuples; text, true or
false, dates and instants are strict: nothing is turned into another kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, time
from decimal import Decimal
from types import NoneType
from typing import cast, get_args, get_origin, get_type_hints

from inoadmin.domain.commands import Act

_NAMES: Mapping[type, str] = {
    Decimal: "a number",
    int: "a whole number",
    str: "text",
    bool: "true or false",
    datetime: "a date and time",
    date: "a date",
    time: "a time",
    tuple: "a list of texts",
    list: "a list",
    dict: "a table",
}
# what the session fills in, and what a second checker reads at the bedside, is no field of a file
_UNWRITTEN = ("reading", "dose_read_mg", "rate_read_ml_h")


def field_kinds(command: type[Act]) -> Mapping[str, type]:
    """Map each field of a command that a file may name to its kind: Decimal, str, bool, datetime
    (an instant), date, tuple (of texts) or Mapping (an answer's table).
    """
    hints = get_type_hints(command)
    return {
        each.name: _kind(hints[each.name])
        for each in fields(command)
        if each.name not in _UNWRITTEN
    }


def _kind(hint: object) -> type:
    """Strip what surrounds the kind: "or None", and what a list or table is of."""
    origin = get_origin(hint)
    if origin is tuple or origin is Mapping:
        return cast("type", origin)
    chosen = [each for each in get_args(hint) if each is not NoneType]
    return _kind(chosen[0]) if chosen else cast("type", hint)


def coerce(kind: type, value: object) -> object:
    """Give the value as its kind has it.

    Raises:
        ValueError: the value is of another kind; the text says which is due and which came.

    """
    if kind is Decimal and type(value) in (int, Decimal):
        return Decimal(cast("int | Decimal", value))
    if kind is tuple and isinstance(value, (list, tuple)):
        texts = cast("Sequence[object]", value)
        for text in texts:
            if type(text) is not str:
                raise ValueError(f"must be {_NAMES[tuple]}, not of {described(text)}")
        return tuple(texts)
    if type(value) is not kind:
        raise ValueError(f"must be {_NAMES.get(kind, 'a table')}, not {described(value)}")
    return value


def as_list(value: object) -> list[object] | None:
    """Give a list of the file as one; None for anything else."""
    return cast("list[object]", value) if isinstance(value, list) else None


def described(value: object) -> str:
    """Name the kind of a value for a reader ("a date and time"); never the value itself."""
    return _NAMES.get(type(value), "nothing")
