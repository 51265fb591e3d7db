from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain.expiry import last_day, last_good, local_date, midnight_after, minute

LONDON = ZoneInfo("Europe/London")
SANTIAGO = ZoneInfo("America/Santiago")


@pytest.mark.parametrize(
    ("text", "good_until"),
    [
        ("2026-03-02T18:00", "2026-03-02T18:00Z"),
        (" 2026-03-02T18:00 ", "2026-03-02T18:00Z"),
        ("2026-03-02", "2026-03-03T00:00Z"),
        ("2026-03", "2026-03-31T23:00Z"),  # summer time began on the 29th
        ("2026-02", "2026-03-01T00:00Z"),
        ("2024-02", "2024-03-01T00:00Z"),
        ("2026-12", "2027-01-01T00:00Z"),
        ("2026-07-01T10:00", "2026-07-01T09:00Z"),
        ("2026-03-29T01:30", "2026-03-29T00:30Z"),  # does not exist: the earlier instant
        ("2026-03-29T02:00", "2026-03-29T01:00Z"),
        ("2026-10-25T01:30", "2026-10-25T00:30Z"),  # comes twice: the earlier instant
        ("2026-10-25T02:00", "2026-10-25T02:00Z"),
        ("2026-10-24", "2026-10-24T23:00Z"),
    ],
)
def test_the_last_good_instant_of_what_a_label_says(text: str, good_until: str) -> None:
    assert last_good(text, LONDON) == datetime.fromisoformat(good_until)


def test_a_midnight_that_summer_time_swallows_is_the_instant_before() -> None:
    """In Santiago the night of 6 September 2026 goes from 23:59 to 01:00."""
    assert last_good("2026-09-05", SANTIAGO) == datetime(2026, 9, 6, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026",
        "03/2026",
        "2026-3",
        "2026-13",
        "2026-00",
        "2026-02-30",
        "2026-03-02T24:00",
        "2026-03-02T18:60",
        "2026-03-02 18:00",
        "2026-03-02T18:00Z",
        "0000-01",
        "9999-12",
        "9999-12-31",
    ],
)
def test_what_names_no_date_is_no_expiry(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|must be|out of range|unconverted|year"):
        last_good(text, LONDON)


def test_the_end_of_time_is_out_of_range_east_of_greenwich() -> None:
    with pytest.raises(ValueError, match="the date is out of range"):
        last_good("0001-01-01T00:00", ZoneInfo("Asia/Tokyo"))


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_month_is_good_as_long_as_its_last_day(day: date) -> None:
    end = last_day(day.year, day.month)
    assert end.month == day.month
    assert (end + timedelta(days=1)).day == 1
    assert last_good(f"{day:%Y-%m}", LONDON) == midnight_after(end, LONDON)
    assert last_good(day.isoformat(), LONDON) == midnight_after(day, LONDON)


def test_the_date_is_the_wards() -> None:
    assert local_date(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), LONDON) == date(2026, 7, 1)
    assert local_date(datetime(2026, 1, 31, 23, 30, tzinfo=UTC), LONDON) == date(2026, 1, 31)


def test_a_typed_time_says_no_more_than_its_minute() -> None:
    at = datetime(2026, 3, 2, 8, 5, 59, 999_999, tzinfo=UTC)
    assert minute(at) == datetime(2026, 3, 2, 8, 5, tzinfo=UTC)
