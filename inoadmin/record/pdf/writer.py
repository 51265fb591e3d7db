"""The record as a PDF: sections to strips, strips to pages, pages with banner and foot."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import assert_never

from reportlab.pdfgen.canvas import Canvas

from inoadmin.record.blocks import (
    Block,
    Code,
    Document,
    KeyValues,
    Paragraph,
    Plot,
    Section,
    Table,
    Timeline,
)
from inoadmin.record.pdf.figures import code, plot, timeline
from inoadmin.record.pdf.flow import Page, Strip, paginated
from inoadmin.record.pdf.fonts import weight
from inoadmin.record.pdf.furniture import FOOT, PAGE, WIDTH, Furniture, draw_mark, furniture
from inoadmin.record.pdf.tables import heading, key_values, paragraph, table

A4 = PAGE
MARGIN = (A4[0] - WIDTH) / 2
_TOP = 26.0


def as_pdf(document: Document) -> bytes:
    """The record as a PDF file; the same document gives the same bytes.

    The file's own data name the record's number and no patient.
    """
    frame = furniture(document)
    room = A4[1] - _TOP - frame.height - FOOT
    strips = [strip for section in document.sections for strip in section_strips(section)]
    pages = paginated(strips, room)
    data = BytesIO()
    canvas = Canvas(
        data,
        pagesize=A4,
        pageCompression=1,
        invariant=1,
        lang="en-GB",
        initialFontName=weight(bold=False).name,
    )
    canvas.setTitle(document.number)
    canvas.setAuthor("inoadmin")
    canvas.setSubject("Administration record")
    canvas.setCreator("inoadmin")
    canvas.setProducer("inoadmin")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for number, page in enumerate(pages, start=1):
        draw_mark(canvas, document.mark)
        draw_page(canvas, frame, page, number, len(pages))
    canvas.save()
    return data.getvalue()


def draw_page(canvas: Canvas, frame: Furniture, page: Page, number: int, count: int) -> None:
    """One page."""
    top = A4[1] - _TOP
    frame.draw_head(canvas, MARGIN, top)
    frame.draw_foot(canvas, MARGIN, number, count)
    for placed in page:
        if placed.strip.draw is not None:
            placed.strip.draw(canvas, MARGIN, top - frame.height - placed.below)
    canvas.showPage()


def section_strips(section: Section) -> Sequence[Strip]:
    """A section's heading and blocks."""
    return [
        *heading(section.title, WIDTH),
        *(strip for block in section.blocks for strip in block_strips(block)),
    ]


def block_strips(block: Block) -> list[Strip]:
    """One block."""
    match block:
        case KeyValues():
            return key_values(block, WIDTH)
        case Table():
            return table(block, WIDTH)
        case Paragraph():
            return paragraph(block, WIDTH)
        case Timeline():
            return timeline(block, WIDTH)
        case Plot():
            return plot(block, WIDTH)
        case Code():
            return code(block, WIDTH)
        case _:
            assert_never(block)
