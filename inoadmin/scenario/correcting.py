"""A recorded act with one field put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from inoadmin.domain.commands import Act, Answer, Answered
from inoadmin.scenario.kinds import coerce, field_kinds

_PLAIN_DIGITS = 30  # beyond it a number is written with its exponent


def corrected(act: Act, field: str, value: object) -> Act:
    """Build the whole act as it should have been, with only `field` changed.

    The value is of the field's kind: a whole number or Decimal for a number, a list for texts, an
    aware instant for a time. An answer's field may also be the code of one of its items.

    Raises:
        ValueError: the act has no such field, or the value is of another kind.

    """
    if isinstance(act, Answer):
        return _corrected_answer(act, field, value)
    kind = field_kinds(type(act)).get(field)
    if kind is None:
        raise ValueError(f"no field {field!r}")
    new = coerce(kind, value)
    if isinstance(new, datetime) and new.tzinfo is None:
        raise ValueError("must name its offset from UTC")
    return replace(act, **{field: new})  # pyright: ignore[reportArgumentType] - kind was checked


def _corrected_answer(act: Answer, field: str, value: object) -> Answer:
    if field == "answers":
        return Answer(_answers(act, value))
    text = cast("str", coerce(str, value))
    if field in act.answers:
        return Answer({**act.answers, field: replace(act.answers[field], value=text)})
    if field not in ("item", "value", "note") or len(act.answers) != 1:
        raise ValueError(f"no field {field!r}")
    ((item, answered),) = act.answers.items()
    match field:
        case "item":
            return Answer({text: answered})
        case "value":
            return Answer({item: replace(answered, value=text)})
        case _:
            return Answer({item: replace(answered, note=text)})


def _answers(act: Answer, value: object) -> Mapping[str, Answered]:
    """Read a whole table of answers; notes stay with the items that had them."""
    table = cast("Mapping[str, object]", coerce(dict, value))
    before = Answered("")
    return {
        item: replace(act.answers.get(item, before), value=cast("str", coerce(str, answer)))
        for item, answer in table.items()
    }


def as_text(value: object) -> str:
    """Write a corrected value for the reader: lists with commas, instants in UTC with Z."""
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case int():
            return str(Decimal(value))  # str(int) refuses thousands of digits
        case Decimal():
            plain = value.is_finite() and abs(value.adjusted()) < _PLAIN_DIGITS
            return f"{value:f}" if plain else str(value)
        case str():
            return value
        case list() | tuple():
            return ", ".join(as_text(each) for each in cast("list[object]", value))
        case dict():
            pairs = cast("dict[str, object]", value).items()
            return ", ".join(f"{key}: {as_text(each)}" for key, each in pairs)
        case _:
            return ""
