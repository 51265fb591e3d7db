"""Premedication as the protocol offers it: a row for each class, what was given, what remains."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from inoadmin.domain.premeds import counted, drug_class
from inoadmin.protocol.model import PremedOption, Protocol
from inoadmin.session.present.words import number
from inoadmin.session.service import Service

ROUTES = {"PO": "by mouth", "IV": "into a vein"}


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One drug of a class. `dose` is "" where the protocol has a range: it must be typed."""

    drug: str
    route: str
    dose: str
    words: str


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class. `given`: one that counts is recorded."""

    name: str
    given: bool
    options: tuple[OptionRow, ...]


def class_rows(service: Service, administration: str) -> tuple[ClassRow, ...]:
    """The classes in the protocol's order."""
    protocol = service.ward(administration).protocol
    state = service.administration(administration)
    given = {drug_class(protocol, e.command.drug) for e in counted(protocol, state, service.now())}
    return tuple(
        ClassRow(name, name in given, options_of(protocol, name))
        for name in protocol.premedication.classes
    )


def options_of(protocol: Protocol, name: str) -> tuple[OptionRow, ...]:
    """The protocol's choices of a class."""
    return tuple(
        option_row(option) for option in protocol.premedication.options if option.drug_class == name
    )


def option_row(option: PremedOption) -> OptionRow:
    """One choice; a single dose is part of it, a range is not."""
    low, high = option.dose_min_mg, option.dose_max_mg
    doses = dose_words(low) if low == high else f"{dose_words(low)} to {dose_words(high)}"
    return OptionRow(
        option.drug,
        option.route,
        f"{low:f}" if low == high else "",
        f"{option.drug} — {doses} — {option.route}",
    )


def dose_words(value_mg: Decimal) -> str:
    """A premedication's dose, in grams from 1 g on."""
    return f"{number(value_mg / 1000)} g" if value_mg >= 1000 else f"{number(value_mg)} mg"


def window_text(service: Service, administration: str) -> str:
    """What the page says under its title."""
    rules = service.ward(administration).protocol.premedication
    opens, closes = number(rules.opens_after.value), number(rules.closes_after.value)
    return f"{opens} to {closes} {rules.closes_after.unit} before the infusion."
