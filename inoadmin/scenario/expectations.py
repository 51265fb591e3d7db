"""What a step expects, as its table has it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal, cast

from inoadmin.domain.timers import NAMES
from inoadmin.scenario.model import Expectations
from inoadmin.scenario.offsets import in_utc, parse_instant
from inoadmin.scenario.tables import Table, fail, quoted

EXPECT_KEYS = (
    "expect",
    "expect_includes",
    "expect_stage",
    "expect_findings",
    "expect_findings_include",
    "expect_timers",
)

_INSTANTS = ("started_at", "due_at", "closes_at")
_TIMER = ("state", "started_at", "due_at", "remaining_s")


def read_expectations(table: Table) -> Expectations:
    """Read what a step expects.

    Raises:
        ScenarioError: an expectation of the wrong shape, or an unknown timer or field of one.

    """
    return Expectations(
        outcome=_outcome(table),
        includes=table.texts("expect_includes"),
        stage=table.text("expect_stage"),
        findings=table.texts("expect_findings"),
        findings_include=table.texts("expect_findings_include"),
        timers=_timers(table.table("expect_timers")),
    )


def _outcome(table: Table) -> Literal["accepted"] | tuple[str, ...] | None:
    value = table.raw("expect")
    if value is None or value == "accepted":
        return cast("Literal['accepted'] | None", value)
    if not isinstance(value, list):
        fail(table.where, 'expect must be "accepted" or a list of codes')
    return table.texts("expect")


def _timers(table: Table | None) -> dict[str, dict[str, str | Decimal | datetime]] | None:
    if table is None:
        return None
    for name in table:
        if name not in NAMES:
            fail(table.where, f"unknown timer {quoted(name)}")
    return {name: _timer(name, cast("Table", table.table(name))) for name in table}


def _timer(name: str, table: Table) -> dict[str, str | Decimal | datetime]:
    """Read the fields to compare; only a premedication window closes."""
    table.only((*_TIMER, "closes_at") if name == "premed" else _TIMER)
    wanted: dict[str, str | Decimal | datetime] = {}
    for key in table:
        if key in _INSTANTS:
            wanted[key] = _instant(table, key)
        elif key == "remaining_s":
            wanted[key] = cast("Decimal", table.number(key))
        else:
            wanted[key] = cast("str", table.text(key))
    return wanted


def _instant(table: Table, key: str) -> datetime:
    """Read an instant, written as text or as TOML's own date and time."""
    value = table.raw(key)
    try:
        return in_utc(value) if isinstance(value, datetime) else parse_instant(_text(table, key))
    except ValueError as error:
        fail(table.where, f"{key} {error}")


def _text(table: Table, key: str) -> str:
    return cast("str", table.text(key))
