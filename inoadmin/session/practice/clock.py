"""The practice clock: runs as fast as it is told to, without a jump when that changes.

PracticeClock: a clock over the computer's counter; setting the computer's wall clock moves nothing.
`begins`: where practice time goes on when the program is opened.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Final

from inoadmin.domain.expiry import local_date
from inoadmin.session.ports import Clock, Tick

FACTORS: Final = (1, 10, 60)
#: The window reads the clock every second: a longer time between two readings is a computer that
#: slept, and what of it goes beyond this passes at its own speed.
_WATCHED_NS: Final = 30 * 1_000_000_000


class PracticeClock:
    """Goes on from a moment in UTC. The counter and the boot it tells are the computer's own, so
    that what waits for hands at the keyboard waits in real time.
    """

    def __init__(self, clock: Clock, begins_at: datetime) -> None:
        self._clock = clock
        self._begins_at = begins_at
        self._read_ns = clock.read().counter_ns
        self._passed_ns = 0
        self._factor = FACTORS[0]

    @property
    def factor(self) -> int:
        """How many times as fast as real time it runs."""
        return self._factor

    def run(self, factor: int) -> None:
        """Runs so many times as fast from where it stands.

        Raises:
            ValueError: not one of FACTORS.
        """
        if factor not in FACTORS:
            raise ValueError(f"{factor} is not one of {FACTORS}")
        self.read()
        self._factor = factor

    def read(self) -> Tick:
        """The practice time."""
        tick = self._clock.read()
        real_ns = max(tick.counter_ns - self._read_ns, 0)
        watched_ns = min(real_ns, _WATCHED_NS)
        self._passed_ns += watched_ns * self._factor + real_ns - watched_ns
        self._read_ns = tick.counter_ns
        passed = timedelta(microseconds=self._passed_ns // 1000)
        return replace(tick, now=self._begins_at + passed)


def begins(now: datetime, last: datetime | None, zone: tzinfo) -> datetime:
    """Where practice time goes on, in UTC: never before the last entry, recorded at `last`.

    On the day of that entry it goes on as a ward's would, with the computer's clock at `now`. On a
    later day it goes on from the entry, so that the patients are found as they were left.
    """
    if last is None:
        return now
    if now < last or local_date(now, zone) != local_date(last, zone):
        return last
    return now
