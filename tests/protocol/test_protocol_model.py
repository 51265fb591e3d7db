"""What the model itself works out: lengths of time, whole numbers, ranges."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from inoadmin.protocol.model import Number, Range


@pytest.mark.parametrize(
    ("value", "unit", "length"),
    [
        ("60", "seconds", timedelta(minutes=1)),
        ("60", "minutes", timedelta(hours=1)),
        ("24", "hours", timedelta(days=1)),
        ("1.5", "days", timedelta(hours=36)),
        ("0.1", "seconds", timedelta(milliseconds=100)),
    ],
)
def test_a_figure_of_time_is_a_duration(value: str, unit: str, length: timedelta):
    assert Number(Decimal(value), unit, "local").duration == length


def test_a_figure_of_another_kind_has_no_duration():
    with pytest.raises(ValueError, match=r"^months is not a unit of time$"):
        _ = Number(Decimal(8), "months", "local").duration


def test_a_whole_figure():
    assert Number(Decimal("6.0"), "days", "local").whole == 6


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_a_range_never_holds_what_is_no_number(value: str):
    assert not Range(Decimal(0), Decimal(5), "mg").holds(Decimal(value))


def test_a_range_of_whole_numbers_holds_no_half():
    grades = Range(Decimal(1), Decimal(4), "grade", whole=True)
    assert [grades.holds(Decimal(v)) for v in ("1", "1.5", "2.0", "4", "5")] == [
        True,
        False,
        True,
        True,
        False,
    ]


def test_a_low_end_left_out():
    uln = Range(Decimal(0), Decimal(500), "U/L", low_excluded=True)
    assert not uln.holds(Decimal(0))
    assert uln.holds(Decimal("0.01"))
