"""The timeline's geometry: premedication, equilibration, infusion, observation, the bag's life.

Places run from 0 (the first thing drawn) to 1 (the last); no clinical value is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from inoadmin.domain import commands as c
from inoadmin.domain.flow import Run
from inoadmin.domain.state import Entry
from inoadmin.domain.timers import good_until, premed
from inoadmin.record.blocks import Bar, Lane, Mark, Tick, Timeline
from inoadmin.record.sources import Sources, entries
from inoadmin.session.present.words import clock_time, duration, rate

_STEPS = tuple(timedelta(minutes=n) for n in (5, 10, 15, 30, 60, 120, 240, 480, 720, 1440))
_MOST_TICKS = 10
_DRAWN_ON = timedelta(hours=2)  # how long after the last act an unfinished one is drawn
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

    def ticks(self, most: int = _MOST_TICKS) -> tuple[Tick, ...]:
        """Round local times, at most so many."""
        whole = self.last - self.first
        step = next((s for s in _STEPS if whole / s <= most), max(whole / most, _STEPS[-1]))
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
    known = max((entry.occurred_at for entry in state.entries), default=src.at)
    now = min(src.at, known + _DRAWN_ON)
    moments += [entry.occurred_at for entry in outs(src)]
    if flown is not None:
        moments += [flown.started_at, flown.ended_at or now]
    closing = state.left or state.completed
    if closing is not None:
        moments.append(closing.occurred_at)
    elif moments and state.finish is not None:
        moments.append(now)
    if flown is None and (not outs(src) or not given):
        return None
    last = max(moments)
    moments += [end for end in lives(src).values() if last < end <= last + _AFTER]
    axis = Axis(src, moments)
    lanes = [premed_lane(src, axis), equilibration_lane(src, axis, now)]
    lanes += [infusion_lane(src, axis, flown), observation_lane(src, axis, flown)] if flown else []
    lanes += bag_lanes(src, axis)
    return Timeline(axis.ticks(), tuple(lane for lane in lanes if lane is not None))


def premed_lane(src: Sources, axis: Axis) -> Lane | None:
    """When each was given, and the window for the start."""
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


def outs(src: Sources) -> list[Entry[c.BagOut]]:
    """Every time that a bag came out of the fridge."""
    return [entry for entry in entries(src, c.BagOut) if not entry.void]


def equilibration_lane(src: Sources, axis: Axis, now: datetime) -> Lane | None:
    """From the fridge to the start, or to the restart with another bag."""
    bars: list[Bar] = []
    for out in outs(src):
        begun = [
            entry.occurred_at
            for entry in src.state.flow
            if isinstance(entry.command, c.Start | c.Resume) and entry.occurred_at > out.occurred_at
        ]
        until = min(begun, default=now)
        said = f"{duration(until - out.occurred_at)} out of the fridge"
        bars.append(Bar(axis.at(out.occurred_at), axis.at(until), said, "open"))
    return Lane("Equilibration", tuple(bars)) if bars else None


def infusion_lane(src: Sources, axis: Axis, flown: Run) -> Lane:
    """Running, filled; interrupted, hatched."""
    bars: list[Bar] = []
    for interval in flown.intervals:
        until = interval.until or src.at
        runs = bool(interval.rate_ml_h)
        since = clock_time(interval.since, axis.zone)
        said = f"{since} {rate(interval.rate_ml_h) if runs else halted_by(src, interval.since)}"
        look = "solid" if runs else "hatched"
        bars.append(Bar(axis.at(interval.since), axis.at(until), said, look))
    return Lane("Infusion", tuple(bars))


def halted_by(src: Sources, at: datetime) -> str:
    """Why the infusion stood still, in a word."""
    if any(reaction.report.occurred_at == at for reaction in src.state.reactions):
        return "reaction"
    if any(course.report.occurred_at == at for course in src.state.extravasations):
        return "extravasation"
    return "interrupted"


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


def lives(src: Sources) -> dict[int, datetime]:
    """Until when each bag was good, by its version; a bag without an expiry is not in it."""
    ends = {
        bag.version: good_until(src.protocol, src.ward.zone, bag.command) for bag in src.state.bags
    }
    return {version: end for version, end in ends.items() if end is not None}


def bag_lanes(src: Sources, axis: Axis) -> list[Lane]:
    """How long each bag was good."""
    ends = lives(src)
    lanes: list[Lane] = []
    for place, bag in enumerate(src.state.bags, start=1):
        if bag.version not in ends:
            continue
        expires = ends[bag.version]
        begins = max(bag.occurred_at, axis.first)
        name = "Bag life" if len(src.state.bags) == 1 else f"Bag {place} life"
        said = f"good to {src.when(expires)}"
        bar = Bar(axis.at(begins), axis.at(max(expires, begins)), said, "line")
        lanes.append(Lane(name, (bar,)))
    return lanes
