"""Strips, one under another, put on pages.

Strip: a slice that no page break may cut. Strips that are `kept` stay with the one after them, so
that no heading is left alone at the foot of a page; a strip with a `running` one repeats it (a
table's head) when it comes first on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas, float, float], None]


@dataclass(frozen=True)
class Strip:
    """`draw` gets the canvas, the left edge and the top, in points. `gap`: nothing to draw."""

    height: float
    draw: Draw | None
    kept: bool = False
    running: Strip | None = None


@dataclass(frozen=True)
class Placed:
    """A strip and how far below the page's top it begins."""

    strip: Strip
    below: float


Page = tuple[Placed, ...]


def gap(height: float, *, kept: bool = False) -> Strip:
    """Room with nothing in it; left out at the top of a page."""
    return Strip(height, None, kept)


def kept_together(strips: Sequence[Strip]) -> list[Strip]:
    """The strips, to stay on one page."""
    return [*(replace(strip, kept=True) for strip in strips[:-1]), *strips[-1:]]


def paginated(strips: Sequence[Strip], room: float) -> tuple[Page, ...]:
    """The strips on pages with so much room. What is kept together and too tall is cut all the
    same.
    """
    pages: list[list[Placed]] = [[]]
    used = 0.0
    for group in groups(strips):
        tall = sum(strip.height for strip in group)
        if used + tall > room and tall <= room - repeated(group[0]):
            pages, used = turned(pages)
        for strip in group:
            if used + strip.height > room:
                pages, used = turned(pages)
            if not pages[-1] and strip.draw is None:
                continue
            if not pages[-1] and strip.running is not None:
                pages[-1].append(Placed(strip.running, used))
                used += strip.running.height
            pages[-1].append(Placed(strip, used))
            used += strip.height
    return tuple(tuple(page) for page in pages if page)


def repeated(strip: Strip) -> float:
    """How tall the head is that comes with a strip at the top of a page."""
    return strip.running.height if strip.running is not None else 0.0


def turned(pages: list[list[Placed]]) -> tuple[list[list[Placed]], float]:
    """A new page, unless the last one is still empty."""
    return ([*pages, []] if pages[-1] else pages), 0.0


def groups(strips: Sequence[Strip]) -> list[list[Strip]]:
    """What is kept together, in order."""
    made: list[list[Strip]] = [[]]
    for strip in strips:
        made[-1].append(strip)
        if not strip.kept:
            made.append([])
    return [group for group in made if group]
