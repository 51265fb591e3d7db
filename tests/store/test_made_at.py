"""When a database was made stands in its id too, and so in every entry."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inoadmin.clock import DatedIds, SystemClock
from inoadmin.store.codec import instant_text
from inoadmin.store.connection import attach
from inoadmin.store.schema import lay_out
from inoadmin.store.verify_schema import Named, identity_faults


def faults(database_id: str, made: datetime) -> list[str]:
    connection = attach(Path("made"), None, "mode=memory")
    try:
        lay_out(connection, database_id, "scenario", instant_text(made))
        named = Named(database_id, "scenario", 1)
        return [fault.line for fault in identity_faults(connection, named, False, None)]
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (timedelta(), False),
        (timedelta(seconds=59), False),
        (timedelta(seconds=62), True),
        (-timedelta(days=1), True),
    ],
)
def test_a_changed_time_is_told(later: timedelta, told: bool) -> None:
    found = faults(DatedIds().new(), SystemClock().read().now + later)
    assert any("the time it was made was changed" in line for line in found) == told


@pytest.mark.parametrize("name", ["fake-database", "4b1c7a52-0000-4000-8000-000000000001"])
def test_a_name_without_a_time_tells_nothing(name: str) -> None:
    assert faults(name, SystemClock().read().now) == []
