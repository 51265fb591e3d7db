from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.scenario.offsets import at_offset, parse_offset

STARTS = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hours", "seconds"),
    [
        ("0:00", 0, 0),
        ("0:00:30", 0, 30),
        ("1:06", 1, 360),
        ("25:00", 25, 0),
        ("-12:00", -12, 0),
        ("-1d 20:00", -44, 0),
        ("7d 0:01", 168, 60),
        ("6d 12:00", 156, 0),
        ("-0:00:01", 0, -1),
    ],
)
def test_offsets(text, hours, seconds):
    assert parse_offset(text) == timedelta(hours=hours, seconds=seconds)


NO_OFFSETS = [
    *("", "0", "1d", "0:0", "0:60", "0:00:60", "+0:30", "1d0:00", "1 d 0:00", "--0:30", "- 0:30"),
    *("0:30 ", " 0:30", "1d -0:30", "٠:٠٠", "1:00:00:00", "0:30\n", "9999999999:00"),
]


@pytest.mark.parametrize("text", NO_OFFSETS)
def test_what_is_no_offset(text):
    with pytest.raises(ValueError, match="is no offset"):
        parse_offset(text)


@pytest.mark.parametrize("text", ["999999999d 999999999:00", "-999999999d 0:00", "99999999:00"])
def test_beyond_the_calendar(text):
    with pytest.raises(ValueError, match="beyond the calendar"):
        at_offset(STARTS, text)


@given(st.integers(0, 10**6))
def test_every_span_can_be_written(seconds):
    days, rest = divmod(seconds, 86400)
    text = f"{days}d {rest // 3600}:{rest // 60 % 60:02}:{rest % 60:02}"
    assert at_offset(STARTS, text) == STARTS + timedelta(seconds=seconds)
    assert at_offset(STARTS, f"-{text}") == STARTS - timedelta(seconds=seconds)
