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
from inoadmin.session.service import Service

#: Alarms whose words say how a patient is, or what went wrong with their dose.
TELLING: Final = frozenset({"reaction", "news2", "dose", "breach"})
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
    """A card without what its alarm tells."""
    standing = alarms_of(service, card.administration or "", at)
    if not standing or standing[0].code not in TELLING:
        return card
    return replace(card, state=f"▲ {NEEDED}", figure="")
