"""Typed text: numbers, choices, lists, allergies, NHS numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.session.forms.model import FormSpec
from inoadmin.session.forms.reading import build, so_far
from tests.session.forms.made import NOW, SPECS


def one(kind: str, name: str, **changes: Any) -> FormSpec:
    """A form with one field alone."""
    return SPECS[kind].only(name)


def typed(spec: FormSpec, value: str | bool | tuple[str, ...]) -> Any:
    """What comes of one typed value: the field's value, or the error's sentence."""
    (field,) = spec.fields
    answer = build(spec, {field.name: value}, NOW)
    return answer[0].sentence if isinstance(answer, tuple) else getattr(answer, field.name)


@pytest.mark.parametrize("text", ["1.4", " 1.4 ", "1.40", "+1.4", "01.4"])
def test_a_number_is_read_as_it_stands(text: str) -> None:
    assert typed(one("open", "prescribed_mg"), text) == Decimal("1.4")


def test_a_number_may_begin_or_end_with_its_point() -> None:
    assert typed(one("bloods", "bilirubin"), ".5") == Decimal("0.5")
    assert typed(one("bloods", "bilirubin"), "5.") == Decimal(5)


@pytest.mark.parametrize("text", ["1,4", "1,000"])
def test_a_comma_is_an_error_that_names_the_field(text: str) -> None:
    said = typed(one("open", "prescribed_mg"), text)
    assert said == (
        f"Prescribed dose “{text}”: write it with a point, without commas; 0.05 to 5 mg"
    )


@pytest.mark.parametrize(
    "text", ["one", "1e3", "NaN", "inf", "0x1", "1.4 mg", "१", "1 4", "--1", "."]
)
def test_what_is_not_a_number_is_refused(text: str) -> None:
    said = typed(one("open", "prescribed_mg"), text)
    assert said == f"Prescribed dose “{text}”: not a number; 0.05 to 5 mg"


@pytest.mark.parametrize(
    ("text", "good"),
    [("0.04", False), ("0.05", True), ("0.06", True), ("4.9", True), ("5", True), ("5.01", False)],
)
def test_a_number_lies_inside_its_range_ends_included(text: str, good: bool) -> None:
    assert isinstance(typed(one("open", "prescribed_mg"), text), Decimal) is good


@pytest.mark.parametrize(("text", "good"), [("0", False), ("0.01", True), ("-1", False)])
def test_an_upper_limit_of_normal_is_above_nothing(text: str, good: bool) -> None:
    assert isinstance(typed(one("bloods", "alt_uln"), text), Decimal) is good


def test_a_blank_value_that_is_not_required_is_not_given() -> None:
    assert typed(one("open", "weight_kg"), "  ") is None
    assert typed(one("open", "interruption_days"), "") == Decimal(0)


@pytest.mark.parametrize("text", ["2", "2.0"])
def test_a_choice_is_one_of_its_words(text: str) -> None:
    said = typed(one("reaction", "grade"), text)
    assert said == Decimal(2) if text == "2" else said.startswith("Grade (CTCAE 5.0) “2.0”: one of")


def test_lists_come_from_lines_or_ticks() -> None:
    spec = one("reaction", "treatment")
    assert typed(spec, "paracetamol 1 g PO 10:02\n\n Dr Sale called ") == (
        "paracetamol 1 g PO 10:02",
        "Dr Sale called",
    )
    assert typed(spec, ("a", " ")) == ("a",)
    assert typed(spec, ()) == ()


def test_allergies_are_none_known_or_named() -> None:
    spec = one("allergies", "known")
    assert typed(spec, "none known") == ()
    assert typed(spec, ("penicillin", "latex")) == ("penicillin", "latex")
    assert typed(spec, ("  ",)).startswith("Allergies")
    assert typed(spec, "") == "Allergies is missing: no known allergies, or each of them on a line"


@pytest.mark.parametrize("text", ["999 000 0018", "9990000018", "999-000-0018", "NHS 999 000 0018"])
def test_an_nhs_number_drops_what_is_not_a_digit(text: str) -> None:
    assert typed(one("patient", "nhs_number"), text) == "9990000018"


@pytest.mark.parametrize("text", ["999 123 4560", "999 000 0000", "999 000 001", "words"])
def test_an_nhs_number_has_its_check_digit(text: str) -> None:
    assert "ten digits with a valid check digit" in typed(one("patient", "nhs_number"), text)


@pytest.mark.parametrize(("count", "good"), [(39, True), (40, True), (41, False)])
def test_a_batch_is_not_too_long(count: int, good: bool) -> None:
    said = typed(one("bag", "batch"), "B" * count)
    assert (said == "B" * count) is good


@pytest.mark.parametrize(("count", "good"), [(1999, True), (2000, True), (2001, False)])
def test_free_text_is_not_too_long(count: int, good: bool) -> None:
    said = typed(one("interrupt", "reason"), "x" * count)
    assert (said == "x" * count) is good


def test_yes_and_no_are_words_or_ticks() -> None:
    spec = one("bag", "inspected")
    assert [typed(spec, value) for value in ("yes", "no", True, False)] == [True, False] * 2
    assert typed(spec, "maybe") == "Inspected: intact, no particles, no leak “maybe”: yes or no"


def test_all_errors_are_told_at_once_in_the_order_of_the_form() -> None:
    answer = build(SPECS["open"], {"cycle": "x", "height_cm": "9"}, NOW)
    assert isinstance(answer, tuple)
    assert [error.name for error in answer] == [
        "cycle",
        "day",
        "prescribed_mg",
        "height_cm",
        "remission",
        "reduction",
        "transplant_planned",
    ]


def test_what_can_be_read_already_is_read_while_one_types() -> None:
    made = so_far(SPECS["vitals"], {"pulse": "8", "resp_rate": "x", "spo2": "97"}, NOW)
    assert (getattr(made, "pulse", 0), getattr(made, "resp_rate", 0)) == (Decimal(8), None)


@given(st.text(), st.sampled_from(sorted(SPECS)))
def test_no_text_makes_a_form_fail(text: str, kind: str) -> None:
    spec = SPECS[kind]
    answer = build(spec, {field.name: text for field in spec.fields}, NOW)
    if isinstance(answer, tuple):
        assert all(error.label and error.allowed for error in answer)
