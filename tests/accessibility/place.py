"""A workstation with the real application on a desktop of its own, and a screen reader there."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from inoadmin.clock import SystemClock
from tests.accessibility.desktop import PATIENCE_S, application, desktop, left_of
from tests.accessibility.reader import ScreenReader

_AFTERNOON = 14  # by then a whole dose can have been given on the same day


@dataclass(frozen=True)
class Place:
    """A ward's workstation with nothing on it, at its afternoon, and who listens to it."""

    reader: ScreenReader
    zone: ZoneInfo

    def ago(self, minutes: int, *, dated: bool = False) -> str:
        """The local time so many minutes ago, as it is typed."""
        local = SystemClock().read().now.astimezone(self.zone) - timedelta(minutes=minutes)
        return f"{local:%d-%b-%Y %H:%M}" if dated else f"{local:%H:%M}"


def afternoon() -> str:
    """A zone in which it is afternoon now (the signs of these names are turned round)."""
    ahead = _AFTERNOON - SystemClock().read().now.hour  # of UTC, by -9 to 14 hours
    return f"Etc/GMT{-ahead:+d}"


@contextmanager
def at_desktop(folder: Path, ward: Mapping[str, str]) -> Generator[Place]:
    """The real application on a ward's database; every process is gone afterwards."""
    zone = ward.get("TZ", "UTC")
    with desktop(folder) as here:
        running = application(here, {"TZ": zone, **ward})
        yield Place(ScreenReader(here), ZoneInfo(zone))
        assert running.poll() is None, f"the application ended: {here.said()}"
        running.terminate()
        assert running.wait(PATIENCE_S) == 0, here.said()  # all that was read is gone without harm
    assert left_of(folder) == []
