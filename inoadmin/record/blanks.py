"""What a form to be filled in by hand is made of, before it is drawn.

Cast: Field and Fields, labelled boxes side by side; Grid, a ruled table; Ticks, assertions with
boxes to tick; Form. A Paragraph is the record's own. Nothing here knows of PDF.
"""

from __future__ import annotations

from dataclasses import dataclass

from inoadmin.record.blocks import Paragraph


@dataclass(frozen=True, slots=True)
class Field:
    """A box with its label inside. `share` is its part of the row; `ticks` are words that each get
    a box of their own to tick, after the label; `unit` stands at the right edge.
    """

    label: str
    share: int = 1
    ticks: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Boxes side by side, row under row."""

    rows: tuple[tuple[Field, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table; `rows` are the printed words of each cell, "" to be written in. `lines` is
    how many lines of handwriting a row has room for.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Tickable:
    """An assertion, a remark under it in small letters, and what may be ticked."""

    assertion: str
    remark: str
    ticks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ticks:
    """Assertions under a title."""

    title: str
    rows: tuple[Tickable, ...]


Blank = Fields | Grid | Ticks | Paragraph


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it. `fresh`: begins on a new page."""

    title: str
    blocks: tuple[Blank, ...]
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form. `owner` are the boxes at the head of every page, since sheets come apart;
    `mark` stands large behind what is on every page.
    """

    heading: str
    dated: str
    status: str
    owner: tuple[Field, ...]
    footer: tuple[str, ...]
    parts: tuple[Part, ...]
    mark: str = ""
