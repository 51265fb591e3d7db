"""The board: one card a patient, most urgent first, with what is next and in how long.

Names stand on it only while no patient is open, so that one patient's name alone is on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import Final

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


def board(
    service: Service, at: datetime, *, named: bool, ended: bool = True, besides: str | None = None
) -> tuple[Card, ...]:
    """The patients' cards, most urgent first; whoever has but ended doses last. Without
    `ended` these are left out, but for the patient `besides`.
    """
    known = service.patients()
    patients = [p for p in known if ended or p.id == besides or not service.has_ended(p.id)]
    surnames = tuple((p.id, p.details.family_name.casefold()) for p in patients)
    alike = similar_names(surnames) if named else frozenset[str]()
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
            similar=patient.id in alike,
            ended=service.has_ended(patient.id),
        )
        ranked.append((coming.rank, card.place, card))
    return tuple(card for _, _, card in sorted(ranked, key=lambda one: one[:2]))


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
            if state.left is not None:
                return _Next("patient has left", "sign off", "accent", (3, 0))
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


@lru_cache(maxsize=4)  # asked at each tick, of the same names for hours
def similar_names(surnames: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The patients whose surname another's resembles, of pairs of patient and surname."""
    return frozenset(
        patient
        for (one, name), (other, another) in combinations(surnames, 2)
        if alike(name, another)
        for patient in (one, other)
    )


def alike(one: str, other: str) -> bool:
    """Whether two surnames can be taken for one another."""
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other)
    # the first is dear, the second a bound of it from the lengths alone
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
