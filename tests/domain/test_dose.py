from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain.dose import (
    age_years,
    bsa_m2,
    cockcroft_gault,
    level_mg_m2,
    percent,
    rounded,
)
from tests.protocol.files import shipped
from tests.session.bench import FIRST

DOSING = shipped().dosing


def test_masses_are_rounded_half_up() -> None:
    assert rounded(Decimal("1.405")) == Decimal("1.41")
    assert rounded(Decimal("1.404999")) == Decimal("1.40")
    assert rounded(Decimal("0.25"), "0.1") == Decimal("0.3")


def test_mosteller() -> None:
    """170 cm and 65 kg: the root of 170 x 65 / 3600."""
    bsa = bsa_m2(DOSING, FIRST)
    assert bsa is not None
    assert rounded(bsa, "0.0001") == Decimal("1.7520")


def test_dubois() -> None:
    bsa = bsa_m2(DOSING, replace(FIRST, bsa_formula="dubois"))
    assert bsa is not None
    assert rounded(bsa, "0.001") == Decimal("1.754")


@pytest.mark.parametrize("missing", ["height_cm", "weight_kg"])
def test_no_surface_without_height_and_weight(missing: str) -> None:
    assert bsa_m2(DOSING, replace(FIRST, **{missing: None})) is None


@pytest.mark.parametrize(
    ("cycle", "day", "remission", "level"),
    [
        (1, 1, False, "0.8"),
        (1, 1, True, "0.8"),
        (1, 8, False, "0.5"),
        (1, 15, True, "0.5"),
        (2, 1, False, "0.8"),
        (2, 1, True, "0.5"),
        (6, 1, False, "0.8"),
        (2, 8, False, "0.5"),
    ],
)
def test_the_level(cycle: int, day: int, remission: bool, level: str) -> None:
    assert level_mg_m2(DOSING, cycle, day, remission) == Decimal(level)


def test_five_per_cent_is_a_twentieth() -> None:
    assert percent(DOSING.tolerance) == Decimal("0.05")


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(1961, 7, 4), date(2026, 7, 3), 64),
        (date(1961, 7, 4), date(2026, 7, 4), 65),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
    ],
)
def test_completed_years(born: date, on: date, years: int) -> None:
    assert age_years(born, on) == years


@pytest.mark.parametrize(("sex", "crcl"), [("female", "66.0833"), ("male", "78.1563")])
def test_cockcroft_gault(sex: str, crcl: str) -> None:
    """(140 - 79) x 65 kg x 1.04 or 1.23 / 62.4 µmol/L."""
    value = cockcroft_gault(
        shipped(), age=79, weight_kg=Decimal(65), creatinine_umol_l=Decimal("62.4"), sex=sex
    )
    assert rounded(value, "0.0001") == Decimal(crcl)


@given(
    st.decimals("50", "250", places=1),
    st.decimals("2", "300", places=2),
    st.sampled_from(["mosteller", "dubois"]),
)
def test_the_surface_grows_with_the_body(height: Decimal, weight: Decimal, formula: str) -> None:
    order = replace(FIRST, height_cm=height, weight_kg=weight, bsa_formula=formula)
    bsa = bsa_m2(DOSING, order)
    taller = bsa_m2(DOSING, replace(order, height_cm=height + 1))
    heavier = bsa_m2(DOSING, replace(order, weight_kg=weight + 1))
    assert bsa is not None
    assert taller is not None
    assert heavier is not None
    assert 0 < bsa < taller
    assert bsa < heavier
