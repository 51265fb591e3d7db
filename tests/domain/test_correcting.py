"""What a correction may and may not do (rulebook section 10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.events import Corrected
from tests.session.bench import FIRST, WELL, Bench, minutes, order


def version(bench: Bench, act: c.Act) -> int:
    return bench.do(act).events[0].version


def void(target: int, reason: str = "another patient's") -> c.Correct:
    return c.Correct(target, void=True, reason=reason)


def instead(target: int, act: c.Act, field: str = "value") -> c.Correct:
    return c.Correct(target, field, "as meant", act, reason="mistyped")


def running() -> Bench:
    bench = Bench().staffed().infuse()
    bench.wait(10)
    return bench


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
def test_it_carries_a_reason(reason: str) -> None:
    assert running().refused(void(2, reason)) == ("invalid-value",)


def test_it_names_an_act_a_field_and_a_value_of_its_own_kind() -> None:
    bench = running()
    assert bench.refused(instead(999, WELL)) == ("out-of-sequence",)
    nothing = c.Correct(1, "no_such_field", "x", reason="mistyped")
    assert bench.refused(nothing) == ("invalid-value",)
    assert bench.refused(instead(1, WELL)) == ("invalid-value",)
    implausible = replace(FIRST, weight_kg=Decimal(1))
    assert bench.refused(instead(1, implausible)) == ("invalid-value",)


def test_a_correction_is_not_itself_corrected_nor_a_voided_act() -> None:
    bench = running()
    put_right = bench.do(instead(1, replace(FIRST, weight_kg=Decimal(66)))).events[0]
    assert bench.refused(void(put_right.version)) == ("out-of-sequence",)
    vitals = version(bench, WELL)
    bench.do(void(vitals))
    assert bench.refused(void(vitals)) == ("out-of-sequence",)


def test_nothing_of_a_voided_administration_is_corrected() -> None:
    bench = running()
    bench.do(void(1))
    assert bench.refused(instead(2, c.Answer({}))) == ("out-of-sequence",)


def test_changes_of_the_infusion_are_voided_from_the_last_backwards() -> None:
    bench = Bench().staffed().prepare()
    acts: list[c.Act] = [
        c.Start(),
        c.Interrupt("toilet"),
        c.Resume(),
        c.PumpCheck(running=False),
        c.Resume(),
        c.Extravasation(),
        c.Stop("enough"),
    ]
    versions: list[int] = []
    for act in acts:
        if isinstance(act, c.Stop):
            bench.do(c.NewAccess())
        versions.append(version(bench, act))
        bench.wait(1)
    stages: list[str] = []
    for target in reversed(versions):
        for other in versions:
            if other < target:
                assert bench.refused(void(other)) == ("out-of-sequence",)
        bench.do(void(target))
        stages.append(bench.stage)
    infusing, interrupted = "infusing", "interrupted"
    expected = [interrupted, infusing, interrupted, infusing, interrupted, infusing, "preparing"]
    assert stages == expected


def test_a_reading_of_a_running_pump_is_voided_at_any_time() -> None:
    bench = running()
    reading = version(bench, c.PumpCheck(Decimal(5)))
    bench.do(c.Interrupt("toilet"), void(reading))
    assert bench.stage == "interrupted"


def test_a_reaction_beside_the_infusion_is_voided_at_any_time() -> None:
    bench = running()
    bench.do(c.Interrupt("toilet"))
    beside = version(bench, c.Reaction(Decimal(1)))
    bench.do(c.Stop("enough"), void(beside))
    assert bench.state.reactions == ()


def test_a_time_is_put_right_but_not_out_of_order_nor_into_the_future() -> None:
    bench = running()
    halt = version(bench, c.Interrupt("toilet"))
    bench.wait(5)

    def at(back: float) -> c.Correct:
        moment = bench.now - minutes(back)
        return c.Correct(halt, "occurred", "", occurred_at=moment, reason="watch")

    assert bench.refused(at(-2)) == ("time-in-future",)
    assert bench.refused(at(16)) == ("time-out-of-order",)
    assert bench.refused(at(2e8)) == ("invalid-value",)
    fact = bench.do(at(10)).events[0].fact
    assert isinstance(fact, Corrected)
    assert fact.before == "2026-03-02 09:40"
    assert bench.clock_reads("infusion") == ("paused", 55 * 60)


def test_the_first_value_stays_readable() -> None:
    bench = running()
    answer = version(bench, c.Answer({"qt-risk": c.Answered("no")}))
    told: list[str] = []
    for correction in (
        instead(1, replace(FIRST, weight_kg=Decimal(66)), "weight_kg"),
        instead(1, replace(FIRST, delay_reason="snow"), "delay_reason"),
        instead(answer, c.Answer({"qt-risk": c.Answered("yes")}), "qt-risk"),
        instead(answer, c.Answer({"qt-risk": c.Answered("yes")}), "value"),
        void(answer),
    ):
        fact = bench.do(correction).events[0].fact
        assert isinstance(fact, Corrected)
        told.append(fact.before)
    assert told == ["65", "", "no", "yes", ""]


def test_voiding_the_end_drops_the_completion() -> None:
    bench = Bench().staffed().complete()
    end = bench.state.finish
    assert end is not None
    bench.do(void(end.version))
    assert bench.stage == "infusing"
    assert bench.state.completed is None
    assert bench.state.record_version == 2


def test_a_cancelled_dose_does_not_come_back_beside_another() -> None:
    bench = Bench().staffed()
    bench.do(order())
    cancelled = version(bench, c.Cancel("fever"))
    first = bench.dose
    bench.do(order())
    again = bench.act(void(cancelled), dose=first)
    assert again.codes == ("out-of-sequence",)
    bench.do(c.Cancel("fever"))
    assert bench.act(void(cancelled), dose=first).accepted
    assert str(bench.service.administration(first).stage) == "preparing"


def test_a_transcribed_dose_is_put_right_but_not_to_one_that_is_known() -> None:
    bench = Bench().staffed()
    told = c.History(Decimal(1), Decimal(1), date(2026, 2, 9), Decimal("1.4"), "chart")
    bench.do(told)
    later = version(bench, replace(told, day=Decimal(8), started=date(2026, 2, 16)))

    def put(correction: c.Correct) -> tuple[str, ...]:
        outcome = bench.service.submit(correction, actor="amy", patient=bench.patient)
        return outcome.codes

    assert put(instead(later, told)) == ("out-of-sequence",)
    future = replace(told, day=Decimal(8), started=date(2026, 3, 3))
    assert put(instead(later, future)) == ("time-in-future",)
    assert put(instead(later, replace(future, started=date(1899, 1, 1)))) == ("invalid-value",)
    assert put(instead(later, replace(future, started=date(2026, 2, 17)))) == ()
    assert put(void(later)) == ()
    assert [o.day for o in bench.service.course(bench.patient).openings] == [1]


def test_a_raised_grade_is_not_lowered_by_an_update_recorded_after_it() -> None:
    bench = running()
    report = version(bench, c.Reaction(Decimal(1)))
    bench.do(c.ReactionUpdate(Decimal(2)))
    bench.do(instead(report, c.Reaction(Decimal(3)), "grade"))
    assert [reaction.grade for reaction in bench.state.reactions] == [Decimal(3)]
    assert "reaction-severe" in bench.codes


def test_a_default_follows_the_value_that_it_was_taken_from() -> None:
    bench = running()
    assert bench.state.bag is not None
    bigger = replace(bench.state.bag.command, volume_ml=Decimal(60))
    bench.do(instead(bench.state.bag.version, bigger, "volume_ml"))
    assert bench.clock_reads("infusion") == ("running", 50 * 60)
    now = bench.timer("infusion")
    assert now.due_at == bench.now + timedelta(minutes=50)
