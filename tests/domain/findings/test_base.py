"""How findings tell numbers and lengths of time."""

from __future__ import annotations

from decimal import Decimal

import pytest

from inoadmin.domain.findings.base import key_of, plain, span
from tests.session.bench import (
    minutes,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.40", "1.4"),
        ("100", "100"),
        ("0", "0"),
        ("0.00004", "0"),
        ("0.00005", "0"),
        ("0.00015", "0.0002"),
        ("-2.50", "-2.5"),
        ("1E+15", "1000000000000000"),
        ("1E+999999", "1E+999999"),
        ("-1E+999999999", "-1E+999999999"),
        ("0E+999999", "0"),
        ("1E-999999", "0"),
    ],
)
def test_a_number_for_people(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_equal_numbers_have_one_key_and_it_is_short() -> None:
    assert key_of(Decimal("1.40")) == key_of(Decimal("1.4"))
    assert key_of(Decimal(100)) == key_of(Decimal("1E+2"))
    assert key_of(Decimal(10)) != key_of(Decimal(100))
    assert len(key_of(Decimal("1E-999999"))) < 40


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (0.5, "30s"),
        (1, "1min"),
        (59.9, "59min"),
        (60, "1hr"),
        (65, "1hr 5min"),
        (2879, "47hr 59min"),
        (2880, "2 days"),
        (-5, "5min"),
    ],
)
def test_a_length_of_time_for_people(length: float, text: str) -> None:
    assert span(minutes(length)) == text
