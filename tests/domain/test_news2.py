"""Every boundary of the table of the Royal College of Physicians: inside, on, outside."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain import commands as c
from inoadmin.domain.news2 import Score, band_name, is_full, score
from tests.protocol.files import shipped
from tests.session.bench import WELL

TABLE = shipped().news2


def parts(**changes: object) -> dict[str, int]:
    return dict(score(TABLE, replace(WELL, **changes)).parts)


@pytest.mark.parametrize(
    ("name", "shown", "rows"),
    [
        ("resp_rate", "respiration", "0:3 8:3 8.1:1 9:1 11:1 12:0 20:0 21:2 24:2 25:3 80:3"),
        ("spo2", "SpO2", "30:3 91:3 92:2 93:2 94:1 95:1 95.5:0 96:0 100:0"),
        ("systolic", "systolic", "20:3 90:3 91:2 100:2 101:1 110:1 111:0 219:0 220:3 300:3"),
        ("pulse", "pulse", "0:3 40:3 41:1 50:1 51:0 90:0 91:1 110:1 111:2 130:2 131:3 300:3"),
        (
            "temperature",
            "temperature",
            "25:3 35.0:3 35.1:1 36.0:1 36.1:0 38.0:0 38.1:1 39.0:1 39.1:2 45:2",
        ),
    ],
)
def test_the_bands_of_a_parameter(name: str, shown: str, rows: str) -> None:
    for row in rows.split():
        value, points = row.split(":")
        assert parts(**{name: Decimal(value)})[shown] == int(points), row


@pytest.mark.parametrize(
    ("oxygen", "rows"),
    [
        (False, "83:3 84:2 85:2 86:1 87:1 88:0 92:0 93:0 97:0 100:0"),
        (True, "83:3 84:2 85:2 86:1 87:1 88:0 92:0 93:1 94:1 95:2 96:2 97:3 100:3"),
    ],
)
def test_scale_2_of_the_saturation_differs_on_oxygen(oxygen: bool, rows: str) -> None:
    for row in rows.split():
        value, points = row.split(":")
        told = parts(spo2=Decimal(value), spo2_scale=Decimal(2), oxygen=oxygen)
        assert told["SpO2"] == int(points), row


def test_oxygen_scores_two_and_not_alert_three() -> None:
    assert parts()["oxygen"] == 0
    assert parts(oxygen=True)["oxygen"] == 2
    assert parts()["consciousness"] == 0
    for level in "CVPU":
        assert parts(consciousness=level)["consciousness"] == 3


def test_a_full_set_is_added_up() -> None:
    assert score(TABLE, WELL) == Score(0, tuple(parts().items()))
    unwell = replace(WELL, resp_rate=Decimal(25), pulse=Decimal(111), oxygen=True)
    assert score(TABLE, unwell).total == 7
    assert score(TABLE, unwell).highest == 3


@pytest.mark.parametrize(
    "missing",
    [
        {"resp_rate": None},
        {"spo2": None},
        {"systolic": None},
        {"pulse": None},
        {"temperature": None},
        {"consciousness": ""},
    ],
)
def test_a_partial_set_is_scored_without_a_total(missing: dict[str, object]) -> None:
    partial = replace(WELL, **missing)
    assert not is_full(partial)
    assert score(TABLE, partial).total is None
    assert len(score(TABLE, partial).parts) == 6


def test_the_diastolic_pressure_is_not_one_of_the_seven() -> None:
    assert is_full(replace(WELL, diastolic=None))


def test_nothing_measured_has_no_highest_but_oxygen() -> None:
    assert score(TABLE, c.Vitals()) == Score(None, (("oxygen", 0),))
    assert Score(None, ()).highest == 0


def test_a_total_from_elsewhere_is_taken_as_it_is() -> None:
    assert score(TABLE, c.Vitals(elsewhere=True, total=Decimal(6))) == Score(6, ())
    assert is_full(c.Vitals(elsewhere=True, total=Decimal(0)))
    assert not is_full(replace(WELL, elsewhere=True))
    assert score(TABLE, replace(WELL, elsewhere=True)) == Score(None, ())


@pytest.mark.parametrize(
    ("total", "single", "name"),
    [
        (None, 3, ""),
        (0, 0, "low"),
        (4, 2, "low"),
        (3, 3, "low-medium"),
        (4, 3, "low-medium"),
        (5, 1, "medium"),
        (6, 3, "medium"),
        (7, 1, "high"),
        (20, 3, "high"),
    ],
)
def test_the_band_of_a_total(total: int | None, single: int, name: str) -> None:
    assert band_name(TABLE, Score(total, (("pulse", single),))) == name


@given(st.integers(0, 80), st.integers(30, 100), st.integers(20, 300), st.integers(0, 300))
def test_any_set_scores_from_0_to_20(resp: int, spo2: int, systolic: int, pulse: int) -> None:
    known = replace(
        WELL,
        resp_rate=Decimal(resp),
        spo2=Decimal(spo2),
        systolic=Decimal(systolic),
        pulse=Decimal(pulse),
    )
    total = score(TABLE, known).total
    assert total is not None
    assert 0 <= total <= 20
