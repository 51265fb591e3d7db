"""Time that nobody can set: the wall clock's at one moment, and the counter's from there on.

SteadyClock: the clock that the session is given. Within one boot it goes on with the counter, which
runs through sleep, so that no timer jumps when somebody sets the computer's clock.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from inoadmin.session.ports import Clock, Tick


class SteadyClock:
    """A clock over the computer's own.

    `last` is when the log's last entry was recorded, as the log says when it is opened. One of this
    same boot is what time goes on from, so that closing the program and opening it again changes
    nothing; after a new boot, and on an empty log, it is the computer's clock.
    """

    def __init__(self, clock: Clock, last: Tick | None = None) -> None:
        self._clock = clock
        self.last = last
        now = clock.read()
        same = last is not None and is_same_boot(last, now)
        self._anchor = last if last is not None and same else now
        self.restarted = last is not None and not same

    def read(self) -> Tick:
        """The time that is shown and recorded here."""
        return self._shown_at(self._clock.read())

    def drift(self) -> timedelta:
        """How far the computer's clock is from the time here; positive when it is ahead."""
        wall = self._clock.read()
        return wall.now - self._shown_at(wall).now

    def wall(self) -> datetime:
        """What the computer's clock says, in UTC."""
        return self._clock.read().now

    def moved(self, by: timedelta) -> Tick:
        """What `read` would give, were the time here moved so far."""
        now = self.read()
        return replace(now, now=now.now + by)

    def go_on_from(self, anchor: Tick) -> None:
        """Time here goes on from another moment, one that `moved` gave."""
        self._anchor = anchor

    def _shown_at(self, wall: Tick) -> Tick:
        """The time here when the computer's clock reads so."""
        elapsed = timedelta(microseconds=(wall.counter_ns - self._anchor.counter_ns) // 1000)
        return replace(wall, now=self._anchor.now + elapsed)


def is_same_boot(earlier: Tick, later: Tick) -> bool:
    """Whether the counter tells how long it was from one reading to the next."""
    return earlier.boot_id == later.boot_id and earlier.counter_ns <= later.counter_ns
