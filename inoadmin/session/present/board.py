"""The board: one card a patient, most urgent first, with what is next and in how long.

Names stand on it only while no patient is open, so that one patient's name alone is on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Final

from inoadmin.domain.course import Patient
from inoadmin.domain.state import OPEN_STAGES, Stage
from inoadmin.domain.timers import Timer
from inoadmin.session.present import words
from inoadmin.session.present.alarms import PRIORITIES, Alarm, alarms_of, place_of
from inoadmin.session.present.findings import TITLES
from inoadmin.session.present.steps import next_step
from inoadmin.session.service import Service

_TONES: Final = {"high": "alarm", "medium": "warn", "low": "accent"}
_SIGNS: Final = {"high": "▲ ", "medium": "▲ ", "low": ""}
_ALIKE: Final = 0.75  # two surnames at least so alike are flagged


@dataclass(frozen=True, slots=True)
class Card:
    """One patient's card. `state` is what is next, `figure` in how long; `tone` "alarm", "warn",
    "accent" or "calm"; `name` empty while another patient is open; `ended`: for the archive;
    `clocks`: what runs besides, where no page shows it.
    """

    patient: str
    administration: str | None
    place: str
    name: str
    state: str
    figure: str
    tone: str
    similar: bool = False
    ended: bool = False
    clocks: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """The card in one line."""
        parts = [self.place, self.name, self.state, self.figure, *self.clocks]
        parts.append("similar name on the board" if self.similar else "")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Next:
    """What is next: words, figure, tone, and how urgent (smaller first)."""

    state: str
    figure: str
    tone: str
    rank: tuple[int, float]


def board(service: Service, at: datetime, *, named: bool) -> tuple[Card, ...]:
    """Every patient's card, most urgent first; those with nothing open and a dose ended last."""
    patients = service.patients()
    alike = similar_names(patients)
    ranked: list[tuple[tuple[int, float], str, Card]] = []
    for patient in patients:
        administration = service.current(patient.id)
        coming = what_is_next(service, administration, at)
        card = Card(
            patient.id,
            administration,
            place_of(service, patient.id, administration),
            words.full_name(patient.details) if named else "",
            coming.state,
            coming.figure,
            coming.tone,
            similar=named and patient.id in alike,
            ended=has_ended(service, administration),
        )
        ranked.append((coming.rank, card.place, card))
    return tuple(card for _, _, card in sorted(ranked, key=lambda one: one[:2]))


def has_ended(service: Service, administration: str | None) -> bool:
    """Whether nothing of it is asked any more."""
    return (
        administration is not None
        and service.administration(administration).stage not in OPEN_STAGES
    )


def what_is_next(service: Service, administration: str | None, at: datetime) -> _Next:
    """An alarm that stands, else the clock that matters in this stage, else the next step."""
    if administration is None:
        return _Next("no dose open", "", "calm", (5, 0))
    state = service.administration(administration)
    if state.stage not in OPEN_STAGES:
        return _Next(str(state.stage), "", "calm", (6, 0))
    standing = alarms_of(service, administration, at)
    if standing and standing[0].priority != PRIORITIES[-1]:
        return _of_alarm(standing[0])
    clocks = service.timers(administration, at)
    match state.stage:
        case Stage.INFUSING:
            return _counting("infusing", clocks["infusion"])
        case Stage.INTERRUPTED:
            return _Next("infusion interrupted", "", "warn", (2, 0))
        case Stage.OBSERVING:
            if clocks["observation"].state == "running":
                return _counting("observing", clocks["observation"])
            return _Next("observation time over", "sign off", "accent", (3, 0))
        case _:
            return _preparing(service, administration, clocks)


def _of_alarm(alarm: Alarm) -> _Next:
    """A card that an alarm stands on."""
    rank = PRIORITIES.index(alarm.priority)
    late = alarm.code in {"vitals", "infusion"} and alarm.figure
    figure = f"{alarm.figure} late" if late else alarm.figure
    text = f"{_SIGNS[alarm.priority]}{alarm.text}"
    return _Next(text, figure, _TONES[alarm.priority], (rank, -alarm.age.total_seconds()))


def _counting(state: str, timer: Timer) -> _Next:
    """A card on which a clock runs."""
    left = timer.remaining or timedelta()
    return _Next(state, words.duration(left), "accent", (3, left.total_seconds()))


def _preparing(service: Service, administration: str, clocks: dict[str, Timer]) -> _Next:
    """Before the start: the start window, else the bag warming, else the next step."""
    premed, warming = clocks["premed"], clocks["equilibration"]
    if premed.state == "running" and premed.remaining is not None:
        left = premed.remaining
        return _Next(
            "start window",
            f"opens in {words.duration(left)}",
            "accent",
            (3, left.total_seconds()),
        )
    if premed.state == "open" and premed.remaining is not None:
        left = premed.remaining
        return _Next(
            "start window open",
            f"closes in {words.duration(left)}",
            "accent",
            (3, left.total_seconds()),
        )
    if warming.state == "running":
        return _counting("bag warming", warming)
    return _Next("preparing", TITLES[next_step(service, administration)], "calm", (4, 0))


def similar_names(patients: Sequence[Patient]) -> frozenset[str]:
    """The patients whose surname another's on the board resembles."""
    return frozenset(
        one.id
        for one in patients
        for other in patients
        if one.id != other.id
        and alike(one.details.family_name.casefold(), other.details.family_name.casefold())
    )


def alike(one: str, other: str) -> bool:
    """Whether two surnames can be taken for one another."""
    return one == other or SequenceMatcher(None, one, other).ratio() >= _ALIKE
