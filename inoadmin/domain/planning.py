"""When to start: what a wished start asks for beforehand, and which starts satisfy every rule.

Outline: what follows from a start alone. Limit: one rule's first or last good minute. Starts: all
limits of an administration at a moment. Plan: a wished start held against them. Remedy: what has
to change when no start satisfies all. The rules themselves are asked, minute by minute, so that a
plan and the gate cannot disagree; what is still to be done counts as done at the earliest now, or
in its time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from inoadmin.domain import commands as c
from inoadmin.domain.course import Course
from inoadmin.domain.expiry import minute
from inoadmin.domain.findings import bag, bloods, dose, premed, start
from inoadmin.domain.findings.base import Gate, Rule, View
from inoadmin.domain.findings.gates import Ward, view_of
from inoadmin.domain.findings.infusion import stands_uncovered
from inoadmin.domain.flow import default_rate, time_for, volume_ml
from inoadmin.domain.premeds import counted, drug_class
from inoadmin.domain.state import Administration, Entry
from inoadmin.protocol.model import Protocol

MINUTE: Final = timedelta(minutes=1)
#: A plan is for this dose: a start further ahead is a mistyped date.
AHEAD: Final = timedelta(hours=24)
#: How far back a limit is looked for that has passed already; one further back counts as this old.
_BACK: Final = timedelta(days=7)

#: What a start can be too late for, by the code that it is told by; the premedication besides.
_TOO_LATE: Final[tuple[tuple[str, tuple[Rule, ...]], ...]] = (
    ("bag-life-short", (bag.product_expired, bag.bag_life_short)),
    ("in-use-limit", (bag.in_use_limit,)),
    ("fbc-stale", (bloods.fbc_stale,)),
    ("ue-stale", (bloods.ue_stale,)),
    ("lft-stale", (bloods.lft_stale,)),
    ("weight-stale", (dose.weight_stale,)),
)
#: The limit that is no rule's: nothing starts before now.
NOW: Final = "now"
WINDOW: Final = "premed-window-passed"


@dataclass(frozen=True, slots=True)
class Outline:
    """What follows from a start at `start` alone; instants in UTC.

    `bag_out_by` is for the whole of the equilibration, None for a bag that needs none; every
    premedication is given from `premedicate_from` to `premedicate_until`, both included; checks and
    baseline observations made from `check_from` and `observe_from` on count.
    """

    start: datetime
    bag_out_by: datetime | None
    premedicate_from: datetime
    premedicate_until: datetime
    check_from: datetime
    observe_from: datetime
    ends: datetime
    home: datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """The first, or last, whole minute at which a start satisfies the rule `code`."""

    code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Starts:
    """Between when and when a start satisfies all. `earliest` and `latest` are the limits, the
    binding one last and first; `missing` are the classes still to be given.
    """

    earliest: tuple[Limit, ...]
    latest: tuple[Limit, ...]
    missing: tuple[str, ...]

    @property
    def first(self) -> datetime:
        """The first start that is not too early for anything."""
        return self.earliest[-1].at

    @property
    def last(self) -> datetime | None:
        """The last start that is not too late for anything; None when nothing is in sight."""
        return self.latest[0].at if self.latest else None

    @property
    def possible(self) -> bool:
        """Whether any start satisfies all."""
        return self.last is None or self.first <= self.last

    def missed(self, at: datetime) -> tuple[Limit, ...]:
        """The limits that a start at `at` would not keep, too early ones first."""
        early = (limit for limit in self.earliest if at < limit.at)
        return (*early, *(limit for limit in self.latest if at > limit.at))


@dataclass(frozen=True, slots=True)
class Plan:
    """A wished start held against the limits. `again` are the premedications that would have to be
    repeated for it; `observe` and `check`: baseline observations and bedside check are still to be
    made, or again.
    """

    outline: Outline
    starts: Starts
    misfits: tuple[Limit, ...]
    again: tuple[Entry[c.Premed], ...]
    observe: bool
    check: bool


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would have to change for a start at `first`: the limits passed by then, and the
    premedications to be repeated.
    """

    first: datetime
    changes: tuple[Limit, ...]
    again: tuple[Entry[c.Premed], ...]


def outline(protocol: Protocol, state: Administration, at: datetime) -> Outline:
    """What follows from a start at `at`, at the bag's default rate."""
    rules, warm = protocol.start, state.bag is None or state.bag.command.refrigerated
    lasts = time_for(volume_ml(protocol, state.bag), default_rate(protocol, state.bag))
    return Outline(
        start=at,
        bag_out_by=at - rules.equilibration.duration if warm else None,
        premedicate_from=at - protocol.premedication.closes_after.duration,
        premedicate_until=at - protocol.premedication.opens_after.duration,
        check_from=at - rules.bedside_check.duration,
        observe_from=at - rules.baseline_observations.duration,
        ends=at + lasts,
        home=at + lasts + protocol.observation.observe.duration,
    )


def starts(ward: Ward, state: Administration, known: Course, at: datetime) -> Starts:
    """Which starts satisfy all from `at` on, as things stand then. Only for one that is preparing.

    Limits beyond a day ahead are left out.
    """
    view = view_of(ward, state, known, at, Gate.START)
    lacking = missing(view)
    early = [Limit(NOW, minute(at)), *_warm(view), *_premedicated(view, lacking)]
    since = minute(at) - _BACK
    late = [_last(view, code, rules, since) for code, rules in _TOO_LATE]
    # Before a repeat was given, the dose that it superseded counted: that is not looked back at.
    late.append(_last(view, WINDOW, (premed.premed_window_passed,), _since_given(view)))
    return Starts(
        tuple(sorted(early, key=lambda limit: limit.at)),
        tuple(sorted((limit for limit in late if limit), key=lambda limit: limit.at)),
        lacking,
    )


def plan(ward: Ward, state: Administration, known: Course, wished: datetime, at: datetime) -> Plan:
    """A wished start, as things stand at `at`. Only for one that is preparing."""
    found, protocol = starts(ward, state, known, at), ward.protocol
    misfits = found.missed(wished)
    view = view_of(ward, state, known, wished, Gate.START)
    passed = any(limit.code == WINDOW for limit in misfits)
    return Plan(
        outline=outline(protocol, state, wished),
        starts=found,
        misfits=misfits,
        again=tuple(_too_old(protocol, given(protocol, state), wished)) if passed else (),
        observe=stands_uncovered(view, start.baseline_observations_missing),
        check=start.bedside_check_missing.judge(view) is not None,
    )


def remedy(ward: Ward, state: Administration, known: Course, at: datetime) -> Remedy:
    """The least that has to change for any start, and the first one then.

    A premedication repeated now takes its time again, which may pass the next one's limit.
    """
    protocol, found = ward.protocol, starts(ward, state, known, at)
    every, again = given(protocol, state), list[Entry[c.Premed]]()
    window = [limit for limit in found.latest if limit.code == WINDOW]
    first = found.first
    while any(limit.at < first for limit in window):
        more = _too_old(protocol, [e for e in every if e not in again], first)
        if not more:
            break
        again += more
        first = _first_after(found, protocol, [e for e in every if e not in again], at)
    changes = (limit for limit in found.latest if limit.at < first and limit not in window)
    return Remedy(first, (*changes, *(window if again else ())), tuple(again))


def may_be_wished(start_at: datetime, at: datetime) -> bool:
    """Whether a start can be planned at `at`: not before that minute, nor more than a day ahead."""
    return minute(at) <= start_at <= at + AHEAD


def given(protocol: Protocol, state: Administration) -> list[Entry[c.Premed]]:
    """The premedications that count for the window, those that a repeat superseded left out."""
    every = counted(protocol, state)
    return [entry for entry in every if drug_class(protocol, entry.command.drug) is not None]


def repeatable_from(protocol: Protocol, entries: Sequence[Entry[c.Premed]]) -> datetime | None:
    """From when the drug that must not follow itself too soon can be given again (practice); None
    when it is not among `entries`.
    """
    rules = protocol.premedication
    name = rules.repeat_drug.casefold()
    doses = [e.occurred_at for e in entries if e.command.drug.strip().casefold() == name]
    return max(doses) + rules.repeat_after.duration if doses else None


def missing(view: View) -> tuple[str, ...]:
    """The classes still to be given; none when going without them was authorised."""
    if not stands_uncovered(view, premed.premed_missing):
        return ()
    rules = view.protocol
    had = {drug_class(rules, entry.command.drug) for entry in given(rules, view.state)}
    return tuple(name for name in rules.premedication.classes if name not in had)


def _warm(view: View) -> list[Limit]:
    """From when the bag is warm enough; one not recorded yet is expected from the fridge."""
    hung, out, rules = view.state.bag, view.state.bag_out, view.protocol.start
    if hung is not None and not hung.command.refrigerated:
        return []
    least = rules.equilibration.duration - rules.equilibration_tolerance.duration
    if out is None:
        return [Limit("equilibration-not-started", _up(view.at + least))]
    if hung is None:
        return [Limit("equilibration-short", _up(out.occurred_at + least))]
    return [_first(view, "equilibration-short", start.equilibration_short, minute(view.at))]


def _premedicated(view: View, lacking: Sequence[str]) -> list[Limit]:
    """From when the premedication given, and that still to be given, is old enough."""
    found: list[Limit] = []
    if given(view.protocol, view.state):
        recent = premed.premed_too_recent
        found.append(_first(view, "premed-too-recent", recent, _since_given(view)))
    if lacking:
        least = view.protocol.premedication.opens_after.duration
        found.append(Limit("premed-missing", _up(view.at + least)))
    return found


def _since_given(view: View) -> datetime:
    """From when on everything recorded as given counts: now, a typed time a little ahead, later."""
    had = [entry.occurred_at for entry in given(view.protocol, view.state)]
    return max(minute(view.at), *(minute(moment) for moment in had)) if had else minute(view.at)


def _first_after(
    found: Starts, protocol: Protocol, left: Sequence[Entry[c.Premed]], at: datetime
) -> datetime:
    """The first start once some premedications are repeated at `at` and only `left` still count."""
    least = protocol.premedication.opens_after.duration
    others = [limit.at for limit in found.earliest if limit.code != "premed-too-recent"]
    return max(*others, _up(at + least), *(_up(entry.occurred_at + least) for entry in left))


def _too_old(
    protocol: Protocol, entries: Sequence[Entry[c.Premed]], start_at: datetime
) -> list[Entry[c.Premed]]:
    """Those given too long before a start."""
    most = protocol.premedication.closes_after.duration
    return [entry for entry in entries if start_at - entry.occurred_at > most]


def _first(view: View, code: str, row: Rule, since: datetime) -> Limit:
    """The first minute from `since` on at which the rule is content, and stays so."""
    span = range(AHEAD // MINUTE)
    found = bisect_left(span, True, key=lambda count: _fits(view, (row,), since + count * MINUTE))
    return Limit(code, since + found * MINUTE)


def _last(view: View, code: str, rules: Sequence[Rule], since: datetime) -> Limit | None:
    """The last minute at which none of the rules stands; None when none does within a day. One that
    stands from `since` on has passed the minute before.
    """
    span = range((minute(view.at) + AHEAD - since) // MINUTE + 1)
    found = bisect_left(
        span, True, key=lambda count: not _fits(view, rules, since + count * MINUTE)
    )
    return Limit(code, since + (found - 1) * MINUTE) if found < len(span) else None


def _fits(view: View, rules: Sequence[Rule], at: datetime) -> bool:
    """Whether none of the rules stands uncovered at a moment."""
    then = replace(view, at=at)
    return not any(stands_uncovered(then, row) for row in rules)


def _up(at: datetime) -> datetime:
    """The next whole minute, the instant itself when it is one."""
    return minute(at) if minute(at) == at else minute(at) + MINUTE
