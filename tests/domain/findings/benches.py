"""Benches with a dose opened on one course or another, and what stands there.

The whole table of cases runs through scenario files (tests/rules); the tests here ask for the
branches of the functions that judge, and for what the nurse reads.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from inoadmin.domain import commands as c
from tests.session.bench import BAG, Bench, order

JANUARY = date(2026, 1, 12)


def told(bench: Bench) -> dict[str, str]:
    """Every finding at the next gate with its value and limit."""
    found = bench.service.findings(bench.dose)
    return {f.code: f"{f.sight.value} | {f.sight.limit}" for f in found}


def given(bench: Bench, *doses: tuple[str, date], **fields: Any) -> Bench:
    """Doses transcribed from elsewhere: "1.8" is cycle 1 day 8."""
    for place, started in doses:
        cycle, day = (Decimal(part) for part in place.split("."))
        bench.do(c.History(cycle, day, started, Decimal(1), "chart", **fields))
    return bench


def opened(bench: Bench, **changes: Any) -> Bench:
    bench.do(order(**changes))
    return bench


def with_bag(**changes: Any) -> Bench:
    bench = opened(Bench().staffed())
    bench.do(replace(BAG, **changes))
    return bench
