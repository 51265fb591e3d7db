from __future__ import annotations

from datetime import timedelta

import pytest

from inoadmin.session.present.notices import Notice, length, notices, unverified, what_changes
from inoadmin.session.timekeeping import Standstill
from tests.session.timed import DAY, HOUR, MINUTE, SECOND, Timed, at


def sentences(bench: Timed) -> list[str]:
    return [sentence for _, sentence in bench.notices]


def test_a_step_says_what_how_far_when_and_what_to_do() -> None:
    bench = at("infusing")
    bench.clock.step(-HOUR - 3 * SECOND)
    bench.tick()
    assert sentences(bench) == [
        "The computer's clock was set back by 1hr 3s, noticed 09:12:00. No timer has moved: time "
        "here goes on from before, and expiry goes by it. Compare with another clock."
    ]
    (row,) = notices(bench.service, bench.keeper)
    assert (row.tone, row.movable, row.closes) == ("warn", True, None)


def test_a_step_back_again_says_so_and_can_be_closed() -> None:
    bench = at("infusing")
    for by in (HOUR, -HOUR):
        bench.clock.step(by)
        bench.tick()
    assert sentences(bench) == [
        "The computer's clock agrees with the time here again since 09:12:00."
    ]
    (row,) = notices(bench.service, bench.keeper)
    assert row.closes is not None


def test_the_time_moved_says_by_whom_and_that_timers_moved() -> None:
    bench = at("infusing")
    bench.clock.step(HOUR)
    bench.tick()
    bench.keeper.follow("amy")
    assert sentences(bench) == [
        "The time here was moved forward by 1hr and became 10:12:00: Amy Field chose the "
        "computer's time. Every running timer moved with it. Read the pumps."
    ]


def test_the_time_that_follows_by_itself_says_so_calmly() -> None:
    bench = Timed()
    bench.staffed()
    bench.clock.step(DAY)
    bench.tick()
    (row,) = notices(bench.service, bench.keeper)
    assert row.tone == "calm"
    assert row.sentence == (
        "The computer's clock was set forward by 24hr. No dose was open, so the time here follows "
        "it, from 08:00:00 on."
    )


def test_a_standstill_says_how_long_and_that_the_clocks_are_right() -> None:
    bench = at("infusing")
    bench.clock.advance(HOUR)
    bench.tick()
    assert sentences(bench) == [
        "Display was stopped for 1hr until 10:12:00: the clocks are right again."
    ]
    (row,) = notices(bench.service, bench.keeper)
    assert row.closes == Standstill(HOUR, bench.now)


def test_a_computer_that_slept_is_said_to_have_slept() -> None:
    bench = at("infusing")
    bench.keeper._tell(Standstill(HOUR, bench.now, asleep=True))
    assert sentences(bench)[0].startswith("The computer was asleep for 1hr until 09:12:00")


def test_a_restart_says_from_when_to_when_and_that_only_the_clock_tells() -> None:
    bench = at("observing")
    bench.computer_restarts(20 * MINUTE)
    assert sentences(bench) == [
        "The computer was restarted: no entry between 10:02 and 10:32:00, 30min by the computer's "
        "clock alone. Compare the time with another clock."
    ]


def test_a_restart_during_a_step_says_that_timers_have_moved() -> None:
    bench = at("infusing")
    bench.clock.step(HOUR)
    bench.tick()
    bench.computer_restarts(5 * MINUTE)
    (said,) = sentences(bench)
    told = (
        "The time here follows its clock now, which stood set forward by 1hr before: timers have "
        "moved. Compare the time with another clock."
    )
    assert said.endswith(told)
    bench.program_restarts()
    assert sentences(bench) == [said]


def test_a_clock_that_came_up_behind_is_told_for_as_long_as_it_is() -> None:
    bench = at("infusing")
    bench.clock.step(-DAY)
    bench.computer_restarts(MINUTE)
    assert sentences(bench)[0] == (
        "The time shown is before an entry made at 02-Mar-2026 09:02: the computer's clock is "
        "behind, or was ahead then. Compare with another clock. If it is behind, its battery may "
        "be flat: set the computer's clock, then choose “Use the computer's time” here. Entries "
        "until then are marked."
    )
    assert sentences(bench)[1] == (
        "The computer was restarted at 09:13:00, after the last entry of 02-Mar-2026 09:02."
    )


def test_a_pump_nobody_has_read_since_a_restart_is_unverified() -> None:
    bench = at("infusing")
    assert unverified(bench.service, bench.dose) == ""
    bench.computer_restarts(5 * MINUTE)
    assert unverified(bench.service, bench.dose) == (
        "Pump not verified since the computer was restarted at 09:17; the last entry before was at "
        "09:02. Read the pump."
    )


def test_what_a_move_changes_is_said_timer_by_timer() -> None:
    bench = at("infusing")
    number = bench.state.about.number
    assert what_changes(bench.service, HOUR) == (
        "The time here becomes 10:12:00 instead of 09:12:00.",
        f"{number}: bag good for 6:38:00 → 5:38:00",
        f"{number}: infusion 50:00 → 10:00 overdue",
        f"{number}: next observations 05:00 → 55:00 overdue",
        "What is recorded keeps its times; volumes are estimated by the time shown.",
    )


def test_a_move_back_says_what_becomes_of_the_entries() -> None:
    bench = at("inside the window")
    number = bench.state.about.number
    said = what_changes(bench.service, -HOUR)
    assert f"{number}: start window 15:00 → 45:00" in said
    assert said[-1] == (
        "Entries are marked as written with the clock behind until that has passed."
    )


def test_a_row_of_several_has_what_holds_first() -> None:
    bench = at("infusing")
    bench.clock.advance(MINUTE)
    bench.tick()
    bench.clock.step(HOUR)
    bench.tick()
    assert [code for code, _ in bench.notices] == ["step", "standstill"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0s"), (2.4, "2s"), (-59.6, "1min"), (90, "1min 30s"), (3603, "1hr 3s"), (86400, "24hr")],
)
def test_a_length_is_told_to_the_second(seconds: float, words: str) -> None:
    assert length(timedelta(seconds=seconds)) == words


def test_a_notice_names_no_patient() -> None:
    bench = at("infusing")
    bench.clock.step(HOUR)
    bench.tick()
    bench.computer_restarts(5 * MINUTE)
    said = " ".join([*sentences(bench), *what_changes(bench.service, HOUR)])
    assert "moore" not in said.lower()
    assert isinstance(notices(bench.service, bench.keeper)[0], Notice)
