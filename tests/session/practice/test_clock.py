"""The practice clock over a computer's clock that runs, is set, and sleeps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.session.practice.clock import FACTORS, PracticeClock, begins
from tests.fakes import HandClock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LONDON = ZoneInfo("Europe/London")


def made() -> tuple[HandClock, PracticeClock]:
    computer = HandClock(NOON)
    return computer, PracticeClock(computer, NOON)


def run(computer: HandClock, clock: PracticeClock, seconds: int) -> datetime:
    """Seconds go by, and each is looked at as the window does."""
    for _ in range(seconds):
        computer.advance(SECOND)
        clock.read()
    return clock.read().now


@pytest.mark.parametrize("factor", FACTORS)
def test_so_many_seconds_go_by_in_one(factor: int) -> None:
    computer, clock = made()
    clock.run(factor)
    assert run(computer, clock, 90) == NOON + factor * 90 * SECOND
    assert clock.factor == factor


def test_a_change_goes_on_from_where_time_stands() -> None:
    computer, clock = made()
    assert run(computer, clock, 10) == NOON + 10 * SECOND
    clock.run(60)
    assert clock.read().now == NOON + 10 * SECOND
    assert run(computer, clock, 10) == NOON + 610 * SECOND
    clock.run(1)
    assert run(computer, clock, 10) == NOON + 620 * SECOND


def test_what_went_by_unseen_before_a_change_went_by_at_the_speed_before() -> None:
    computer, clock = made()
    computer.advance(10 * SECOND)
    clock.run(60)
    assert clock.read().now == NOON + 10 * SECOND
    computer.advance(SECOND)
    clock.run(1)
    assert clock.read().now == NOON + 70 * SECOND


def test_any_other_speed_is_refused() -> None:
    _, clock = made()
    with pytest.raises(ValueError, match="2 is not one of"):
        clock.run(2)
    assert clock.factor == 1


def test_setting_the_computer_s_clock_moves_nothing() -> None:
    computer, clock = made()
    computer.step(timedelta(hours=-3))
    assert run(computer, clock, 5) == NOON + 5 * SECOND
    computer.step(timedelta(days=40))
    assert clock.read().now == NOON + 5 * SECOND


def test_what_waits_for_hands_waits_in_real_time() -> None:
    computer, clock = made()
    clock.run(60)
    run(computer, clock, 7)
    told, real = clock.read(), computer.read()
    assert (told.counter_ns, told.boot_id) == (real.counter_ns, real.boot_id)


def test_a_computer_that_slept_finds_the_patients_near_where_they_were() -> None:
    computer, clock = made()
    clock.run(60)
    computer.advance(timedelta(hours=1))
    assert clock.read().now == NOON + 60 * 30 * SECOND + timedelta(hours=1) - 30 * SECOND


moves = st.lists(
    st.one_of(
        st.tuples(st.just("pass"), st.integers(min_value=0, max_value=40_000_000_000)),
        st.tuples(st.just("run"), st.sampled_from(FACTORS)),
        st.tuples(st.just("set"), st.integers(min_value=-(10**9), max_value=10**9)),
    ),
    max_size=40,
)


@given(moves)
def test_time_never_goes_back_and_never_jumps(steps: list[tuple[str, int]]) -> None:
    """Between two looks at least the real time goes by, at most the fastest that was asked for; at
    a change of speed nothing goes by.
    """
    computer, clock = made()
    before, real, factor = clock.read().now, computer.read().counter_ns, 1
    for what, much in steps:
        match what:
            case "pass":
                computer.advance(timedelta(microseconds=much // 1000))
            case "run":
                clock.run(much)
                factor = much
            case _:
                computer.step(timedelta(seconds=much))
        now, counter = clock.read().now, computer.read().counter_ns
        passed = timedelta(microseconds=(counter - real) // 1000)
        assert passed <= now - before <= factor * passed
        before, real = now, counter


@given(st.lists(st.integers(min_value=0, max_value=999), max_size=200))
def test_nothing_is_lost_in_looking_often(looks: list[int]) -> None:
    """Parts of a microsecond that go by between two looks are not forgotten."""

    class Counting(HandClock):
        def __init__(self) -> None:
            super().__init__(NOON)

        def advance_ns(self, count: int) -> None:
            self._counter_ns += count

    computer = Counting()
    clock = PracticeClock(computer, NOON)
    clock.run(10)
    for look in looks:
        computer.advance_ns(look)
        clock.read()
    assert clock.read().now == NOON + timedelta(microseconds=sum(looks) * 10 // 1000)


@pytest.mark.parametrize(
    ("last", "now", "goes_on"),
    [
        (None, "2026-03-02T09:00", "2026-03-02T09:00"),
        ("2026-03-02T08:00", "2026-03-02T09:00", "2026-03-02T09:00"),
        ("2026-03-02T11:30", "2026-03-02T09:00", "2026-03-02T11:30"),
        ("2026-03-03T01:00", "2026-03-02T23:00", "2026-03-03T01:00"),
        ("2026-03-02T08:00", "2026-03-03T09:00", "2026-03-02T08:00"),
        # local midnight is what parts two days: in summer an hour before that of UTC
        ("2026-07-02T22:59", "2026-07-02T23:01", "2026-07-02T22:59"),
        ("2026-07-02T23:01", "2026-07-03T22:58", "2026-07-03T22:58"),
    ],
)
def test_where_time_goes_on_when_the_program_is_opened(
    last: str | None, now: str, goes_on: str
) -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)

    assert begins(at(now), None if last is None else at(last), LONDON) == at(goes_on)


times = st.integers(min_value=0, max_value=10**7).map(lambda s: NOON + s * SECOND)


@given(times, times)
def test_time_never_goes_on_before_what_was_recorded(now: datetime, last: datetime) -> None:
    assert begins(now, last, LONDON) >= last
