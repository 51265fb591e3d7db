from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain.people import nhs_number_valid


@pytest.mark.parametrize("digits", ["9990000018", "9990000026", "9999999999"])
def test_numbers_that_pass_the_check(digits: str) -> None:
    assert nhs_number_valid(digits)


@pytest.mark.parametrize(
    "digits",
    [
        "",
        "999000001",
        "99900000180",
        "9990000019",
        "9990000000",  # the check comes out as 10: no digit is that
        "999 000 0018",
        "999000001x",
        "٩٩٩٠٠٠٠٠١٨",
        "999000001²",
    ],
)
def test_numbers_that_do_not(digits: str) -> None:
    assert not nhs_number_valid(digits)


def test_a_check_of_eleven_counts_as_nought() -> None:
    """The first nine digits weigh 253, which is 23 times 11."""
    assert nhs_number_valid("9990000050")


@given(st.from_regex(r"999[0-9]{6}", fullmatch=True), st.integers(0, 8))
def test_one_wrong_digit_is_always_seen(stem: str, place: int) -> None:
    """Modulus 11 tells every single wrong digit."""
    for check in "0123456789":
        digits = stem + check
        if nhs_number_valid(digits):
            wrong = str((int(digits[place]) + 1) % 10)
            assert not nhs_number_valid(digits[:place] + wrong + digits[place + 1 :])


@given(st.text(max_size=12))
def test_no_text_is_too_odd_to_be_refused(text: str) -> None:
    assert nhs_number_valid(text) in {True, False}
