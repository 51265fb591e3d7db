"""What the timekeeper tells, and for how long; what it writes is in test_time_*.py."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inoadmin.session.timekeeping import Restart, Standstill
from tests.session.timed import HOUR, MINUTE, SECOND, Timed, at, opened


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (timedelta(seconds=4), False),
        (timedelta(seconds=5), False),
        (timedelta(seconds=5, microseconds=1), True),
        (HOUR, True),
    ],
)
def test_a_second_that_comes_more_than_five_late_is_told(length: timedelta, told: bool) -> None:
    bench = opened()
    bench.clock.advance(length)
    bench.tick()
    assert bench.keeper.told == ((Standstill(length, bench.now),) if told else ())


def test_entries_between_do_not_count_as_seconds() -> None:
    bench = opened()
    bench.clock.advance(4 * SECOND)
    bench.keeper.watch()
    bench.clock.advance(4 * SECOND)
    bench.tick()
    assert len(bench.keeper.told) == 1


def test_a_standstill_is_told_for_a_few_minutes_or_until_it_is_closed() -> None:
    bench = opened()
    bench.clock.advance(HOUR)
    bench.tick()
    (told,) = bench.keeper.told
    bench.run(300)
    assert bench.keeper.told == (told,)
    bench.run(1)
    assert bench.keeper.told == ()
    bench.clock.advance(HOUR)
    bench.tick()
    bench.keeper.dismiss(bench.keeper.told[0])
    assert bench.keeper.told == ()


def test_a_second_standstill_takes_the_place_of_the_first() -> None:
    bench = opened()
    for _ in range(2):
        bench.clock.advance(MINUTE)
        bench.tick()
    assert bench.keeper.told == (Standstill(MINUTE, bench.now),)


@pytest.mark.parametrize(("awake", "asleep"), [(0, True), (29, True), (30, False), (60, False)])
def test_sleep_is_told_from_a_busy_program(awake: int, asleep: bool) -> None:
    bench = Watchful()
    bench.staffed()
    bench.tick()
    bench.clock.advance(MINUTE)
    bench.awake_s += awake
    bench.tick()
    assert bench.keeper.told == (Standstill(MINUTE, bench.now, asleep),)


def test_a_restart_is_told_until_it_is_closed() -> None:
    bench = at("observing")
    bench.computer_restarts(MINUTE)
    bench.run(400)
    (told,) = bench.keeper.told
    assert isinstance(told, Restart)
    bench.keeper.dismiss(told)
    assert bench.keeper.told == ()


class Watchful(Timed):
    """A computer with a counter that stands still in sleep."""

    awake_s = 100

    def awake_ns(self) -> int | None:
        return self.awake_s * 10**9
