"""The scenario's own clock and ids: both tell only what the file says."""

from __future__ import annotations

from datetime import datetime, timedelta

from inoadmin.session.ports import Tick


class ScenarioClock:
    """Stands still until it is moved to the next step."""

    def __init__(self, starts: datetime) -> None:
        self._starts = starts
        self._now = starts

    def move_to(self, now: datetime) -> None:
        """Goes on to a step's time."""
        self._now = now

    def read(self) -> Tick:
        """The time of the step; the counter goes along with it."""
        elapsed = (self._now - self._starts) // timedelta(microseconds=1)
        return Tick(self._now, elapsed * 1000, "scenario")
