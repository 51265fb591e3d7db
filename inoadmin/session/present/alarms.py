"""Which alarms stand now, each with its priority and the action that it asks for.

Priorities as in IEC 60601-1-8: high, medium, low. An alarm names the place, never the patient, so
that it can stand where others read it. It does not replace the pump's alarms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from inoadmin.domain.news2 import is_full, score
from inoadmin.domain.state import ACTIVE, OPEN_STAGES, Administration, Stage
from inoadmin.domain.timers import Timer
from inoadmin.session.calls import open_calls
from inoadmin.session.gaps import open_gap
from inoadmin.session.present import words
from inoadmin.session.service import Service

PRIORITIES: Final = ("high", "medium", "low")
#: How long before the start window closes this is told: a reminder's lead, not a rule.
CLOSING_SOON: Final = timedelta(minutes=10)
_RUNNING: Final = (Stage.INFUSING, Stage.INTERRUPTED)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm. `text` says what is so, `figure` since or until when, `action` what to do;
    `occasion` tells one from another of the same code.
    """

    administration: str
    patient: str
    place: str
    priority: str
    code: str
    text: str
    action: str
    figure: str = ""
    age: timedelta = timedelta()
    occasion: str = ""

    @property
    def key(self) -> str:
        """The same for as long as it is the same alarm; no patient can be told from it."""
        return f"{self.administration}/{self.code}/{self.occasion}"

    @property
    def line(self) -> str:
        """Place, what is so and what to do, in one line."""
        figure = f" {self.figure}" if self.figure else ""
        return f"{self.place}: {self.text}{figure}. {self.action}"


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every alarm looks at."""

    service: Service
    state: Administration
    timers: dict[str, Timer]
    at: datetime


@dataclass(frozen=True, slots=True)
class _Found:
    """An alarm before it knows whose it is. `age`: for how long it stands, where that is told."""

    code: str
    text: str
    figure: str
    action: str
    age: timedelta = timedelta()
    occasion: str = ""


def place_of(service: Service, patient: str, administration: str | None) -> str:
    """Where the patient is: the place registered, else the record number, else "no place"."""
    ward = service.patient(patient).details.ward.strip()
    if ward or administration is None:
        return ward or "No place"
    return service.administration(administration).about.number


def alarms(service: Service, at: datetime) -> tuple[Alarm, ...]:
    """Every alarm of every administration that is open, gravest first."""
    found: list[Alarm] = []
    for row in service.open_doses():
        found += alarms_of(service, row.id, at)
    found += [called(service, call.at) for call in open_calls(service)]
    return tuple(sorted(found, key=lambda alarm: (PRIORITIES.index(alarm.priority), -alarm.age)))


def called(service: Service, at: datetime) -> Alarm:
    """The alarm of a called reaction that nobody has claimed: of no patient yet."""
    time = words.clock_time(at, service.zone, seconds=True)
    text, action = f"reaction called at {time}", "Say whose it was"
    return Alarm("", "", "Reaction key", PRIORITIES[0], "called", text, action, occasion=str(at))


def alarms_of(service: Service, administration: str, at: datetime) -> list[Alarm]:
    """One administration's alarms, gravest first."""
    key = ("alarms", administration)
    return service.once(at, key, lambda: _standing(service, administration, at))


def _standing(service: Service, administration: str, at: datetime) -> list[Alarm]:
    """What stands, worked out."""
    state = service.administration(administration)
    if state.stage not in OPEN_STAGES:
        return []
    scene = _Scene(service, state, service.timers(administration, at), at)
    place = place_of(service, state.patient, administration)
    told = {"high": _high(scene), "medium": _medium(scene), "low": _low(scene)}
    return [
        Alarm(
            administration,
            state.patient,
            place,
            priority,
            found.code,
            found.text,
            found.action,
            found.figure,
            found.age,
            found.occasion,
        )
        for priority in PRIORITIES
        for found in told[priority]
    ]


def _high(scene: _Scene) -> list[_Found]:
    """Reaction open, NEWS2 in the high band, bag life running out, acts that a gate shut out."""
    found: list[_Found] = []
    state, table = scene.state, scene.service.ward(scene.state.id).protocol.news2
    opened = [reaction.report.version for reaction in state.reactions if reaction.is_open]
    if opened:
        action = "Record grade, treatment and outcome"
        found.append(_Found("reaction", "reaction open", "", action, occasion=f"{opened[-1]}"))
    taken = [entry for entry in state.vitals if is_full(entry.command)]
    last = max(taken, key=lambda e: (e.occurred_at, e.version), default=None)
    total = score(table, last.command).total if last else None
    if last is not None and total is not None and total >= table.high_from:
        action = "Emergency: call for help, observe again"
        found.append(_Found("news2", f"NEWS2 {total}", "", action, occasion=f"{last.version}"))
    found += _bag_life(scene)
    if scene.service.stands(state.id, "dose-wrong-after-start", scene.at):
        found.append(_Found("dose", "dose differs after a correction", "", "Stop the pump? Call"))
    if state.stage in _RUNNING and any(e.fact.unresolved for e in state.entries if not e.void):
        found.append(_Found("breach", "recorded against a shut gate", "", "Inform the prescriber"))
    return found


def _bag_life(scene: _Scene) -> list[_Found]:
    """The bag is past its life while it hangs, or will be before the infusion is due to end."""
    if scene.state.stage not in _RUNNING:
        return []
    life, due = scene.timers["bag_life"], scene.timers["infusion"].due_at
    if life.state == "overdue" and life.due_at is not None:
        late = words.duration(scene.at - life.due_at)
        return [_Found("bag-life", "bag past its life", late, "Interrupt, call pharmacy")]
    if life.due_at is not None and due is not None and due > life.due_at:
        left = words.duration(life.due_at - scene.at)
        return [_Found("bag-life", "bag life runs out before the end, in", left, "Call pharmacy")]
    return []


def _medium(scene: _Scene) -> list[_Found]:
    """Pump not verified, infusion due, start window closing or passed, observations overdue."""
    found = _unverified(scene)
    clocks, at = scene.timers, scene.at
    if clocks["infusion"].state == "due":
        late = _since(clocks["infusion"], at)
        found.append(
            _Found(
                "infusion",
                "infusion due to have ended",
                late,
                "Look at the pump",
                _age(clocks["infusion"], at),
            )
        )
    premed = clocks["premed"]
    if premed.state == "open" and premed.remaining is not None and premed.remaining <= CLOSING_SOON:
        left = words.duration(premed.remaining)
        found.append(_Found("window-closing", "start window closes in", left, "Start or repeat"))
    if premed.state == "overdue" and premed.remaining is not None:
        late = words.duration(premed.remaining)
        found.append(
            _Found("window-closed", "start window closed", f"{late} ago", "Ask the prescriber")
        )
    if clocks["vitals"].state == "overdue":
        late = _since(clocks["vitals"], at)
        found.append(
            _Found(
                "vitals",
                "observations overdue",
                late,
                "Take a full set",
                _age(clocks["vitals"], at),
                str(clocks["vitals"].due_at),
            )
        )
    return found


def _unverified(scene: _Scene) -> list[_Found]:
    """The computer was started anew while it ran, and nobody has said what the pump did."""
    gap = open_gap(scene.service, scene.state.id)
    if gap is None:
        return []
    zone = scene.service.zone
    since = words.moment_near(gap.until, zone, scene.at.astimezone(zone).date())
    text = "pump not verified since the restart at"
    return [_Found("unverified", text, since, "Read the pump", occasion=f"{gap.restart}")]


def _low(scene: _Scene) -> list[_Found]:
    """Start window open, equilibration done, observation hour done."""
    found: list[_Found] = []
    clocks, state = scene.timers, scene.state
    premed, waiting = clocks["premed"], clocks["equilibration"]
    if premed.state == "open" and premed.remaining is not None and premed.remaining > CLOSING_SOON:
        left = words.duration(premed.remaining)
        found.append(_Found("window-open", "start window open for", left, "Prepare the start"))
    out = waiting.due_at if waiting.state == "done" else None
    if out is not None and state.stage in ACTIVE and state.stage is not Stage.INFUSING:
        found.append(_Found("equilibrated", "bag at room temperature", "", "Bag can hang"))
    if clocks["observation"].state == "due":
        found.append(_Found("observed", "observation time over", "", "Sign off"))
    return found


def _since(timer: Timer, at: datetime) -> str:
    """How long ago a clock ran out: "4min"."""
    return "" if timer.due_at is None else words.duration(_age(timer, at))


def _age(timer: Timer, at: datetime) -> timedelta:
    """For how long a clock has run out."""
    return timedelta() if timer.due_at is None else at - timer.due_at


def headlines(standing: tuple[Alarm, ...]) -> tuple[str, ...]:
    """The gravest alarm in words, longest first: "2 alarms: Bay 5, observations overdue 4min"."""
    if not standing:
        return ()
    first = standing[0]
    count = "1 alarm" if len(standing) == 1 else f"{len(standing)} alarms"
    short = f"{count}: {first.place}"
    return (f"{short}, {first.text} {first.figure}".rstrip(), f"{short}, {first.text}", short)
