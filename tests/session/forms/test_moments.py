"""Dates and times as they are typed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inoadmin.session.forms.model import FieldError
from inoadmin.session.forms.moments import (
    read_date,
    read_expiry,
    read_moment,
    show_expiry,
    show_moment,
)
from inoadmin.session.forms.reading import when
from tests.session.forms.made import LONDON, NOW, SPECS

SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # already 2 July on the ward


@pytest.mark.parametrize(
    ("text", "now", "at"),
    [
        ("08:55", NOW, "2026-03-02T08:55"),
        ("8:55", NOW, "2026-03-02T08:55"),
        ("0855", NOW, "2026-03-02T08:55"),
        ("23:59", NOW, "2026-03-02T23:59"),  # never guessed to be yesterday's
        ("00:00", SUMMER, "2026-07-01T23:00"),
        ("01-Mar-2026 23:59", NOW, "2026-03-01T23:59"),
        ("1 mar 2026 23:59", NOW, "2026-03-01T23:59"),
        ("01/07/2026  10:00", NOW, "2026-07-01T09:00"),
        ("2026-07-01 10:00", NOW, "2026-07-01T09:00"),
        ("25-Oct-2026 01:30 BST", NOW, "2026-10-25T00:30"),
        ("25-Oct-2026 01:30 GMT", NOW, "2026-10-25T01:30"),
    ],
)
def test_a_moment_is_read_on_the_wards_clock(text: str, now: datetime, at: str) -> None:
    assert read_moment(text, LONDON, now) == datetime.fromisoformat(at).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("24:00", "HH:MM, or DD-MMM-YYYY HH:MM"),
        ("08:60", "HH:MM, or DD-MMM-YYYY HH:MM"),
        ("yesterday 08:00", "HH:MM, or DD-MMM-YYYY HH:MM"),
        ("31-Feb-2026 08:00", "HH:MM, or DD-MMM-YYYY HH:MM"),
        ("02-Mar-2026", "HH:MM, or DD-MMM-YYYY HH:MM"),
        ("01-Jan-0001 00:00", None),
        ("25-Oct-2026 01:30", "this time came twice that night: add BST or GMT"),
        ("25-Oct-2026 01:30 CET", "CET does not apply then; BST or GMT does"),
        ("29-Mar-2026 01:30", "the clocks went forward past this time that night"),
    ],
)
def test_what_is_no_moment_is_refused_with_what_may_be(text: str, said: str | None) -> None:
    if said is None:
        read_moment(text, LONDON, NOW)
        return
    with pytest.raises(ValueError, match=r".+") as refusal:
        read_moment(text, LONDON, NOW)
    assert str(refusal.value) == said


def test_a_moment_is_shown_as_it_would_be_typed() -> None:
    assert show_moment(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), LONDON) == "25-Oct-2026 01:30 BST"
    assert show_moment(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), LONDON) == "25-Oct-2026 01:30 GMT"
    assert show_moment(NOW, LONDON) == "02-Mar-2026 09:00"


@pytest.mark.parametrize(
    "text", ["04-Jul-1961", "4 July 1961", "04/07/1961", "1961-07-04", "4.7.1961"]
)
def test_a_date_is_day_before_month(text: str) -> None:
    assert read_date(text) == date(1961, 7, 4)


@pytest.mark.parametrize("text", ["04-Foo-1961", "31/02/1961", "7/4/61", "", "00/01/1961"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="DD-MMM-YYYY or DD/MM/YYYY"):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("02-Mar-2026 18:00", "2026-03-02T18:00"),
        ("02/03/2026 18:00", "2026-03-02T18:00"),
        ("2026-03-02T18:00", "2026-03-02T18:00"),
        ("02-Mar-2026", "2026-03-02"),
        ("Mar-2026", "2026-03"),
        ("03/2026", "2026-03"),
        ("2026-03", "2026-03"),
    ],
)
def test_an_expiry_is_a_moment_a_date_or_a_month(text: str, kept: str) -> None:
    assert read_expiry(text) == kept
    assert read_expiry(show_expiry(kept)) == kept


@pytest.mark.parametrize(
    "text", ["13/2026", "Foo-2026", "soon", "2026-13", "02-Mar-2026 25:00", "18:00"]
)
def test_what_is_no_expiry_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="MMM-YYYY"):
        read_expiry(text)


def test_what_was_kept_otherwise_is_shown_as_it_is() -> None:
    assert show_expiry("soon") == "soon"
    assert show_expiry("2026-13") == "2026-13"


def test_an_act_is_now_unless_a_time_is_typed() -> None:
    spec = SPECS["bag_out"]
    assert when(spec, " ", NOW) is None
    assert when(spec, "08:00", NOW) == datetime(2026, 3, 2, 8, tzinfo=UTC)
    wrong = when(spec, "8 o'clock", NOW)
    assert isinstance(wrong, FieldError)
    assert wrong.sentence == "When “8 o'clock”: HH:MM, or DD-MMM-YYYY HH:MM"
