"""The computer is started anew: what is asked of whom, and for how long."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.people import PatientDetails
from inoadmin.domain.workplace import ClockFollowed, ClockStepped, Restarted
from inoadmin.session.gaps import gaps_of, open_gap
from inoadmin.session.present.alarms import alarms
from inoadmin.session.present.infusing import volumes
from inoadmin.session.present.notices import unverified
from inoadmin.session.timekeeping import Restart
from tests.session.bench import SAM, WELL, order
from tests.session.timed import DAY, HOUR, MINUTE, STAGES, Timed, at, infusing

RUNNING = ("infusing", "interrupted")


@pytest.mark.parametrize("stage", STAGES)
def test_a_restart_is_written_once_and_asks_of_a_running_pump(stage: str) -> None:
    bench = at(stage)
    last = bench.log.last_tick()
    assert last is not None
    bench.computer_restarts(5 * MINUTE)
    assert bench.facts == [Restarted(last.now)]
    assert bench.keeper.told == (Restart(last.now, bench.now),)
    assert ("unverified" in bench.standing) == (stage in RUNNING)
    assert (open_gap(bench.service, bench.dose) is not None) == (stage in RUNNING)
    bench.run(3)
    bench.program_restarts()
    bench.run(1)
    assert len(bench.facts) == 1
    assert bench.rung.count("unverified") == (stage in RUNNING)


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_program_asks_nothing_and_rings_nothing_again(stage: str) -> None:
    bench = at(stage)
    before = bench.shown
    bench.program_restarts()
    bench.tick()
    assert (bench.facts, bench.notices, bench.rung) == ([], [], [])
    assert bench.shown == before


def test_a_restart_that_nobody_has_seen_is_told_until_somebody_acts() -> None:
    bench = at("observing")
    bench.computer_restarts(5 * MINUTE)
    (told,) = bench.keeper.told
    bench.program_restarts()
    assert bench.keeper.told == (told,)
    bench.service.call_reaction("amy")
    bench.program_restarts()
    assert bench.keeper.told == (told,)
    bench.do(WELL)
    bench.program_restarts()
    assert bench.keeper.told == ()


def test_an_empty_log_was_never_restarted() -> None:
    bench = Timed()
    bench.computer_restarts(HOUR)
    assert bench.facts == []


def test_nobody_is_told_of_a_restart_when_no_dose_is_open() -> None:
    bench = Timed()
    bench.staffed()
    bench.computer_restarts(HOUR)
    assert len(bench.facts) == 1
    assert bench.notices == []


@pytest.mark.parametrize(
    "act",
    [
        c.PumpCheck(Decimal(12)),
        c.PumpCheck(running=False),
        c.Stop("the patient wishes it", Decimal(12)),
    ],
)
def test_a_reading_or_the_end_closes_the_gap(act: c.Command) -> None:
    bench = at("infusing")
    bench.computer_restarts(5 * MINUTE)
    bench.do(WELL)
    assert "unverified" in bench.standing
    assert "given, unverified, estimated;" in volumes(bench.service, bench.dose)
    bench.do(act)
    assert "unverified" not in bench.standing
    assert "nverified" not in volumes(bench.service, bench.dose)
    (gap,) = gaps_of(bench.service, bench.dose)
    assert gap.read is not None
    assert gap.read.command == act


def test_the_end_closes_the_gap() -> None:
    bench = at("infusing")
    bench.computer_restarts(50 * MINUTE)
    bench.do(WELL, c.End())
    assert open_gap(bench.service, bench.dose) is None


def test_a_reading_from_before_the_restart_leaves_the_gap_open() -> None:
    bench = at("infusing")
    bench.computer_restarts(5 * MINUTE)
    bench.do(c.PumpCheck(Decimal(9)), at=bench.now - 2 * MINUTE)
    assert open_gap(bench.service, bench.dose) is not None
    bench.do(c.PumpCheck(Decimal(12)), at=bench.now)
    assert open_gap(bench.service, bench.dose) is None


def test_a_reading_taken_back_opens_the_gap_again() -> None:
    bench = at("infusing")
    bench.computer_restarts(5 * MINUTE)
    outcome = bench.do(c.PumpCheck(Decimal(12)))
    bench.do(c.Correct(outcome.events[0].version, void=True, reason="another patient's pump"))
    assert open_gap(bench.service, bench.dose) is not None


@pytest.mark.parametrize(("back", "is_open"), [(MINUTE, False), (3 * MINUTE, True)])
def test_a_reading_put_right_to_before_the_restart_opens_the_gap_again(
    back: timedelta, is_open: bool
) -> None:
    bench = at("infusing")
    bench.computer_restarts(5 * MINUTE)
    bench.wait(2)
    (reading,) = bench.do(c.PumpCheck(Decimal(12))).events
    right = reading.occurred_at - back
    bench.do(c.Correct(reading.version, "occurred", occurred_at=right, reason="mistyped"))
    assert (open_gap(bench.service, bench.dose) is not None) == is_open
    assert ("unverified" in bench.standing) == is_open
    (gap,) = gaps_of(bench.service, bench.dose)
    assert (gap.read is None) == is_open


def test_the_pump_is_not_verified_since_the_first_of_several_restarts() -> None:
    bench = at("infusing")
    last = bench.log.last_tick()
    assert last is not None
    bench.computer_restarts(5 * MINUTE)
    first = bench.now
    bench.run(60)
    bench.computer_restarts(5 * MINUTE)
    gap = open_gap(bench.service, bench.dose)
    assert gap is not None
    assert (gap.since, gap.until) == (last.now, first)
    assert "restarted at 09:17; the last entry before was at 09:02." in unverified(
        bench.service, bench.dose
    )
    bench.do(c.PumpCheck(Decimal(14)))
    bench.computer_restarts(5 * MINUTE)
    gap = open_gap(bench.service, bench.dose)
    assert gap is not None
    assert gap.until == bench.now


def test_every_running_patient_s_pump_is_asked_about_on_its_own() -> None:
    bench = at("infusing")
    first = bench.dose
    for patient in (SAM, PatientDetails("REED", "Ann", date(1970, 5, 6), "female", "", "T1")):
        bench.patient, bench.dose = bench.service.register_patient(patient, ()), ""
        bench.do(order())
    preparing = bench.dose
    bench.computer_restarts(5 * MINUTE)
    assert open_gap(bench.service, preparing) is None
    infusing(bench)
    assert open_gap(bench.service, bench.dose) is None
    bench.computer_restarts(5 * MINUTE)
    asked = [a for a in alarms(bench.service, bench.now) if a.code == "unverified"]
    assert {alarm.administration for alarm in asked} == {first, bench.dose}
    bench.do(c.PumpCheck(Decimal(14)))
    assert open_gap(bench.service, bench.dose) is None
    assert open_gap(bench.service, first) is not None


def test_off_through_the_end_of_the_infusion_every_overdue_alarm_rings_once() -> None:
    bench = at("infusing")
    bench.computer_restarts(2 * HOUR)
    bench.run(5)
    assert sorted(bench.rung) == ["infusion", "unverified", "vitals"]
    bench.program_restarts()
    bench.run(5)
    assert len(bench.rung) == 3


def test_an_interrupted_pump_that_runs_again_is_resumed_and_then_read() -> None:
    bench = at("interrupted")
    bench.computer_restarts(5 * MINUTE)
    assert bench.refused(c.PumpCheck(Decimal(9))) == ("out-of-sequence",)
    bench.do(c.Resume())
    assert open_gap(bench.service, bench.dose) is not None
    bench.do(c.PumpCheck(Decimal(9)))
    assert open_gap(bench.service, bench.dose) is None


def test_each_restart_is_a_gap_and_one_reading_closes_all() -> None:
    bench = at("infusing")
    bench.computer_restarts(MINUTE)
    bench.computer_restarts(MINUTE)
    assert [gap.restart for gap in gaps_of(bench.service, bench.dose)] == [1, 2]
    bench.do(c.PumpCheck(Decimal(12)))
    assert all(gap.read is not None for gap in gaps_of(bench.service, bench.dose))


def test_a_computer_that_comes_up_a_day_behind_says_so_until_its_clock_is_right() -> None:
    bench = at("infusing")
    right = bench.now
    last = bench.log.last_tick()
    assert last is not None
    bench.clock.step(-DAY)
    bench.computer_restarts(5 * MINUTE)
    bench.tick()
    assert bench.now == right - DAY + 5 * MINUTE
    assert [code for code, _ in bench.notices] == ["behind", "restart"]
    assert "its battery may be flat" in bench.notices[0][1]
    bench.do(c.PumpCheck(Decimal(14)))
    assert len(bench.state.clock_behind) == 1
    assert open_gap(bench.service, bench.dose) is None
    bench.clock.step(DAY)
    bench.tick()
    bench.keeper.follow("amy")
    assert bench.now == right + 5 * MINUTE
    assert [code for code, _ in bench.notices] == ["restart", "followed"]
    kinds = [type(fact) for fact in bench.facts]
    assert kinds == [Restarted, ClockStepped, ClockFollowed]


def test_a_computer_that_comes_up_a_day_ahead_can_only_be_compared() -> None:
    bench = at("infusing")
    bench.clock.step(DAY)
    bench.computer_restarts(5 * MINUTE)
    bench.tick()
    assert bench.standing[:1] == ["bag-past"]
    (told,) = bench.notices
    assert "24hr" in told[1]
    assert told[1].endswith("Compare the time with another clock.")
    bench.clock.step(-DAY)
    bench.tick()
    bench.keeper.follow("amy")
    bench.do(c.PumpCheck(Decimal(14)))
    assert open_gap(bench.service, bench.dose) is None


def test_a_restart_that_cannot_be_written_is_written_later() -> None:
    bench = at("infusing")
    bench.fail(1)
    bench.computer_restarts(5 * MINUTE)
    assert bench.facts == []
    bench.tick()
    assert [type(fact) for fact in bench.facts] == [Restarted]
    assert open_gap(bench.service, bench.dose) is not None
