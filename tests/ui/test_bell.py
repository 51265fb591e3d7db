"""The window's bell: ticks come by hand, sounds are noted."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from inoadmin.domain import commands as c
from inoadmin.domain.workplace import SoundPaused
from inoadmin.session.acknowledging import acknowledge
from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.desk import Desk
from tests.fakes import FakeMemory, FakeRinger
from tests.session.timed import HOUR, MINUTE, SECOND, Timed, at
from tests.ui.desks import heard


class Bedside:
    """A bench with a desk and its bell; time goes by second by second."""

    def __init__(self, stage: str, memory: FakeMemory | None = None) -> None:
        self.bench: Timed = at(stage)
        self.memory = memory or FakeMemory({})
        self.open()

    def open(self) -> None:
        self.ringer = FakeRinger()
        self.desk = Desk(self.bench.service)
        self.desk.timekeeper = self.bench.keeper
        self.bell = AlarmBell(self.desk, self.ringer, self.memory, parent=self.desk)
        self.desk.tick()

    def run(self, seconds: int) -> None:
        for _ in range(seconds):
            self.bench.clock.advance(SECOND)
            self.desk.tick()


@pytest.fixture
def bed(qapp: QApplication) -> Bedside:
    return Bedside("infusing")


def test_what_began_during_sleep_is_heard_once_the_gravest_alone(bed: Bedside) -> None:
    bed.bench.clock.advance(HOUR)
    bed.run(3)
    assert bed.ringer.sounds == ["medium"]
    assert bed.memory.kept is not None
    assert {key.split("/")[1] for key in bed.memory.kept} == {"vitals", "infusion"}


def test_it_sounds_again_until_somebody_has_acknowledged_all_of_them(bed: Bedside) -> None:
    bed.bench.clock.advance(HOUR)
    bed.run(31)
    assert bed.ringer.sounds == ["medium"] * 2
    assert bed.bell.asking
    for alarm in bed.desk.alarms(bed.desk.now()):
        acknowledge(bed.bench.service, alarm, "amy")
    bed.run(120)
    assert bed.ringer.sounds == ["medium"] * 2
    assert not bed.bell.asking


def test_a_locked_screen_rings_as_any_other(bed: Bedside) -> None:
    bed.desk.act_as("amy")
    bed.desk.lock("key")
    bed.bench.clock.advance(HOUR)
    bed.desk.tick()
    assert bed.ringer.sounds == ["medium"]


def test_a_program_opened_again_rings_nothing_anew(bed: Bedside) -> None:
    bed.bench.clock.advance(HOUR)
    bed.desk.tick()
    bed.bench.program_restarts()
    bed.open()
    bed.run(20)
    assert bed.ringer.sounds == []
    bed.run(10)
    assert bed.ringer.sounds == ["medium"]


def test_without_a_memory_all_that_stands_rings(qapp: QApplication) -> None:
    bench, ringer = at("infusing"), FakeRinger()
    desk = Desk(bench.service)
    AlarmBell(desk, ringer, parent=desk)
    bench.clock.advance(HOUR)
    desk.tick()
    assert ringer.sounds == ["medium"]


def test_a_reaction_is_silent_for_whoever_opens_it_and_sounds_after_5_minutes(
    bed: Bedside,
) -> None:
    bed.bench.do(c.Reaction())
    bed.run(240)
    assert "high" not in bed.ringer.sounds
    bed.run(61)
    assert bed.ringer.sounds[-1] == "high"


def test_that_an_alarm_begins_is_told_once(bed: Bedside) -> None:
    got = heard(bed.bell.began)
    bed.bench.clock.advance(HOUR)
    bed.run(5)
    assert len(got) == 1


# --- paused -------------------------------------------------------------------------------------


def test_a_pause_is_counted_down_ends_by_itself_and_is_recorded_by_name(bed: Bedside) -> None:
    turned = heard(bed.bell.turned)
    bed.desk.act_as("amy")
    bed.bench.clock.advance(HOUR)
    bed.desk.tick()
    bed.bell.turn_sound()
    assert bed.bell.paused_s == 120
    bed.run(119)
    assert (bed.bell.paused_s, bed.ringer.sounds) == (1, ["medium"])
    bed.run(1)
    assert (bed.bell.paused_s, bed.ringer.sounds) == (0, ["medium"] * 2)
    assert len(turned) == 1
    (event,) = bed.bench.service.workstation_events()
    assert (event.actor, event.fact) == ("amy", SoundPaused(120))


def test_on_a_locked_screen_a_pause_is_nobody_s(bed: Bedside) -> None:
    bed.desk.act_as("amy")
    bed.desk.lock("key")
    bed.bell.turn_sound()
    assert bed.bench.service.workstation_events()[-1].actor == "unidentified"


def test_a_pause_can_be_ended_and_moving_the_time_here_does_not_lengthen_it(bed: Bedside) -> None:
    bed.bell.turn_sound()
    bed.bench.clock.step(-HOUR)
    bed.run(2)
    bed.bench.keeper.follow("amy")
    assert bed.bell.paused_s == 118
    bed.bell.turn_sound()
    assert bed.bell.paused_s == 0


def test_a_disk_that_refuses_keeps_nobody_from_pausing(bed: Bedside) -> None:
    told = heard(bed.desk.failed)
    bed.bench.fail(1)
    bed.bell.turn_sound()
    assert bed.bell.paused_s == 120
    assert told[0].startswith("The sound is paused, which could not be recorded.")


def test_a_new_high_alarm_breaks_through_a_pause(bed: Bedside) -> None:
    bed.bell.turn_sound()
    bed.run(10)
    state = bed.bench.service.administration(bed.bench.dose)
    assert state.bag is not None
    good = (bed.bench.now + 20 * MINUTE).astimezone(bed.bench.zone)
    bag = state.bag.command
    misread = c.Bag(
        **{
            name: f"{good:%Y-%m-%dT%H:%M}" if name == "expiry" else getattr(bag, name)
            for name in bag.__dataclass_fields__
        }
    )
    bed.bench.do(c.Correct(state.bag.version, "expiry", "", misread, reason="misread"))
    bed.run(1)
    assert (bed.bell.paused_s, bed.ringer.sounds) == (0, ["high"])
