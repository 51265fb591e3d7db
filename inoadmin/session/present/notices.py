"""What the timekeeper noticed, in sentences; and what would change if the time here were moved.

Notice: one row under the bar. It names places, never patients, so that it can stand anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, assert_never

from inoadmin.domain.timers import Timer
from inoadmin.session.gaps import open_gap
from inoadmin.session.present import words
from inoadmin.session.present.alarms import place_of
from inoadmin.session.present.lines import name_of
from inoadmin.session.registration import SYSTEM
from inoadmin.session.service import Service
from inoadmin.session.timekeeping import (
    Followed,
    Occurrence,
    Restart,
    Settled,
    Standstill,
    Step,
    Timekeeper,
)

_TIMERS: Final = {
    "premed": "start window",
    "equilibration": "equilibration",
    "bag_life": "bag good for",
    "infusion": "infusion",
    "observation": "observation",
    "vitals": "next observations",
}
_COUNTING: Final = frozenset({"running", "open", "due", "overdue"})
_UNWRITTEN: Final = " NOT YET RECORDED: the database cannot be written to."


@dataclass(frozen=True, slots=True)
class Notice:
    """One row. `code` is "step", "behind", "followed", "settled", "standstill" or "restart";
    `tone` "warn" or "calm"; `movable`: the time here can be moved; `closes`: what is dismissed when
    the row is closed, None: it stays for as long as it holds.
    """

    code: str
    sentence: str
    tone: str = "calm"
    movable: bool = False
    closes: Occurrence | None = None


def notices(service: Service, keeper: Timekeeper) -> tuple[Notice, ...]:
    """All that is to be told now: what holds first, then what happened."""
    found: list[Notice] = []
    if keeper.step is not None:
        found.append(Notice("step", _stepped(service, keeper.step), "warn", movable=True))
    behind = keeper.behind_until()
    if behind is not None:
        found.append(Notice("behind", _behind(service, behind), "warn"))
    return (*found, *(_happened(service, what) for what in keeper.told))


def _happened(service: Service, what: Occurrence) -> Notice:
    """A row that can be closed."""
    match what:
        case Followed():
            tone = "calm" if what.actor == SYSTEM else "warn"
            return Notice("followed", _followed(service, what), tone, closes=what)
        case Settled():
            at = _time(service, what.at)
            told = f"The computer's clock agrees with the time here again since {at}."
            return Notice("settled", told, closes=what)
        case Standstill():
            return Notice("standstill", _stopped(service, what), "warn", closes=what)
        case Restart():
            return Notice("restart", _restarted(service, what), "warn", closes=what)
        case _:
            assert_never(what)


def _stepped(service: Service, step: Step) -> str:
    """What happened, by how much, when, and what to do."""
    at = _time(service, step.at)
    told = (
        f"The computer's clock was set {way(step.by)} by {length(step.by)}, noticed {at}. No timer "
        "has moved: time here goes on from before, and expiry goes by it. Compare with another "
        "clock."
    )
    return told if step.recorded else told + _UNWRITTEN


def _followed(service: Service, what: Followed) -> str:
    """The time here was moved, by whom, and what with it."""
    at = _time(service, what.at)
    if what.actor == SYSTEM:
        return (
            f"The computer's clock was set {way(what.by)} by {length(what.by)}. No dose was open, "
            f"so the time here follows it, from {at} on."
        )
    who = name_of(service.staff(), what.actor)
    return (
        f"The time here was moved {way(what.by)} by {length(what.by)} and became {at}: {who} chose "
        "the computer's time. Every running timer moved with it. Read the pumps."
    )


def _stopped(service: Service, what: Standstill) -> str:
    """How long nothing was shown."""
    subject = "The computer was asleep" if what.asleep else "Display was stopped"
    until = _time(service, what.until)
    return f"{subject} for {length(what.length)} until {until}: the clocks are right again."


def _restarted(service: Service, what: Restart) -> str:
    """The computer was started anew; only its clock tells how long that took."""
    at = _time(service, what.at)
    zone = service.zone
    last = words.moment_near(what.last_at, zone, what.at.astimezone(zone).date())
    followed = (
        f" The time here follows its clock now, which stood set {way(what.step)} by "
        f"{length(what.step)} before: timers have moved."
        if what.step
        else ""
    )
    if what.at < what.last_at:
        return f"The computer was restarted at {at}, after the last entry of {last}.{followed}"
    return (
        f"The computer was restarted: no entry between {last} and {at}, "
        f"{length(what.at - what.last_at)} by the computer's clock alone.{followed} Compare the "
        "time with another clock."
    )


def _behind(service: Service, until: datetime) -> str:
    """The computer came up with its clock behind, or this time with the right one."""
    zone = service.zone
    return (
        f"The time shown is before an entry made at {words.moment(until, zone)}: the computer's "
        "clock is behind, or was ahead then. Compare with another clock. If it is behind, its "
        "battery may be flat: set the computer's clock, then choose “Use the computer's time” "
        "here. Entries until then are marked."
    )


def unverified(service: Service, administration: str) -> str:
    """That nobody has said what the pump did over a restart; "" when nothing is asked."""
    gap = open_gap(service, administration)
    if gap is None:
        return ""
    zone = service.zone
    today = service.now().astimezone(zone).date()
    since, until = (words.moment_near(at, zone, today) for at in (gap.since, gap.until))
    return (
        f"Pump not verified since the computer was restarted at {until}; the last entry before was "
        f"at {since}. Read the pump."
    )


def what_changes(service: Service, by: timedelta) -> tuple[str, ...]:
    """What would be different if the time here moved so far: a line each, timers by their place."""
    now = service.now()
    said = [f"The time here becomes {_time(service, now + by)} instead of {_time(service, now)}."]
    for row in service.open_doses():
        place = place_of(service, row.patient, row.id)
        before, after = service.timers(row.id, now), service.timers(row.id, now + by)
        said += [
            f"{place}: {_TIMERS[name]} {figure(before[name])} → {figure(after[name])}"
            for name in _TIMERS
            if before[name].state in _COUNTING and before[name].remaining is not None
        ]
    said.append("What is recorded keeps its times; volumes are estimated by the time shown.")
    if by < timedelta():
        said.append("Entries are marked as written with the clock behind until that has passed.")
    return tuple(said)


def figure(timer: Timer) -> str:
    """What a timer shows: "33:36", "12:00 overdue", or that it has run out."""
    if timer.remaining is None:
        return "done"
    late = timer.state in {"due", "overdue"}
    return words.countdown(abs(timer.remaining)) + (" overdue" if late else "")


def way(by: timedelta) -> str:
    """Forward or back."""
    return "forward" if by > timedelta() else "back"


def length(span: timedelta) -> str:
    """1hr 0min 3s is "1hr 3s": hours, minutes and seconds, whichever there are; without a sign."""
    seconds = round(abs(span).total_seconds())
    parts = ((seconds // 3600, "hr"), (seconds % 3600 // 60, "min"), (seconds % 60, "s"))
    return " ".join(f"{count}{unit}" for count, unit in parts if count) or "0s"


def _time(service: Service, at: datetime) -> str:
    return words.clock_time(at, service.zone, seconds=True)
