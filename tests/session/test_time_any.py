"""Whatever is done to the clock while a dose is open, times that are recorded are the counter's."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain.workplace import ClockStepped
from inoadmin.session.timekeeping import STEP_OVER
from tests.session.bench import WELL
from tests.session.timed import Timed, opened

seconds = st.integers(1, 4000).map(lambda count: timedelta(seconds=count))
steps = st.one_of(
    st.sampled_from([timedelta(seconds=count) for count in (-86400, -3600, -2, 2, 3, 3600, 86400)]),
    st.timedeltas(timedelta(days=-3), timedelta(days=3)),
)
moves = st.lists(
    st.one_of(
        st.tuples(st.just("advance"), seconds),
        st.tuples(st.just("step"), steps),
        st.tuples(st.sampled_from(["act", "tick", "program"]), st.just(timedelta())),
    ),
    max_size=30,
)


def carry_out(bench: Timed, move: tuple[str, timedelta]) -> None:
    match move:
        case ("advance", length):
            bench.clock.advance(length)
        case ("step", length):
            bench.clock.step(length)
        case ("tick", _):
            bench.tick()
        case ("program", _):
            bench.program_restarts()
        case _:
            bench.keeper.watch()
            bench.do(WELL)


@given(moves)
def test_any_two_entries_are_as_far_apart_as_the_counter_says(
    made: list[tuple[str, timedelta]],
) -> None:
    bench = opened()
    began = bench.clock.read()
    acts: list[tuple[datetime, int]] = [(bench.state.opening.recorded_at, began.counter_ns)]
    for move in made:
        carry_out(bench, move)
        if move[0] == "act":
            event = bench.service.events(bench.dose)[-1]
            acts.append((event.recorded_at, bench.clock.read().counter_ns))
    for earlier, later in pairwise(acts):
        assert (later[0] - earlier[0]) == timedelta(microseconds=(later[1] - earlier[1]) // 1000)
    assert bench.state.clock_behind == ()


@given(moves)
def test_what_is_on_disk_of_the_clock_is_within_two_seconds_of_what_is_so(
    made: list[tuple[str, timedelta]],
) -> None:
    bench = opened()
    for move in made:
        carry_out(bench, move)
    bench.tick()
    told = [fact.by for fact in bench.facts if isinstance(fact, ClockStepped)]
    last = told[-1] if told else timedelta()
    assert abs(bench.clock.read().now - bench.now - last) <= STEP_OVER
    assert all(one != other for one, other in pairwise(told))
    count = len(bench.facts)
    bench.program_restarts()
    bench.run(2)
    assert len(bench.facts) == count
