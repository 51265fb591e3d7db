"""Moments of a scenario: offsets from its start, and instants written out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_FORM = re.compile(
    r"(?P<sign>-?)(?:(?P<days>[0-9]{1,9})d +)?"
    r"(?P<hours>[0-9]{1,9}):(?P<minutes>[0-5][0-9])(?::(?P<seconds>[0-5][0-9]))?"
)


def parse_offset(text: str) -> timedelta:
    """Read "0:30", "0:00:30", "7d 0:01" or "-1d 20:00"; the sign covers the whole.

    Raises:
        ValueError: the text has none of these forms, or is too long for any calendar.

    """
    form = _FORM.fullmatch(text)
    if form is None:
        raise ValueError("is no offset such as 0:30, 0:00:30 or -1d 20:00")
    parts = {name: int(form[name] or 0) for name in ("days", "hours", "minutes", "seconds")}
    try:
        offset = timedelta(**parts)
    except OverflowError as error:
        raise ValueError("lies beyond the calendar") from error
    return -offset if form["sign"] else offset


def at_offset(starts: datetime, text: str) -> datetime:
    """Find the instant that lies at an offset after `starts`.

    Raises:
        ValueError: the text is no offset, or the instant lies beyond the calendar.

    """
    offset = parse_offset(text)
    try:
        return starts + offset
    except OverflowError as error:
        raise ValueError("lies beyond the calendar") from error


def in_utc(instant: datetime) -> datetime:
    """Give an aware instant in UTC.

    Raises:
        ValueError: it names no offset from UTC, or lies beyond the calendar.

    """
    if instant.tzinfo is None:
        raise ValueError("needs its offset from UTC, or Z")
    try:
        return instant.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("lies beyond the calendar") from error


def parse_instant(text: str) -> datetime:
    """Read "2026-03-02T10:16:00Z" as an instant in UTC.

    Raises:
        ValueError: the text is no date and time, or names no offset from UTC.

    """
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("is no instant such as 2026-03-02T10:16:00Z") from error
    return in_utc(instant)
