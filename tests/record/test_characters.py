"""What can be drawn, and what stands for the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.record.characters import printable
from inoadmin.record.pdf.fonts import covered

ANYTHING = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Zoë", "Zoë"),
        ("Zoe\u0308", "Zoë"),  # composed
        ("a\tb\r\nc\rd\u2028e", "a    b\nc\nd\ne"),
        ("thin\u2009space", "thin space"),
        ("<b>&</b>", "<b>&</b>"),
        ("中文", "[U+4E2D][U+6587]"),
        ("🩺", "[stethoscope]"),
        ("\u202eevil", "[U+202E]evil"),
        ("\x00\x07\x7f", "[U+0000][U+0007][U+007F]"),
        ("\ue000", "[U+E000]"),
        ("\udc80", "[U+DC80]"),
        ("soft\u00adhyphen, \u2764\ufe0f", "softhyphen, \u2764"),
        ("a\u200db", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("אבג", "אבג"),
        ("≤ ≥ × µ ² ° →", "≤ ≥ × µ ² ° →"),
    ],
)
def test_each_character_or_its_name(typed: str, drawn: str) -> None:
    assert printable(typed, covered()) == drawn


@given(ANYTHING)
def test_everything_that_is_left_can_be_drawn(typed: str) -> None:
    drawn = printable(typed, covered())
    assert [char for char in drawn if char != "\n" and ord(char) not in covered()] == []


@given(ANYTHING)
def test_what_can_be_drawn_stays_as_it_is(typed: str) -> None:
    once = printable(typed, covered())
    assert printable(once, covered()) == once


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20))
def test_no_letter_vanishes(typed: str) -> None:
    assert len(printable(typed, frozenset())) >= len(typed.replace("\u200b", "")) // 3
    assert printable(typed, frozenset())
