"""The parts of a timeline, in fractions of its width; nothing here knows pixels.

Lane: one row; Bar: a stretch; Mark: a moment; Tick: a time on the axis. `spoken` says all of it in
words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch from `x0` to `x1` (0 to 1). `look`: "solid", "soft", "halt", "plan" (expected, or
    planned), "under" (planned, beneath what happened), "window" or "life". `tail`: it goes on
    beyond the right edge.
    """

    x0: float
    x1: float
    look: str
    label: str
    spoken: str
    tail: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment at `x`. `look`: "given", "done" or "due"."""

    x: float
    look: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A time on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One row with its title."""

    title: str
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def spoken(self) -> str:
        """The lane in words."""
        return f"{self.title}: {', '.join(part.spoken for part in (*self.bars, *self.marks))}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole of it; `now` is None once nothing is asked any more."""

    since: datetime
    until: datetime
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    now: float | None
    now_label: str

    @property
    def spoken(self) -> str:
        """Every lane in words, for a screen reader."""
        now = f"Now {self.now_label}. " if self.now is not None else ""
        return now + ". ".join(lane.spoken for lane in self.lanes)
