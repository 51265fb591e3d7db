from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from inoadmin.domain import commands as c
from tests.domain.findings.benches import with_bag
from tests.session.bench import STARTS, Bench


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"label_matches": False}, "bag-patient-wrong"),
        ({"product": "inotuzumab"}, "product-name-wrong"),
        ({"product": ""}, "product-name-wrong"),
        ({"batch": " "}, "batch-missing"),
        ({"expiry": ""}, "expiry-missing"),
        ({"expiry": "2026-03-02T07:59"}, "product-expired"),
        ({"expiry": "2026-03-02T08:59"}, "bag-life-short"),
        ({"reconstituted": STARTS - timedelta(hours=7.5)}, "in-use-limit"),
        ({"dose_mg": None}, "bag-dose-differs"),
        ({"dose_mg": Decimal("1.39")}, "bag-dose-differs"),
        ({"diluent": "glucose 5%"}, "diluent-wrong"),
        ({"volume_ml": Decimal("65.1")}, "volume-differs"),
        ({"volume_ml": Decimal("49.9")}, "volume-differs"),
        ({"inspected": False}, "bag-damaged"),
        ({"light_protected": False}, "not-light-protected"),
        ({"scan": "0105013457012095", "batch": ""}, "scan-incomplete"),
    ],
)
def test_a_bag_that_is_not_as_it_should_be(changes: dict[str, Any], code: str) -> None:
    assert code in with_bag(**changes).codes
    assert code not in with_bag().codes


@pytest.mark.parametrize(
    "changes",
    [
        {"product": "BESPONSA"},
        {"product": "Inotuzumab  Ozogamicin (Besponsa)"},
        {"expiry": "2026-03-02T09:00"},
        {"dose_mg": Decimal("1.404")},
        {"diluent": "Sodium Chloride 0.9 %"},
        {"volume_ml": Decimal(65)},
        {"scan": "0105013457012095"},
        {"product": "", "scan": "(01)05013457012095"},
    ],
)
def test_a_bag_that_is(changes: dict[str, Any]) -> None:
    usual = with_bag().codes
    extra = {"in-use-limit"} if "expiry" in changes else set[str]()
    assert with_bag(**changes).codes - extra <= usual | {"scan-incomplete"}


def test_the_start_itself_may_be_uncovered() -> None:
    bench = Bench().staffed().prepare()
    assert bench.refused(c.Start(light_protected=False)) == ("not-light-protected",)
