"""A start that is offered is accepted when what is left is done as planned, from any state;
one minute outside of what is offered the rules themselves find something.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from inoadmin.domain import commands as c
from inoadmin.domain.planning import MINUTE, Plan
from tests.domain.plans import changed, found, planned
from tests.session.bench import (
    BAG,
    PREMEDS,
    STARTS,
    WELL,
    Bench,
    bloods,
    minutes,
    order,
    yes_to_all,
)

PREPARED = timedelta(hours=2)
FAR_MIN = 3000
TIMED = {
    "product-expired",
    "bag-life-short",
    "in-use-limit",
    "premed-missing",
    "premed-too-recent",
    "premed-window-passed",
    "equilibration-not-started",
    "equilibration-short",
    "fbc-stale",
    "ue-stale",
    "lft-stale",
    "weight-stale",
    "baseline-observations-missing",
    "bedside-check-missing",
}
NAMES = {"corticosteroid": 0, "antihistamine": 1, "antipyretic": 2}
some_seconds = st.none() | st.integers(0, 7000)
some_minutes = st.sampled_from([FAR_MIN] * 2 + [None]).flatmap(
    lambda far: st.just(FAR_MIN) if far else st.integers(100, 400)
)


@dataclass(frozen=True)
class Morning:
    """What was done when, in seconds from 08:00; what ends when, in minutes from 08:00."""

    premeds: tuple[int | None, int | None, int | None]
    bag: int | None
    out: int | None
    cold: bool
    expiry: int
    in_use: int
    samples: int
    weight: int
    seen: int | None
    now: int


mornings = st.builds(
    Morning,
    premeds=st.tuples(some_seconds, some_seconds, some_seconds),
    bag=some_seconds,
    out=some_seconds,
    cold=st.sampled_from([True, True, True, False]),
    expiry=some_minutes,
    in_use=some_minutes,
    samples=some_minutes,
    weight=some_minutes,
    seen=some_seconds,
    now=st.integers(3600, 7200),
)


def bag_of(morning: Morning, bench: Bench) -> c.Bag:
    """The bag, good for as long as the morning says."""
    expiry = STARTS + minutes(morning.expiry)
    made = STARTS + minutes(morning.in_use) - bench.protocol.bag.in_use.duration
    return replace(
        BAG,
        dose_mg=Decimal("0.88"),
        expiry=f"{expiry:%Y-%m-%dT%H:%M}",
        refrigerated=morning.cold,
        reconstituted=made if made < STARTS else None,
    )


def lived(morning: Morning) -> Bench:
    """Day 8, everything else in order, and what was done by now."""
    bench = Bench().staffed()
    bench.do(c.History(Decimal(1), Decimal(1), date(2026, 2, 23), Decimal("1.4"), "chart"))
    day = timedelta(days=1)
    weighed = STARTS + minutes(morning.weight) - day
    later = {"day": Decimal(8), "prescribed_mg": Decimal("0.88")}
    bench.do(order(**later, weight_measured=min(weighed, STARTS)))
    bench.do(yes_to_all(bench.protocol, "start"))
    bench.do(*bloods(min(STARTS + minutes(morning.samples) - day, STARTS)))
    acts: list[tuple[int, c.Act]] = []
    if morning.bag is not None:
        acts += [(morning.bag, bag_of(morning, bench)), (morning.bag, c.SecondCheck("bag", "ben"))]
    if morning.out is not None and morning.cold:
        after = max(morning.out, morning.bag or 0)
        acts.append((after, c.BagOut()))
    for premed, at in zip(PREMEDS, morning.premeds, strict=True):
        if at is not None:
            acts.append((at, premed))
    if morning.seen is not None:
        acts += [(morning.seen, WELL)]
    for at, act in sorted(acts, key=lambda one: one[0]):
        if at <= morning.now:
            bench.clock.set_to(STARTS + timedelta(seconds=at))
            bench.do(act)
    bench.clock.set_to(STARTS + timedelta(seconds=morning.now))
    return bench


def do_the_rest(morning: Morning, bench: Bench, of: Plan, *, again: bool = False) -> None:
    """What is left, each act in its time, the earliest that is possible now; then it is `start`."""
    line, now = of.outline, bench.now
    left: list[tuple[datetime, Callable[[], object]]] = []
    if bench.state.bag is None:
        bag, check = bag_of(morning, bench), c.SecondCheck("bag", "ben")
        left.append((now, partial(bench.do, bag, check)))
    if bench.state.bag_out is None and morning.cold:
        left.append((max(line.bag_out_by or now, now), partial(bench.do, c.BagOut())))
    give = [PREMEDS[NAMES[name]] for name in of.starts.missing]
    if again:
        give += [replace(entry.command, repeat=True) for entry in of.again]
    due = max(line.premedicate_from, now)
    left += [(due, partial(bench.do, premed)) for premed in give]
    if of.observe:
        left.append((max(line.observe_from, now), partial(bench.do, WELL)))
    if of.check:
        bedside = c.SecondCheck("bedside", "ben")
        left.append((max(line.check_from, now), partial(bench.do, bedside)))
    for at, act in sorted(left, key=lambda one: one[0]):
        bench.clock.set_to(max(at, bench.now))
        act()
    bench.clock.set_to(max(line.start, bench.now))


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(mornings, st.integers(0, 10**6))
def test_a_start_that_is_offered_is_accepted(morning: Morning, anywhere: int) -> None:
    bench = lived(morning)
    got = found(bench)
    assume(got.possible)
    last = got.last or got.first + minutes(600)
    # A bag or a refrigeration that nobody knew of may turn out otherwise: what is told is for this.
    hidden = (morning.bag is None or morning.bag > morning.now) and (
        min(morning.expiry, morning.in_use) < FAR_MIN
    )
    assume(not hidden)
    start = got.first + (anywhere % ((last - got.first) // MINUTE + 1)) * MINUTE
    of = planned(bench, start)
    assert of.misfits == of.again == ()
    do_the_rest(morning, bench, of)
    assert bench.now - start < MINUTE
    assert not bench.codes & TIMED
    assert bench.act(c.Start()).codes == ()


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(mornings)
def test_a_minute_too_early_or_too_late_is_found(morning: Morning) -> None:
    for side in ("early", "late"):
        bench = lived(morning)
        got = found(bench)
        start = got.first - MINUTE if side == "early" else (got.last or bench.now) + MINUTE
        # Nothing starts in the past; without a bag nobody knows whether it must warm up.
        if start < bench.now or (side == "late" and got.last is None):
            continue
        if side == "early" and not morning.cold:
            continue
        if side == "late" and not got.possible:
            continue
        of = planned(bench, start)
        assert of.misfits
        do_the_rest(morning, bench, of)
        assert bench.codes & TIMED


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(mornings)
def test_what_must_change_is_enough(morning: Morning) -> None:
    """Where only premedication has to be repeated, doing so gives the start that was told."""
    bench = lived(morning)
    got = found(bench)
    assume(not got.possible)
    change = changed(bench)
    assert change.changes
    assert change.first >= got.earliest[0].at
    assume({limit.code for limit in change.changes} == {"premed-window-passed"})
    assume(bench.state.bag is not None)
    of = planned(bench, change.first)
    assert {entry.version for entry in of.again} == {entry.version for entry in change.again}
    do_the_rest(morning, bench, of, again=True)
    assert not bench.codes & TIMED
