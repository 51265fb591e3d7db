"""What a PIN may be, and how long one waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.session.pins import LOCKED_AT, pin_fault, wait_after


@pytest.mark.parametrize("pin", ["482915", "112358", "908172635401", "100000", "121212"])
def test_these_may_be(pin: str) -> None:
    assert pin_fault(pin) == ""


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "48291",
        "1234567890123",
        "48291a",
        "48 915",
        "٤٨٢٩١٥",
        "-48291",
        "000000",
        "777777",
        "123456",
        "654321",
        "890123",
        "109876",
    ],
)
def test_these_may_not(pin: str) -> None:
    assert pin_fault(pin)


@given(st.text(max_size=15))
def test_a_fault_never_repeats_the_pin(pin: str) -> None:
    fault = pin_fault(pin)
    assert not fault or len(pin) < 3 or pin not in fault or pin in "123456"


def test_the_waits_grow_until_the_account_locks() -> None:
    waits = [wait_after(failures) for failures in range(LOCKED_AT)]
    assert waits[0] == timedelta()
    assert waits == sorted(waits)
    assert waits[1] == timedelta(seconds=1)
    assert sum(waits, timedelta()) >= timedelta(minutes=4)
