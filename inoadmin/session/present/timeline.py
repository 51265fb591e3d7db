"""The timeline's geometry: what happened and what is expected, in fractions of the width.

What comes of it is in `lanes`: rows of bars and marks. Whoever paints multiplies by the width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from inoadmin.domain.flow import Run, run
from inoadmin.domain.premeds import effective_times
from inoadmin.domain.state import OPEN_STAGES, Administration
from inoadmin.domain.timers import Timer, full_sets
from inoadmin.session.present import words
from inoadmin.session.present.lanes import Bar, Lane, Mark, Tick, Timeline
from inoadmin.session.present.planned import Planned, planned
from inoadmin.session.service import Service

_STEPS: Final = tuple(timedelta(minutes=m) for m in (5, 10, 15, 30, 60, 120, 240, 480, 1440))
_MOST_TICKS: Final = 10
_MARGIN: Final = timedelta(minutes=10)
_AHEAD: Final = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A bar before it has a place: instants instead of fractions."""

    since: datetime
    until: datetime
    look: str
    label: str
    spoken: str
    bounding: bool = True  # whether the axis must reach it


@dataclass(frozen=True, slots=True)
class _Moment:
    """A mark before it has a place."""

    at: datetime
    look: str
    spoken: str


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    stretches: tuple[_Stretch, ...] = ()
    moments: tuple[_Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the rows are told from."""

    service: Service
    state: Administration
    timers: dict[str, Timer]
    now: Run | None
    at: datetime

    def time(self, at: datetime) -> str:
        """Local time of day."""
        return words.clock_time(at, self.service.zone)

    def stretch(
        self, since: datetime, until: datetime, look: str, label: str, *, bounding: bool = True
    ) -> _Stretch:
        """A stretch that says its own times."""
        spoken = f"{label}, {self.time(since)} to {self.time(until)}"
        return _Stretch(since, until, look, label, spoken, bounding)


def timeline(service: Service, administration: str, at: datetime) -> Timeline:
    """The timeline of an administration at a moment."""
    state = service.administration(administration)
    protocol = service.ward(administration).protocol
    scene = _Scene(service, state, service.timers(administration, at), run(protocol, state, at), at)
    plan = planned(service, administration)
    made = ((title, maker(scene)) for title, maker in _MAKERS.items())
    rows = [r for title, row in made if (r := _beside(title, row, plan.get(title))) is not None]
    running = state.stage in OPEN_STAGES
    since, until = bounds(rows, state.opening.occurred_at, at if running else None)
    return Timeline(
        since,
        until,
        ticks(since, until, service),
        tuple(placed(row, since, until) for row in rows),
        fraction(at, since, until) if running else None,
        scene.time(at),
    )


def bounds(
    rows: Iterable[_Row], opened: datetime, now: datetime | None
) -> tuple[datetime, datetime]:
    """From when to when the axis reaches: over all that bounds it, and now with time ahead."""
    held = [s for row in rows for s in row.stretches if s.bounding]
    moments = [m.at for row in rows for m in row.moments]
    known = [*(s.since for s in held), *(s.until for s in held), *moments]
    if now is not None:
        known += [now - _MARGIN, now + _AHEAD]
    since, until = min(known, default=opened), max(known, default=opened)
    return since - _MARGIN, until + _MARGIN


def fraction(at: datetime, since: datetime, until: datetime) -> float:
    """Where a moment lies, 0 at `since` and 1 at `until`, never outside."""
    return min(max((at - since) / (until - since), 0.0), 1.0)


def ticks(since: datetime, until: datetime, service: Service) -> tuple[Tick, ...]:
    """Round local times, at most about ten of them."""
    step = next((s for s in _STEPS if (until - since) / s <= _MOST_TICKS), _STEPS[-1])
    local = since.astimezone(service.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    gone = since - midnight.astimezone(since.tzinfo)
    first = since + (-gone % step)
    found: list[Tick] = []
    while first <= until:
        found.append(Tick(fraction(first, since, until), words.clock_time(first, service.zone)))
        first += step
    return tuple(found)


def placed(row: _Row, since: datetime, until: datetime) -> Lane:
    """The row in fractions."""
    bars = (
        Bar(
            fraction(s.since, since, until),
            fraction(s.until, since, until),
            s.look,
            s.label,
            s.spoken,
            tail=s.until > until,
        )
        for s in row.stretches
    )
    marks = (Mark(fraction(m.at, since, until), m.look, m.spoken) for m in row.moments)
    return Lane(row.title, tuple(bars), tuple(marks))


def _beside(title: str, row: _Row | None, plan: Planned | None) -> _Row | None:
    """The row with what was planned: drawn as a bar where nothing happened, else beneath it."""
    if plan is None:
        return row
    look = "plan" if row is None else "under"
    stretch = _Stretch(plan.since, plan.until, look, plan.label, plan.spoken)
    row = row or _Row(title)
    return replace(row, stretches=(*row.stretches, stretch))


def _bag_out(scene: _Scene) -> _Row | None:
    """From the fridge to room temperature."""
    out = scene.state.bag_out
    if out is None:
        return None
    length = scene.service.ward(scene.state.id).protocol.start.equilibration.duration
    due = out.occurred_at + length
    label = "equilibrating" if scene.at < due else f"out {words.duration(length)}"
    return _Row("Bag out", (scene.stretch(out.occurred_at, due, "soft", label),))


def _premedication(scene: _Scene) -> _Row | None:
    """Each dose given, and the start window that follows from them."""
    if not scene.state.premeds:
        return None
    moments = (
        _Moment(e.occurred_at, "given", f"{e.command.drug} {scene.time(e.occurred_at)}")
        for e in scene.state.premeds
    )
    return _Row("Premedication", _window(scene), tuple(moments))


def _window(scene: _Scene) -> tuple[_Stretch, ...]:
    """Between when and when the start falls into both limits; nothing when no start can."""
    rules = scene.service.ward(scene.state.id).protocol
    given = effective_times(rules, scene.state)
    if not given:
        return ()
    opens = max(given) + rules.premedication.opens_after.duration
    closes = min(given) + rules.premedication.closes_after.duration
    if closes < opens:
        return ()
    label = f"start {scene.time(opens)}–{scene.time(closes)}"
    spoken = f"start window {scene.time(opens)} to {scene.time(closes)}"
    return (_Stretch(opens, closes, "window", label, spoken),)


def _infusion(scene: _Scene) -> _Row | None:
    """Running and interrupted stretches, and what is still expected."""
    now = scene.now
    if now is None:
        return None
    reached = scene.at if now.ended_at is None else now.ended_at
    found: list[_Stretch] = []
    for interval in now.intervals:
        until = max(interval.until or reached, interval.since)
        if interval.rate_ml_h == 0:
            found.append(scene.stretch(interval.since, until, "halt", "interrupted"))
        else:
            rate = words.rate(interval.rate_ml_h)
            if interval.until is None and now.due_at is not None:
                until = min(until, now.due_at)
            found.append(scene.stretch(interval.since, until, "solid", rate))
    if now.due_at is not None and now.due_at > scene.at:
        label = f"to {scene.time(now.due_at)}"
        found.append(scene.stretch(scene.at, now.due_at, "plan", label))
    return _Row("Infusion", tuple(found))


def _observing(scene: _Scene) -> _Row | None:
    """The observation after the end, expected while the infusion still runs."""
    if scene.now is None:
        return None
    hour = scene.service.ward(scene.state.id).protocol.observation.observe.duration
    ended = scene.now.ended_at
    if ended is None:
        if scene.now.due_at is None:
            return None
        since = max(scene.now.due_at, scene.at)
        label = f"to {scene.time(since + hour)}"
        return _Row("Observation", (scene.stretch(since, since + hour, "plan", label),))
    due, final = ended + hour, scene.state.left or scene.state.completed
    until = scene.at if final is None else final.occurred_at
    found = [scene.stretch(ended, max(until, ended), "soft", "observed")]
    if final is None and scene.at < due:
        label = f"to {scene.time(due)}"
        found.append(scene.stretch(scene.at, due, "plan", label))
    return _Row("Observation", tuple(found))


def _observations(scene: _Scene) -> _Row | None:
    """Full sets taken, and when the next ones are due."""
    taken = [
        _Moment(e.occurred_at, "done", f"set {scene.time(e.occurred_at)}")
        for e in full_sets(scene.state)
    ]
    due = scene.timers["vitals"].due_at
    if due is not None and scene.state.stage in OPEN_STAGES:
        taken.append(_Moment(due, "due", f"due {scene.time(due)}"))
    return _Row("Observations", moments=tuple(taken)) if taken else None


def _bag_life(scene: _Scene) -> _Row | None:
    """Until when the bag is good; the axis does not stretch for it."""
    life = scene.timers["bag_life"]
    if life.started_at is None or life.due_at is None:
        return None
    zone = scene.service.zone
    label = words.moment_near(life.due_at, zone, scene.at.astimezone(zone).date())
    spoken = f"until {label}"
    bar = _Stretch(life.started_at, life.due_at, "life", label, spoken, bounding=False)
    return _Row("Bag good until", (bar,))


_MAKERS: Final[Mapping[str, Callable[[_Scene], _Row | None]]] = {
    "Bag out": _bag_out,
    "Premedication": _premedication,
    "Infusion": _infusion,
    "Observation": _observing,
    "Observations": _observations,
    "Bag good until": _bag_life,
}
