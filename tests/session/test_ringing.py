"""The Bell, with a counter moved by hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest

from inoadmin.domain.settings import AlarmTiming
from inoadmin.session.present.alarms import Alarm
from inoadmin.session.ringing import Bell, asks

S = 1_000_000_000
TIMING = AlarmTiming()


def alarm(code: str, occasion: str = "", priority: str = "medium") -> Alarm:
    return Alarm("dose-1", "jean", "Bay 3", priority, code, "text", "act", occasion=occasion)


VITALS, WINDOW = alarm("vitals", "10:15"), alarm("window-open", priority="low")
NEWS2, REACTION = alarm("news2", "7", "high"), alarm("reaction", "7", "high")


@dataclass
class Room:
    """A bell, the alarms that stand, and the second that it is; `heard` has each burst."""

    bell: Bell = field(default_factory=lambda: Bell({}))
    at_s: int = 0
    standing: tuple[Alarm, ...] = ()
    acknowledged: set[str] = field(default_factory=set[str])
    heard: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    timing: AlarmTiming = TIMING

    def tick(self) -> tuple[Alarm, ...]:
        got = self.bell.hear(self.standing, self.acknowledged, self.at_s * S, self.timing)
        if got:
            self.heard.append((self.at_s, got[0].code))
        return got

    def until(self, end_s: int) -> Room:
        """Second by second, the end included."""
        while self.at_s < end_s:
            self.at_s += 1
            self.tick()
        return self

    def stand(self, *alarms: Alarm) -> Room:
        """From the next second on these stand."""
        self.standing = alarms
        return self

    def acknowledge(self, which: Alarm) -> None:
        self.acknowledged.add(which.key)

    @property
    def seconds(self) -> list[int]:
        return [at_s for at_s, _ in self.heard]


def room(*standing: Alarm) -> Room:
    made = Room()
    made.tick()
    return made.stand(*standing)


def test_a_high_alarm_repeats_until_it_is_acknowledged() -> None:
    here = room(NEWS2).until(35)
    assert here.seconds == [1, 11, 21, 31]
    here.acknowledge(NEWS2)
    assert here.until(200).seconds == [1, 11, 21, 31]


def test_a_medium_alarm_repeats_more_slowly_and_a_low_one_never() -> None:
    assert room(VITALS).until(95).seconds == [1, 31, 61, 91]
    assert room(WINDOW).until(1000).seconds == [1]
    assert (asks(NEWS2), asks(VITALS), asks(WINDOW)) == (True, True, False)


@pytest.mark.parametrize(("which", "before_s", "after_s"), [(NEWS2, 10, 5), (VITALS, 30, 15)])
def test_unacknowledged_for_3_minutes_it_sounds_twice_as_often(
    which: Alarm, before_s: int, after_s: int
) -> None:
    here = room(which).until(400)
    gaps = {later: later - before for before, later in pairwise(here.seconds)}
    assert {gap for at_s, gap in gaps.items() if at_s <= 180} == {before_s}
    assert {gap for at_s, gap in gaps.items() if at_s > 181} == {after_s}


def test_the_ward_sets_how_often() -> None:
    here = room(NEWS2)
    here.timing = replace(TIMING, high_every_s=15, escalates_after_min=1)
    assert here.until(80).seconds == [1, 16, 31, 46, 61, 69, 77]


def test_what_began_together_is_one_burst_of_the_gravest() -> None:
    here = room(NEWS2, VITALS, WINDOW)
    here.at_s = 1
    assert here.tick() == (NEWS2, VITALS, WINDOW)


def test_only_the_gravest_repeats_and_the_lesser_goes_on_after_its_answer() -> None:
    here = room(NEWS2, VITALS).until(60)
    assert {code for _, code in here.heard} == {"news2"}
    here.acknowledge(NEWS2)
    here.until(61)
    assert here.heard[-1] == (61, "vitals")


def test_a_lesser_one_that_begins_during_a_burst_waits_until_it_is_over() -> None:
    here = room(NEWS2).until(2).stand(NEWS2, VITALS).until(8)
    assert here.heard == [(1, "news2"), (5, "vitals")]


def test_a_graver_one_waits_for_nothing() -> None:
    here = room(VITALS).until(1).stand(NEWS2, VITALS).until(2)
    assert here.heard == [(1, "vitals"), (2, "news2")]


def test_several_of_one_priority_sound_as_one() -> None:
    second = alarm("vitals", "10:20")
    here = room(VITALS, second).until(65)
    assert here.seconds == [1, 31, 61]


def test_a_new_one_of_the_same_priority_is_heard_at_once() -> None:
    second = alarm("vitals", "10:20")
    here = room(VITALS).until(10).stand(VITALS, second).until(45)
    assert here.seconds == [1, 11, 41]


def test_the_same_on_another_occasion_is_another_one_though_the_first_was_acknowledged() -> None:
    here = room(VITALS).until(2)
    here.acknowledge(VITALS)
    assert here.stand(alarm("vitals", "10:30")).until(3).seconds == [1, 3]


def test_gone_and_come_again_it_is_another_one() -> None:
    assert room(WINDOW).until(2).stand().until(3).stand(WINDOW).until(5).seconds == [1, 4]


# --- whoever reports a reaction is there --------------------------------------------------------


def test_opening_a_reaction_does_not_sound_but_sounds_after_5_minutes_unanswered() -> None:
    here = room(REACTION).until(300)
    assert here.seconds == []
    assert here.until(325).seconds == [301, 311, 321]


def test_a_reaction_acknowledged_meanwhile_never_sounds() -> None:
    here = room(REACTION).until(200)
    here.acknowledge(REACTION)
    assert here.until(900).seconds == []


def test_a_reaction_still_open_sounds_at_once_when_nobody_knows_who_was_there() -> None:
    here = Room(bell=Bell(None))
    here.standing = (REACTION,)
    assert here.tick() == (REACTION,)


# --- over a restart of the program --------------------------------------------------------------


def again(here: Room) -> Room:
    """The program opened again, in the same boot."""
    return Room(Bell(here.bell.began), here.at_s, here.standing, here.acknowledged)


def test_what_was_heard_is_not_heard_anew_but_goes_on_after_its_interval() -> None:
    later = again(room(WINDOW, VITALS).until(10))
    later.standing = (VITALS, WINDOW)
    later.tick()
    assert later.heard == []
    assert later.until(40).heard == [(36, "vitals")]


def test_what_was_acknowledged_stays_so() -> None:
    here = room(NEWS2).until(5)
    here.acknowledge(NEWS2)
    assert again(here).until(100).heard == []


def test_it_presses_as_before() -> None:
    later = again(room(NEWS2).until(200))
    assert later.until(220).seconds == [202, 207, 212, 217]


def test_a_reaction_waits_for_its_5_minutes_over_the_restart() -> None:
    later = again(room(REACTION).until(200))
    assert later.until(310).seconds == [301]


def test_it_breaks_through_a_pause_then_too() -> None:
    later = again(room(REACTION).until(200))
    later.bell.pause(250 * S, TIMING)
    assert later.until(310).seconds == [301]


def test_what_began_while_it_was_closed_is_heard() -> None:
    later = again(room(VITALS).until(10))
    later.standing = (NEWS2, VITALS)
    assert later.tick() == (NEWS2,)


def test_after_a_new_boot_all_that_nobody_acknowledged_sounds() -> None:
    here = Room(bell=Bell(None), standing=(NEWS2, VITALS), acknowledged={NEWS2.key})
    assert here.tick() == (VITALS,)


# --- paused -------------------------------------------------------------------------------------


def paused(*standing: Alarm) -> Room:
    """Paused in second 5."""
    here = room(*standing).until(5)
    here.bell.pause(5 * S, TIMING)
    return here


def test_a_pause_ends_by_itself_after_2_minutes() -> None:
    here = paused(NEWS2)
    assert here.until(124).seconds == [1]
    assert here.bell.paused_ns(124 * S) == S
    assert here.until(126).seconds == [1, 125]
    assert here.bell.paused_ns(126 * S) == 0


def test_pausing_again_while_it_is_paused_makes_it_no_longer() -> None:
    here = paused(NEWS2).until(100)
    here.bell.pause(100 * S, TIMING)
    assert here.until(125).seconds == [1, 125]


def test_it_can_be_ended() -> None:
    here = paused(NEWS2).until(20)
    here.bell.sound_again()
    assert here.until(21).seconds == [1, 21]


def test_a_new_high_alarm_breaks_through_and_ends_it() -> None:
    here = paused(VITALS).until(20).stand(NEWS2, VITALS).until(32)
    assert here.heard[1:] == [(21, "news2"), (31, "news2")]
    assert here.bell.paused_ns(32 * S) == 0


def test_a_new_lesser_one_waits_for_its_end() -> None:
    here = paused(NEWS2).until(20).stand(NEWS2, VITALS, WINDOW).until(124)
    assert here.seconds == [1]
    here.acknowledge(NEWS2)
    assert here.until(125).heard[-1] == (125, "vitals")


def test_a_reaction_whose_5_minutes_end_in_a_pause_breaks_through() -> None:
    here = room(REACTION).until(290)
    here.bell.pause(290 * S, TIMING)
    assert here.until(301).seconds == [301]
