"""The protocol as text, and its review date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from inoadmin.protocol.figures import figures
from inoadmin.protocol.loading import load
from inoadmin.protocol.text import past_review, show
from tests.protocol.files import changed, shipped


def test_every_figure_item_sentence_section_and_erratum_is_in_the_text():
    protocol = shipped()
    text = " ".join(show(protocol).split())
    for _, figure in figures(protocol):
        assert f"{figure.value.normalize():,f} {figure.unit} {figure.citation}" in text
    assert protocol.content_hash in text
    assert "! In the source: NICE TA514. ! Here: NICE's appraisal" in text
    for section in protocol.sections:
        assert f"{section.title} {'-' * len(section.title)}" in text
    for erratum in protocol.errata:
        assert erratum.printed[:60] in text
    for code in protocol.findings:
        assert code in text
    for item in protocol.items:
        assert item.assertion.split()[0] in text


def test_its_lines_fit_a_page_and_have_no_loose_ends():
    lines = show(shipped()).split("\n")
    assert max(map(len, lines)) <= 98
    assert not [line for line in lines if line != line.rstrip()]
    assert lines[-1] == ""


def test_a_table_is_laid_out_in_columns():
    text = show(shipped())
    assert (
        "Investigation  Limit as printed             Limit used here\n"
        "-------------  ---------------------------  ---------------\n"
        "Neutrophils    ≥ 1.0 x 10^9/L               ≥ 1.0 x 10^9/L\n"
        "Platelets      ≥ 50 x 10^9/L                ≥ 50 x 10^9/L\n"
        "CrCl           > 15 mL/min                  > 15 mL/min\n"
        "Bilirubin      ≥ 1.5 x ULN (sign reversed)  ≤ 1.5 x ULN\n"
        "ALT/AST        ≥ 2.5 x ULN (sign reversed)  ≤ 2.5 x ULN\n"
    ) in text


@pytest.mark.parametrize(
    "line",
    [
        "bilirubin uln      above 0 to 500 µmol/L",
        "grade              1 to 4 grade, whole numbers",
        "respiration               to 8: 3; to 11: 1; to 20: 0; to 24: 2; above: 3",
        "Premedication: antipyretic        paracetamol 500 to 1,000 mg PO (Pre-medication)",
        "Countersignature                  not asked for",
        "GTIN 05013457012095               Besponsa",
        "Review due         2020-11",
        "bloods         crcl above               15 mL/min          Standard limits",
        "dosing         mosteller divisor        3,600 constant     published formula",
    ],
)
def test_a_line_of_the_text(line: str):
    assert line in show(shipped()).split("\n")


def test_a_countersignature_that_is_asked_for():
    asked = load(changed("countersignature = false", "countersignature = true"))
    assert "Countersignature                  asked for" in show(asked).split("\n")


def test_a_figure_never_shows_an_exponent():
    large = load(changed('{ value = 3600, unit = "constant"', '{ value = 1e5, unit = "constant"'))
    assert large.dosing.mosteller_divisor.value == Decimal(100000)
    assert "mosteller divisor        100,000 constant" in show(large)


@pytest.mark.parametrize(
    ("today", "past"),
    [
        (date(2020, 10, 31), False),
        (date(2020, 11, 1), False),
        (date(2020, 11, 30), False),
        (date(2020, 12, 1), True),
        (date(2021, 1, 1), True),
        (date(2019, 12, 31), False),
    ],
)
def test_review_is_past_once_its_month_is_over(today: date, past: bool):
    assert past_review(shipped(), today) is past


def test_review_at_the_end_of_a_year():
    identity = replace(shipped().identity, review_date="2026-12")
    protocol = replace(shipped(), identity=identity)
    assert not past_review(protocol, date(2026, 12, 31))
    assert past_review(protocol, date(2027, 1, 1))
