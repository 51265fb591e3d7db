from __future__ import annotations

import re
from dataclasses import astuple, fields

import pytest

from inoadmin.ui.style import PRIMARY_PX, TARGET_PX, stylesheet
from inoadmin.ui.tokens import DARK, LIGHT, Tokens

PALETTES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
#: Words and the surfaces they stand on: 4.5 to 1 (WCAG 2.2, 1.4.3).
WORDS = [
    *(
        (word, ground)
        for word in ("text", "muted", "accent", "good", "alarm")
        for ground in ("surface", "page", "sunken")
    ),
    *(("text", soft) for soft in ("accent_soft", "good_soft", "alarm_soft", "warn_soft")),
    ("muted", "accent_soft"),
    ("on_bar", "bar"),
    ("on_accent", "accent"),
    ("on_alarm", "alarm"),
    ("on_warn", "warn"),
    ("on_disabled", "disabled"),
    ("on_focus", "focus"),
    ("on_training", "training"),
    ("surface", "muted"),
]
#: Shapes that mean something: 3 to 1 (1.4.11).
SHAPES = [
    *(
        (shape, ground)
        for shape in ("edge", "accent", "good", "alarm", "warn_edge")
        for ground in ("surface", "page")
    ),
    ("accent", "accent_soft"),
    ("good", "good_soft"),
    ("alarm", "alarm_soft"),
    ("warn_edge", "warn_soft"),
    ("focus", "on_focus"),
    ("on_bar", "bar"),
    *(("training", ground) for ground in ("surface", "page")),
    ("training", "focus"),
]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_published() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#005eb8", "#ffffff") == pytest.approx(6.4, abs=0.05)


@PALETTES
@pytest.mark.parametrize(("word", "ground"), WORDS)
def test_words_can_be_read(tokens: Tokens, word: str, ground: str) -> None:
    assert contrast(getattr(tokens, word), getattr(tokens, ground)) >= 4.5


@PALETTES
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_told_from_their_ground(tokens: Tokens, shape: str, ground: str) -> None:
    assert contrast(getattr(tokens, shape), getattr(tokens, ground)) >= 3


@PALETTES
def test_every_token_is_a_colour(tokens: Tokens) -> None:
    assert all(re.fullmatch("#[0-9a-f]{6}", value) for value in astuple(tokens))
    assert len(fields(tokens)) == len(astuple(tokens))


@PALETTES
def test_the_sheet_has_no_colour_but_the_tokens_and_balanced_braces(tokens: Tokens) -> None:
    sheet = stylesheet(tokens)
    assert set(re.findall("#[0-9a-fA-F]{3,8}", sheet)) <= set(astuple(tokens))
    assert sheet.count("{") == sheet.count("}")


def test_targets_are_large_enough() -> None:
    assert (TARGET_PX, PRIMARY_PX) == (32, 44)
