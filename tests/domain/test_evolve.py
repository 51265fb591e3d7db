"""The fold is total: any act in any stage gives a state that can be looked at, at any moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain import commands as c
from inoadmin.domain.course import course_of
from inoadmin.domain.events import Corrected, Event, Recorded
from inoadmin.domain.evolve import as_corrected, evolve, fold
from inoadmin.domain.findings.gates import next_findings
from inoadmin.domain.state import Administration, Entry, Stage
from inoadmin.domain.timers import timers
from inoadmin.domain.validity import invalid
from tests.session.bench import STARTS, Bench
from tests.session.drawing import any_act


@cache
def stages() -> dict[Stage, Bench]:
    """A dose in each stage."""
    benches = [
        Bench().staffed().prepare(),
        Bench().staffed().infuse(),
        Bench().staffed().infuse(),
        Bench().staffed().observe(),
        Bench().staffed().complete(),
        Bench().staffed().prepare(),
        Bench().staffed().infuse(),
    ]
    benches[2].do(c.Interrupt("toilet"))
    benches[5].do(c.Cancel("fever"))
    benches[6].do(c.Correct(1, void=True, reason="wrong patient"))
    return {bench.state.stage: bench for bench in benches}


def look(bench: Bench, state: Administration, at: datetime) -> None:
    known = course_of(bench.protocol, bench.zone, bench.service.patient(bench.patient), (state,))
    next_findings(bench.service.ward(), state, known, at)
    timers(bench.protocol, bench.zone, state, at)


moments = st.integers(-75, 175).map(lambda years: STARTS + timedelta(days=years * 365.25))
near = st.integers(-500, 500).map(lambda minutes: STARTS + timedelta(minutes=minutes))


def test_there_is_a_dose_in_every_stage() -> None:
    assert set(stages()) == set(Stage)


@given(
    st.sampled_from(list(Stage)),
    st.lists(st.tuples(any_act, near | moments, st.booleans()), max_size=6),
    moments | near,
)
def test_any_act_in_any_stage_gives_a_state(
    stage: Stage, acts: list[tuple[c.Act, datetime, bool]], at: datetime
) -> None:
    """Even acts that no decision would let through; only their values are plausible."""
    bench = stages()[stage]
    state = bench.state
    patient, ward = bench.service.patient(bench.patient), bench.service.ward()
    for act, occurred, void in acts:
        if invalid(ward, patient, act) is not None:
            continue
        version = state.entries[-1].version + 1
        entry = Entry(version, act, occurred, STARTS, "amy", Recorded(act), void)
        before, state = state, evolve(state, entry)
        assert state.entries == (*before.entries, entry)
        assert not void or state.stage is before.stage
        look(bench, state, at)


@given(st.lists(st.tuples(st.integers(0, 40), any_act, st.booleans()), max_size=5))
def test_any_corrections_give_a_state(corrections: list[tuple[int, c.Act, bool]]) -> None:
    """Of acts that are there, of none, of another kind: the fold does not judge."""
    bench = stages()[Stage.COMPLETED]
    events = list(bench.service.events(bench.dose))
    patient, ward = bench.service.patient(bench.patient), bench.service.ward()
    known = {event.version: event.fact for event in events}
    for target, act, void in corrections:
        was = known.get(target)
        same = isinstance(was, Recorded) and type(was.command) is type(act)
        fits = same and invalid(ward, patient, act) is None
        fact = Corrected(target, "mistyped", command=act if fits else None, void=void)
        last = events[-1]
        events.append(
            Event(last.stream, last.version + 1, 0, "amy", STARTS, last.recorded_at, fact)
        )
    state = fold(events)
    assert state is not None
    assert len(state.corrections) == len(corrections)
    assert [e.version for e in as_corrected(events)] == [e.version for e in state.entries]
    look(bench, state, bench.now)
