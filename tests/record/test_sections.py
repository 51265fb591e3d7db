"""Parts of sections, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from inoadmin.record.blocks import Span, bold, plain, struck, text
from inoadmin.record.fields import field_label, field_value, valued
from inoadmin.record.sections.bags import expiry_words, scan_words
from inoadmin.record.sections.bloods import panel_rows
from inoadmin.record.sections.completion import grouped
from inoadmin.record.sections.observations import PANELS, panel
from inoadmin.record.sections.timeline import Axis
from inoadmin.record.sources import Sources, entries
from inoadmin.record.units import printed
from tests.record.golden import CASES, last_of

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def clean() -> Sources:
    with last_of(CASES["clean"]) as src:
        return src


@pytest.mark.parametrize(
    ("expiry", "words"),
    [
        ("", "not recorded"),
        ("2026-03-02T18:00", "02-Mar-2026 18:00"),
        ("2026-03-02", "02-Mar-2026 (to the end of the day)"),
        ("2026-02", "Feb-2026 (to the end of 28-Feb-2026)"),
        ("2024-02", "Feb-2024 (to the end of 29-Feb-2024)"),
    ],
)
def test_an_expiry_is_spelt_out(expiry: str, words: str) -> None:
    assert expiry_words(expiry) == words


@pytest.mark.parametrize(
    ("bag", "words"),
    [
        (c.Bag(scan="x"), "not read"),
        (c.Bag(scan="x", reading=c.Reading(remarks=("No code.",))), "read nothing; No code."),
        (
            c.Bag(scan="x", batch="B2", reading=c.Reading(gtin="1", batch="B1", serial="7")),
            "read GTIN 1, batch B1, serial 7; batch changed by the nurse from B1 to B2",
        ),
        (
            c.Bag(scan="x", batch="B1", expiry="2026-03", reading=c.Reading(batch="B1")),
            "read batch B1; expiry typed",
        ),
    ],
)
def test_a_scan_says_what_was_read_and_what_was_changed(bag: c.Bag, words: str) -> None:
    assert scan_words(bag) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (None, "", "blank"),
        ("", "", "blank"),
        ((), "", "blank"),
        (True, "", "yes"),
        (False, "", "no"),
        (Decimal("1400.50"), "mg", "1,400.5 mg"),
        (date(2026, 3, 2), "", "02-Mar-2026"),
        (AT, "", "02-Mar-2026 08:00"),
        (("a", "b"), "", "a, b"),
        ("free text", "", "free text"),
        ({"a": 1}, "", "several"),
    ],
)
def test_a_value_is_printed_by_its_kind(
    clean: Sources, value: object, unit: str, words: str
) -> None:
    assert valued(clean, value, unit) == words


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("weight_kg", "weight"),
        ("prescribed_mg", "prescribed"),
        ("interruption_days", "interruption days"),
        ("occurred", "time"),
        ("bsa_formula", "BSA formula"),
        ("alt_uln", "ALT, upper limit of normal"),
        ("delay_reason", "delay reason"),
    ],
)
def test_a_field_is_printed_by_a_name(clean: Sources, field: str, label: str) -> None:
    assert field_label(clean, c.Open(), field) == label


def test_an_answer_is_printed_by_its_assertion(clean: Sources) -> None:
    answer = c.Answer({"vod-history": c.Answered("no", "see letter")})
    assert field_label(clean, answer, "value").startswith("No prior severe or ongoing VOD/SOS")
    assert field_value(clean, answer, AT, "value") == "NOT confirmed"
    assert field_value(clean, answer, AT, "note") == "see letter"
    assert field_value(clean, c.Answer(), AT, "vod-history") == "blank"


def test_a_panel_without_a_value_says_so(clean: Sources) -> None:
    rows = panel_rows(clean, c.Bloods("fbc", neutrophils=Decimal(2)))
    assert [row[2] for row in rows] == ["2 \u00d710\u2079/L", "not recorded"]
    assert panel_rows(clean, c.Bloods("ue"))[0][2] == "not recorded"


def test_the_clearance_is_worked_out_from_creatinine(clean: Sources) -> None:
    (row,) = panel_rows(clean, c.Bloods("ue", creatinine_umol_l=Decimal(90)))
    assert row[4] == "Cockcroft-Gault 59.7 mL/min, must be above 15"


@pytest.mark.parametrize(
    ("minutes", "place"), [(-1, 0.0), (0, 0.0), (30, 0.5), (60, 1.0), (61, 1.0)]
)
def test_nothing_is_drawn_off_the_axis(clean: Sources, minutes: int, place: float) -> None:
    axis = Axis(clean, [AT, AT + timedelta(minutes=60)])
    assert axis.at(AT + timedelta(minutes=minutes)) == place


@pytest.mark.parametrize("hours", [0, 1, 3, 8, 30, 500])
def test_ticks_are_few_and_on_the_axis(clean: Sources, hours: int) -> None:
    ticks = Axis(clean, [AT, AT + timedelta(hours=hours)]).ticks()
    assert 1 <= len(ticks) <= 11
    assert all(0.0 <= tick.at <= 1.0 for tick in ticks)


@pytest.mark.parametrize("pulse", [0, 59, 60, 100, 101, 118, 300])
def test_every_observation_lies_on_its_scale(clean: Sources, pulse: int) -> None:
    sets = [
        replace(entry, command=replace(entry.command, pulse=Decimal(pulse)))
        for entry in entries(clean, c.Vitals)
    ]
    axis = Axis(clean, [entry.occurred_at for entry in sets])
    drawn = panel(sets, axis, *PANELS[0])
    assert drawn is not None
    assert all(0.0 <= y <= 1.0 for series in drawn.series for _, y in series.points)
    assert all(0.0 <= tick.at <= 1.0 for tick in drawn.ticks)


def test_words_keep_their_style() -> None:
    words = text("a ", bold("b"), struck(text("c", bold("d"))), "", Span(""))
    assert words == (
        Span("a "),
        Span("b", bold=True),
        Span("c", struck=True),
        Span("d", bold=True, struck=True),
    )
    assert plain(words) == "a b~~c~~~~d~~"


def test_a_hash_is_read_in_groups() -> None:
    assert grouped("0123456789abcdef01") == "01234567 89abcdef 01"


def test_an_exponent_is_raised() -> None:
    assert printed("x 10^9/L") == "\u00d710\u2079/L"
    assert printed("mL/min") == "mL/min"
