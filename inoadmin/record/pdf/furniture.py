"""What every page bears: whose record it is and how it stands, its number, its page.

Lengths in points.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from inoadmin.record.blocks import Banner, Document, Span, Text, text
from inoadmin.record.pdf.fonts import weight
from inoadmin.record.pdf.writing import Set, draw_set, draw_words, set_text

PAGE = (595.2756, 841.8898)  # A4
WIDTH = 519.0
FOOT = 46.0  # from the page's lower edge to the lowest line of the body
_PAD = 6.0
_FOOT_SIZE = 6.8
_MARK_SIZE = 118.0
_MARK_DEGREES = 54.0
_MARK_GREY = 0.62
_OUTLINE = 1  # text render mode (ISO 32000-1, 9.3.6)
_MOST_LINES = 4  # of a name in its size; of allergies, which the record itself has in full


@dataclass(frozen=True, slots=True)
class Furniture:
    """The head and foot of every page, set once. `height` is the head's, with the air below it."""

    heading: str
    dated: str
    name: Set
    facts: Set
    allergies: Set
    status: Set | None
    footer: tuple[str, ...]
    height: float

    @property
    def banner_height(self) -> float:
        """The box around the patient's details."""
        return self.name.height + self.facts.height + self.allergies.height + _PAD + 3.0

    def draw_head(self, canvas: Canvas, x: float, top: float) -> None:
        """Record number, banner, and what the record is not."""
        draw_words(canvas, self.heading, x, top - 8.0, 8.0, bold=True)
        draw_words(canvas, self.dated, x + WIDTH, top - 8.0, 8.0, align=1.0)
        top -= 12.0
        canvas.setLineWidth(1.1)
        canvas.rect(x, top - self.banner_height, WIDTH, self.banner_height)
        below = top - 2.5
        for words in (self.name, self.facts, self.allergies):
            draw_set(canvas, words, x + _PAD, below)
            below -= words.height + 1.0
        if self.status is not None:
            draw_status(canvas, self.status, x, top - self.banner_height - 3.0)

    def draw_foot(self, canvas: Canvas, x: float, number: int, count: int) -> None:
        """Protocol, software, and the page's number."""
        canvas.setLineWidth(0.5)
        canvas.line(x, FOOT - 8.0, x + WIDTH, FOOT - 8.0)
        for place, words in enumerate(self.footer):
            draw_words(canvas, words, x, FOOT - 17.0 - 9.0 * place, _FOOT_SIZE)
        draw_words(
            canvas, f"Page {number} of {count}", x + WIDTH, FOOT - 17.0, 8.0, bold=True, align=1.0
        )


def furniture(document: Document) -> Furniture:
    """The head and foot of a document's pages."""
    banner, inner = document.banner, WIDTH - 2 * _PAD
    name = set_text(text(Span(banner.name, bold=True)), inner, 13.0, fixed=True)
    if len(name.lines) > _MOST_LINES:
        name = set_text(text(Span(banner.name, bold=True)), inner, _FOOT_SIZE, fixed=True)
    facts = set_text(labelled(banner.facts), inner, 9.0, fixed=True)
    allergies = allergies_set(banner, inner)
    status = None
    if document.status:
        status = set_text(text(" \u2014 ".join(document.status)), inner, 9.4, bold=True)
    height = 12.0 + name.height + facts.height + allergies.height + _PAD + 3.0
    height += (status.height + 8.0) if status is not None else 0.0
    return Furniture(
        document.heading,
        document.dated,
        name,
        facts,
        allergies,
        status,
        document.footer,
        height + 5.0,
    )


def labelled(facts: tuple[tuple[str, str], ...]) -> Text:
    """Labels without a colon, values stronger (NHS patient banner)."""
    parts: list[Span] = []
    for label, value in facts:
        parts += [Span("    " if parts else ""), Span(f"{label} "), Span(value, bold=True)]
    return text(*parts)


def allergies_set(banner: Banner, room: float) -> Set:
    """The allergies; a list that would fill the page says where all of it stands."""
    label, value = banner.allergies
    whole = set_text(text(f"{label} ", Span(value, bold=True)), room, 9.0, fixed=True)
    if len(whole.lines) <= _MOST_LINES:
        return whole
    return set_text(text(f"{label} ", Span("many: see the first section", bold=True)), room, 9.0)


def draw_mark(canvas: Canvas, words: str) -> None:
    """Large words in outline across the page, to be drawn before all else: what is printed over
    them stays legible, in a photocopy too.
    """
    if not words:
        return
    face = weight(bold=True).name
    canvas.saveState()
    canvas.translate(PAGE[0] / 2, PAGE[1] / 2)
    canvas.rotate(_MARK_DEGREES)
    canvas.setStrokeGray(_MARK_GREY)
    canvas.setLineWidth(0.7)
    canvas.setFont(face, _MARK_SIZE)
    left = -canvas.stringWidth(words, face, _MARK_SIZE) / 2
    canvas.drawString(left, -_MARK_SIZE / 3, words, mode=_OUTLINE)
    canvas.restoreState()


def draw_status(canvas: Canvas, words: Set, x: float, top: float) -> None:
    """A box with thick sides across the page."""
    canvas.setLineWidth(1.8)
    canvas.rect(x + 0.9, top - words.height - 4.0, WIDTH - 1.8, words.height + 3.0)
    draw_set(canvas, words, x + _PAD, top - 1.5)
