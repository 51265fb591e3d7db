"""How much has run: volumes, rates and interruptions worked out from the flow's entries.

Run: the infusion at one moment. Nothing here is stored; the same entries and moment give the same
Run, so a restart loses nothing. Volumes in mL, rates in mL/h; all of it is an estimate, since the
pump is not connected, until a volume read from the pump replaces the computed one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import assert_never

from inoadmin.domain import commands as c
from inoadmin.domain.state import Administration, Entry, FlowCommand
from inoadmin.protocol.model import Protocol

_HOUR_S = Decimal(3600)
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Hung:
    """A bag that hung: its entry (None: no bag was recorded), volume and what was given of it."""

    bag: Entry[c.Bag] | None
    volume_ml: Decimal
    given_ml: Decimal = _ZERO

    @property
    def remaining_ml(self) -> Decimal:
        """What is left in it."""
        return self.volume_ml - self.given_ml


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of running (rate above 0) or of interruption (rate 0); `until` None: still on."""

    since: datetime
    until: datetime | None
    rate_ml_h: Decimal


@dataclass(frozen=True, slots=True)
class Run:
    """The infusion at a moment. `due_at` is when nothing remains, None unless it runs."""

    bags: tuple[Hung, ...]
    rate_ml_h: Decimal
    running: bool
    started_at: datetime
    reached: datetime
    ended_at: datetime | None = None
    due_at: datetime | None = None
    intervals: tuple[Interval, ...] = ()

    @property
    def hanging(self) -> Hung:
        """The bag hanging now."""
        return self.bags[-1]

    @property
    def given_ml(self) -> Decimal:
        """Given of all bags together."""
        return sum((hung.given_ml for hung in self.bags), _ZERO)

    def interrupted(self, at: datetime) -> timedelta:
        """How long it has been interrupted in all, up to `at`."""
        halts = (i for i in self.intervals if i.rate_ml_h == 0)
        spans = (max((i.until or at) - i.since, timedelta()) for i in halts)
        return sum(spans, timedelta())


def volume_ml(protocol: Protocol, bag: Entry[c.Bag] | None) -> Decimal:
    """A bag's volume: as recorded, else the protocol's."""
    recorded = bag.command.volume_ml if bag is not None else None
    return recorded if recorded is not None else protocol.bag.volume.value


def default_rate(protocol: Protocol, bag: Entry[c.Bag] | None) -> Decimal:
    """Bag volume over the protocol's infusion time, mL/h (Administration)."""
    minutes = protocol.start.infusion.duration.total_seconds() / 60
    return volume_ml(protocol, bag) * 60 / Decimal(int(minutes))


def time_for(volume: Decimal, rate_ml_h: Decimal) -> timedelta:
    """How long a volume takes at a rate, to the microsecond."""
    return timedelta(microseconds=int((volume * _HOUR_S * 1_000_000 / rate_ml_h).to_integral()))


def first_bag(state: Administration) -> Entry[c.Bag] | None:
    """The bag that started: the last one recorded before the start, else the first after it."""
    if not state.bags or state.start is None:
        return state.bag
    before = [bag for bag in state.bags if bag.version < state.start.version]
    return before[-1] if before else state.bags[0]


def replacement(state: Administration) -> Entry[c.Bag] | None:
    """The bag recorded last, when it replaces another after the start; else None."""
    bag = state.bag
    if state.start is None or bag is None or bag is first_bag(state):
        return None
    return bag


def pending(state: Administration) -> Entry[c.Bag] | None:
    """A replacement that does not hang yet: none was resumed with since it was recorded."""
    bag = replacement(state)
    if bag is None:
        return None
    resumed = any(isinstance(e.command, c.Resume) and e.version > bag.version for e in state.flow)
    return None if resumed else bag


def run(protocol: Protocol, state: Administration, at: datetime) -> Run | None:
    """The infusion at `at`; None before the start."""
    if state.start is None:
        return None
    started = state.start.occurred_at
    bag = first_bag(state)
    now = Run((Hung(bag, volume_ml(protocol, bag)),), _ZERO, False, started, started)
    for entry in state.flow:
        now = stepped(protocol, state, advanced(now, entry.occurred_at), entry)
    due_at = (
        now.reached + time_for(now.hanging.remaining_ml, now.rate_ml_h) if now.running else None
    )
    return replace(advanced(now, at), due_at=due_at)


def advanced(now: Run, at: datetime) -> Run:
    """The run at a later moment; a typed time in the same minute may lie a little earlier."""
    if at <= now.reached:
        return now
    if not now.running:
        return replace(now, reached=at)
    seconds = Decimal((at - now.reached) // timedelta(microseconds=1)) / 1_000_000
    more = now.rate_ml_h * seconds / _HOUR_S
    return with_given(replace(now, reached=at), now.hanging.given_ml + more)


def with_given(now: Run, given_ml: Decimal) -> Run:
    """The run with that much given of the hanging bag, at most all of it."""
    hung = replace(now.hanging, given_ml=min(given_ml, now.hanging.volume_ml))
    return replace(now, bags=(*now.bags[:-1], hung))


def stepped(protocol: Protocol, state: Administration, now: Run, entry: Entry[FlowCommand]) -> Run:
    """The run after one act of the flow."""
    at, command = now.reached, entry.command
    match command:
        case c.Start():
            rate = command.rate_ml_h
            return running(
                now, at, default_rate(protocol, now.hanging.bag) if rate is None else rate
            )
        case c.Resume():
            now = rehung(protocol, state, now, entry)
            return running(
                now, at, now.rate_ml_h if command.rate_ml_h is None else command.rate_ml_h
            )
        case c.Rate():
            return running(now, at, command.rate_ml_h or now.rate_ml_h)
        case c.PumpCheck():
            now = now if command.volume_ml is None else with_given(now, command.volume_ml)
            return now if command.running else halted(now, at)
        case c.Interrupt() | c.Reaction() | c.Extravasation():
            return halted(now, at)
        case c.Stop():
            given = command.volume_given_ml
            return finished(now if given is None else with_given(now, given), at)
        case c.End():
            return finished(run_out(protocol, now), at)
        case _:
            assert_never(command)


def rehung(protocol: Protocol, state: Administration, now: Run, entry: Entry[FlowCommand]) -> Run:
    """The run with the replacement hanging that was recorded before this resume, if one was."""
    known = [bag for bag in state.bags if bag.version < entry.version]
    if not known or known[-1] is now.hanging.bag or now.hanging.bag is None:
        return now
    return replace(now, bags=(*now.bags, Hung(known[-1], volume_ml(protocol, known[-1]))))


def running(now: Run, at: datetime, rate_ml_h: Decimal) -> Run:
    """The run going on at a rate."""
    return replace(now, running=True, rate_ml_h=rate_ml_h, intervals=turned(now, at, rate_ml_h))


def halted(now: Run, at: datetime) -> Run:
    """The run interrupted; a halt of what stands still changes nothing."""
    return replace(now, running=False, intervals=turned(now, at, _ZERO)) if now.running else now


def finished(now: Run, at: datetime) -> Run:
    """The run at its end."""
    closed = turned(now, at, _ZERO)[:-1]
    return replace(now, running=False, ended_at=at, intervals=closed)


def turned(now: Run, at: datetime, rate_ml_h: Decimal) -> tuple[Interval, ...]:
    """The intervals with the last one closed and another begun."""
    closed = tuple(i if i.until else replace(i, until=at) for i in now.intervals)
    return (*closed, Interval(at, None, rate_ml_h))


def run_out(protocol: Protocol, now: Run) -> Run:
    """At `end` the whole bag counts as given, unless it came too early (`infusion-short`)."""
    if now.running and not ends_short(protocol, now):
        return with_given(now, now.hanging.volume_ml)
    return now


def ends_short(protocol: Protocol, now: Run) -> bool:
    """More than the tolerance of the remaining volume's time is left (Administration)."""
    left = time_for(now.hanging.remaining_ml, now.rate_ml_h)
    return left > protocol.infusion.short_by.duration


def given_mg(now: Run | None, prescribed_mg: Decimal) -> Decimal:
    """Dose given: over the bags, label dose x volume given / bag volume.

    A bag without a label dose, or no bag recorded, counts with the prescribed dose.
    """
    if now is None:
        return _ZERO
    doses = (
        (hung, hung.bag.command.dose_mg if hung.bag is not None else None) for hung in now.bags
    )
    return sum(
        (
            (prescribed_mg if dose is None else dose) * hung.given_ml / hung.volume_ml
            for hung, dose in doses
        ),
        _ZERO,
    )
