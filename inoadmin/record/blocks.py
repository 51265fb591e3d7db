"""What a record is made of, before it is drawn: text in blocks, blocks in sections.

Cast: Span and Text, words with their weight and whether they are struck through; KeyValues, Table,
Paragraph, Timeline, Plot, Code, the blocks; Section; Banner; Document. Nothing here knows of PDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style. `struck`: a first value that was put right, still legible."""

    text: str
    bold: bool = False
    struck: bool = False


Text = tuple[Span, ...]


def text(*parts: str | Span | Text) -> Text:
    """The parts as one text; empty ones are left out."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            spans.append(Span(part))
        elif isinstance(part, Span):
            spans.append(part)
        else:
            spans.extend(part)
    return tuple(span for span in spans if span.text)


def bold(words: str) -> Text:
    """Words that stand out."""
    return (Span(words, bold=True),) if words else ()


def struck(words: str | Text) -> Text:
    """Words that no longer hold, still legible."""
    spans = text(words)
    return tuple(Span(span.text, span.bold, struck=True) for span in spans)


def plain(words: Text) -> str:
    """The words alone; struck ones between double tildes."""
    return "".join(f"~~{span.text}~~" if span.struck else span.text for span in words)


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Labels with their values, side by side in so many columns."""

    rows: tuple[tuple[str, Text], ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are relative, one a column; `least_height` in points leaves room to write."""

    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[int, ...]
    least_height: float = 0.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. "boxed" is what must not be missed; "title" heads part of a section."""

    words: Text
    style: Literal["plain", "boxed", "title", "small"] = "plain"


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on an axis; `at` is from 0 to 1."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time, `start` and `end` from 0 to 1. The look tells it apart without colour."""

    start: float
    end: float
    label: str = ""
    look: Literal["solid", "hatched", "open", "line"] = "open"


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment, from 0 to 1."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the timeline."""

    name: str
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes under one axis of local time."""

    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one parameter: places on both axes from 0 to 1."""

    name: str
    points: tuple[tuple[float, float], ...]
    marker: Literal["dot", "ring", "up", "down"] = "dot"


@dataclass(frozen=True, slots=True)
class Panel:
    """One small plot with its own scale."""

    name: str
    unit: str
    ticks: tuple[Tick, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Small plots above one another, over one axis of local time."""

    ticks: tuple[Tick, ...]
    panels: tuple[Panel, ...]
    shaded: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A two-dimensional code of `content`, with words beside it."""

    content: str
    beside: tuple[tuple[str, Text], ...]


Block = KeyValues | Table | Paragraph | Timeline | Plot | Code


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """Whose record it is, on every page: name, then labels with values, then allergies."""

    name: str
    facts: tuple[tuple[str, str], ...]
    allergies: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """The whole record. `status` are the words every page shouts ("UNFINISHED: preparing"); `mark`
    stands large behind what is on every page.
    """

    number: str
    heading: str
    dated: str
    banner: Banner
    status: tuple[str, ...]
    footer: tuple[str, ...]
    sections: tuple[Section, ...]
    mark: str = ""
