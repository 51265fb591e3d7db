"""Volumes, rates and interruptions (rulebook section 8), and the dose that was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain import commands as c
from inoadmin.domain.flow import Run, default_rate, given_mg, run, time_for, volume_ml
from tests.protocol.files import shipped
from tests.session.bench import BAG, Bench, minutes, order


def now(bench: Bench) -> Run:
    found = run(bench.protocol, bench.state, bench.now)
    assert found is not None
    return found


def ml(bench: Bench) -> Decimal:
    return round(now(bench).given_ml, 3)


def mg(bench: Bench) -> Decimal:
    dose = bench.state.order.prescribed_mg
    assert dose is not None
    return round(given_mg(now(bench), dose), 4)


def running(volume: str | None = None) -> Bench:
    """Started at the default rate, without anything that a start needs but the bag."""
    bench = Bench().staffed()
    bench.do(order(), replace(BAG, volume_ml=None if volume is None else Decimal(volume)))
    bench.do(c.Start(already_happened=True, reason="found running"))
    return bench


def test_before_the_start_nothing_runs() -> None:
    bench = Bench().staffed()
    bench.do(order())
    assert run(bench.protocol, bench.state, bench.now) is None
    assert given_mg(None, Decimal("1.4")) == 0


def test_defaults_come_from_bag_and_protocol() -> None:
    bench = running("60")
    assert default_rate(bench.protocol, bench.state.bag) == 60
    assert (volume_ml(shipped(), None), default_rate(shipped(), None)) == (50, 50)
    assert time_for(Decimal(50), Decimal(50)) == timedelta(hours=1)
    assert time_for(Decimal(1), Decimal(3)) == timedelta(minutes=20)


def test_a_reading_of_the_pump_replaces_what_was_computed() -> None:
    bench = running()
    bench.wait(30)
    assert ml(bench) == 25
    bench.do(c.PumpCheck(Decimal(20)))
    assert ml(bench) == 20
    bench.wait(6)
    assert ml(bench) == 25
    assert bench.clock_reads("infusion") == ("running", 30 * 60)


@pytest.mark.parametrize(("read", "counts"), [("49.9", "49.9"), ("50", "50"), ("70", "50")])
def test_a_reading_above_the_bag_counts_as_the_bag(read: str, counts: str) -> None:
    bench = running()
    bench.wait(30)
    bench.do(c.PumpCheck(Decimal(read)))
    assert ml(bench) == Decimal(counts)
    assert mg(bench) == Decimal("1.4") * Decimal(counts) / 50


def test_a_pump_found_stopped_is_an_interruption_from_then() -> None:
    bench = running()
    bench.wait(30)
    bench.do(c.PumpCheck(running=False), at=bench.now - minutes(10))
    assert (bench.stage, ml(bench)) == ("interrupted", Decimal("16.667"))
    bench.do(c.PumpCheck(Decimal(15), running=False))
    assert (bench.stage, ml(bench)) == ("interrupted", 15)
    assert bench.refused(c.PumpCheck(Decimal(16))) == ("out-of-sequence",)
    assert bench.state.stage == "interrupted"
    assert now(bench).interrupted(bench.now) == minutes(10)


def test_a_resume_goes_on_at_the_last_rate() -> None:
    bench = running()
    bench.do(c.Rate(Decimal(25)))
    bench.wait(12)
    bench.do(c.Interrupt("toilet"))
    bench.wait(10)
    bench.do(c.Resume(already_happened=True, reason="it runs"))
    assert now(bench).rate_ml_h == 25
    bench.wait(12)
    assert ml(bench) == 10


@pytest.mark.parametrize(
    ("volume", "counts"), [(None, "25"), ("0", "0"), ("20", "20"), ("70", "50")]
)
def test_stop_counts_what_was_computed_or_is_told(volume: str | None, counts: str) -> None:
    bench = running()
    bench.wait(30)
    bench.do(c.Stop("enough", None if volume is None else Decimal(volume)))
    bench.wait(30)
    assert ml(bench) == Decimal(counts)
    assert bench.clock_reads("observation") == ("running", 30 * 60)


@pytest.mark.parametrize(
    ("after", "short", "counts"),
    [(54.9, True, "45.75"), (55, False, "50"), (60, False, "50"), (90, False, "50")],
)
def test_end_counts_the_whole_bag_unless_it_came_short(
    after: float, short: bool, counts: str
) -> None:
    bench = running()
    bench.wait(after)
    assert ("infusion-short" in bench.codes) is short
    if short:
        assert bench.refused(c.End()) == ("infusion-short",)
        bench.do(c.Confirm(("infusion-short",), "line removed"))
    bench.do(c.End())
    assert ml(bench) == Decimal(counts)


def test_a_replacement_runs_from_the_resume_and_not_before() -> None:
    bench = running()
    bench.wait(30)
    bench.do(c.Interrupt("bag leaks"))
    bench.do(replace(BAG, batch="B2", dose_mg=Decimal("0.6"), volume_ml=Decimal(20)))
    bench.do(c.PumpCheck(Decimal(24), running=False))  # still of the old bag
    assert ml(bench) == 24
    bench.do(c.Resume(already_happened=True, reason="it runs"))
    assert now(bench).rate_ml_h == 50
    bench.wait(12)
    bench.do(c.PumpCheck(Decimal(5)))
    assert ml(bench) == 29
    assert mg(bench) == Decimal("1.4") * 24 / 50 + Decimal("0.6") * 5 / 20
    bench.do(c.Stop("enough", Decimal(30)))
    assert ml(bench) == 44
    assert mg(bench) == Decimal("1.4") * 24 / 50 + Decimal("0.6")


def test_a_replacement_carries_at_most_what_is_still_to_be_given() -> None:
    """Half given: 0.7 mg and 5 % more are the most."""
    for dose, stands in (("0.7", False), ("0.735", False), ("0.736", True)):
        bench = running()
        bench.wait(30)
        bench.do(c.Interrupt("bag leaks"), replace(BAG, dose_mg=Decimal(dose)))
        assert ("bag-dose-differs" in bench.codes) is stands, dose


def test_a_bag_recorded_once_it_ran_is_the_one_that_started() -> None:
    bench = Bench().staffed()
    bench.do(order(), c.Start(already_happened=True, reason="found running"))
    bench.wait(30)
    assert (ml(bench), mg(bench)) == (25, Decimal("0.7"))
    bench.do(replace(BAG, volume_ml=Decimal(40)))
    assert now(bench).bags[0].volume_ml == 40
    assert ml(bench) == 20


def test_a_corrected_bag_without_a_dose_counts_with_the_prescribed() -> None:
    bench = running()
    bench.wait(30)
    assert bench.state.bag is not None
    target = bench.state.bag.version
    bench.do(c.Correct(target, "dose_mg", "", replace(BAG, dose_mg=None), reason="not on it"))
    assert mg(bench) == Decimal("0.7")


rates = st.decimals("1", "100", places=1)
acts = st.lists(
    st.one_of(
        st.builds(c.Rate, rates),
        st.just(c.Interrupt("toilet")),
        st.builds(
            c.Resume, st.none() | rates, already_happened=st.just(value=True), reason=st.just("ran")
        ),
        st.builds(c.PumpCheck, st.none() | st.decimals("0", "70", places=1), st.booleans()),
    ),
    max_size=8,
)


@given(acts, st.lists(st.integers(0, 40), min_size=9, max_size=9))
def test_the_intervals_tell_all_of_the_time_and_the_volume(
    commands: list[c.Act], waits: list[int]
) -> None:
    bench = running()
    read = False
    for command, wait in zip(commands, waits, strict=False):
        bench.wait(wait)
        accepted = bench.act(command).accepted
        read = read or (accepted and isinstance(command, c.PumpCheck))
    bench.wait(waits[-1])
    told = now(bench)
    spans = [((i.until or bench.now) - i.since, i.rate_ml_h) for i in told.intervals]
    assert sum((length for length, _ in spans), timedelta()) == bench.now - told.started_at
    assert all(a.until == b.since for a, b in zip(told.intervals, told.intervals[1:], strict=False))
    ran = sum((rate * (length // minutes(1)) / 60 for length, rate in spans), Decimal(0))
    if not read:
        assert round(told.given_ml, 6) == round(min(ran, Decimal(50)), 6)
    assert told.running == (bench.stage == "infusing")


def test_a_replacement_that_runs_is_judged_by_what_was_left_when_it_went_up() -> None:
    bench = running()
    bench.wait(30)
    bench.do(c.Interrupt("bag leaks"), replace(BAG, dose_mg=Decimal("0.7"), volume_ml=Decimal(25)))
    bench.do(c.Resume(already_happened=True, reason="it runs"))
    bench.wait(15)
    bench.do(c.Interrupt("toilet"))
    assert "bag-dose-differs" not in bench.codes
    assert mg(bench) == Decimal("1.05")
