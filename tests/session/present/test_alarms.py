from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.session.present.alarms import Alarm, alarms, headlines
from tests.wards import HILL, MOOR, MOORE, STARTS, Visit, Ward, ward

MINUTE = timedelta(minutes=1)
WALK = "04-interruption-and-restart.toml"


def lines(here: Ward) -> list[str]:
    return [f"{a.priority}: {a.line}" for a in alarms(here.service, here.service.now())]


def act(here: Ward, command: c.Command, *, actor: str = "amy") -> None:
    outcome = here.service.submit(
        command, actor=actor, patient=here.patients[0], administration=here.administration()
    )
    assert outcome.accepted, outcome.reasons


def vitals(resp_rate: int) -> c.Vitals:
    return c.Vitals(
        resp_rate=Decimal(resp_rate),
        spo2=Decimal(90),
        systolic=Decimal(120),
        diastolic=Decimal(80),
        pulse=Decimal(80),
        consciousness="A",
        temperature=Decimal(37),
        oxygen=True,
    )


def test_an_open_reaction_is_high_until_it_is_resolved() -> None:
    here = ward(Visit(WALK, until=67 * MINUTE), at=70 * MINUTE)
    act(here, c.Reaction())
    assert lines(here)[0] == "high: Bay 3: reaction open. Record grade, treatment and outcome"
    act(here, c.ReactionOutcome("resolved"))
    assert not any(line.startswith("high") for line in lines(here))


def test_news2_is_high_from_seven() -> None:
    here = ward(Visit(WALK, until=67 * MINUTE), at=70 * MINUTE)
    act(here, vitals(21))
    assert lines(here) == ["high: Bay 3: NEWS2 7. Emergency: call for help, observe again"]
    here.go(MINUTE)
    act(here, vitals(20))
    assert lines(here) == []


def test_observations_are_overdue_after_their_moment_not_at_it() -> None:
    here = ward(Visit(WALK, until=67 * MINUTE), at=81 * MINUTE)
    assert lines(here) == []
    here.go(timedelta(seconds=1))
    assert lines(here) == ["medium: Bay 3: observations overdue 1s. Take a full set"]


def test_the_start_window_opens_low_and_closes_medium() -> None:
    here = ward(Visit(WALK, until=52 * MINUTE), at=54 * MINUTE)
    assert lines(here) == ["low: Bay 3: start window open for 26min. Prepare the start"]
    here.go(16 * MINUTE)
    assert "medium: Bay 3: start window closes in 10min. Start or repeat" in lines(here)
    here.go(11 * MINUTE)
    assert "medium: Bay 3: start window closed 1min ago. Ask the prescriber" in lines(here)


def test_the_bag_at_room_temperature_is_low() -> None:
    here = ward(Visit(WALK, until=5 * MINUTE), at=62 * MINUTE)
    assert lines(here) == ["low: Bay 3: bag at room temperature. Bag can hang"]


def test_an_infusion_due_to_have_ended_is_medium() -> None:
    here = ward(Visit(WALK, until=92 * MINUTE), at=140 * MINUTE)
    assert "medium: Bay 3: infusion due to have ended 4min. Look at the pump" in lines(here)


def test_a_bag_that_runs_out_of_life_in_the_infusion_is_high() -> None:
    here = ward(Visit(WALK, until=67 * MINUTE), at=70 * MINUTE)
    state = here.service.administration(here.administration())
    assert state.bag is not None
    corrected = replace(state.bag.command, expiry="2026-03-02T09:30")
    act(here, c.Correct(state.bag.version, "expiry", "09:30", corrected, reason="misread"))
    assert lines(here)[0] == (
        "high: Bay 3: bag life runs out before the end, in 20min. Call pharmacy"
    )
    here.go(25 * MINUTE)
    assert lines(here)[0] == "high: Bay 3: bag past its life 5min. Interrupt, call pharmacy"


def test_the_observation_hour_over_is_low() -> None:
    here = ward(Visit("01-clean.toml"), at=timedelta(hours=9))
    assert lines(here) == []
    early = ward(Visit("01-clean.toml", until=126 * MINUTE), at=187 * MINUTE)
    assert "low: Bay 3: observation time over. Sign off" in lines(early)


def test_the_gravest_and_oldest_comes_first_and_the_bar_says_it_shorter_and_shorter() -> None:
    here = ward(
        Visit(WALK, MOORE),
        Visit(WALK, MOOR, later=-10 * MINUTE),
        Visit("01-clean.toml", HILL, until=-MINUTE),
        at=85 * MINUTE,
    )
    assert headlines(alarms(here.service, STARTS + 85 * MINUTE)) == (
        "2 alarms: Bay 5, observations overdue 14min",
        "2 alarms: Bay 5, observations overdue",
        "2 alarms: Bay 5",
    )
    assert headlines(()) == ()


def test_one_alarm_is_one() -> None:
    alarm = Alarm("a", "p", "Bay 1", "low", "code", "text", "Act")
    assert headlines((alarm,))[-1] == "1 alarm: Bay 1"
