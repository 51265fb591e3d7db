"""What is seen while the screen is locked or nobody is signed in: places, clocks and alarms.

No patient's name and nothing clinical beyond the place: that a place needs somebody is told, why is
told once somebody has signed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from inoadmin.session.present.alarms import Alarm, alarms_of
from inoadmin.session.present.board import Card, board
from inoadmin.session.present.clocks import EXPECTED, Clocks, clocks
from inoadmin.session.service import Service

#: Alarms whose words say how a patient is, or what went wrong with their dose.
TELLING: Final = frozenset({"reaction", "news2", "dose", "breach"})
#: Clocks that anybody may read: of the dose's course, not of how the patient is.
COUNTING: Final = frozenset({"premed", "equilibration", "infusion", "observation"})
NEEDED: Final = "needs a nurse now"
SIGN_IN: Final = "Sign in"


def discreet(alarm: Alarm) -> Alarm:
    """An alarm as anybody may read it."""
    if alarm.code not in TELLING:
        return alarm
    return replace(alarm, text=NEEDED, figure="", action=SIGN_IN)


def discreet_alarms(standing: Iterable[Alarm]) -> tuple[Alarm, ...]:
    """Alarms as anybody may read them; the same words at one place once."""
    found = [discreet(alarm) for alarm in standing]
    return tuple({(alarm.place, alarm.line): alarm for alarm in found}.values())


def discreet_board(service: Service, at: datetime) -> tuple[Card, ...]:
    """The cards of the doses that are open, by place, most urgent first."""
    return tuple(
        _discreet_card(service, card, at)
        for card in board(service, at, named=False)
        if card.administration is not None and not card.ended
    )


def _discreet_card(service: Service, card: Card, at: datetime) -> Card:
    """A card with the clocks that run at its place, and without what its alarm tells."""
    administration = card.administration or ""
    standing = alarms_of(service, administration, at)
    if standing and standing[0].code in TELLING:
        card = replace(card, state=f"▲ {NEEDED}", figure="")
    return replace(card, clocks=_counting(clocks(service, administration, at)))


def _counting(known: Clocks) -> tuple[str, ...]:
    """The clocks that count, to the second."""
    found = (known.main, *known.others)
    counting = (c for c in found if c is not None and c.name in COUNTING and ":" in c.figure)
    return tuple(f"{c.title} {c.figure}" for c in counting if c.words != EXPECTED)
