from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from tests.domain.findings.benches import JANUARY, given, opened, told
from tests.session.bench import Bench


@pytest.mark.parametrize(
    ("mg", "stands"),
    [("1.332", False), ("1.331", True), ("1.471", False), ("1.472", True)],
)
def test_the_prescribed_dose_against_the_expected(mg: str, stands: bool) -> None:
    """0.8 x 1.752 m2 = 1.4016… mg; 5 % either way."""
    assert ("dose-differs" in opened(Bench().staffed(), prescribed_mg=Decimal(mg)).codes) is stands


def test_a_reduction_that_is_due_and_one_that_may_not_be_undone() -> None:
    due = given(Bench().staffed(), ("1.1", JANUARY), interruption_days=Decimal(14))
    opened(due, cycle=Decimal(2), interruption_days=Decimal(14))
    assert "reduction-due" in due.codes
    assert "dose-differs" not in due.codes
    undone = given(Bench().staffed(), ("1.1", JANUARY), reduced=True)
    opened(undone, cycle=Decimal(2))
    assert "dose-re-escalated" in undone.codes
    assert {"reduction-due", "dose-differs"}.isdisjoint(undone.codes)


@pytest.mark.parametrize(
    ("day", "count", "omitted", "stands"),
    [
        (8, 6, "", False),
        (8, 7, "", True),
        (8, 7, "now", False),
        (8, 7, "before", True),
        (8, 7, "other cycle", True),
        (1, 7, "", False),
    ],
)
def test_a_dose_to_omit(day: int, count: int, omitted: str, stands: bool) -> None:
    bench = Bench().staffed()
    day_1 = bench.now.date() - timedelta(days=30 if day == 1 else 8)
    given(bench, ("1.1", day_1))
    cycle = Decimal(2) if day == 1 else Decimal(1)
    if omitted:
        missed = c.Omit(Decimal(2) if omitted == "other cycle" else Decimal(1), Decimal(15), "rash")
        bench.do(missed, at=bench.now - timedelta(days=9 if omitted == "before" else 0))
    opened(bench, cycle=cycle, day=Decimal(day), interruption_days=Decimal(count))
    assert ("next-dose-to-omit" in bench.codes) is stands


def test_an_omission_answers_from_the_start_of_the_last_dose_here() -> None:
    bench = Bench().staffed().complete()
    bench.do(c.Omit(Decimal(1), Decimal(8), "rash"), at=bench.now - timedelta(hours=5))
    bench.clock.advance(timedelta(days=14))
    opened(bench, day=Decimal(15), interruption_days=Decimal(7))
    assert "next-dose-to-omit" in bench.codes
    bench.do(c.Omit(Decimal(1), Decimal(8), "rash"))
    assert "next-dose-to-omit" not in bench.codes


def test_an_omission_with_no_dose_before_it_counts() -> None:
    bench = Bench().staffed()
    bench.do(c.Omit(Decimal(1), Decimal(15), "rash"))
    happened = {"already_happened": True, "reason": "found running"}
    opened(bench, day=Decimal(8), interruption_days=Decimal(7), **happened)
    assert "next-dose-to-omit" not in bench.codes


@pytest.mark.parametrize(("count", "stands"), [(28, False), (29, True)])
def test_a_very_long_interruption(count: int, stands: bool) -> None:
    bench = opened(Bench().staffed(), interruption_days=Decimal(count))
    assert ("interruption-long" in bench.codes) is stands


def test_a_third_modification() -> None:
    history = [(f"{n}.1", JANUARY + timedelta(days=7 * n)) for n in (1, 2, 3)]
    bench = given(Bench().staffed(), *history, interruption_days=Decimal(14))
    opened(bench, cycle=Decimal(4))
    assert told(bench)["not-tolerated"].startswith("3 modifications")


@pytest.mark.parametrize(("hours", "stands"), [(24, False), (24.1, True)])
def test_a_weight_of_yesterday(hours: float, stands: bool) -> None:
    bench = Bench().staffed()
    opened(bench, weight_measured=bench.now - timedelta(hours=hours))
    assert ("weight-stale" in bench.codes) is stands


def test_no_weight_is_a_finding_of_its_own() -> None:
    bench = opened(Bench().staffed(), weight_kg=None)
    assert "weight-missing" in bench.codes
    assert {"weight-stale", "dose-differs", "weight-changed"}.isdisjoint(bench.codes)


@pytest.mark.parametrize(("used", "stands"), [("59.1", False), ("59", True), ("72.3", True)])
def test_the_weight_that_the_prescription_used(used: str, stands: bool) -> None:
    """65 kg lies within 10 % of 59.1 but not of 59."""
    bench = opened(Bench().staffed(), prescription_weight_kg=Decimal(used))
    assert ("weight-changed" in bench.codes) is stands
