from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from inoadmin.domain import commands as c
from tests.domain.findings.benches import JANUARY, given, opened, told
from tests.session.bench import JEAN, Bench, bloods, order

REFUSED_AT_OPEN: dict[str, tuple[dict[str, Any], list[tuple[str, date]]]] = {
    "identity-unconfirmed": ({"identity_confirmed": False}, []),
    "cycle-limit": ({"cycle": Decimal(7)}, [("6.1", JANUARY)]),
    "day-invalid": ({"day": Decimal(9)}, [("1.1", JANUARY)]),
    "dose-already-given": ({}, [("1.1", JANUARY)]),
    "day-out-of-order": ({"cycle": Decimal(3)}, [("1.1", JANUARY)]),
    "dose-interval-short": ({"day": Decimal(8)}, [("1.1", date(2026, 2, 25))]),
}


@pytest.mark.parametrize("code", REFUSED_AT_OPEN)
def test_what_keeps_an_opening_shut(code: str) -> None:
    changes, history = REFUSED_AT_OPEN[code]
    bench = given(Bench().staffed(), *history)
    assert code in bench.refused(order(**changes))
    happened = order(**changes, already_happened=True, reason="found running")
    bench.do(happened)
    assert ("unresolved", code) in bench.deviations


@pytest.mark.parametrize(
    ("doses", "place", "says"),
    [
        ("1.1 1.8", "1.1", "cycle 1 day 8 was already started"),
        ("1.1 2.1", "1.15", "cycle 2 day 1 was already started"),
        ("", "1.8", "day 1 of cycle 1 is not known"),
        ("1.8", "2.1", "day 1 of cycle 1 is not known"),
        ("1.1", "1.8", ""),
        ("1.1", "2.1", ""),
        ("", "1.1", ""),
    ],
)
def test_the_order_of_doses(doses: str, place: str, says: str) -> None:
    history = [(p, JANUARY + timedelta(days=7 * n)) for n, p in enumerate(doses.split())]
    bench = given(Bench().staffed(), *history)
    cycle, day = (Decimal(part) for part in place.split("."))
    outcome = bench.act(order(cycle=cycle, day=day))
    sentences = [r.sentence for r in outcome.reasons if r.code == "day-out-of-order"]
    assert bool(sentences) == bool(says)
    assert all(says in sentence for sentence in sentences)


def test_after_two_modifications_a_cycle_has_two_doses() -> None:
    """Two cycles each opened after 14 days of toxicity, then days 8 and 15 of the second."""
    bench = Bench().staffed()
    bench.clock.set_to(bench.now - timedelta(days=100))
    long = {"interruption_days": Decimal(14), "prescribed_mg": Decimal("1.05")}
    codes: list[tuple[str, ...]] = []
    for place, extra in (("1.1", long), ("2.1", long), ("2.8", {}), ("2.15", {})):
        cycle, day = (Decimal(part) for part in place.split("."))
        outcome = bench.act(order(cycle=cycle, day=day, **extra))
        codes.append(outcome.codes)
        if outcome.accepted:
            bench.do(c.Start(already_happened=True, reason="it ran"), c.Stop("enough"))
        bench.clock.advance(timedelta(days=28 if day == 1 and cycle == 1 else 7))
    assert codes == [(), (), (), ("two-dose-cycle",)]


def test_allergies_not_recorded() -> None:
    bench = Bench().staffed()
    bench.patient = bench.service.register_patient(replace(JEAN, nhs_number="9990000026"))
    assert "allergies-unchecked" in told(opened(bench))
    bench.do(c.Allergies(()))
    assert "allergies-unchecked" not in bench.codes


@pytest.mark.parametrize(("count", "stands"), [("10", False), ("10.01", True), (None, True)])
def test_blasts(count: str | None, stands: bool) -> None:
    bench = opened(Bench().staffed())
    assert told(bench)["blasts-high"].startswith("not recorded")
    bench.do(c.Blasts(None if count is None else Decimal(count)))
    assert ("blasts-high" in bench.codes) is stands


@pytest.mark.parametrize(
    ("doses", "cycle", "since", "stands"),
    [
        ("1.1", 2, 21, False),
        ("1.1", 2, 20, True),
        ("2.1", 3, 28, False),
        ("2.1", 3, 27, True),
    ],
)
def test_the_interval_between_cycles(doses: str, cycle: int, since: int, stands: bool) -> None:
    bench = Bench().staffed()
    given(bench, (doses, bench.now.date() - timedelta(days=since)))
    opened(bench, cycle=Decimal(cycle))
    assert ("cycle-interval-short" in bench.codes) is stands


def test_a_later_cycle_needs_a_remission_and_a_transplant_its_reason() -> None:
    planned = {"transplant_planned": True}
    fourth = opened(given(Bench().staffed(), ("3.1", JANUARY)), cycle=Decimal(4), **planned)
    assert {"response-not-achieved", "transplant-cycle-limit"} <= fourth.codes
    assert "double-alkylator-planned" in fourth.codes
    in_remission = given(Bench().staffed(), ("3.1", JANUARY), remission="cr")
    assert "response-not-achieved" not in opened(in_remission, cycle=Decimal(4)).codes
    for reason, stands in ((None, True), ("mrd", False), ("delay", False)):
        third = given(Bench().staffed(), ("2.1", JANUARY))
        opened(third, cycle=Decimal(3), third_cycle_reason=reason, **planned)
        assert ("transplant-cycle-limit" in third.codes) is stands


@pytest.mark.parametrize(("bilirubin", "stands"), [("20.9", False), ("21", True), (None, False)])
def test_bilirubin_before_a_transplant(bilirubin: str | None, stands: bool) -> None:
    bench = opened(Bench().staffed(), transplant_planned=True)
    assert "bilirubin-before-transplant" not in bench.codes
    liver = replace(
        bloods(bench.now)[2], bilirubin=None if bilirubin is None else Decimal(bilirubin)
    )
    bench.do(liver)
    assert ("bilirubin-before-transplant" in bench.codes) is stands


@pytest.mark.parametrize(
    ("since", "fields", "stands"),
    [
        (9, {}, False),
        (10, {}, True),
        (10, {"interruption_days": Decimal(1)}, False),
        (10, {"delay_reason": "bank holiday"}, False),
        (10, {"delay_reason": "  "}, True),
    ],
)
def test_a_late_day_8(since: int, fields: dict[str, Any], stands: bool) -> None:
    bench = Bench().staffed()
    given(bench, ("1.1", bench.now.date() - timedelta(days=since)))
    opened(bench, day=Decimal(8), **fields)
    assert ("delay-unexplained" in bench.codes) is stands
