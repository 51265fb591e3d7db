"""Desks for widget tests: a ward played to a moment, with someone acting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from inoadmin.ui.desk import Desk
from tests.wards import Visit, Ward, ward

MINUTE = timedelta(minutes=1)


def desk_at(minutes: int, *visits: Visit, opened: int | None = 0) -> tuple[Desk, Ward]:
    """A desk on the visits (default: an interrupted infusion), a patient open or none."""
    here = ward(*(visits or (Visit("04-interruption-and-restart.toml"),)), at=minutes * MINUTE)
    desk = Desk(here.service)
    desk.act_as("amy")
    if opened is not None:
        desk.open_patient(here.patients[opened])
    return desk, here


def heard(signal: Any) -> list[Any]:
    """What a signal emits from now on."""
    got: list[Any] = []
    signal.connect(lambda *values: got.append(values[0] if values else None))
    return got
