"""What holds after every act, whatever was done: asked of a Bench by the sequence tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from inoadmin.domain import commands as c
from inoadmin.domain.deviations import deviations
from inoadmin.domain.events import Event, Recorded, Refused
from inoadmin.domain.evolve import as_corrected, fold
from inoadmin.domain.findings.base import Gate, Severity
from inoadmin.domain.findings.coverage import cover_of
from inoadmin.domain.findings.gates import ROWS, gate_of, next_findings, standing_at, view_of
from inoadmin.domain.flow import given_mg, run
from inoadmin.domain.state import Administration
from inoadmin.domain.timers import Timer
from inoadmin.session.outcome import Outcome
from inoadmin.session.service import Service
from inoadmin.store.codec import decode, encode
from tests.session.bench import Bench

FAR = (timedelta(days=-40000), timedelta(hours=-30), timedelta(minutes=-20))
AHEAD = (timedelta(minutes=7), timedelta(hours=3), timedelta(days=40000))


def read_back(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events as a log would read them."""
    stored = [(event, encode(event.fact)) for event in events]
    return tuple(
        replace(event, fact=decode(kind, version, body, event.sequence))
        for event, (kind, version, body) in stored
    )


def everything(service: Service, dose: str, moments: Sequence[datetime]) -> list[object]:
    """All that a front end is told of an administration."""
    state = service.administration(dose)
    told: list[object] = [state, service.course(state.patient, dose), service.standing(dose)]
    for moment in moments:
        told += [service.findings(dose, moment), service.timers(dose, moment)]
    return told


def replay_equals_live(bench: Bench, dose: str, moments: Sequence[datetime]) -> None:
    live = bench.service.administration(dose)
    assert fold(read_back(bench.service.events(dose))) == live
    told = everything(bench.service, dose, moments)
    assert everything(bench.another(), dose, moments) == told


def rows_match(bench: Bench) -> None:
    """The projection says what the states say."""
    for row in bench.log.administrations():
        state = bench.service.administration(row.id)
        told = (row.patient, row.cycle, row.day, row.stage, row.opened_at)
        opened = state.opening.occurred_at
        assert told == (state.patient, state.cycle, state.day, state.stage, opened)


def findings_are_sound(bench: Bench, dose: str, at: datetime) -> None:
    """Each code once, with a row at that gate; a stop is never covered."""
    service = bench.service
    state, known = service.administration(dose), service.course(bench.patient, dose)
    ward = service.ward(dose)
    shown = next_findings(ward, state, service.course(state.patient, dose), at)
    codes = [found.code for found in shown]
    assert len(codes) == len(set(codes))
    for found in shown:
        assert found.severity is ROWS[found.code].severities[found.gate]
        assert found.sentence
        assert "{" not in found.sentence
    if state.patient == bench.patient and str(state.stage) == "preparing":
        stand = standing_at(view_of(ward, state, known, at, Gate.START))
        stops = {found.code for found in stand if found.severity is Severity.STOP}
        assert stops <= set(codes)


def volumes_are_sound(bench: Bench, state: Administration, moments: Sequence[datetime]) -> None:
    """What was given only grows between events, and is never more than what hung."""
    protocol = bench.protocol
    last, dose = Decimal(0), state.order.prescribed_mg
    assert dose is not None
    for moment in sorted(moment for moment in moments if moment >= bench.now):
        now = run(protocol, state, moment)
        if now is None:
            assert given_mg(now, dose) == 0
            continue
        assert all(0 <= hung.given_ml <= hung.volume_ml for hung in now.bags)
        assert now.given_ml >= last
        last = now.given_ml
        labels = [
            dose
            if hung.bag is None or hung.bag.command.dose_mg is None
            else hung.bag.command.dose_mg
            for hung in now.bags
        ]
        assert 0 <= given_mg(now, dose) <= sum(labels)
        closed = [interval for interval in now.intervals if interval.until is not None]
        assert all(i.until is not None and i.since <= i.until for i in closed)


def timers_are_linear(bench: Bench, dose: str, at: datetime) -> None:
    """Between events a clock with an end loses one second a second."""
    for step in (timedelta(seconds=1), timedelta(minutes=13)):
        now, later = bench.service.timers(dose, at), bench.service.timers(dose, at + step)
        for name, timer in now.items():
            loses_time(timer, later[name], step)


def loses_time(timer: Timer, later: Timer, step: timedelta) -> None:
    assert timer.started_at == later.started_at
    assert timer.due_at == later.due_at
    if timer.remaining is None or later.remaining is None:
        assert timer.state == later.state or later.state == "done"
        return
    if timer.state == "paused":
        assert later == timer
    elif timer.state == later.state or timer.closes_at is None:
        assert timer.remaining - later.remaining == step
    assert timer.remaining_s is not None
    assert timer.remaining_s - 1 < timer.remaining.total_seconds() <= timer.remaining_s


def hours_follow(bench: Bench, state: Administration) -> None:
    """The linked clocks stand where the protocol says."""
    timers = bench.service.timers(state.id)
    rules, finish = bench.protocol, state.finish
    if finish is not None:
        # A clock set back can put the end before what it ended: nothing then runs backwards.
        ended = max(entry.occurred_at for entry in state.flow)
        due = ended + rules.observation.observe.duration
        assert timers["observation"].due_at == due
        assert timers["infusion"].state == "done"
    else:
        assert timers["observation"].state == "idle"
    if state.completed is not None or state.left is not None:
        assert timers["vitals"].state == "idle"


def refusal_left_no_trace(before: Any, after: Any, outcome: Outcome) -> None:
    """A refused command changed nothing, save that a gate keeps the attempt."""
    assert outcome.reasons
    assert len(outcome.codes) == len(set(outcome.codes))
    assert all(reason.sentence for reason in outcome.reasons)
    if not outcome.events:
        assert len(outcome.codes) == 1
        assert after == before
        return
    (event,) = outcome.events
    assert isinstance(event.fact, Refused)
    assert {seen.code for seen in event.fact.seen} >= set(outcome.codes)
    assert all(reason.finding is not None for reason in outcome.reasons)
    if isinstance(before, Administration):
        expected = replace(
            before,
            refusal=event.fact,
            version=event.version,
            recorded_until=after.recorded_until,
            clock_behind=after.clock_behind,
        )
        assert after == expected


def what_shuts(bench: Bench, command: c.Command, at: datetime | None) -> set[str]:
    """The uncovered findings in the way of an act on an administration, asked beforehand."""
    gate = gate_of(command)
    if gate is None or gate is Gate.OPEN:
        return set()
    state, ward = bench.state, bench.service.ward(bench.dose)
    known = bench.service.course(bench.patient, bench.dose)
    if str(state.stage) not in {"preparing", "infusing", "interrupted", "observing"}:
        return set()
    view = view_of(ward, state, known, at or bench.now, gate, command)
    found = [f for f in standing_at(view) if f.severity is not Severity.NOTE]
    return {f.code for f in found if cover_of(ward.protocol.times, state, f) is None}


def starts_are_earned(events: Sequence[Event]) -> None:
    """What was recorded past a shut gate says that it has already happened, with a reason."""
    for entry in as_corrected(events):
        fact = entry.fact
        assert isinstance(fact, Recorded)
        if fact.unresolved:
            assert getattr(fact.command, "already_happened", False)
            assert getattr(fact.command, "reason", "").strip()
        stops = [u.code for u in fact.used if set(ROWS[u.code].severities.values()) == {"stop"}]
        assert stops == []


def deviations_are_told(bench: Bench, state: Administration) -> None:
    """Every cover used, every breach and every correction is a deviation."""
    told = deviations(bench.protocol.times, state)
    kinds = [deviation.kind for deviation in told]
    assert kinds.count("corrected") == len(state.corrections)
    entries = [entry for entry in state.entries if not entry.void]
    unresolved = [code for entry in entries for code in entry.fact.unresolved]
    assert kinds.count("unresolved") == len(unresolved)
    assert all(d.by for d in told)
