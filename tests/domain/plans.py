"""Doses opened at 08:00, and what is found out about their starts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from inoadmin.domain import commands as c
from inoadmin.domain.planning import Plan, Remedy, Starts, plan, remedy, starts
from tests.domain.findings.benches import opened
from tests.fakes import HandClock
from tests.session.bench import BAG, STARTS, Bench

LONG = replace(BAG, expiry="2026-03-31", reconstituted=None)


def made(*acts: c.Act, starts_at: datetime = STARTS) -> Bench:
    """A dose opened at 08:00, with these acts then."""
    bench = opened(Bench(clock=HandClock(starts_at)).staffed())
    bench.do(*acts)
    return bench


def found(bench: Bench) -> Starts:
    known = bench.service.course(bench.patient, bench.dose)
    return starts(bench.service.ward(bench.dose), bench.state, known, bench.now)


def planned(bench: Bench, start: datetime) -> Plan:
    known = bench.service.course(bench.patient, bench.dose)
    return plan(bench.service.ward(bench.dose), bench.state, known, start, bench.now)


def changed(bench: Bench) -> Remedy:
    known = bench.service.course(bench.patient, bench.dose)
    return remedy(bench.service.ward(bench.dose), bench.state, known, bench.now)


def told(found: Starts) -> list[str]:
    """The limits as "code 08:50", too early ones before too late ones; the weight's left out."""
    limits = (*found.earliest, "to", *(x for x in found.latest if x.code != "weight-stale"))
    return [x if isinstance(x, str) else f"{x.code} {x.at:%H:%M}" for x in limits]
