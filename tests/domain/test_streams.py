"""Streams and items at their edges: nothing opened, details changed since, what is asked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from inoadmin.domain import commands as c
from inoadmin.domain.events import Event, PatientRegistered, Recorded
from inoadmin.domain.evolve import fold
from inoadmin.domain.findings.base import Gate
from inoadmin.domain.findings.gates import default_act, gate_of
from inoadmin.domain.findings.items import asked
from inoadmin.session.ports import Draft
from tests.session.bench import (
    BAG,
    FIRST,
    JEAN,
    STARTS,
    Bench,
    order,
)


def opened(**changes: Any) -> Bench:
    bench = Bench().staffed()
    bench.do(order(**changes))
    return bench


def test_every_gate_has_its_command() -> None:
    assert [gate_of(default_act(gate)) for gate in Gate] == list(Gate)
    assert gate_of(BAG) is None
    assert c.kind_of(c.Correct(1)) == "correct"
    assert [c.kind_of(default_act(gate)) for gate in Gate] == [str(gate) for gate in Gate]


def test_a_stream_that_opens_nothing_has_no_state() -> None:
    out = Event("administration/x", 1, 1, "amy", STARTS, STARTS, Recorded(c.BagOut()))
    unopened = replace(out, fact=Recorded(FIRST))
    assert fold(()) is None
    assert fold((out, replace(out, version=2))) is None
    assert fold((unopened,)) is None


def test_what_is_asked_comes_in_the_protocols_order() -> None:
    bench = opened(transplant_planned=True)
    known = bench.service.standing(bench.dose)
    start = [item.code for item in asked(bench.protocol, bench.state, known, Gate.START)]
    complete = [item.code for item in asked(bench.protocol, bench.state, known, Gate.COMPLETE)]
    assert {"consent-missing", "double-alkylator-planned", "vod-signs"} <= set(start)
    assert "post-dose-lft-unseen" not in start
    assert "tls-monitoring-unplanned" in complete
    assert start == [item.code for item in bench.protocol.items if item.code in start]


def test_a_sex_unknown_since_makes_a_clearance_unknown() -> None:
    bench = opened()
    bench.do(c.Bloods("ue", bench.now, creatinine_umol_l=Decimal(80)))
    assert "ue-missing" not in bench.codes
    fact = PatientRegistered(replace(JEAN, sex="not known"))
    stream, at = f"patient/{bench.patient}", bench.service.patient(bench.patient).version
    bench.log.append([Draft(stream, at, "amy", bench.now, fact)], bench.clock.read())
    bench.service = bench.another()
    assert "ue-missing" in bench.codes


def test_an_act_of_another_stream_tells_nothing_of_a_patient() -> None:
    bench = Bench().staffed()
    stream, at = f"patient/{bench.patient}", bench.service.patient(bench.patient).version
    before = bench.service.course(bench.patient)
    draft = Draft(stream, at, "amy", bench.now, Recorded(c.BagOut()))
    bench.log.append([draft], bench.clock.read())
    assert bench.another().course(bench.patient).openings == before.openings


def test_a_bag_of_unknown_life_has_no_clock() -> None:
    bench = opened()
    bench.do(replace(BAG, expiry="", reconstituted=None))
    assert bench.clock_reads("bag_life") == ("idle", None)
    assert bench.state.record_version == 1
