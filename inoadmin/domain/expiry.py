"""Expiry as printed on a bag, and the last instant at which it is good."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_FORM = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?")


def last_good(expiry: str, zone: tzinfo) -> datetime:
    """The last good instant in UTC of "2026-03-02T18:00", "2026-03-02" or "2026-03" (local).

    A date is good to the midnight that ends it, a month to the one that ends its last day
    (rulebook section 5). An ambiguous or non-existent local time is read as the earlier instant.

    Raises:
        ValueError: the text has none of these forms or names no date.
    """
    form = _FORM.fullmatch(expiry.strip())
    if form is None:
        raise ValueError("expected 2026-03-02T18:00, 2026-03-02 or 2026-03")
    year, month, day, hour, minute = (int(part) if part else None for part in form.groups())
    assert year is not None and month is not None  # noqa: PT018, S101 - the form demands both
    try:
        if day is None:
            return midnight_after(last_day(year, month), zone)
        if hour is None or minute is None:
            return midnight_after(date(year, month, day), zone)
        return earlier(datetime(year, month, day, hour, minute, tzinfo=zone))
    except OverflowError as error:
        raise ValueError("the date is out of range") from error


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    date(year, month, 1)
    return first_of_next - timedelta(days=1)


def midnight_after(day: date, zone: tzinfo) -> datetime:
    """The local midnight that ends the day, in UTC."""
    return earlier(datetime.combine(day + timedelta(days=1), time(), zone))


def earlier(local: datetime) -> datetime:
    """The earlier instant that a local time may mean, in UTC."""
    return min(local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))


def local_date(at: datetime, zone: tzinfo) -> date:
    """The calendar date on the ward at an instant."""
    return at.astimezone(zone).date()


def in_order(earlier: datetime, later: datetime, *, typed: bool) -> bool:
    """Whether two moments are in order; to the minute when one of them was typed."""
    return minute(earlier) <= minute(later) if typed else earlier <= later


def minute(at: datetime) -> datetime:
    """The instant floored to its minute: a typed time says no more."""
    return at.replace(second=0, microsecond=0)
