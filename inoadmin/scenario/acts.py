"""A step's own fields as the domain command they ask for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from inoadmin.domain.commands import KINDS, Act, Answer, Answered
from inoadmin.scenario.kinds import field_kinds
from inoadmin.scenario.model import CorrectStep, Look, RestartApplication, StepCommand
from inoadmin.scenario.offsets import at_offset
from inoadmin.scenario.tables import Table, fail, quoted

COMMANDS = (*KINDS, "correct", "restart_application", "look")
UNATTENDED = ("restart_application", "look")  # commands that need nobody

_CORRECT = ("of", "field", "value", "void", "reason")
_ANSWER = ("item", "value", "note", "answers")
_AUTHORISERS = ("prescriber", "consultant", "pharmacist", "nurse", "manager")
_STAFF_FIELDS = ("witness", "to")


@dataclass(frozen=True, slots=True)
class Known:
    """What a step's fields may refer to."""

    starts: datetime
    staff: Collection[str]
    items: Collection[str]


def command_fields(name: str) -> tuple[str, ...]:
    """Name the fields that a command takes in a file."""
    if name == "answer":
        return _ANSWER
    if name == "correct":
        return _CORRECT
    return tuple(field_kinds(KINDS[name])) if name in KINDS else ()


def build(name: str, table: Table, known: Known, earlier: Mapping[int, StepCommand]) -> StepCommand:
    """Build a step's command from its table; `earlier` are the commands before it, by index.

    Missing fields keep the command's own defaults: the domain judges them.

    Raises:
        ScenarioError: a value of the wrong kind, or an unknown item, role or staff key.

    """
    match name:
        case "restart_application":
            return RestartApplication()
        case "look":
            return Look()
        case "correct":
            return _correct(table, known, earlier)
        case "answer":
            return _answer(table, known)
        case _:
            return _act(KINDS[name], table, known)


def _act(command: type[Act], table: Table, known: Known) -> Act:
    values: dict[str, object] = {}
    for key, kind in field_kinds(command).items():
        if key not in table:
            continue
        values[key] = table.moment(key, known.starts) if kind is datetime else table.get(kind, key)
        if key in _STAFF_FIELDS:
            table.one_of(key, known.staff, "staff key")
        if key == "role":
            table.one_of(key, _AUTHORISERS, "role")
    return command(**values)  # pyright: ignore[reportArgumentType] - kinds were checked above


def _answer(table: Table, known: Known) -> Answer:
    note = table.text("note") or ""
    item = table.one_of("item", known.items, "item")
    value = table.text("value") or ""
    several = table.table("answers")
    if several is None:
        return Answer({} if item is None else {item: Answered(value, note)})
    if "item" in table or "value" in table:
        fail(table.where, "answers stands beside item or value")
    several.only_items(known.items)
    return Answer({key: Answered(several.needed_text(key), note) for key in several})


def _correct(table: Table, known: Known, earlier: Mapping[int, StepCommand]) -> CorrectStep:
    of = table.whole("of")
    field = table.text("field") or ""
    value = table.raw("value")
    target = earlier.get(of) if of is not None else None
    if isinstance(target, Answer):
        _check_items(table, field, value, known)
    return CorrectStep(
        of=of,
        field=field,
        value=value,
        instant=_corrected_instant(field, value, target, known.starts),
        void=table.flag("void") or False,
        reason=table.text("reason") or "",
    )


def _check_items(table: Table, field: str, value: object, known: Known) -> None:
    """Refuse an item that the protocol does not have, as in an answer itself."""
    if field == "item" and isinstance(value, str) and value not in known.items:
        fail(table.where, f"unknown item {quoted(value)}")
    if field == "answers" and isinstance(value, dict):
        Table.of(f"{table.where} value", cast("object", value)).only_items(known.items)


def _corrected_instant(
    field: str, value: object, target: StepCommand | None, starts: datetime
) -> datetime | None:
    """Find the moment that a corrected time names; None where there is none to be found."""
    timed = field == "occurred" or (
        target is not None
        and not isinstance(target, (CorrectStep, RestartApplication, Look))
        and field_kinds(type(target)).get(field) is datetime
    )
    if not timed or not isinstance(value, str):
        return None
    try:
        return at_offset(starts, value)
    except ValueError:
        return None
