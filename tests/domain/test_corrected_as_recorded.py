"""A correction leaves the state that there would be, had the act been recorded so at once.

A walk is recorded, one of its acts corrected; beside it the same walk is decided afresh with the
act as it should have been. A gate that this shuts is passed: corrections judge no gate again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import assume, event, given
from hypothesis import strategies as st

from inoadmin.domain import commands as c
from inoadmin.domain.correcting import FLOW
from inoadmin.domain.course import course_of
from inoadmin.domain.decide import decide
from inoadmin.domain.events import Event, Recorded
from inoadmin.domain.evolve import fold
from inoadmin.domain.findings.gates import NEXT_GATE, standing_at, view_of
from inoadmin.domain.flow import run
from inoadmin.domain.requests import Accepted, Request
from inoadmin.domain.state import Administration, Entry
from inoadmin.domain.timers import timers
from inoadmin.scan.gs1 import GS1Scanner
from tests.protocol.files import shipped
from tests.session.bench import BAG, WELL, Bench
from tests.session.drawing import any_act, corrections

FOR_ITSELF = ("not-permitted", "out-of-sequence", "invalid-value", "time-out-of-order")
GOING_ON: tuple[c.Act, ...] = (
    c.Start(already_happened=True, reason="it ran"),
    c.Interrupt("toilet"),
    c.Resume(already_happened=True, reason="it ran"),
    c.PumpCheck(running=False),
    c.Reaction(),
    c.ReactionUpdate(symptoms=("rash",)),
    c.ReactionOutcome("resolved"),
    c.Extravasation(),
    c.NewAccess(),
    c.Handover("ben"),
    c.Stop("enough"),
    c.End(),
    BAG,
    c.BagOut(),
    WELL,
)


@dataclass
class Direct:
    """A walk decided afresh: its events, and what was refused for itself, by version."""

    events: tuple[Event, ...]
    refused: dict[int, str]


def recorded_afresh(bench: Bench, events: Sequence[Event], changed: Event) -> Direct:
    """The events decided one after the other, with one of them changed."""
    direct = Direct((), {})
    for logged in events:
        asked = changed if logged.version == changed.version else logged
        if not isinstance(asked.fact, Recorded):
            direct.events += (asked,)
            continue
        fact = asked.fact
        answer = decide(request_for(bench, direct.events, asked, fact), fact.opening)
        if isinstance(answer, Accepted):
            direct.events += (replace(asked, fact=answer.fact),)
            continue
        if answer.attempt is None:
            direct.refused[asked.version] = answer.codes[0]
            if asked.version == changed.version:
                return direct
            continue
        direct.events += (asked,)
    return direct


def request_for(bench: Bench, before: Sequence[Event], asked: Event, fact: Recorded) -> Request:
    """The request that led to an event."""
    service, state = bench.service, fold(before)
    patient = service.patient(bench.patient)
    own = isinstance(fact.command, c.Open)
    here = () if state is None else (state,)
    return Request(
        ward=service.ward(),
        command=fact.command,
        actor=asked.actor,
        now=bench.now,  # "in the future" is judged at the moment of the correction
        occurred=asked.occurred_at,
        staff=service.staff(),
        patient=patient,
        course=course_of(bench.protocol, bench.zone, patient, here),
        state=None if own else state,
    )


def stripped(state: Administration, direct: Direct) -> dict[str, Any]:
    """The state without what tells how it came to be: facts, versions, attempts, corrections."""
    told: dict[str, Any] = {"stage": state.stage, "responsible": state.responsible}
    told["entries"] = tuple(bare(e) for e in state.entries if e.version not in direct.refused)
    told["flow"] = tuple(bare(entry) for entry in state.flow)
    told["answers"] = dict(state.answers)
    told["reactions"] = tuple(
        (r.grade, r.symptoms, r.treatment, bare(r.report), r.outcome and bare(r.outcome))
        for r in state.reactions
    )
    told["extravasations"] = tuple((bare(e.report), bool(e.access)) for e in state.extravasations)
    told["out"] = state.bag_out and bare(state.bag_out)
    told["left"], told["completed"] = bool(state.left), bool(state.completed)
    told["bag"] = state.bag and bare(state.bag)
    return told


def bare(entry: Entry[Any]) -> tuple[Any, ...]:
    return entry.version, entry.command, entry.occurred_at, entry.actor, entry.void


def codes_at(bench: Bench, state: Administration, at: datetime) -> list[tuple[str, str]]:
    """What stands at the next gate, covered or not; the correction's own note aside."""
    gate = NEXT_GATE.get(state.stage)
    if gate is None:
        return []
    patient = bench.service.patient(bench.patient)
    known = course_of(bench.protocol, bench.zone, patient, (state,))
    found = standing_at(view_of(bench.service.ward(), state, known, at, gate))
    return [(f.code, f.sentence) for f in found if f.code != "dose-wrong-after-start"]


def walk(data: st.DataObject) -> Bench:
    """A bench with some stage of a dose, and a few acts more."""
    bench = Bench().staffed()
    match data.draw(st.integers(0, 3), label="ready"):
        case 0:
            bench.prepare()
        case 1:
            bench.infuse()
        case 2:
            bench.observe()
        case _:
            bench.complete()
    for _ in range(data.draw(st.integers(0, 12), label="more")):
        bench.wait(data.draw(st.sampled_from([0, 1, 7, 20])))
        going_on = st.sampled_from(GOING_ON)
        command = data.draw(st.one_of(going_on, going_on, any_act))
        if not isinstance(command, c.PatientCommand | c.Open):
            bench.act(command)
    return bench


@given(st.data())
def test_a_correction_is_as_if_recorded_so(data: st.DataObject) -> None:
    bench = walk(data)
    entries = bench.state.entries
    flow = [entry for entry in entries if isinstance(entry.command, (c.Open, c.Bag, *FLOW))]
    entry = data.draw(st.sampled_from([*entries, *flow, *flow]), label="corrected")
    correction = data.draw(corrections(entry.version, entry.command, bench.now), label="so")
    assume(not correction.void)
    bench.wait(1)
    logged = bench.service.events(bench.dose)
    was = next(e for e in logged if e.version == entry.version)
    assert isinstance(was.fact, Recorded)
    outcome = bench.act(correction)
    if set(outcome.codes) & {"time-in-future"} or not correction.reason.strip():
        return
    fact = replace(was.fact, command=with_reading(correction.corrected) or was.fact.command)
    if correction.occurred_at is not None:
        fact = replace(fact, typed=True)
    moment = correction.occurred_at or was.occurred_at
    direct = recorded_afresh(bench, logged, replace(was, fact=fact, occurred_at=moment))
    compare(bench, direct, entry.version, outcome.accepted, len(correction.reason) > 2000)


def with_reading(act: c.Act | None) -> c.Act | None:
    """A bag as the service completes it."""
    if not isinstance(act, c.Bag) or not act.scan:
        return act
    return replace(act, reading=GS1Scanner().read(act.scan, shipped().bag.gtins.items()))


def compare(bench: Bench, direct: Direct, version: int, accepted: bool, too_long: bool) -> None:
    event("accepted" if accepted else "refused")
    if direct.refused.get(version) in FOR_ITSELF:
        assert not accepted, direct.refused
        return
    late = {v: code for v, code in direct.refused.items() if code == "time-out-of-order"}
    if late:
        assert not accepted, direct.refused
        return
    turned = [e for e in bench.state.entries if e.version in direct.refused]
    if any(isinstance(e.command, FLOW) for e in turned):
        assert not accepted
        return
    assert accepted or too_long, direct.refused
    if not accepted:
        return
    state, beside = bench.state, fold(direct.events)
    assert beside is not None
    event("lapsed" if direct.refused else "all stand")
    assert stripped(state, direct) == stripped(beside, direct), direct.refused
    for length in (timedelta(), timedelta(minutes=7), timedelta(hours=2)):
        at = bench.now + length
        assert timers(bench.protocol, bench.zone, state, at) == timers(
            bench.protocol, bench.zone, beside, at
        )
        assert codes_at(bench, state, at) == codes_at(bench, beside, at)
        mine, other = run(bench.protocol, state, at), run(bench.protocol, beside, at)
        assert (mine is None) == (other is None)
        if mine is not None and other is not None:
            assert mine.given_ml == other.given_ml
