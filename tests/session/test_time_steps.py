"""Someone sets the computer's clock, it changes to summer time, or it sleeps: in each stage."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from inoadmin.bootstrap.records import record_text
from inoadmin.domain import commands as c
from inoadmin.domain.workplace import ClockFollowed, ClockStepped, ReactionCalled
from inoadmin.session.forms.moments import read_moment
from inoadmin.session.ports import StorageError
from inoadmin.session.timekeeping import Followed, Settled
from tests.session.bench import WELL
from tests.session.timed import DAY, HOUR, MINUTE, SECOND, STAGES, Shown, Timed, at, utc

SAME = timedelta(seconds=2)
MORE = timedelta(seconds=2, microseconds=1)
STEPS = {
    "+2 s": (SAME, False),
    "-2 s": (-SAME, False),
    "just over +2 s": (MORE, True),
    "just over -2 s": (-MORE, True),
    "+1 h": (HOUR, True),
    "-1 h": (-HOUR, True),
    "+1 day": (DAY, True),
    "-1 day": (-DAY, True),
}
# What rings in the hour that the computer sleeps through.
ASLEEP = {
    "equilibrating": ["equilibrated"],
    "before the window": ["window", "equilibrated"],
    "inside the window": ["window", "equilibrated"],
    "infusing": ["vitals", "infusion"],
    "interrupted": ["vitals"],
    "observing": ["vitals", "observed"],
}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("step", STEPS)
def test_no_timer_jumps_when_the_clock_is_set(stage: str, step: str) -> None:
    by, is_step = STEPS[step]
    bench = at(stage)
    before, now = bench.shown, bench.now
    bench.clock.step(by)
    bench.tick()
    assert bench.shown == before
    assert bench.now == now
    assert bench.rung == []
    assert bench.facts == ([ClockStepped(now + by, by)] if is_step else [])
    assert [code for code, _ in bench.notices] == (["step"] if is_step else [])
    bench.run(3)
    assert bench.shown == gone_on(before, 3 * SECOND)
    assert len(bench.facts) == is_step


@pytest.mark.parametrize("stage", STAGES)
def test_an_hour_of_sleep_is_an_hour_for_every_timer(stage: str) -> None:
    bench = at(stage)
    before, now = bench.deadlines, bench.now
    bench.clock.advance(HOUR)
    bench.tick()
    assert bench.now == now + HOUR
    assert bench.deadlines == before
    assert bench.rung == ASLEEP[stage]
    assert bench.facts == []
    assert [code for code, _ in bench.notices] == ["standstill"]
    bench.run(3)
    assert bench.rung == ASLEEP[stage]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(
    "changes_at", [utc(3, 29, 1), utc(10, 25, 1)], ids=["to summer", "to winter"]
)
def test_summer_time_is_none_of_a_timer_s_business(stage: str, changes_at: datetime) -> None:
    length = at(stage).now - utc(3, 2, 8)
    bench = at(stage, changes_at - length - 2 * SECOND)
    before = bench.shown
    offset = bench.now.astimezone(bench.zone).utcoffset()
    bench.run(4)
    assert bench.now.astimezone(bench.zone).utcoffset() != offset
    assert bench.shown == gone_on(before, 4 * SECOND)
    assert (bench.facts, bench.notices, bench.rung) == ([], [], [])


def test_in_the_hour_that_comes_twice_every_time_says_which_it_is() -> None:
    length = at("infusing").now - utc(3, 2, 8)
    bench = at("infusing", utc(10, 25, 1) - length - 5 * MINUTE)
    bench.do(c.Interrupt("toilet"))
    bench.wait(10)
    bench.do(c.Resume())
    bench.computer_restarts(MINUTE)
    text = record_text(bench.service, bench.dose)
    assert "| 01:55 BST | 01:05 GMT | 10min | interrupted" in text
    assert "| 01:05:00 GMT | 01:06:00 GMT | never read" in text
    bench.wait(90)
    assert "| 02:36 | " not in text
    bench.do(WELL)
    assert "| 02:36 | " in record_text(bench.service, bench.dose)


def test_a_time_typed_in_the_hour_that_comes_twice_is_asked_which_it_is() -> None:
    length = at("infusing").now - utc(3, 2, 8)
    bench = at("infusing", utc(10, 25, 1) - length + 20 * MINUTE)
    for typed, moment in (("01:15 GMT", utc(10, 25, 1)), ("01:15 BST", utc(10, 25, 0))):
        read = read_moment(typed, bench.zone, bench.now)
        assert read == moment + 15 * MINUTE
    with pytest.raises(ValueError, match="add BST or GMT"):
        read_moment("01:15", bench.zone, bench.now)
    bench.do(c.Interrupt("toilet"), at=read_moment("01:15 GMT", bench.zone, bench.now))
    assert bench.shown["infusion"] == ("paused", 55 * MINUTE)


@pytest.mark.parametrize("stage", STAGES)
def test_another_zone_at_the_next_start_moves_no_timer(stage: str) -> None:
    bench = at(stage)
    before = bench.shown
    bench.zone = ZoneInfo("Asia/Kolkata")
    bench.program_restarts()
    bench.run(2)
    assert bench.shown == gone_on(before, 2 * SECOND)
    assert (bench.facts, bench.notices, bench.rung) == ([], [], [])


@pytest.mark.parametrize("stage", STAGES)
def test_a_program_restarted_in_the_middle_of_a_step_goes_on_from_before(stage: str) -> None:
    bench = at(stage)
    before = bench.shown
    bench.clock.step(HOUR)
    bench.tick()
    bench.clock.advance(30 * SECOND)
    bench.program_restarts()
    assert bench.shown == gone_on(before, 30 * SECOND)
    assert bench.facts == [ClockStepped(bench.now + HOUR - 30 * SECOND, HOUR)]
    assert [code for code, _ in bench.notices] == ["step"]
    bench.run(2)
    assert len(bench.facts) == 1
    assert bench.rung == []


def test_a_step_made_while_the_program_was_closed_is_noticed_at_its_opening() -> None:
    bench = at("infusing")
    before = bench.shown
    bench.clock.step(-DAY)
    bench.clock.advance(MINUTE)
    bench.program_restarts()
    assert bench.shown == gone_on(before, MINUTE)
    assert bench.facts == [ClockStepped(bench.now - DAY, -DAY)]


def test_a_step_further_is_another_one_and_one_back_is_its_end() -> None:
    bench = at("infusing")
    now = bench.now
    for by in (HOUR, 2 * SECOND, MORE, -HOUR - SAME):
        bench.clock.step(by)
        bench.tick()
    further = HOUR + SAME + MORE
    left = MORE
    assert bench.facts == [
        ClockStepped(now + HOUR, HOUR),
        ClockStepped(now + further, further),
        ClockStepped(now + left, left),
    ]
    bench.clock.step(-SAME)
    bench.tick()
    assert bench.facts[-1] == ClockStepped(now + left - SAME, timedelta())
    assert bench.keeper.step is None
    assert bench.keeper.told == (Settled(now),)
    bench.run(3)
    assert len(bench.facts) == 4


def test_every_entry_looks_at_the_clock_first() -> None:
    bench = at("infusing")
    bench.clock.step(HOUR)
    bench.keeper.watch()
    bench.do(WELL)
    stepped = bench.log.read("workstation")[-1]
    assert stepped.sequence == bench.service.events(bench.dose)[-1].sequence - 1


def test_a_step_that_cannot_be_written_is_told_and_written_later() -> None:
    bench = at("infusing")
    bench.fail(2)
    bench.clock.step(HOUR)
    bench.run(1)
    told = bench.notices
    bench.run(1)
    assert (bench.facts, bench.notices) == ([], told)
    assert told[0][1].endswith("NOT YET RECORDED: the database cannot be written to.")
    bench.run(1)
    assert bench.facts == [ClockStepped(bench.now + HOUR, HOUR)]
    assert "NOT YET" not in bench.notices[0][1]


def test_a_step_that_came_and_went_unwritten_leaves_nothing() -> None:
    bench = at("infusing")
    bench.fail(1)
    bench.clock.step(HOUR)
    bench.tick()
    bench.clock.step(-HOUR)
    bench.tick()
    assert (bench.facts, bench.notices) == ([], [])


# --- following the computer's clock -------------------------------------------------------------


def test_a_member_of_staff_moves_the_time_and_timers_with_it() -> None:
    bench = at("infusing")
    before, now = bench.shown, bench.now
    bench.clock.step(HOUR)
    bench.tick()
    bench.keeper.follow("amy")
    bench.tick()
    assert bench.now == now + HOUR
    assert bench.shown["infusion"] == ("due", gone_on(before, HOUR)["infusion"][1])
    assert bench.facts[1:] == [ClockFollowed(HOUR)]
    entry = bench.log.read("workstation")[-1]
    assert (entry.actor, entry.recorded_at) == ("amy", now + HOUR)
    assert bench.keeper.told == (Followed(now + HOUR, HOUR, "amy"),)
    bench.program_restarts()
    bench.run(1)
    assert bench.now == now + HOUR + SECOND
    assert len(bench.facts) == 2


def test_a_move_that_cannot_be_written_moves_nothing() -> None:
    bench = at("infusing")
    bench.clock.step(HOUR)
    bench.tick()
    before = bench.shown
    bench.fail(1)
    with pytest.raises(StorageError):
        bench.keeper.follow("amy")
    assert bench.shown == before
    assert bench.keeper.step is not None


def test_the_time_moved_back_marks_the_entries_until_it_has_caught_up() -> None:
    bench = at("infusing")
    bench.clock.step(-HOUR)
    bench.tick()
    bench.do(WELL)
    bench.keeper.follow("amy")
    bench.do(WELL)
    assert len(bench.state.clock_behind) == 1


def test_without_an_open_dose_the_time_follows_by_itself() -> None:
    bench = Timed().staffed()
    assert isinstance(bench, Timed)
    now = bench.now
    bench.clock.step(-DAY)
    bench.tick()
    assert bench.now == now - DAY
    assert bench.facts == [ClockStepped(now - DAY, -DAY), ClockFollowed(-DAY)]
    assert [code for code, _ in bench.notices] == ["followed"]


def test_the_time_follows_once_the_last_dose_has_ended() -> None:
    bench = at("equilibrating")
    bench.clock.step(HOUR)
    bench.tick()
    now = bench.now
    bench.do(c.Cancel("the prescription was withdrawn"))
    bench.tick()
    assert bench.now == now + HOUR
    assert bench.facts[-1] == ClockFollowed(HOUR)


def gone_on(before: Shown, length: timedelta) -> Shown:
    """The timers so much later: those that count, count on; one that waits does not."""
    return {
        name: (state, left if left is None or state == "paused" else left - length)
        for name, (state, left) in before.items()
    }


def test_what_else_happens_at_the_workstation_leaves_a_step_as_it_is() -> None:
    bench = at("infusing")
    bench.clock.step(HOUR)
    bench.tick()
    bench.service.call_reaction("amy")
    bench.program_restarts()
    assert bench.keeper.step is not None


def test_a_stream_that_went_on_meanwhile_is_read_again() -> None:
    bench = at("infusing")
    keeper = bench.keeper
    bench.tick()
    bench.another().call_reaction("amy")
    bench.clock.step(HOUR)
    keeper.tick()
    assert [type(fact) for fact in bench.facts] == [ReactionCalled, ClockStepped]
