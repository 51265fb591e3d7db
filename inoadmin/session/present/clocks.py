"""The clocks beside the page: the one that matters now, large, and the others in words.

All of them are worked out from what was recorded; volumes are estimates, since the pump is not
connected.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from inoadmin.domain.flow import run
from inoadmin.domain.news2 import band_name, is_full, score
from inoadmin.domain.state import OPEN_STAGES, Stage
from inoadmin.domain.timers import Timer
from inoadmin.session.gaps import open_gap
from inoadmin.session.present import words
from inoadmin.session.present.alarms import CLOSING_SOON
from inoadmin.session.service import Service

ESTIMATED: Final = "estimated, pump not connected"
EXPECTED: Final = "expected"


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock. `figure` is large; `words` say what it means; `tone` "alarm", "warn", "accent" or
    "calm"; `note` is said less loudly.
    """

    name: str
    title: str
    figure: str
    words: str
    tone: str = "calm"
    note: str = ""

    @property
    def spoken(self) -> str:
        """The clock in one line."""
        parts = (self.title, self.figure, self.words, self.note)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clock that matters now, and the others in the order in which they are shown."""

    main: Clock | None
    others: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class _Face:
    """What the clocks are told from."""

    service: Service
    administration: str
    at: datetime
    timers: dict[str, Timer]

    def time(self, at: datetime | None) -> str:
        """Local time, with the date when it is another day's."""
        if at is None:
            return ""
        zone = self.service.zone
        return words.moment_near(at, zone, self.at.astimezone(zone).date())


def clocks(service: Service, administration: str, at: datetime) -> Clocks:
    """All clocks of an administration at a moment."""
    state = service.administration(administration)
    face = _Face(service, administration, at, service.timers(administration, at))
    if state.stage not in OPEN_STAGES:
        return Clocks(None, tuple(c for c in (_news2(face),) if c))
    makers = {
        "premed": _window,
        "equilibration": _warming,
        "infusion": _infusion,
        "observation": _observation,
    }
    order = {
        Stage.PREPARING: ("premed", "equilibration"),
        Stage.INFUSING: ("infusion", "observation"),
        Stage.INTERRUPTED: ("infusion", "equilibration", "observation"),
        Stage.OBSERVING: ("observation", "infusion"),
    }[state.stage]
    faces = [clock for name in order if (clock := makers[name](face)) is not None]
    rest = [clock for maker in (_vitals, _news2, _bag) if (clock := maker(face)) is not None]
    return Clocks(faces[0] if faces else None, (*faces[1:], *rest))


def _window(face: _Face) -> Clock | None:
    """The start window: opens in, closes in, overdue."""
    timer = face.timers["premed"]
    if timer.remaining is None:
        return None
    opens, closes = face.time(timer.due_at), face.time(timer.closes_at)
    figure, left = words.countdown(timer.remaining), words.duration(timer.remaining)
    if timer.state == "running":
        told = f"opens in {left}, at {opens}; closes at {closes}"
        return Clock("premed", "Start window", figure, told, "accent")
    if timer.state == "open":
        tone = "warn" if timer.remaining <= CLOSING_SOON else "accent"
        return Clock(
            "premed", "Start window is open", figure, f"closes in {left}, at {closes}", tone
        )
    told = f"closed at {closes}, overdue {left}"
    return Clock("premed", "Start window closed", figure, told, "alarm")


def _warming(face: _Face) -> Clock | None:
    """How long the bag has been out of the fridge."""
    timer = face.timers["equilibration"]
    if timer.started_at is None or timer.due_at is None:
        return None
    if timer.remaining is None:
        out = words.duration(face.at - timer.started_at)
        return Clock("equilibration", "Out of the fridge", out, f"since {_out(face)}", "good")
    told = f"out since {_out(face)}, at room temperature at {face.time(timer.due_at)}"
    return Clock("equilibration", "Equilibration", words.countdown(timer.remaining), told, "accent")


def _out(face: _Face) -> str:
    """Since when the bag is out."""
    return face.time(face.timers["equilibration"].started_at)


def _infusion(face: _Face) -> Clock | None:
    """Time left of the infusion, with what was given."""
    timer, state = face.timers["infusion"], face.service.administration(face.administration)
    now = run(face.service.ward(face.administration).protocol, state, face.at)
    if now is None:
        return None
    halted = now.interrupted(face.at)
    pause = f", {words.duration(halted)} interrupted" if halted else ""
    unverified = "unverified, " if open_gap(face.service, face.administration) else ""
    given = (
        f"{words.volume(now.hanging.given_ml)} of {words.volume(now.hanging.volume_ml)} given, "
        f"{unverified}{ESTIMATED}"
    )
    if now.ended_at is not None:
        return Clock("infusion", "Infusion ended", face.time(now.ended_at), "", note=given)
    if timer.state == "paused":
        left = timer.remaining or timedelta()
        told = f"left when it goes on{pause}"
        return Clock("infusion", "Infusion interrupted", words.countdown(left), told, "warn", given)
    left = timer.remaining or timedelta()
    if timer.state == "due":
        late = f"overdue {words.duration(left)}{pause}"
        told = f"due to end at {face.time(timer.due_at)}, {late}"
        return Clock("infusion", "Infusion due", words.countdown(left), told, "warn", given)
    told = f"due to end at {face.time(timer.due_at)}{pause}"
    return Clock("infusion", "Infusion", words.countdown(left), told, "accent", given)


def _observation(face: _Face) -> Clock | None:
    """Time left of the observation, or when it will be while the infusion runs."""
    timer = face.timers["observation"]
    if timer.state == "done":
        return Clock("observation", "Observation", "over", "no longer asked for")
    if timer.due_at is None or timer.remaining is None:
        return _observation_ahead(face)
    span, left = face.time(timer.due_at), words.duration(timer.remaining)
    if timer.state == "due":
        told = f"was due until {span}, {left} ago"
        return Clock("observation", "Observation time over", "done", told, "good")
    figure = words.countdown(timer.remaining)
    return Clock("observation", "Observation", figure, f"until {span}, {left} left", "accent")


def _observation_ahead(face: _Face) -> Clock | None:
    """Between when and when to observe, if the infusion ends as due."""
    ends = face.timers["infusion"].due_at
    if ends is None:
        return None
    hour = face.service.ward(face.administration).protocol.observation.observe.duration
    ends = max(ends, face.at)
    return Clock(
        "observation", "Observation", f"{face.time(ends)} to {face.time(ends + hour)}", EXPECTED
    )


def _vitals(face: _Face) -> Clock | None:
    """When the next set of observations is due."""
    timer = face.timers["vitals"]
    if timer.remaining is None:
        return None
    left = words.duration(timer.remaining)
    if timer.state == "overdue":
        return Clock("vitals", "Observations", f"overdue {left}", _due(face, timer), "warn")
    return Clock("vitals", "Observations due", f"in {left}", _due(face, timer))


def _due(face: _Face, timer: Timer) -> str:
    """When a clock is due."""
    return f"due at {face.time(timer.due_at)}"


def _news2(face: _Face) -> Clock | None:
    """The last full set's NEWS2 with its band."""
    state = face.service.administration(face.administration)
    table = face.service.ward(face.administration).protocol.news2
    taken = [entry for entry in state.vitals if is_full(entry.command)]
    last = max(taken, key=lambda e: (e.occurred_at, e.version), default=None)
    if last is None:
        return None
    result = score(table, last.command)
    band = band_name(table, result)
    tone = {"high": "alarm", "medium": "warn", "low-medium": "warn"}.get(band, "calm")
    return Clock(
        "news2", "NEWS2", f"{result.total}, {band}", f"at {face.time(last.occurred_at)}", tone
    )


def _bag(face: _Face) -> Clock | None:
    """Until when the bag is good."""
    timer = face.timers["bag_life"]
    if timer.due_at is None or timer.remaining is None:
        return None
    overdue = timer.state == "overdue"
    told = f"{words.duration(timer.remaining)} {'ago' if overdue else 'left'}"
    # The date has no room beside the time: it stands with the words when it is another day's.
    zone = face.service.zone
    on = timer.due_at.astimezone(zone).date()
    if on != face.at.astimezone(zone).date():
        told = f"on {words.day(on)}, {told}"
    figure = words.clock_time(timer.due_at, zone)
    return Clock("bag_life", "Bag good until", figure, told, "alarm" if overdue else "calm")
