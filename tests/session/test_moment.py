"""A figure of a moment is worked out once, and never outlives what it was worked out from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.session.moment import Moment
from inoadmin.session.present.alarms import alarms
from tests.session.bench import STARTS, WELL, Bench, minutes


def test_it_is_worked_out_once_a_moment() -> None:
    asked: list[str] = []

    def work_out() -> int:
        asked.append("")
        return len(asked)

    moment = Moment()
    assert [moment.recall(STARTS, "a", work_out) for _ in range(3)] == [1, 1, 1]
    assert moment.recall(STARTS, "b", work_out) == 2
    assert moment.recall(STARTS + timedelta(microseconds=1), "a", work_out) == 3
    assert moment.recall(STARTS, "a", work_out) == 4
    moment.forget()
    assert moment.recall(STARTS, "a", work_out) == 5


def test_what_is_recorded_is_seen_at_the_same_moment() -> None:
    bench = Bench().staffed().infuse()
    bench.wait(20)
    service, now = bench.service, bench.now
    assert service.timers(bench.dose, now)["vitals"].state == "overdue"
    assert [alarm.code for alarm in alarms(service, now)] == ["vitals"]
    bench.do(WELL)
    assert service.timers(bench.dose, now)["vitals"].state == "running"
    assert alarms(service, now) == ()


def test_one_finding_stands_as_it_does_among_all() -> None:
    bench = Bench().staffed().infuse()
    code = "dose-wrong-after-start"
    service, opened = bench.service, bench.state.order
    assert not service.stands(bench.dose, code)
    heavier = replace(opened, weight_kg=Decimal(85))
    bench.do(c.Correct(1, "weight_kg", "85", heavier, reason="mistyped"))
    assert code in bench.codes
    assert service.stands(bench.dose, code)
    assert service.stands(bench.dose, "infusion-short")
    bench.do(c.Confirm(("infusion-short",), "the line was changed"))
    assert not service.stands(bench.dose, "infusion-short")
    assert "infusion-short" not in bench.codes


def test_no_finding_stands_where_no_gate_comes() -> None:
    bench = Bench().staffed().complete()
    assert not bench.service.stands(bench.dose, "dose-wrong-after-start", bench.now + minutes(1))
