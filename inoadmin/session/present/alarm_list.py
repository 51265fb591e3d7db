"""Alarms as they are listed, named in the bar and in the window's title; and what is told of the
sound.

Row: one line of the list. What nobody has acknowledged yet comes first.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from inoadmin.session.acknowledging import acknowledgements
from inoadmin.session.present import words
from inoadmin.session.present.alarms import Alarm
from inoadmin.session.present.lines import name_of
from inoadmin.session.present.locked import discreet
from inoadmin.session.ringing import asks
from inoadmin.session.service import Service
from inoadmin.session.sounding import last_test, wants_test

APPLICATION: Final = "inoadmin"
NOT_THE_PUMP: Final = "Does not replace the pump's alarms."
_SIGNS: Final = {"high": "▲ ", "medium": "▲ ", "low": ""}


@dataclass(frozen=True, slots=True)
class Row:
    """One alarm. `acknowledged` says by whom and when, "" while nobody has; `asks`: it can be."""

    alarm: Alarm
    asks: bool
    acknowledged: str = ""


def rows(service: Service, standing: Sequence[Alarm]) -> tuple[Row, ...]:
    """All that stands: what asks for an answer first, the gravest first of each."""
    known, staff = acknowledgements(service), service.staff()
    found: list[Row] = []
    for alarm in in_order(standing, known):
        mine, said = known.get(alarm.key), ""
        if mine is not None:
            time = words.clock_time(mine.at, service.zone)
            said = f"Acknowledged by {name_of(staff, mine.actor)} {time}"
        found.append(Row(alarm, asks(alarm) and mine is None, said))
    return tuple(found)


def in_order(standing: Sequence[Alarm], acknowledged: Container[str]) -> tuple[Alarm, ...]:
    """What asks for an answer first; as they were otherwise."""
    return tuple(sorted(standing, key=lambda alarm: not asks(alarm) or alarm.key in acknowledged))


def is_asking(standing: Sequence[Alarm], acknowledged: Container[str]) -> bool:
    """Whether an alarm stands that sounds until somebody acknowledges it."""
    return any(asks(alarm) and alarm.key not in acknowledged for alarm in standing)


def title(standing: Sequence[Alarm]) -> str:
    """The window's title, which others read in the taskbar: place and nothing clinical."""
    if not standing:
        return APPLICATION
    first = discreet(standing[0])
    more = f" (+{len(standing) - 1})" if len(standing) > 1 else ""
    return f"{_SIGNS[first.priority]}{first.place}: {first.short}{more} — {APPLICATION}"


def no_sound(fault: str) -> str:
    """What is told where nothing can be heard."""
    return f"No sound on this machine: {fault}. Alarms are only shown. Keep this screen in sight."


def offered_test(service: Service, at: datetime) -> str:
    """Why the sound should be tested now; "" when it need not be."""
    if not wants_test(service, at):
        return ""
    last = last_test(service)
    if last is None:
        return "The sound of alarms has not been tested here. Can they be heard where you work?"
    when = words.moment_near(last.at, service.zone, at.astimezone(service.zone).date())
    if not last.heard:
        return f"Alarms were not heard when the sound was tested at {when}. Test it again."
    return f"The sound of alarms was last tested at {when}. Can they be heard where you work?"


def tested(service: Service, at: datetime) -> str:
    """What the last test of the sound said, in one line."""
    last = last_test(service)
    if last is None:
        return "Sound not tested yet."
    when = words.moment_near(last.at, service.zone, at.astimezone(service.zone).date())
    said = "heard" if last.heard else "NOT heard"
    return f"Sound tested at {when} by {name_of(service.staff(), last.actor)}: {said}."
