"""The protocol for reading: sections with what the source gets wrong, and a search over them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inoadmin.protocol.model import Erratum, Protocol, Section
from inoadmin.session.present.words import MONTHS


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section as shown, with its errata."""

    section: Section
    errata: tuple[Erratum, ...]

    @property
    def title(self) -> str:
        """What citations name."""
        return self.section.title


def chapters(protocol: Protocol, sought: str = "") -> tuple[Chapter, ...]:
    """All sections, or those that hold every word sought; case does not matter."""
    wanted = sought.casefold().split()
    known = (
        Chapter(section, tuple(e for e in protocol.errata if e.section == section.title))
        for section in protocol.sections
    )
    return tuple(c for c in known if all(word in text_of(c).casefold() for word in wanted))


def text_of(chapter: Chapter) -> str:
    """Everything that is written in a chapter."""
    cells = (
        cell
        for table in chapter.section.tables
        for row in (table.head, *table.rows)
        for cell in row
    )
    errata = (part for e in chapter.errata for part in (e.printed, e.done))
    return " ".join((chapter.title, *chapter.section.paragraphs, *cells, *errata))


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
