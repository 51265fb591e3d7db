"""Acknowledgement by name: on disk, of one occasion, and after a restart as before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.workplace import AlarmAcknowledged, SoundPaused, SoundTested
from inoadmin.session.acknowledging import acknowledge, acknowledgements, may_acknowledge
from inoadmin.session.ports import StorageError
from inoadmin.session.present.alarms import Alarm, alarms
from inoadmin.session.sounding import (
    last_test,
    record_pause,
    record_test,
    wants_test,
)
from tests.session.bench import WELL
from tests.session.timed import HOUR, MINUTE, SECOND, Timed, at


def overdue() -> tuple[Timed, Alarm]:
    """Observations are overdue in an infusion."""
    bench = at("infusing")
    bench.clock.advance(6 * MINUTE)
    (standing,) = alarms(bench.service, bench.now)
    assert standing.code == "vitals"
    return bench, standing


def test_who_acknowledged_which_alarm_is_on_disk() -> None:
    bench, vitals = overdue()
    assert acknowledge(bench.service, vitals, "amy").accepted
    (fact,) = bench.facts
    assert isinstance(fact, AlarmAcknowledged)
    assert (fact.administration, fact.code, fact.priority) == (bench.dose, "vitals", "medium")
    assert fact.said == "observations overdue 1min"
    (known,) = acknowledgements(bench.another()).items()
    assert known[0] == vitals.key
    assert (known[1].actor, known[1].at) == ("amy", bench.now)


def test_the_condition_stands_as_before() -> None:
    bench, vitals = overdue()
    acknowledge(bench.service, vitals, "amy")
    assert bench.standing == ["vitals"]


def test_the_first_name_stays() -> None:
    bench, vitals = overdue()
    for actor in ("amy", "ben"):
        assert acknowledge(bench.service, vitals, actor).accepted
    assert [each.actor for each in acknowledgements(bench.service).values()] == ["amy"]
    assert len(bench.facts) == 1


def test_it_sounds_no_more_also_after_restarts_and_again_on_the_next_occasion() -> None:
    bench, vitals = overdue()
    bench.run(2)
    assert bench.rung == ["vitals"]
    acknowledge(bench.service, vitals, "amy")
    bench.run(90)
    bench.program_restarts()
    bench.run(90)
    bench.computer_restarts(MINUTE)
    bench.run(2)
    assert bench.rung == ["vitals", "unverified"]
    bench.do(WELL)
    bench.rung.clear()
    bench.clock.advance(15 * MINUTE)
    bench.run(2)
    assert "vitals" in bench.rung


@pytest.mark.parametrize("actor", [None, "nobody", "max", "gone", "guest"])
def test_only_a_clinician_who_works_here_acknowledges(actor: str | None) -> None:
    bench, vitals = overdue()
    register = bench.service.register_staff
    register(StaffDetails("Left Long Ago", "nurse", active=False), "gone")
    register(StaffDetails("Here Today", "nurse", temporary=True), "guest")
    assert not may_acknowledge(bench.service, actor)
    outcome = acknowledge(bench.service, vitals, actor)
    assert outcome.codes == ("not-permitted",)
    assert bench.facts == []


def test_a_full_disk_acknowledges_nothing() -> None:
    bench, vitals = overdue()
    bench.fail(1)
    with pytest.raises(StorageError):
        acknowledge(bench.service, vitals, "amy")
    assert acknowledgements(bench.service) == {}


def test_a_bag_past_its_life_is_another_alarm_than_one_that_runs_out() -> None:
    bench = at("infusing")
    state = bench.service.administration(bench.dose)
    assert state.bag is not None
    for minutes, code in ((20, "bag-life"), (-5, "bag-past")):
        end = (bench.now + minutes * MINUTE).astimezone(bench.zone)
        good = c.Bag(**{**fields_of(state.bag.command), "expiry": f"{end:%Y-%m-%dT%H:%M}"})
        bench.do(c.Correct(state.bag.version, "expiry", "", good, reason="misread"))
        first = alarms(bench.service, bench.now)[0]
        assert (first.code, first.priority) == (code, "high")


def test_going_on_with_a_bag_that_runs_out_is_another_occasion() -> None:
    bench = at("infusing")
    bag = bench.service.administration(bench.dose).bag
    assert bag is not None
    end = (bench.now + 20 * MINUTE).astimezone(bench.zone)
    good = c.Bag(**{**fields_of(bag.command), "expiry": f"{end:%Y-%m-%dT%H:%M}"})
    bench.do(c.Correct(bag.version, "expiry", "", good, reason="misread"))
    first = alarms(bench.service, bench.now)[0]
    acknowledge(bench.service, first, "amy")
    bench.run(2)
    assert bench.rung == []
    bench.do(c.Interrupt("line occluded"))
    assert bench.standing == []
    bench.do(c.Resume(already_happened=True, reason="done at the bedside"))
    bench.run(2)
    again = alarms(bench.service, bench.now)[0]
    assert (again.code, again.key == first.key) == ("bag-life", False)
    assert "bag-life" in bench.rung


def fields_of(bag: c.Bag) -> dict[str, object]:
    return {name: getattr(bag, name) for name in bag.__dataclass_fields__}


# --- tests of the sound, and pauses -------------------------------------------------------------


def test_a_test_is_wanted_until_one_was_heard_and_again_after_a_shift() -> None:
    bench = at("infusing")
    service = bench.service
    assert last_test(service) is None
    assert wants_test(service, bench.now)
    record_test(service, "amy", heard=False)
    assert wants_test(service, bench.now)
    record_test(service, "ben", heard=True)
    known = last_test(bench.another())
    assert known is not None
    assert (known.actor, known.at, known.heard) == ("ben", bench.now, True)
    tested = bench.now
    assert not wants_test(service, tested)
    assert not wants_test(service, tested + 12 * HOUR - SECOND)
    assert wants_test(service, tested + 12 * HOUR)
    assert wants_test(service, tested - SECOND), "the time here was moved back"
    assert bench.facts == [SoundTested(heard=False), SoundTested(heard=True)]


@pytest.mark.parametrize(("actor", "by"), [("amy", "amy"), (None, "unidentified")])
def test_a_pause_is_recorded_by_name_or_as_nobody_s(actor: str | None, by: str) -> None:
    bench = at("infusing")
    record_pause(bench.service, actor)
    (event,) = bench.service.workstation_events()
    assert (event.actor, event.fact) == (by, SoundPaused(120))


def test_the_limit_of_a_pause_is_2_minutes() -> None:
    bench = at("infusing")
    assert timedelta(seconds=bench.service.settings().alarms.pause_s) == 2 * MINUTE
