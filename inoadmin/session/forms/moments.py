"""Dates and times as they are typed and shown: HH:MM, DD-MMM-YYYY, and an expiry's three forms.

A time without a date is today's on the ward; the day before is never guessed. A time that came
twice in the night the clocks went back needs its zone's short name; one that did not come at all is
refused. Errors are ValueErrors that say what may be typed.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, tzinfo

from inoadmin.domain.expiry import last_good
from inoadmin.session.present.words import MONTHS, day, moment

MOMENT_FORM = "HH:MM, or DD-MMM-YYYY HH:MM"
DATE_FORM = "DD-MMM-YYYY or DD/MM/YYYY"
EXPIRY_FORM = "DD-MMM-YYYY, DD-MMM-YYYY HH:MM or MMM-YYYY"

_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]?([0-5][0-9])(?: +([A-Za-z+\-][A-Za-z0-9:+\-]*))?")
_NAMED = re.compile(r"([0-9]{1,2})[- /]([A-Za-z]{3,9})[- /]([0-9]{4})")
_SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH_NAMED = re.compile(r"([A-Za-z]{3,9})[- /]([0-9]{4})")
_MONTH_DIGITS = re.compile(r"([0-9]{1,2})/([0-9]{4})")
_MONTH_ISO = re.compile(r"([0-9]{4})-([0-9]{2})")


def read_date(text: str) -> date:
    """A date: 04-Jul-1961, 04/07/1961 or 1961-07-04, the day before the month.

    Raises:
        ValueError: the text is no such date.
    """
    text = text.strip()
    if form := _NAMED.fullmatch(text):
        return made_date(form[3], month_of(form[2]), form[1])
    if form := _SLASHED.fullmatch(text):
        return made_date(form[3], int(form[2]), form[1])
    if form := _ISO.fullmatch(text):
        return made_date(form[1], int(form[2]), form[3])
    raise ValueError(DATE_FORM)


def read_moment(text: str, zone: tzinfo, now: datetime) -> datetime:
    """An instant in UTC from a local time, with its date unless it is today.

    Raises:
        ValueError: the text is no time, or not one moment on the ward.
    """
    text = " ".join(text.split())
    head, _, tail = text.rpartition(" ")
    if _TIME.fullmatch(text):
        on, clock = now.astimezone(zone).date(), text
    elif _TIME.fullmatch(tail):
        on, clock = read_day_of(head), tail
    else:
        before, _, zoned = head.rpartition(" ")
        on, clock = read_day_of(before), f"{zoned} {tail}"
    form = _TIME.fullmatch(clock)
    if form is None:
        raise ValueError(MOMENT_FORM)
    return on_ward(on, time(int(form[1]), int(form[2])), form[3] or "", zone)


def read_day_of(text: str) -> date:
    """The date part of a moment."""
    try:
        return read_date(text)
    except ValueError as error:
        raise ValueError(MOMENT_FORM) from error


def on_ward(on: date, clock: time, named: str, zone: tzinfo) -> datetime:
    """The instant at which the ward's clock shows this; `named` is the zone's short name."""
    local = datetime.combine(on, clock, zone)
    try:
        instants = {local.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}
    except OverflowError as error:
        raise ValueError(MOMENT_FORM) from error
    real = [
        at
        for at in sorted(instants)
        if at.astimezone(zone).replace(tzinfo=None, fold=0) == local.replace(tzinfo=None, fold=0)
    ]
    if not real:
        raise ValueError("the clocks went forward past this time that night")
    names = {at.astimezone(zone).tzname() or "": at for at in real}
    if named:
        if named not in names:
            raise ValueError(f"{named} does not apply then; {' or '.join(names)} does")
        return names[named]
    if len(real) > 1:
        raise ValueError(f"this time came twice that night: add {' or '.join(names)}")
    return real[0]


def read_expiry(text: str) -> str:
    """An expiry as a bag keeps it: "2026-03-02T18:00", "2026-03-02" or "2026-03".

    Raises:
        ValueError: the text is none of a date, a date with a time, a month.
    """
    kept = as_kept(" ".join(text.replace("T", " ").split()) if _ISO.match(text) else text.strip())
    try:
        last_good(kept, UTC)
    except ValueError as error:
        raise ValueError(EXPIRY_FORM) from error
    return kept


def as_kept(text: str) -> str:
    """The text in the form that a bag keeps; only its shape is looked at."""
    if form := _MONTH_NAMED.fullmatch(text):
        return f"{form[2]}-{expiry_month(form[1]):02d}"
    if form := _MONTH_DIGITS.fullmatch(text):
        return f"{form[2]}-{int(form[1]):02d}"
    if _MONTH_ISO.fullmatch(text):
        return text
    head, _, tail = text.rpartition(" ")
    form = _TIME.fullmatch(tail)
    try:
        if form is not None and form[3] is None and head:
            return f"{read_date(head).isoformat()}T{int(form[1]):02d}:{form[2]}"
        return read_date(text).isoformat()
    except ValueError as error:
        raise ValueError(EXPIRY_FORM) from error


def expiry_month(name: str) -> int:
    """The month of an expiry that names it."""
    try:
        return month_of(name)
    except ValueError as error:
        raise ValueError(EXPIRY_FORM) from error


def show_moment(at: datetime, zone: tzinfo) -> str:
    """A moment as it would be typed, with the zone's name where its time came twice."""
    return moment(at, zone)


def show_expiry(kept: str) -> str:
    """An expiry as it would be typed; what has none of its forms stays as it is."""
    if form := _MONTH_ISO.fullmatch(kept):
        return f"{MONTHS[int(form[2]) - 1]}-{form[1]}" if 1 <= int(form[2]) <= 12 else kept
    on, _, clock = kept.partition("T")
    try:
        return f"{day(date.fromisoformat(on))} {clock}".strip()
    except ValueError:
        return kept


def month_of(name: str) -> int:
    """The month whose English name begins so."""
    short = name[:3].title()
    if short not in MONTHS:
        raise ValueError(DATE_FORM)
    return MONTHS.index(short) + 1


def made_date(year: str, month: int, on: str) -> date:
    """The date, if the calendar has it."""
    try:
        return date(int(year), month, int(on))
    except ValueError as error:
        raise ValueError(f"there is no such day; {DATE_FORM}") from error
