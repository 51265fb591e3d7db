"""Text in lines and glyphs: nothing lost, nothing wider than its room, no missing glyph."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inoadmin.record.blocks import Span, text
from inoadmin.record.characters import printable
from inoadmin.record.pdf.fonts import covered, weight
from inoadmin.record.pdf.shaping import Look, Run, runs
from inoadmin.record.pdf.writing import set_text

SCRIPTS = "abcXYZ <>&;\u0301\u0308 אבגדשׁ ابتثجلالله \u200f١٢٣ 123 (.,) ЖщΩ 中😀\n"
NASTY = st.text(st.sampled_from(SCRIPTS), max_size=80) | st.text(max_size=40)


def glyph_numbers(run: Run) -> list[int]:
    glyphs = weight(bold=run.look.bold).font.face.charToGlyph
    drawn = run.words if run.glyphs is None else [glyph.char for glyph in run.glyphs]
    return [glyphs[ord(char)] for char in drawn]


@given(NASTY, st.booleans())
def test_no_character_is_drawn_as_a_missing_glyph(typed: str, heavy: bool) -> None:
    words = set_text(text(Span(typed, bold=heavy)), 120.0, 8.0)
    assert all(glyph != 0 for line in words.lines for run in line for glyph in glyph_numbers(run))


@given(NASTY)
def test_no_character_is_lost(typed: str) -> None:
    words = set_text(text(Span(typed)), 60.0, 8.0)
    drawn = "".join(run.words for line in words.lines for run in line)
    wanted = printable(typed, covered())
    assert sorted(drawn.replace(" ", "")) == sorted(wanted.replace(" ", "").replace("\n", ""))


@settings(max_examples=60)
@given(NASTY, st.integers(30, 200))
def test_no_line_is_wider_than_its_room(typed: str, room: int) -> None:
    words = set_text(text(Span(typed)), room, 8.0)
    wide = [sum(run.width for run in line) for line in words.lines]
    # Shaped as a whole a line differs a little from the sum of its words.
    assert all(w <= room + 2.0 for w in wide)


def test_a_very_long_word_is_broken() -> None:
    words = set_text(text("W" * 500), 100.0, 8.0)
    assert len(words.lines) > 30
    assert "".join(run.words for line in words.lines for run in line) == "W" * 500


def test_a_mark_stays_with_its_letter() -> None:
    words = set_text(text("Z\u0308" * 200), 50.0, 8.0)
    assert all(line[0].words[0] == "Z" for line in words.lines)


def line_of(words: str, *, rtl: bool = False) -> list[Run]:
    return runs([(char, Look()) for char in words], 10.0, rtl=rtl)


def test_hebrew_is_drawn_from_right_to_left() -> None:
    (run,) = line_of("שלום")
    assert run.glyphs is not None
    assert [glyph.char for glyph in run.glyphs] == list("םולש")


def test_numbers_in_hebrew_keep_their_order() -> None:
    drawn = [glyph.char for run in line_of("אב 12.5 גד", rtl=True) for glyph in run.glyphs or ()]
    assert "".join(drawn) == "דג 12.5 בא"


def test_arabic_letters_join() -> None:
    (run,) = line_of("محمد")
    assert run.glyphs is not None
    # Presentation forms: final dal, medial mim, medial hah, initial mim.
    assert [glyph.char for glyph in run.glyphs] == ["\ufeaa", "\ufee4", "\ufea4", "\ufee3"]


def test_a_name_with_a_remark_in_english_keeps_the_order_of_the_record() -> None:
    words = set_text(text("דוד (written 10:30, late)"), 300.0, 8.0)
    assert [run.words.strip() for run in words.lines[0]] == ["דוד", "(written 10:30, late)"]


def test_a_banner_keeps_the_surname_at_the_left_in_any_script() -> None:
    words = set_text(text("אלון\u200e, דוד (Mr)"), 300.0, 8.0, fixed=True)
    assert [run.words.strip() for run in words.lines[0]] == ["אלון", "\u200e,", "דוד", "(Mr)"]


@pytest.mark.parametrize("heavy", [False, True])
def test_a_glyph_without_a_character_always_gets_the_same(heavy: bool) -> None:
    chosen = weight(bold=heavy)
    first = chosen.char_for(5902, 0.0)
    assert chosen.char_for(5902, 0.0) == first
    assert chosen.font.face.charToGlyph[ord(first)] == 5902


def test_a_struck_look_goes_with_its_words() -> None:
    words = set_text(text(Span("72 kg", struck=True), " 68 kg"), 200.0, 8.0)
    assert [(run.words, run.look.struck) for run in words.lines[0]] == [
        ("72 kg", True),
        (" 68 kg", False),
    ]
