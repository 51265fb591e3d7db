"""How the downtime form words what the protocol says: figures with their citations, checks."""

from __future__ import annotations

from collections.abc import Sequence

from inoadmin.protocol.model import Item, Number
from inoadmin.record.blanks import Tickable, Ticks
from inoadmin.record.blocks import Paragraph, text
from inoadmin.record.units import printed
from inoadmin.session.present.words import number

YES_NO = ("yes", "no")
# Many assertions begin with "No": "yes" to one of those would be read both ways.
CONFIRMED = ("confirmed", "not confirmed")
TIME = "Time"
INITIALS = "Initials"

_ASKED = {
    "every dose": "",
    "first dose": "first dose only",
    "later doses": "later doses only",
    "transplant planned": "only when a transplant is planned",
}


def cited(figure: Number) -> str:
    """A figure with its unit and citation: "24 hours (Investigations)"."""
    return f"{measured(figure)} ({figure.citation})"


def measured(figure: Number) -> str:
    """A figure with its unit."""
    unit = "%" if figure.unit == "%" else f" {printed(figure.unit)}"
    return f"{number(figure.value)}{unit}"


def note(words: str) -> Paragraph:
    """What the form explains."""
    return Paragraph(text(words), "small")


def asked_together(group: str, items: Sequence[Item]) -> Ticks:
    """The checks of one group; when all are asked of the same doses, its title says of which."""
    kinds = {item.asked for item in items}
    when = _ASKED[items[0].asked] if len(kinds) == 1 else ""
    title = f"{group}: {when}" if when else group
    if when.startswith(group.lower()):
        title = when.capitalize()
    return Ticks(title, tuple(ticked(item, alone=not when) for item in items))


def ticked(item: Item, *, alone: bool = True) -> Tickable:
    """A check as the protocol words it, with what not applicable means and, `alone`, when it is
    asked.
    """
    when = _ASKED[item.asked].capitalize() if alone else ""
    told = [f"{when}." if when else "", item.hint]
    if item.not_applicable:
        told.append(f"n/a: {item.not_applicable}.")
    optional = item.not_applicable or item.asked != "every dose"
    return Tickable(
        item.assertion,
        " ".join(words for words in told if words),
        (*CONFIRMED, "n/a") if optional else CONFIRMED,
    )
