"""A form to be filled in by hand, as a PDF. Lengths in points.

A line to be written on is at least LINE high, 7.2 mm; a box with its label inside has as much
below the label.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate
from typing import Final, assert_never

from reportlab.pdfgen.canvas import Canvas

from inoadmin.record.blanks import Blank, Field, Fields, Form, Grid, Part, Tickable, Ticks
from inoadmin.record.blocks import Banner, Document, Paragraph, text
from inoadmin.record.pdf.flow import Page, Strip, gap, kept_together, paginated
from inoadmin.record.pdf.fonts import weight
from inoadmin.record.pdf.furniture import FOOT, WIDTH, draw_mark, draw_status, furniture
from inoadmin.record.pdf.tables import heading, kept, paragraph
from inoadmin.record.pdf.writer import A4, MARGIN
from inoadmin.record.pdf.writing import Set, draw_set, draw_words, set_text

LINE: Final = 20.5
LABELLED: Final = 29.0
_TOP: Final = 26.0
_PAD: Final = 3.0
_LABEL: Final = 7.0
_WORDS: Final = 7.8
_HEAD: Final = 7.0
_BOX: Final = 8.5  # the side of a box to tick
_RULE: Final = 0.5
_TICKS_ROOM: Final = 160.0  # for confirmed, not confirmed and not applicable
_LEAST_TICK: Final = 15.0


def form_pdf(form: Form) -> bytes:
    """The form as a PDF file; the same form gives the same bytes."""
    foot = furniture(
        Document(form.heading, form.heading, form.dated, Banner("", (), ("", "")), (),
                 form.footer, ())
    )  # fmt: skip
    status = set_text(text(form.status), WIDTH - 12.0, 8.6, bold=True)
    head_height = 12.0 + LABELLED + 3.0 + status.height + 9.0
    pages = laid_out(form.parts, A4[1] - _TOP - head_height - FOOT)
    data = BytesIO()
    canvas = Canvas(
        data,
        pagesize=A4,
        pageCompression=1,
        invariant=1,
        lang="en-GB",
        initialFontName=weight(bold=False).name,
    )
    canvas.setTitle(form.heading)
    canvas.setAuthor("inoadmin")
    canvas.setSubject("Blank form")
    canvas.setCreator("inoadmin")
    canvas.setProducer("inoadmin")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for number, page in enumerate(pages, start=1):
        draw_mark(canvas, form.mark)
        draw_head(canvas, form, status)
        foot.draw_foot(canvas, MARGIN, number, len(pages))
        for placed in page:
            if placed.strip.draw is not None:
                placed.strip.draw(canvas, MARGIN, A4[1] - _TOP - head_height - placed.below)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def laid_out(parts: Sequence[Part], room: float) -> list[Page]:
    """The parts on pages; one that is to begin a page does."""
    pages: list[Page] = []
    strips: list[Strip] = []
    for part in parts:
        if part.fresh:
            pages += paginated(strips, room)
            strips = []
        strips += heading(part.title, WIDTH)
        for block in part.blocks:
            strips += block_strips(block)
    return [*pages, *paginated(strips, room)]


def draw_head(canvas: Canvas, form: Form, status: Set) -> None:
    """What it is, whose it is to be, and what every page says of it."""
    top = A4[1] - _TOP
    draw_words(canvas, form.heading, MARGIN, top - 8.0, 9.0, bold=True)
    draw_words(canvas, form.dated, MARGIN + WIDTH, top - 8.0, 8.0, align=1.0)
    draw_boxes(canvas, form.owner, MARGIN, top - 12.0, 1.1)
    draw_status(canvas, status, MARGIN, top - 12.0 - LABELLED - 2.0)


def block_strips(block: Blank) -> list[Strip]:
    """One block."""
    match block:
        case Fields():
            return fields(block)
        case Grid():
            return grid(block)
        case Ticks():
            return ticks(block)
        case Paragraph():
            return paragraph(block, WIDTH)
        case _:
            assert_never(block)


def fields(block: Fields) -> list[Strip]:
    """Labelled boxes."""
    return [*kept_together([boxes(row) for row in block.rows]), gap(4.0)]


def boxes(row: Sequence[Field]) -> Strip:
    """One row of them."""

    def draw(canvas: Canvas, x: float, top: float) -> None:
        draw_boxes(canvas, row, x, top, _RULE)

    return Strip(row_height(row), draw)


def row_height(row: Sequence[Field]) -> float:
    """A row of nothing but boxes to tick is lower than one to write in."""
    return LINE if all(field.ticks for field in row) else LABELLED


def edges(shares: Sequence[int]) -> list[float]:
    """Where columns begin and end, across the page."""
    return [WIDTH * part / sum(shares) for part in accumulate(shares, initial=0)]


def draw_boxes(canvas: Canvas, row: Sequence[Field], x: float, top: float, rule: float) -> None:
    """Boxes side by side, each with its label, what may be ticked, and its unit."""
    places = edges([field.share for field in row])
    height = row_height(row)
    canvas.setLineWidth(rule)
    for field, left, right in zip(row, places, places[1:], strict=False):
        canvas.rect(x + left, top - height, right - left, height)
        draw_field(canvas, field, (x + left, x + right), top, height)


def draw_field(
    canvas: Canvas, field: Field, sides: tuple[float, float], top: float, height: float
) -> None:
    """A box's label at its upper left edge; what may be ticked in the middle of its height."""
    left, right = sides
    room = right - left - 2 * _PAD
    if not field.ticks:
        draw_set(canvas, set_text(text(field.label), room, _LABEL), left + _PAD, top - 1.0)
    else:
        base = top - height / 2 - _LABEL * 0.35
        wide = draw_words(canvas, field.label, left + _PAD, base, _LABEL)
        draw_ticks(canvas, field.ticks, left + _PAD + wide + 7.0, top - height / 2)
    if field.unit:
        draw_words(canvas, field.unit, right - _PAD, top - height + 4.0, _LABEL, align=1.0)


def draw_ticks(canvas: Canvas, words: Sequence[str], x: float, middle: float) -> None:
    """Boxes to tick, each with its word after it."""
    for word in words:
        canvas.setLineWidth(0.8)
        canvas.rect(x, middle - _BOX / 2, _BOX, _BOX)
        x += _BOX + 2.5
        x += draw_words(canvas, word, x, middle - _LABEL * 0.35, _LABEL) + 8.0


def grid(block: Grid) -> list[Strip]:
    """A ruled table; a page may cut it between two rows, and its head comes again."""
    places = edges(block.widths)
    head = grid_row(block.head, places, 0.0, bold=True)
    rows = [grid_row(row, places, LINE * block.lines) for row in block.rows]
    strips = [Strip(row.height, row.draw, running=head) for row in rows]
    return [*kept_together([head, *strips]), gap(5.0)]


def grid_row(
    cells: Sequence[str], places: Sequence[float], least: float, *, bold: bool = False
) -> Strip:
    """One row, as high as its words or the room to write in."""
    size = _HEAD if bold else _WORDS
    sets = [
        set_text(text(words), right - left - 2 * _PAD, size, bold=bold)
        for words, left, right in zip(cells, places, places[1:], strict=False)
    ]
    height = max(least, max(one.height for one in sets) + 4.0)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        canvas.setLineWidth(_RULE)
        for one, left, right in zip(sets, places, places[1:], strict=False):
            canvas.rect(x + left, top - height, right - left, height)
            draw_set(canvas, one, x + left + _PAD, top - max(1.5, (height - one.height) / 2))

    return Strip(height, draw)


def ticks(block: Ticks) -> list[Strip]:
    """Assertions with boxes to tick at the right edge."""
    title = set_text(text(block.title), WIDTH, _WORDS, bold=True)

    def draw_title(canvas: Canvas, x: float, top: float) -> None:
        draw_set(canvas, title, x, top - 2.0)

    rows = [ticked(row) for row in block.rows]
    return [kept(Strip(title.height + 4.0, draw_title)), *rows, gap(2.0)]


def ticked(row: Tickable) -> Strip:
    """One assertion."""
    room = WIDTH - _TICKS_ROOM - 2 * _PAD
    words = set_text(text(row.assertion), room, _WORDS)
    small = set_text(text(row.remark), room, 6.6) if row.remark else None
    tall = words.height + (small.height if small else 0.0)
    height = max(_LEAST_TICK, tall + 3.0)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        below = top - (height - tall) / 2
        draw_set(canvas, words, x + _PAD, below)
        if small is not None:
            draw_set(canvas, small, x + _PAD, below - words.height)
        draw_ticks(canvas, row.ticks, x + WIDTH - _TICKS_ROOM, top - height / 2)
        canvas.setLineWidth(0.3)
        canvas.line(x, top - height, x + WIDTH, top - height)

    return Strip(height, draw)
