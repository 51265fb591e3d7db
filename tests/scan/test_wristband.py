import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.scan.wristband import read_wristband


@pytest.mark.parametrize(
    "text",
    [
        "9990000018",
        "999 000 0018",
        "999-000-0018",
        " 9 9 9 0 0 0 0 0 1 8\r\n",
        "]C09990000018",
        "]d1999 000 0018",
        "999  000  0018",
    ],
)
def test_nhs_number_in_any_spacing(text):
    assert read_wristband(text) == "9990000018"


@pytest.mark.parametrize(
    "text",
    [
        "8018505089899900000183",
        "]d28018505089899900000183",
        "]d28018505089899900000183\x1d8019001\x1d91RXX1234567",
        "\x1d8018505089899900000183",
        "(8018)505089899900000183",
        "91RXX1234567\x1d8018505089899900000183",
    ],
)
def test_the_nhs_number_in_a_service_relation_number(text):
    assert read_wristband(text) == "9990000018"


@pytest.mark.parametrize(
    "text",
    [
        "]d28018505089899900000184",  # its own check digit
        "]d28018505089899900000190",  # the NHS number's
        "]d2801850508989990000018",  # cut off
        "8018505089899900000183999",
    ],
)
def test_a_misread_service_relation_number_finds_nobody(text):
    assert read_wristband(text) is None


def test_a_hospital_number_that_begins_alike_is_one():
    assert read_wristband("8018123") == "8018123"


@pytest.mark.parametrize("text", ["9990000019", "999 000 0000", "999 123 4560"])
def test_ten_digits_that_fail_the_check_find_nobody(text):
    assert read_wristband(text) is None


@pytest.mark.parametrize("text", ["T123456", "a1", "7", "12/34-B", "A" * 20, "12345678901"])
def test_hospital_number(text):
    assert read_wristband(f" {text}\n") == text


@pytest.mark.parametrize(
    "text",
    ["", "   ", "]", "]d2", "T 123", "/12", "12-", "A" * 21, "10AB\x1d17260331", "Ä12", "12]d234"],
)
def test_anything_else_finds_nobody(text):
    assert read_wristband(text) is None


@given(st.text())
def test_no_text_raises(text):
    number = read_wristband(text)
    assert number is None or number.isascii()
