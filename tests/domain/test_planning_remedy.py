"""What has to change when no start satisfies all, and the first one then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from inoadmin.domain import commands as c
from inoadmin.domain.planning import repeatable_from
from tests.domain.plans import LONG, changed, found, made, told
from tests.session.bench import PREMEDS, STARTS, minutes


def test_a_bag_that_warms_longer_than_the_premedication_counts() -> None:
    bench = made(LONG, *PREMEDS)
    bench.wait(30)
    assert not found(bench).possible
    got = changed(bench)
    assert got.first == STARTS + minutes(80)
    assert [limit.code for limit in got.changes] == ["premed-window-passed"]
    assert len(got.again) == 3


def test_premedication_given_too_far_apart_repeats_the_first_alone() -> None:
    bench = made(replace(LONG, refrigerated=False), *PREMEDS[:2])
    bench.wait(40)
    bench.do(PREMEDS[2])
    bench.wait(5)
    assert not found(bench).possible
    got = changed(bench)
    assert got.first == STARTS + minutes(75)
    assert [entry.command.drug for entry in got.again] == ["dexamethasone", "chlorphenamine"]


def test_what_a_repeat_makes_too_old_is_repeated_too() -> None:
    bench = made(replace(LONG, refrigerated=False), PREMEDS[0])
    bench.wait(20)
    bench.do(*PREMEDS[1:])
    bench.wait(51)
    got = changed(bench)
    assert got.first == STARTS + minutes(101)
    assert len(got.again) == 3


def test_a_short_bag_must_go_and_the_premedication_may_stay() -> None:
    bench = made(replace(LONG, expiry="2026-03-02T09:30"))
    bench.do(c.BagOut())
    bench.do(*PREMEDS)
    got = changed(bench)
    assert (got.first, got.again) == (STARTS + minutes(50), ())
    assert [limit.code for limit in got.changes] == ["bag-life-short"]


def test_a_passed_window_that_is_authorised_needs_no_repeat() -> None:
    bench = made(replace(LONG, refrigerated=False), *PREMEDS)
    bench.wait(65)
    codes = ("premed-window-passed",)
    bench.do(c.Authorise(codes, "Dr Adler", "prescriber", "telephone", "busy"))
    assert found(bench).possible
    assert changed(bench).again == ()
    assert told(found(bench))[-1] == "premed-window-passed 09:15"


def test_the_drug_that_must_not_follow_itself_says_from_when_it_may() -> None:
    bench = made(*PREMEDS)
    every = bench.state.premeds
    assert repeatable_from(bench.protocol, every) == STARTS + timedelta(hours=4)
    assert repeatable_from(bench.protocol, every[:2]) is None
