"""From characters in the order they are read to glyphs in the order they are drawn.

Plain left-to-right text is drawn as it is. Anything else (right-to-left scripts, marks that sit on
letters) is split into runs by the bidirectional algorithm and shaped by HarfBuzz. Lengths in
points.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import uharfbuzz
from bidi.algorithm import (
    explicit_embed_and_overrides,
    get_embedding_levels,
    get_empty_storage,
    resolve_implicit_levels,
    resolve_neutral_types,
    resolve_weak_types,
)
from reportlab.pdfbase.pdfmetrics import stringWidth

from inoadmin.record.pdf.fonts import weight


@dataclass(frozen=True, slots=True)
class Look:
    """How a character is drawn."""

    bold: bool = False
    struck: bool = False


Char = tuple[str, Look]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph, by the character reportlab knows it by, and where from the run's origin."""

    char: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Run:
    """Characters drawn together. `glyphs` None: `words` are drawn as they are."""

    words: str
    look: Look
    width: float
    glyphs: tuple[Glyph, ...] | None = None


def is_simple(char: str) -> bool:
    """Drawn one after another from left to right, without regard to its neighbours."""
    if char < "\u0300":
        return True
    if char > "\uffff":
        return False
    if unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}:
        return False
    return unicodedata.bidirectional(char) not in {"R", "AL", "AN"}


def runs(line: Sequence[Char], size: float, *, rtl: bool = False) -> list[Run]:
    """A line's runs from left to right; `rtl`: its paragraph reads from right to left."""
    if all(is_simple(char) for char, _ in line):
        return [plain_run(words, look, size) for look, words in looks(line)]
    return [run for level, part in visual(line, rtl=rtl) for run in shaped(level, part, size)]


def width(line: Sequence[Char], size: float) -> float:
    """How wide a line is drawn."""
    return sum(run.width for run in runs(line, size))


def looks(line: Sequence[Char]) -> Iterator[tuple[Look, str]]:
    """Stretches of one look."""
    for look, chars in groupby(line, key=lambda char: char[1]):
        yield look, "".join(char for char, _ in chars)


def plain_run(words: str, look: Look, size: float) -> Run:
    """A run that needs no shaping."""
    return Run(words, look, stringWidth(words, weight(bold=look.bold).name, size))


def visual(line: Sequence[Char], *, rtl: bool) -> list[tuple[int, list[Char]]]:
    """Runs of one level in the order they are drawn, each in the order it is read (UAX 9, L2)."""
    levels = levels_of("".join(char for char, _ in line), int(rtl))
    logical = [
        (level, [line[place] for place in places])
        for level, places in groupby(range(len(line)), key=lambda place: levels[place])
    ]
    ordered = [(level, list(part)) for level, part in logical]
    for level in range(max(levels, default=0), 0, -1):
        ordered = reversed_from(ordered, level)
    return ordered


def reversed_from(parts: list[tuple[int, list[Char]]], level: int) -> list[tuple[int, list[Char]]]:
    """The parts with each stretch at `level` or above turned round."""
    turned: list[tuple[int, list[Char]]] = []
    for high, stretch in groupby(parts, key=lambda part: part[0] >= level):
        kept = list(stretch)
        turned.extend(reversed(kept) if high else kept)
    return turned


def reads_leftwards(words: str) -> bool:
    """Whether most of a paragraph's letters are of a right-to-left script.

    Not the first letter decides, as UAX 9 has it: a name in Hebrew with a remark in English after
    it stays in the order of the record.
    """
    kinds = [unicodedata.bidirectional(char) for char in words]
    leftwards = sum(kind in {"R", "AL"} for kind in kinds)
    return leftwards > kinds.count("L")


def levels_of(words: str, base: int) -> list[int]:
    """The embedding level of each character of a line; `base` is the paragraph's."""
    counted = [char for char in words if unicodedata.bidirectional(char) != "BN"]
    storage = get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    get_embedding_levels("".join(counted), storage)
    explicit_embed_and_overrides(storage)
    resolve_weak_types(storage)
    resolve_neutral_types(storage, debug=False)
    resolve_implicit_levels(storage, debug=False)
    known = iter(storage["chars"])
    levels: list[int] = []
    for char in words:
        # A joiner takes the level of what it joins.
        joiner = unicodedata.bidirectional(char) == "BN"
        levels.append(levels[-1] if joiner and levels else next(known)["level"])
    return levels


def shaped(level: int, part: Sequence[Char], size: float) -> list[Run]:
    """The runs of one level, drawn from left to right."""
    made = [
        shape(words, look, size, rtl=bool(level % 2))
        for look, chars in groupby(part, key=lambda char: char[1])
        for words in scripts("".join(char for char, _ in chars))
    ]
    return made[::-1] if level % 2 else made


def scripts(words: str) -> Iterator[str]:
    """Stretches of Arabic apart from the rest, which HarfBuzz shapes by one script a run."""
    arabic = False
    kinds: list[bool] = []
    for char in words:
        kind = unicodedata.bidirectional(char)
        arabic = True if kind == "AL" else (False if kind in {"L", "R"} else arabic)
        kinds.append(arabic)
    for _, places in groupby(range(len(words)), key=lambda place: kinds[place]):
        yield "".join(words[place] for place in places)


def shape(words: str, look: Look, size: float, *, rtl: bool) -> Run:
    """One run as HarfBuzz lays it out."""
    chosen = weight(bold=look.bold)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.language = "en"
    uharfbuzz.shape(chosen.shaper, buffer)
    scale, x = size / chosen.units, 0.0
    glyphs: list[Glyph] = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        char = chosen.char_for(info.codepoint, place.x_advance * 1000 / chosen.units)
        glyphs.append(Glyph(char, (x + place.x_offset) * scale, place.y_offset * scale))
        x += place.x_advance
    return Run(words, look, x * scale, tuple(glyphs))
