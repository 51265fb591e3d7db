"""Which starts satisfy all: limits met, on and past; what has to change when none does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.planning import (
    AHEAD,
    MINUTE,
    may_be_wished,
    outline,
)
from tests.domain.plans import LONG, found, made, planned, told
from tests.session.bench import LONDON, PREMEDS, STARTS, WELL, bloods, minutes

# --- what follows from a start --------------------------------------------------------------------


def test_a_start_tells_when_to_do_what_before_and_after() -> None:
    bench = made()
    of = outline(bench.protocol, bench.state, STARTS + minutes(155))
    assert of.start == STARTS + minutes(155)
    assert of.bag_out_by == of.check_from == of.observe_from == STARTS + minutes(95)
    assert (of.premedicate_from, of.premedicate_until) == (
        STARTS + minutes(95),
        STARTS + minutes(125),
    )
    assert (of.ends, of.home) == (STARTS + minutes(215), STARTS + minutes(275))


def test_a_bag_that_was_never_cold_need_not_come_out() -> None:
    bench = made(replace(LONG, refrigerated=False))
    assert outline(bench.protocol, bench.state, bench.now).bag_out_by is None
    assert told(found(bench)) == ["now 08:00", "premed-missing 08:30", "to"]


@pytest.mark.parametrize(("volume", "lasts"), [(None, 60), ("50", 60), ("47", 60), ("61.3", 60)])
def test_any_bag_runs_its_hour_at_its_default_rate(volume: str | None, lasts: int) -> None:
    bench = made(replace(LONG, volume_ml=None if volume is None else Decimal(volume)))
    of = outline(bench.protocol, bench.state, bench.now)
    assert abs(of.ends - of.start - minutes(lasts)) < timedelta(milliseconds=1)


# --- limits ---------------------------------------------------------------------------------------


def test_with_nothing_done_the_bag_takes_its_time_from_now() -> None:
    bench = made()
    bench.wait(0.5)
    assert told(found(bench)) == [
        "now 08:00",
        "premed-missing 08:31",
        "equilibration-not-started 08:51",
        "to",
    ]
    assert found(bench).possible
    assert found(bench).last is None


def test_the_bag_out_warms_from_then_on_also_before_it_is_recorded() -> None:
    bench = made(c.BagOut())
    bench.wait(10)
    assert "equilibration-short 08:50" in told(found(bench))
    bench.do(LONG)
    assert "equilibration-short 08:50" in told(found(bench))


@pytest.mark.parametrize(
    ("bag", "last"),
    [
        (replace(LONG, expiry="2026-03-02T15:00"), "bag-life-short 14:00"),
        (replace(LONG, expiry="2026-03-02T08:59"), "bag-life-short 07:59"),
        (replace(LONG, expiry="2026-03-01T23:59"), "bag-life-short 22:59"),
        (replace(LONG, reconstituted=STARTS - minutes(30)), "in-use-limit 14:30"),
    ],
)
def test_the_bags_life_is_the_last_start_and_an_hour(bag: c.Bag, last: str) -> None:
    assert last in told(found(made(bag)))


def test_a_month_that_ended_long_ago_counts_as_a_week_ago() -> None:
    (limit,) = found(made(replace(LONG, expiry="2025-12"))).latest
    assert limit.at == STARTS - timedelta(days=7) - MINUTE


def test_premedication_given_opens_and_closes_the_window_to_the_whole_minute() -> None:
    bench = made(replace(LONG, refrigerated=False))
    for premed in PREMEDS:
        bench.do(premed)
        bench.wait(2.25)
    assert told(found(bench)) == [
        "now 08:06",
        "premed-too-recent 08:35",
        "to",
        "premed-window-passed 09:00",
    ]


def test_a_repeat_counts_in_the_place_of_what_it_superseded() -> None:
    bench = made(replace(LONG, refrigerated=False), *PREMEDS)
    bench.wait(50)
    bench.do(*(replace(premed, repeat=True) for premed in PREMEDS))
    bench.wait(1)
    assert told(found(bench))[1:] == [
        "premed-too-recent 09:20",
        "to",
        "premed-window-passed 09:50",
    ]


def test_a_time_typed_a_little_ahead_counts() -> None:
    bench = made(replace(LONG, refrigerated=False))
    bench.wait(0.5)
    bench.do(*PREMEDS, at=STARTS + MINUTE)
    assert told(found(bench))[1:] == [
        "premed-too-recent 08:31",
        "to",
        "premed-window-passed 09:01",
    ]


def test_samples_and_weight_end_the_starts_too() -> None:
    bench = made(*bloods(STARTS - timedelta(days=7) + minutes(90)))
    bench.wait(1)
    assert told(found(bench))[-3:] == ["fbc-stale 09:30", "ue-stale 09:30", "lft-stale 09:30"]
    weight = found(bench).latest[-1]
    assert (weight.code, weight.at) == ("weight-stale", STARTS + timedelta(days=1))


def test_what_was_authorised_is_no_limit_any_more() -> None:
    bench = made(replace(LONG, refrigerated=False))
    assert found(bench).missing == ("corticosteroid", "antihistamine", "antipyretic")
    cover = c.Authorise(("premed-missing",), "Dr Adler", "prescriber", "telephone", "allergic")
    bench.do(cover)
    assert (found(bench).missing, told(found(bench))) == ((), ["now 08:00", "to"])


def test_an_authorised_bound_moves_the_last_start() -> None:
    bench = made(replace(LONG, refrigerated=False), *PREMEDS)
    until = STARTS + minutes(75)
    bench.do(
        c.Authorise(
            ("premed-window-passed",), "Dr Adler", "prescriber", "telephone", "busy", until=until
        )
    )
    assert told(found(bench))[-1] == "premed-window-passed 09:15"


# --- a wished start -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "misfits"),
    [
        (54, ["equilibration-short", "premed-too-recent"]),
        (55, []),
        (60, []),
        (85, []),
        (86, ["premed-window-passed"]),
        (181, ["premed-window-passed", "bag-life-short"]),
    ],
)
def test_inside_on_and_outside_each_limit(at: int, misfits: list[str]) -> None:
    bench = made(replace(LONG, expiry="2026-03-02T12:00"))
    bench.wait(5)
    bench.do(c.BagOut())
    bench.wait(20)
    bench.do(*PREMEDS)
    got = planned(bench, STARTS + minutes(at))
    assert [limit.code for limit in got.misfits] == misfits
    assert bool(got.again) == ("premed-window-passed" in misfits)


def test_only_what_would_be_too_old_is_repeated() -> None:
    bench = made(LONG)
    for premed in PREMEDS:
        bench.do(premed)
        bench.wait(10)
    got = planned(bench, STARTS + minutes(71))
    assert [entry.command.drug for entry in got.again] == ["dexamethasone", "chlorphenamine"]


def test_observations_and_check_are_made_or_wanted_again() -> None:
    bench = made(LONG)
    assert (planned(bench, STARTS).observe, planned(bench, STARTS).check) == (True, True)
    bench.do(WELL, c.SecondCheck("bedside", "ben"))
    for at, wanted in ((60, False), (61, True)):
        got = planned(bench, STARTS + minutes(at))
        assert (got.observe, got.check) == (wanted, wanted)


@pytest.mark.parametrize(
    ("start", "may"),
    [
        (STARTS - timedelta(seconds=1), False),
        (STARTS, True),
        (STARTS + AHEAD, True),
        (STARTS + AHEAD + MINUTE, False),
    ],
)
def test_a_start_is_wished_from_this_minute_to_a_day_ahead(start: datetime, may: bool) -> None:
    assert may_be_wished(start, STARTS + timedelta(seconds=40)) is may


def test_summer_time_moves_no_limit() -> None:
    """The clocks go forward at 01:00 UTC; the bag is good until 04:00 by the new time."""
    night = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    bench = made(replace(LONG, expiry="2026-03-29T04:00"), c.BagOut(), starts_at=night)
    assert bench.zone == LONDON
    assert told(found(bench)) == [
        "now 00:30",
        "premed-missing 01:00",
        "equilibration-short 01:20",
        "to",
        "bag-life-short 02:00",
    ]
    of = outline(bench.protocol, bench.state, night + minutes(60))
    assert of.home - of.start == minutes(120)
