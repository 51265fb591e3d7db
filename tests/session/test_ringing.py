from __future__ import annotations

from inoadmin.session.present.alarms import Alarm
from inoadmin.session.ringing import Bell


def alarm(code: str, occasion: str = "", priority: str = "medium") -> Alarm:
    return Alarm("dose-1", "jean", "Bay 3", priority, code, "text", "act", occasion=occasion)


VITALS, WINDOW, REACTION = alarm("vitals", "10:15"), alarm("window-open"), alarm("reaction", "7")


def test_an_alarm_rings_when_it_begins_and_not_while_it_stands() -> None:
    bell = Bell()
    assert bell.hear([VITALS]) == (VITALS,)
    assert bell.hear([VITALS]) == ()
    assert bell.hear([VITALS, WINDOW]) == (WINDOW,)


def test_gone_and_come_again_it_is_another_one() -> None:
    bell = Bell()
    bell.hear([WINDOW])
    assert bell.hear([]) == ()
    assert bell.hear([WINDOW]) == (WINDOW,)


def test_the_same_on_another_occasion_is_another_one() -> None:
    bell = Bell()
    bell.hear([VITALS])
    later = alarm("vitals", "10:30")
    assert bell.hear([later]) == (later,)


def test_a_bell_that_remembers_does_not_ring_again() -> None:
    first = Bell()
    first.hear([VITALS])
    assert Bell(first.heard).hear([VITALS, WINDOW]) == (WINDOW,)


def test_opening_a_reaction_does_not_ring_for_whoever_opens_it() -> None:
    bell = Bell()
    bell.hear([])
    assert bell.hear([REACTION]) == ()
    assert bell.hear([REACTION]) == ()


def test_a_reaction_still_open_rings_when_nobody_knows_what_was_heard() -> None:
    assert Bell().hear([REACTION]) == (REACTION,)
    assert Bell([]).hear([REACTION]) == ()
