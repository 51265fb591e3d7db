"""The linked clocks: each a function of state and moment, never stored.

Timer: one clock at one moment. `timers` gives all six by name. States and ends as in the scenario
format: an end is included, "due" and "done" begin at their moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from inoadmin.domain import commands as c
from inoadmin.domain.expiry import in_order, last_good
from inoadmin.domain.flow import Run, pending, run, time_for, volume_ml
from inoadmin.domain.news2 import is_full
from inoadmin.domain.premeds import effective_times
from inoadmin.domain.state import Administration, Entry
from inoadmin.protocol.model import Protocol

NAMES = ("premed", "equilibration", "bag_life", "infusion", "observation", "vitals")


@dataclass(frozen=True, slots=True)
class Timer:
    """One clock. `remaining` is to `due_at` (an open or overdue premed window: to `closes_at`),
    negative when past, None when idle or done.
    """

    state: str
    started_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None
    remaining: timedelta | None = None

    @property
    def remaining_s(self) -> int | None:
        """Seconds left, rounded up."""
        return None if self.remaining is None else -(-self.remaining // timedelta(seconds=1))


IDLE = Timer("idle")


def timers(
    protocol: Protocol, zone: tzinfo, state: Administration, at: datetime
) -> dict[str, Timer]:
    """All clocks at a moment, by name in the order of NAMES."""
    now = run(protocol, state, at)
    return {
        "premed": premed(protocol, state, at),
        "equilibration": equilibration(protocol, state, at),
        "bag_life": bag_life(protocol, zone, state, at),
        "infusion": infusion(protocol, state, now, at),
        "observation": observation(protocol, state, now, at),
        "vitals": vitals(protocol, state, now, at),
    }


def counting(state: str, started: datetime, due: datetime, at: datetime) -> Timer:
    """A clock that counts down to `due`, or past it."""
    return Timer(state, started, due, remaining=due - at)


def premed(protocol: Protocol, state: Administration, at: datetime) -> Timer:
    """The start window: opens after the last of those given, closes after the first."""
    given = effective_times(protocol, state)
    if not given:
        return Timer("done") if state.start else IDLE
    opens = max(given) + protocol.premedication.opens_after.duration
    closes = min(given) + protocol.premedication.closes_after.duration
    if state.start is not None:
        return Timer("done", max(given), opens, closes)
    if at < opens:
        return Timer("running", max(given), opens, closes, opens - at)
    return Timer("open" if at <= closes else "overdue", max(given), opens, closes, closes - at)


def equilibration(protocol: Protocol, state: Administration, at: datetime) -> Timer:
    """How long a refrigerated bag has been out; anew for a replacement that does not hang yet."""
    bag, out = state.bag, state.bag_out
    awaited = state.start is None or pending(state) is not None
    if not awaited or state.finish is not None:
        return Timer("done", out.occurred_at if out else None)
    if out is None or (bag is not None and not bag.command.refrigerated):
        return IDLE
    due = out.occurred_at + protocol.start.equilibration.duration
    if at >= due:
        return Timer("done", out.occurred_at, due)
    return counting("running", out.occurred_at, due, at)


def good_until(protocol: Protocol, zone: tzinfo, bag: c.Bag) -> datetime | None:
    """The earlier of expiry and reconstitution + in-use life; None when neither is known."""
    ends = [end for end in (expires_at(zone, bag), in_use_until(protocol, bag)) if end is not None]
    return min(ends, default=None)


def expires_at(zone: tzinfo, bag: c.Bag) -> datetime | None:
    """The last good instant by the label, typed or scanned."""
    text = bag_expiry(bag)
    return last_good(text, zone) if text else None


def bag_expiry(bag: c.Bag) -> str:
    """The expiry typed, else the one scanned."""
    return bag.expiry.strip() or (bag.reading and bag.reading.expiry) or ""


def bag_batch(bag: c.Bag) -> str:
    """The batch typed, else the one scanned."""
    return bag.batch.strip() or (bag.reading and bag.reading.batch) or ""


def bag_product(bag: c.Bag) -> str:
    """The product typed, else the one scanned."""
    return bag.product.strip() or (bag.reading and bag.reading.product) or ""


def in_use_until(protocol: Protocol, bag: c.Bag) -> datetime | None:
    """Reconstitution + in-use life, when the time of reconstitution is known (label)."""
    return bag.reconstituted + protocol.bag.in_use.duration if bag.reconstituted else None


def bag_life(protocol: Protocol, zone: tzinfo, state: Administration, at: datetime) -> Timer:
    """How long the bag recorded last is good."""
    if state.bag is None:
        return IDLE
    due = good_until(protocol, zone, state.bag.command)
    if due is None:
        return IDLE
    since = state.bag.occurred_at
    if state.finish is not None:
        return Timer("done", since, due)
    return counting("running" if at <= due else "overdue", since, due, at)


def infusion(protocol: Protocol, state: Administration, now: Run | None, at: datetime) -> Timer:
    """What the remaining volume takes at the rate; a replacement counts once it is recorded."""
    if now is None:
        return IDLE
    if now.ended_at is not None:
        return Timer("done", now.started_at)
    if now.due_at is None:
        waiting = pending(state)
        left = volume_ml(protocol, waiting) if waiting else now.hanging.remaining_ml
        return Timer("paused", now.started_at, remaining=time_for(left, now.rate_ml_h))
    return counting("running" if at < now.due_at else "due", now.started_at, now.due_at, at)


def observation(protocol: Protocol, state: Administration, now: Run | None, at: datetime) -> Timer:
    """The hour from end or stop."""
    if now is None or now.ended_at is None:
        return IDLE
    due = now.ended_at + protocol.observation.observe.duration
    if state.completed is not None or state.left is not None:
        return Timer("done", now.ended_at, due)
    return counting("running" if at < due else "due", now.ended_at, due, at)


def vitals(protocol: Protocol, state: Administration, now: Run | None, at: datetime) -> Timer:
    """When the next set of observations is due: by the phase, and at once after a reaction."""
    turn = state.finish or state.start
    if now is None or turn is None or state.completed is not None or state.left is not None:
        return IDLE
    rules = protocol.observation
    phase = now.started_at if now.ended_at is None else now.ended_at
    every = rules.every_infusing if now.ended_at is None else rules.every_observing
    sets = full_sets(state)
    since = max([phase, *(taken.occurred_at for taken in sets if follows(taken, turn))])
    reported = [reaction.report for reaction in state.reactions]
    unseen = [r.occurred_at for r in reported if not any(follows(taken, r) for taken in sets)]
    due = min([since + every.duration, *unseen])
    return counting("running" if at <= due else "overdue", since, due, at)


def follows(entry: Entry[c.Act], earlier: Entry[c.Act]) -> bool:
    """Whether an act was at or after another; to the minute when one of their times was typed."""
    typed = entry.fact.typed or earlier.fact.typed
    return in_order(earlier.occurred_at, entry.occurred_at, typed=typed)


def full_sets(state: Administration) -> list[Entry[c.Vitals]]:
    """The full sets of observations, in order of recording."""
    return [entry for entry in state.vitals if is_full(entry.command)]
