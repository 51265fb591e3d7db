"""Text set into lines of a width, and drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import combining

from reportlab.pdfgen.canvas import Canvas

from inoadmin.record.blocks import Text
from inoadmin.record.characters import printable
from inoadmin.record.pdf.fonts import covered, weight
from inoadmin.record.pdf.shaping import Char, Look, Run, reads_leftwards, runs, width

Line = list[Char]
#: Line to line, as a share of the size.
LEADING = 1.28


@dataclass(frozen=True, slots=True)
class Set:
    """Text set in lines at a size."""

    lines: tuple[tuple[Run, ...], ...]
    size: float

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * LEADING

    @property
    def height(self) -> float:
        """Of all lines."""
        return self.leading * len(self.lines)


def set_text(
    words: Text, room: float, size: float, *, bold: bool = False, fixed: bool = False
) -> Set:
    """The text in lines no wider than `room`; a word longer than that is broken.

    `fixed`: parts in an order of our own (surname, given name), from left to right in any script.
    """
    lines = [
        tuple(runs(line, size, rtl=rtl))
        for paragraph in paragraphs(words, bold=bold)
        for rtl in [not fixed and reads_leftwards("".join(char for char, _ in paragraph))]
        for line in wrapped(paragraph, room, size)
    ]
    return Set(tuple(lines), size)


def paragraphs(words: Text, *, bold: bool) -> Iterator[Line]:
    """The characters between line feeds, with their looks."""
    line: Line = []
    for span in words:
        look = Look(span.bold or bold, span.struck)
        for char in printable(span.text, covered()):
            if char == "\n":
                yield line
                line = []
            else:
                line.append((char, look))
    yield line


def wrapped(paragraph: Line, room: float, size: float) -> Iterator[Line]:
    """A paragraph in lines."""
    line: Line = []
    used = 0.0
    for word in (piece for whole in split(paragraph) for piece in broken(whole, room, size)):
        wide = width(word, size)
        space = word[0][0] == " "
        if line and used + wide > room and not space:
            yield trimmed(line)
            line, used = [], 0.0
        if line or not space:
            line += word
            used += wide
    yield trimmed(line)


def broken(word: Line, room: float, size: float) -> Iterator[Line]:
    """A word in pieces that fit a line."""
    rest = word
    while len(rest) > 1 and width(rest, size) > room:
        head = fitting(rest, room, size)
        yield rest[:head]
        rest = rest[head:]
    yield rest


def split(paragraph: Line) -> Iterator[Line]:
    """Words and the spaces between them."""
    word: Line = []
    for char in paragraph:
        if word and (char[0] == " ") != (word[-1][0] == " "):
            yield word
            word = []
        word.append(char)
    if word:
        yield word


def fitting(word: Line, room: float, size: float) -> int:
    """How many characters of a word fit; at least one. A mark stays with its letter."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if width(word[:middle], size) <= room:
            low = middle
        else:
            high = middle - 1
    while 1 < low < len(word) and combining(word[low][0]):
        low -= 1
    return low


def trimmed(line: Line) -> Line:
    """The line without spaces at its end."""
    end = len(line)
    while end and line[end - 1][0] == " ":
        end -= 1
    return line[:end]


def draw_lines(
    canvas: Canvas, lines: Iterable[Sequence[Run]], x: float, top: float, size: float
) -> None:
    """Draws lines downwards from `top`."""
    for place, line in enumerate(lines):
        draw_line(canvas, line, x, top - size * (LEADING * place + 1.0), size)


def draw_set(canvas: Canvas, words: Set, x: float, top: float) -> None:
    """Draws set text downwards from `top`."""
    draw_lines(canvas, words.lines, x, top, words.size)


def draw_line(canvas: Canvas, line: Sequence[Run], x: float, y: float, size: float) -> None:
    """Draws one line on the base line `y`."""
    for run in line:
        draw_run(canvas, run, x, y, size)
        x += run.width


def draw_run(canvas: Canvas, run: Run, x: float, y: float, size: float) -> None:
    """Draws a run, struck through where it was put right."""
    canvas.setFont(weight(bold=run.look.bold).name, size)
    if run.glyphs is None:
        canvas.drawString(x, y, run.words)
    else:
        # The words themselves go with the glyphs, so that the text can be found and copied.
        told = run.words.encode("utf-16-be").hex().upper()
        canvas.addLiteral(f"/Span <</ActualText <FEFF{told}>>> BDC")
        for glyph in run.glyphs:
            canvas.drawString(x + glyph.x, y + glyph.y, glyph.char)
        canvas.addLiteral("EMC")
    if run.look.struck:
        canvas.setLineWidth(0.8)
        canvas.line(x, y + size * 0.32, x + run.width, y + size * 0.32)


def one_line(words: str, size: float, *, bold: bool = False) -> tuple[Run, ...]:
    """Words on one line, however long."""
    spaced = printable(words, covered()).replace("\n", " ")
    return tuple(runs([(char, Look(bold)) for char in spaced], size))


def draw_words(
    canvas: Canvas,
    words: str,
    x: float,
    y: float,
    size: float,
    *,
    bold: bool = False,
    align: float = 0.0,
) -> float:
    """Draws a line of words; `align` 0: from x, 0.5: about x, 1: up to x. Gives its width."""
    line = one_line(words, size, bold=bold)
    wide = sum(run.width for run in line)
    draw_line(canvas, line, x - wide * align, y, size)
    return wide
