"""The protocol for reading: sections with what the source gets wrong, and a search over them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inoadmin.protocol.model import Protocol, Section
from inoadmin.session.present.words import MONTHS


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the document."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """What the source has wrong or leaves open, and what is done here."""

    printed: str
    done: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section as shown. `title` is what citations name."""

    title: str
    paragraphs: tuple[str, ...]
    tables: tuple[Grid, ...]
    flaws: tuple[Flaw, ...]


def chapters(protocol: Protocol, sought: str = "") -> tuple[Chapter, ...]:
    """All sections, or those that hold every word sought; case does not matter."""
    wanted = sought.casefold().split()
    known = (chapter_of(protocol, section) for section in protocol.sections)
    return tuple(c for c in known if all(word in text_of(c).casefold() for word in wanted))


def chapter_of(protocol: Protocol, section: Section) -> Chapter:
    """A section with its flaws."""
    return Chapter(
        section.title,
        section.paragraphs,
        tuple(Grid(table.head, table.rows) for table in section.tables),
        tuple(Flaw(e.printed, e.done) for e in protocol.errata if e.section == section.title),
    )


def text_of(chapter: Chapter) -> str:
    """Everything that is written in a chapter."""
    cells = (cell for table in chapter.tables for row in (table.head, *table.rows) for cell in row)
    flaws = (part for flaw in chapter.flaws for part in (flaw.printed, flaw.done))
    return " ".join((chapter.title, *chapter.paragraphs, *cells, *flaws))


def cited(protocol: Protocol, citation: str) -> str:
    """The section that a citation names ("Administration; Other toxicities": the first); "" when
    it names none ("practice", "local", "label").
    """
    titles = {section.title for section in protocol.sections}
    named = (part.strip() for part in citation.split(";"))
    return next((part for part in named if part in titles), "")


def past_review(protocol: Protocol, today: date) -> str:
    """The sentence shown once the month in which a review was due is over; else ""."""
    year, month = (int(part) for part in protocol.identity.review_date.split("-")[:2])
    if (today.year, today.month) <= (year, month):
        return ""
    return f"Protocol past its review date ({MONTHS[month - 1]}-{year})"
