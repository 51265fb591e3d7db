"""A practice database in a folder, made and opened at a moment: what its tests share."""

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from inoadmin.bootstrap.practice import Practice, making, must_make, open_practice
from inoadmin.session.errands import Answer, Progress
from inoadmin.session.ports import Clock
from inoadmin.session.present.board import board

LONDON = ZoneInfo("Europe/London")
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLEAN = Path(__file__).parents[1] / "scenarios" / "01-clean.toml"


def make(path: Path, clock: Clock) -> list[Progress]:
    """Makes one to the end; what it said on its way."""
    ends: list[Answer] = []

    def followed() -> Generator[object]:
        ends.append((yield from making(path, LONDON, clock)))

    said = list(followed())
    assert ends == [Answer(0)]
    return [reply for reply in said if isinstance(reply, Progress)]


def opened(path: Path, clock: Clock) -> Practice:
    return open_practice(path, LONDON, clock)


def wanted(path: Path, clock: Clock, *, named: bool = False, fresh: bool = False) -> bool:
    return must_make(path, LONDON, clock, named=named, fresh=fresh)


def cards(practice: Practice) -> list[str]:
    service = practice.service
    return [card.spoken for card in board(service, service.now(), named=True)]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
