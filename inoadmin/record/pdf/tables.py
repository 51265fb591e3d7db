"""Paragraphs, label-and-value rows and tables as strips. Lengths in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from inoadmin.record.blocks import KeyValues, Paragraph, Table, Text, bold, text
from inoadmin.record.pdf.flow import Strip, gap, kept_together
from inoadmin.record.pdf.writing import Set, draw_lines, draw_set, set_text

BODY = 8.6
CELL = 8.0
SMALL = 7.2
_PAD = 3.0  # left and right of a cell
_AIR = 2.2  # above and below a cell's text
_LABEL = 86.0  # room for a label
_TALL = 14  # lines from which a row may be cut by a page
_TOGETHER = 7  # rows up to which a table stays on one page


def heading(title: str, width: float) -> list[Strip]:
    """A section's heading, which stays with what follows."""
    words = set_text(bold(title), width, 11.0)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        draw_set(canvas, words, x, top)
        canvas.setLineWidth(1.1)
        canvas.line(x, top - words.height - 1.5, x + width, top - words.height - 1.5)

    return [gap(9.0), Strip(words.height + 5.0, draw, kept=True)]


def paragraph(block: Paragraph, width: float) -> list[Strip]:
    """A paragraph, cut only between its lines."""
    if block.style == "boxed":
        return boxed(block.words, width)
    size = SMALL if block.style == "small" else BODY
    words = set_text(block.words, width, size, bold=block.style == "title")
    strips = [line_strip(words, place) for place in range(len(words.lines))]
    if block.style == "title":
        return [gap(4.0), *kept_together(strips[:-1]), kept(strips[-1]), gap(1.0, kept=True)]
    return [*strips, gap(2.0)]


def kept(strip: Strip) -> Strip:
    """The strip, to stay with what follows."""
    return Strip(strip.height, strip.draw, kept=True, running=strip.running)


def line_strip(words: Set, place: int) -> Strip:
    """One line of set text."""

    def draw(canvas: Canvas, x: float, top: float) -> None:
        draw_lines(canvas, words.lines[place : place + 1], x, top, words.size)

    return Strip(words.leading, draw)


def boxed(words: Text, width: float) -> list[Strip]:
    """What must not be missed, in a box."""
    inner = set_text(words, width - 12.0, BODY, bold=True)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        canvas.setLineWidth(1.4)
        canvas.rect(x + 0.7, top - inner.height - 8.0, width - 1.4, inner.height + 7.0)
        draw_set(canvas, inner, x + 6.0, top - 4.0)

    return [Strip(inner.height + 10.0, draw), gap(3.0)]


def key_values(block: KeyValues, width: float) -> list[Strip]:
    """Labels in one weight, values in a stronger one, row by row."""
    column = width / block.columns
    strips: list[Strip] = []
    for first in range(0, len(block.rows), block.columns):
        strips += pairs(block.rows[first : first + block.columns], column)
    return [*kept_together(strips), gap(2.0)] if len(strips) <= _TALL else [*strips, gap(2.0)]


def pairs(row: Sequence[tuple[str, Text]], column: float) -> list[Strip]:
    """One row of labels and values."""
    label_room, value_room = _LABEL - 6.0, column - _LABEL - 8.0
    cells = [
        (set_text(text(label), label_room, SMALL), set_value(value, value_room))
        for label, value in row
    ]
    height = max(max(label.height, value.height) for label, value in cells)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        for place, (label, value) in enumerate(cells):
            left = x + place * column
            # Both on the same first base line.
            draw_set(canvas, label, left, top - (value.size - label.size))
            draw_set(canvas, value, left + _LABEL, top)

    if height > BODY * 1.28 * _TALL:
        return [strip for label, value in cells for strip in long_pair(label, value)]
    return [Strip(height + 1.6, draw)]


def set_value(value: Text, room: float) -> Set:
    """A value; one long word that a smaller size keeps whole, to be copied in one piece, is set
    smaller rather than broken.
    """
    found = set_text(value, room, BODY, bold=True)
    if len(found.lines) == 1 or any(" " in span.text or "\n" in span.text for span in value):
        return found
    smaller = set_text(value, room, SMALL, bold=True)
    return smaller if len(smaller.lines) == 1 else found


def long_pair(label: Set, value: Set) -> list[Strip]:
    """A label with a value of many lines, which a page may cut."""

    def first(canvas: Canvas, x: float, top: float) -> None:
        draw_set(canvas, label, x, top)
        draw_lines(canvas, value.lines[:1], x + _LABEL, top, value.size)

    def drawn(place: int) -> Strip:
        def draw(canvas: Canvas, x: float, top: float) -> None:
            lines = value.lines[place : place + 1]
            draw_lines(canvas, lines, x + _LABEL, top, value.size)

        return Strip(value.leading, draw)

    return [
        Strip(max(value.leading, label.height), first),
        *(drawn(n) for n in range(1, len(value.lines))),
    ]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table's columns begin and how wide they are."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    whole: float


def columns_of(widths: Sequence[int], width: float) -> Columns:
    """The columns of a table as wide as the page."""
    share = width / sum(widths)
    wide = tuple(w * share for w in widths)
    return Columns(tuple(sum(wide[:n]) for n in range(len(wide))), wide, width)


def table(block: Table, width: float) -> list[Strip]:
    """A table under its head, which comes again on each page."""
    columns = columns_of(block.widths, width)
    head = head_strip(block.head, columns)
    rows = [row_strips(row, columns, block.least_height, head) for row in block.rows]
    strips = [strip for row in rows for strip in row]
    if len(rows) <= _TOGETHER and len(strips) == len(rows):
        strips = kept_together(strips)
    elif strips:
        strips[0] = kept(strips[0])
        strips[-2:-1] = [kept(strip) for strip in strips[-2:-1]]
    return [kept(head), *strips, gap(5.0)]


def head_strip(head: Sequence[str], columns: Columns) -> Strip:
    """A table's head."""
    cells = [
        set_text(bold(words), wide - 2 * _PAD, SMALL)
        for words, wide in zip(head, columns.widths, strict=True)
    ]
    height = max(cell.height for cell in cells) + 2 * _AIR

    def draw(canvas: Canvas, x: float, top: float) -> None:
        for cell, left in zip(cells, columns.lefts, strict=True):
            draw_set(canvas, cell, x + left + _PAD, top - (height - _AIR - cell.height))
        canvas.setLineWidth(0.9)
        canvas.line(x, top - height, x + columns.whole, top - height)

    return Strip(height, draw)


def row_strips(
    row: Sequence[Text], columns: Columns, least_height: float, head: Strip
) -> list[Strip]:
    """A row as one strip, or one a line when it is long."""
    cells = [
        set_text(words, wide - 2 * _PAD, CELL)
        for words, wide in zip(row, columns.widths, strict=True)
    ]
    count = max(len(cell.lines) for cell in cells)
    step = count if count <= _TALL else 1
    return [
        part_of_row(cells, columns, (first, first + step), least_height, head, count)
        for first in range(0, count, step)
    ]


def part_of_row(
    cells: Sequence[Set],
    columns: Columns,
    part: tuple[int, int],
    least_height: float,
    head: Strip,
    count: int,
) -> Strip:
    """Some lines of a row, with the rule under the last of them."""
    first, end = part
    above, below = (_AIR if first == 0 else 0.0), (_AIR if end >= count else 0.0)
    taken = max(len(cell.lines[first:end]) for cell in cells) * CELL * 1.28
    height = max(taken + above + below, least_height)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        for cell, left in zip(cells, columns.lefts, strict=True):
            draw_lines(canvas, cell.lines[first:end], x + left + _PAD, top - above, CELL)
        if below:
            canvas.setLineWidth(0.35)
            canvas.line(x, top - height, x + columns.whole, top - height)

    return Strip(height, draw, running=head)
