"""The timeline's geometry: premedication, equilibration, infusion, observation, the bag's life.

Places run from 0 (the first thing drawn) to 1 (the last); no clinical value is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from inoadmin.domain.flow import Run, first_bag
from inoadmin.domain.timers import good_until
from inoadmin.record.blocks import Bar, Lane, Mark, Tick, Timeline
from inoadmin.record.sources import Sources
from inoadmin.session.present.words import clock_time, duration, rate

_STEPS = tuple(timedelta(minutes=n) for n in (5, 10, 15, 30, 60, 120, 240, 480, 720, 1440))
_MOST_TICKS = 10
_AFTER = timedelta(minutes=30)  # how much of the bag's life is drawn after the last thing


class Axis:
    """Instants to places from 0 to 1."""

    def __init__(self, src: Sources, moments: Iterable[datetime]) -> None:
        known = sorted(moments)
        self.zone = src.ward.zone
        self.first, self.last = known[0], max(known[-1], known[0] + timedelta(minutes=10))

    def at(self, moment: datetime) -> float:
        """Where an instant lies, kept on the axis."""
        place = (moment - self.first) / (self.last - self.first)
        return round(min(max(place, 0.0), 1.0), 4)

    def ticks(self) -> tuple[Tick, ...]:
        """Round local times, at most so many."""
        whole = self.last - self.first
        step = next((s for s in _STEPS if whole / s <= _MOST_TICKS), max(whole / _MOST_TICKS, _STEPS[-1]))
        local = self.first.astimezone(self.zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        count = -((midnight - local) // step)
        made: list[Tick] = []
        moment = (midnight + step * count).astimezone(self.first.tzinfo)
        while moment <= self.last:
            if moment >= self.first:
                made.append(Tick(self.at(moment), clock_time(moment, self.zone)))
            moment += step
        return tuple(made)


def timeline(src: Sources) -> Timeline | None:
    """The drawing; None when nothing of it has happened."""
    state, flown = src.state, src.run
    given = [entry.occurred_at for entry in state.premeds]
    moments = [*given]
    if state.bag_out is not None:
        moments.append(state.bag_out.occurred_at)
    if flown is not None:
        moments += [flown.started_at, flown.ended_at or src.at]
    closing = state.left or state.completed
    if closing is not None:
        moments.append(closing.occurred_at)
    elif moments and state.finish is not None:
        moments.append(src.at)
    if not moments:
        return None
    last = max(moments)
    bag = first_bag(state)
    expires = good_until(src.protocol, src.ward.zone, bag.command) if bag is not None else None
    if expires is not None and last < expires <= last + _AFTER:
        moments.append(expires)
    axis = Axis(src, moments)
    lanes = [premed_lane(src, axis), equilibration_lane(src, axis)]
    lanes += [infusion_lane(src, axis, flown), observation_lane(src, axis, flown)] if flown else []
    lanes.append(bag_lane(src, axis, expires))
    return Timeline(axis.ticks(), tuple(lane for lane in lanes if lane is not None))


def premed_lane(src: Sources, axis: Axis) -> Lane | None:
    """When each was given, and the window for the start."""
    from inoadmin.domain.timers import premed

    given = [entry for entry in src.state.premeds if not entry.void]
    if not given:
        return None
    timer = premed(src.protocol, src.state, src.at)
    bars: tuple[Bar, ...] = ()
    opens, closes = timer.due_at, timer.closes_at
    if opens is not None and closes is not None and opens < closes:
        said = f"window {clock_time(opens, axis.zone)} to {clock_time(closes, axis.zone)}"
        bars = (Bar(axis.at(opens), axis.at(closes), said, "line"),)
    marks = tuple(Mark(axis.at(e.occurred_at), "") for e in given)
    return Lane("Premedication", bars, marks)


def equilibration_lane(src: Sources, axis: Axis) -> Lane | None:
    """From the fridge to the start."""
    out = src.state.bag_out
    if out is None:
        return None
    start = src.state.start
    until = start.occurred_at if start and start.occurred_at > out.occurred_at else src.at
    said = f"{duration(until - out.occurred_at)} out of the fridge"
    return Lane(
        "Equilibration", (Bar(axis.at(out.occurred_at), axis.at(until), said, "open"),)
    )


def infusion_lane(src: Sources, axis: Axis, flown: Run) -> Lane:
    """Running, filled; interrupted, hatched."""
    bars: list[Bar] = []
    for interval in flown.intervals:
        until = interval.until or src.at
        runs = bool(interval.rate_ml_h)
        since = clock_time(interval.since, axis.zone)
        said = f"{since} {rate(interval.rate_ml_h)}" if runs else f"{since} interrupted"
        look = "solid" if runs else "hatched"
        bars.append(Bar(axis.at(interval.since), axis.at(until), said, look))
    return Lane("Infusion", tuple(bars))


def observation_lane(src: Sources, axis: Axis, flown: Run) -> Lane | None:
    """From the end to completion."""
    if flown.ended_at is None:
        return None
    closing = src.state.left or src.state.completed
    until = closing.occurred_at if closing is not None else src.at
    said = f"{duration(until - flown.ended_at)} observed"
    if src.state.left is not None:
        said += ", left early"
    bar = Bar(axis.at(flown.ended_at), axis.at(until), said, "open")
    reactions = tuple(
        Mark(axis.at(r.report.occurred_at), "reaction")
        for r in src.state.reactions
        if r.report.occurred_at >= flown.ended_at
    )
    return Lane("Observation", (bar,), reactions)


def bag_lane(src: Sources, axis: Axis, expires: datetime | None) -> Lane | None:
    """How long the first bag was good."""
    bag = first_bag(src.state)
    if bag is None or expires is None:
        return None
    said = f"good to {src.when(expires)}"
    begins = max(bag.occurred_at, axis.first)
    return Lane("Bag life", (Bar(axis.at(begins), axis.at(max(expires, begins)), said, "line"),))
