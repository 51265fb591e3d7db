"""Authorisations and acknowledgements: what they answer, and when they lapse (section 1)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from inoadmin.domain import commands as c
from inoadmin.domain.deviations import deviations
from tests.session.bench import (
    BAG,
    PREMEDS,
    STARTS,
    Bench,
    bloods,
    minutes,
    order,
)


def opened(**changes: Any) -> Bench:
    bench = Bench().staffed()
    bench.do(order(**changes))
    return bench


def low(bench: Bench, count: str) -> None:
    bench.do(c.Bloods("fbc", bench.now, neutrophils=Decimal(count), platelets=Decimal(120)))


def bounded(code: str, **bound: Any) -> c.Authorise:
    return c.Authorise((code,), "Dr Adler", "consultant", "written", "weighed", **bound)


def test_a_lower_limit_is_given_ahead_and_lapses_below_it() -> None:
    bench = opened()
    bench.do(bounded("neutrophils-low", limit=Decimal("0.8")))
    for count, stands in (("0.9", False), ("0.8", False), ("0.79", True), ("0.85", False)):
        low(bench, count)
        assert ("neutrophils-low" in bench.codes) is stands, count


def test_an_upper_limit_is_given_ahead_and_lapses_above_it() -> None:
    bench = opened()
    bench.do(bounded("bilirubin-high", limit=Decimal(40)))
    liver = bloods(bench.now)[2]
    for value, stands in (("39", False), ("40", False), ("40.1", True)):
        bench.do(replace(liver, bilirubin=Decimal(value)))
        assert ("bilirubin-high" in bench.codes) is stands, value


def test_a_moment_is_given_ahead_and_lapses_after_it() -> None:
    bench = opened()
    bench.do(*PREMEDS, bounded("premed-window-passed", until=bench.now + minutes(70)))
    bench.wait(70)
    assert "premed-window-passed" not in bench.codes
    bench.wait(0.1)
    assert "premed-window-passed" in bench.codes


def test_a_bound_of_another_kind_covers_nothing() -> None:
    bench = opened()
    assert bench.refused(bounded("neutrophils-low", until=bench.now)) == ("invalid-value",)
    assert bench.refused(bounded("weight-stale", limit=Decimal(1))) == ("invalid-value",)
    assert bench.refused(bounded("neutrophils-low", limit=Decimal("NaN"))) == ("invalid-value",)


def test_a_cover_lapses_with_the_value_the_sample_and_ten_minutes() -> None:
    bench = opened(prescription_weight_kg=Decimal(50))
    low(bench, "0.9")
    bench.do(bounded("neutrophils-low"), bounded("weight-changed"))
    assert {"neutrophils-low", "weight-changed"}.isdisjoint(bench.codes)
    low(bench, "0.9")
    assert "neutrophils-low" in bench.codes
    heavier = replace(bench.state.order, weight_kg=Decimal(66))
    bench.do(c.Correct(1, "weight_kg", "66", heavier, reason="misread"))
    assert "weight-changed" in bench.codes
    bench.do(*PREMEDS)
    bench.wait(61)
    bench.do(bounded("premed-window-passed"))
    bench.wait(10)
    assert "premed-window-passed" not in bench.codes
    bench.wait(0.1)
    assert "premed-window-passed" in bench.codes


def test_a_cover_answers_no_code_that_it_does_not_name() -> None:
    bench = opened()
    before = bench.codes
    bench.do(bounded("ecg-missing"), c.Confirm(("defibrotide-not-accessible",), "seen"))
    assert before - bench.codes == {"ecg-missing", "defibrotide-not-accessible"}


def test_a_rate_that_was_refused_is_covered_for_that_rate() -> None:
    bench = Bench().staffed().prepare()
    assert bench.refused(c.Start(Decimal(60))) == ("rate-high",)
    bench.do(bounded("rate-high"))
    assert bench.refused(c.Start(Decimal(61))) == ("rate-high",)
    bench.do(c.Start(Decimal(60)))
    assert bench.deviations == [("authorised", "rate-high")]
    used = bench.state.flow[0].fact.used
    bench.do(c.Correct(used[0].cover, void=True, reason="not his"))
    found = deviations(bench.protocol.times, bench.state)
    assert [(d.kind, d.code) for d in found] == [("unresolved", "rate-high"), ("corrected",) * 2]


def test_a_cover_on_the_bag_lapses_with_the_next_bag() -> None:
    bench = opened()
    late = replace(BAG, reconstituted=STARTS - minutes(450))
    bench.do(late, bounded("in-use-limit"))
    assert "in-use-limit" not in bench.codes
    bench.do(late)
    assert "in-use-limit" in bench.codes
    bench.do(bounded("in-use-limit", until=STARTS + minutes(60)))
    assert "in-use-limit" not in bench.codes
    bench.wait(1)
    assert "in-use-limit" in bench.codes  # the infusion would now end after the bound


def test_a_cover_of_a_score_lapses_with_another_score() -> None:
    bench = opened()
    bench.do(c.Vitals(elsewhere=True, total=Decimal(5)), bounded("news2-high"))
    assert "news2-high" not in bench.codes
    bench.do(c.Vitals(elsewhere=True, total=Decimal(5)))
    assert "news2-high" not in bench.codes
    bench.do(c.Vitals(elsewhere=True, total=Decimal(6)))
    assert "news2-high" in bench.codes


def test_giving_one_class_lapses_the_cover_of_those_that_were_missing() -> None:
    bench = opened()
    bench.do(bounded("premed-missing"))
    assert "premed-missing" not in bench.codes
    bench.do(PREMEDS[0])
    assert "premed-missing" in bench.codes
