"""Which alarms stand now, each with its priority and the action that it asks for.

Priorities as in IEC 60601-1-8: high, medium, low. An alarm names the place, never the patient, so
that it can stand where others read it. It does not replace the pump's alarms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from inoadmin.domain import commands as c
from inoadmin.domain.news2 import is_full, score
from inoadmin.domain.state import ACTIVE, OPEN_STAGES, Administration, Stage
from inoadmin.domain.timers import Timer
from inoadmin.session.calls import open_calls
from inoadmin.session.gaps import open_gap
from inoadmin.session.present import words
from inoadmin.session.service import Service

PRIORITIES: Final = ("high", "medium", "low")
HIGH, MEDIUM, LOW = PRIORITIES
#: How long before the start window closes this is told: a reminder's lead, not a rule.
CLOSING_SOON: Final = timedelta(minutes=10)
_RUNNING: Final = (Stage.INFUSING, Stage.INTERRUPTED)
_SET_GOING: Final = (c.Start, c.Resume, c.Rate)
_WRONG_DOSE: Final = "dose-wrong-after-start"


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
        return key_of(self.administration, self.code, self.occasion)

    @property
    def said(self) -> str:
        """What is so, and since or until when."""
        return f"{self.text} {self.figure}".rstrip()

    @property
    def short(self) -> str:
        """What is so, without since or until when."""
        return self.text.removesuffix(" for").removesuffix(" at").removesuffix(" in").rstrip(",")

    @property
    def line(self) -> str:
        """Place, what is so and what to do, in one line."""
        return f"{self.place}: {self.said}. {self.action}"


def key_of(administration: str, code: str, occasion: str) -> str:
    """What tells an alarm from every other one."""
    return f"{administration}/{code}/{occasion}"


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
    return service.once(at, "alarms", lambda: _all_standing(service, at))


def _all_standing(service: Service, at: datetime) -> tuple[Alarm, ...]:
    """What stands, worked out."""
    found: list[Alarm] = []
    for row in service.open_doses():
        found += alarms_of(service, row.id, at)
    found += [called(service, call.at) for call in open_calls(service)]
    return tuple(sorted(found, key=lambda alarm: (PRIORITIES.index(alarm.priority), -alarm.age)))


def called(service: Service, at: datetime) -> Alarm:
    """The alarm of a called reaction that nobody has claimed: of no patient yet."""
    time = words.clock_time(at, service.zone, seconds=True)
    text, action = f"reaction called at {time}", "Say whose it was"
    return Alarm("", "", "Reaction key", HIGH, "called", text, action, occasion=str(at))


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
    told = {HIGH: _high(scene), MEDIUM: _medium(scene), LOW: _low(scene)}
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
    return found + _wrong_dose(scene) + _breach(scene)


def _wrong_dose(scene: _Scene) -> list[_Found]:
    """A correction made after the start shows that the dose should have been another one. Another
    correction while that stands is another occasion.
    """
    state, service = scene.state, scene.service
    if state.start is None:
        return []
    # Asked each second of every patient: where nothing was corrected, no rule needs to look.
    corrected_at = service.course(state.patient, state.id).corrected_at
    if corrected_at is None or not service.stands(state.id, _WRONG_DOSE, scene.at):
        return []
    last = max((k.version for k in state.corrections), default=0)
    occasion = f"{last} {corrected_at}"
    action = "Stop the pump? Call prescriber and pharmacist"
    return [_Found("dose", "dose differs after a correction", "", action, occasion=occasion)]


def _breach(scene: _Scene) -> list[_Found]:
    """An act that had already happened was recorded though its gate was shut."""
    if scene.state.stage not in _RUNNING:
        return []
    entries = (e for e in scene.state.entries if not e.void and e.fact.unresolved)
    last = max((entry.version for entry in entries), default=None)
    if last is None:
        return []
    action = "Inform the prescriber"
    return [_Found("breach", "recorded against a shut gate", "", action, occasion=f"{last}")]


def _bag_life(scene: _Scene) -> list[_Found]:
    """The bag is past its life while it hangs, or will be before the infusion is due to end."""
    if scene.state.stage not in _RUNNING:
        return []
    life, due = scene.timers["bag_life"], scene.timers["infusion"].due_at
    if life.due_at is None:
        return []
    set_going = [e.version for e in scene.state.flow if isinstance(e.command, _SET_GOING)]
    occasion = f"{life.due_at} {set_going[-1]}"
    if life.state == "overdue":
        late, action = words.duration(scene.at - life.due_at), "Interrupt, call pharmacy"
        return [_Found("bag-past", "bag past its life", late, action, occasion=occasion)]
    if due is not None and due > life.due_at:
        left, text = words.duration(life.due_at - scene.at), "bag life runs out before the end, in"
        return [_Found("bag-life", text, left, "Call pharmacy", occasion=occasion)]
    return []


def _medium(scene: _Scene) -> list[_Found]:
    """Pump not verified, infusion due, start window closing or passed, observations overdue."""
    found = _unverified(scene)
    due = _overdue(scene, "infusion", "due")
    if due is not None:
        late, age, occasion = due
        action = "Look at the pump"
        found.append(_Found("infusion", "infusion due to have ended", late, action, age, occasion))
    found += _closing(scene)
    due = _overdue(scene, "vitals", "overdue")
    if due is not None:
        late, age, occasion = due
        found.append(
            _Found("vitals", "observations overdue", late, "Take a full set", age, occasion)
        )
    return found


def _closing(scene: _Scene) -> list[_Found]:
    """The start window closes soon, or has closed; whoever took note of the one sees the other."""
    premed = scene.timers["premed"]
    left, occasion = premed.remaining, str(premed.closes_at)
    if left is None:
        return []
    if premed.state == "open" and left <= CLOSING_SOON:
        text, action = "start window closes in", "Start or repeat"
        return [_Found("window", text, words.duration(left), action, occasion=occasion)]
    if premed.state == "overdue":
        ago, action = f"{words.duration(left)} ago", "Ask the prescriber"
        return [_Found("window", "start window closed", ago, action, occasion=occasion)]
    return []


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
    premed, waiting, over = clocks["premed"], clocks["equilibration"], clocks["observation"]
    if premed.state == "open" and premed.remaining is not None and premed.remaining > CLOSING_SOON:
        left, occasion = words.duration(premed.remaining), str(premed.due_at)
        action = "Prepare the start"
        found.append(
            _Found("window-open", "start window open for", left, action, occasion=occasion)
        )
    out = waiting.due_at if waiting.state == "done" else None
    if out is not None and state.stage in ACTIVE and state.stage is not Stage.INFUSING:
        text, action = "bag at room temperature", "Bag can hang"
        found.append(_Found("equilibrated", text, "", action, occasion=str(out)))
    if over.state == "due":
        text, occasion = "observation time over", str(over.due_at)
        found.append(_Found("observed", text, "", "Sign off", occasion=occasion))
    return found


def _overdue(scene: _Scene, name: str, late: str) -> tuple[str, timedelta, str] | None:
    """Of a clock that has run out: how long ago in words, and as a length, and which time."""
    clock = scene.timers[name]
    if clock.state != late or clock.due_at is None:
        return None
    age = scene.at - clock.due_at
    return words.duration(age), age, str(clock.due_at)


def headlines(standing: tuple[Alarm, ...]) -> tuple[str, ...]:
    """The gravest alarm in words, longest first: "2 alarms: Bay 5, observations overdue 4min"."""
    if not standing:
        return ()
    first = standing[0]
    count = "1 alarm" if len(standing) == 1 else f"{len(standing)} alarms"
    short = f"{count}: {first.place}"
    return (f"{short}, {first.said}", f"{short}, {first.short}", short)
