"""The fields of an act as a reader knows them: a label, and a value with its unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from inoadmin.domain import commands as c
from inoadmin.record.sources import Sources
from inoadmin.session.present.words import day, moment, number

_UNITS = {
    "_mg": "mg",
    "_ml_h": "mL/h",
    "_ml": "mL",
    "_kg": "kg",
    "_cm": "cm",
    "_umol_l": "µmol/L",
    "_days": "days",
}
_LABELS = {
    "occurred": "time",
    "bsa_formula": "BSA formula",
    "x10_9_per_l": "blasts",
    "crcl": "creatinine clearance",
    "alt": "ALT",
    "alt_uln": "ALT, upper limit of normal",
    "ast": "AST",
    "ast_uln": "AST, upper limit of normal",
    "bilirubin_uln": "bilirubin, upper limit of normal",
    "resp_rate": "respiration rate",
    "spo2": "SpO2",
    "spo2_scale": "SpO2 scale",
    "weight_measured": "weight measured",
    "label_matches": "label is this patient's",
}
KINDS = {
    "open": "Opening",
    "answer": "Check",
    "blasts": "Blasts",
    "bloods": "Bloods",
    "authorise": "Authorisation",
    "confirm": "Acknowledgement",
    "bag": "Bag",
    "bag_out": "Bag out of the fridge",
    "premed": "Premedication",
    "second_check": "Check by two",
    "vitals": "Observations",
    "start": "Start",
    "interrupt": "Interruption",
    "resume": "Restart",
    "rate": "Change of rate",
    "pump_check": "Pump reading",
    "reaction": "Reaction",
    "reaction_update": "Reaction, update",
    "reaction_outcome": "Reaction, outcome",
    "extravasation": "Extravasation",
    "new_access": "New access",
    "stop": "Stopped for good",
    "end": "End of the infusion",
    "left": "Patient left",
    "handover": "Handover",
    "complete": "Completion",
    "cancel": "Cancellation",
    "addendum": "Addendum",
}


def kind_name(command: c.Act) -> str:
    """What an act is called on the record."""
    kind = c.kind_of(command)
    return KINDS.get(kind, kind.replace("_", " "))


def field_label(src: Sources, command: c.Act, field: str) -> str:
    """What a field is called; a check by its assertion."""
    if isinstance(command, c.Answer):
        code = item_code(command, field)
        item = src.protocol.item(code)
        return item.assertion if item is not None else code
    known = _LABELS.get(field)
    if known is not None:
        return known
    ending = next((unit for unit in _UNITS if field.endswith(unit)), "")
    return field.removesuffix("" if ending == "_days" else ending).replace("_", " ")


def field_value(src: Sources, command: c.Act, at: datetime, field: str) -> str:
    """A field's value as printed; "blank" for none."""
    if field == "occurred":
        return src.when(at)
    if isinstance(command, c.Answer):
        answer = command.answers.get(item_code(command, field))
        if answer is None:
            return "blank"
        return answer.note or "blank" if field == "note" else answered(answer.value)
    value: object = getattr(command, field, None)
    return valued(src, value, next((u for end, u in _UNITS.items() if field.endswith(end)), ""))


def valued(src: Sources, value: object, unit: str) -> str:
    """Any value as printed."""
    match value:
        case None | "" | ():
            return "blank"
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{number(value)} {unit}".strip()
        case datetime():
            return moment(value, src.ward.zone)
        case date():
            return day(value)
        case tuple():
            parts = cast("tuple[object, ...]", value)
            return ", ".join(valued(src, part, "") for part in parts)
        case Mapping():
            return "several"
        case _:
            return src.name(str(value))


def item_code(command: c.Answer, field: str) -> str:
    """The item that a correction of an answer is about: named by it, or the only one."""
    return field if field in command.answers else next(iter(command.answers), field)


def answered(value: str) -> str:
    """What was answered to an assertion."""
    return {"yes": "confirmed", "no": "NOT confirmed"}.get(value, value)
