from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.workplace import Settings
from inoadmin.session.acknowledging import acknowledge
from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.looks import Looks
from inoadmin.ui.topbar import TopBar
from tests.fakes import FakeRinger
from tests.ui.desks import MINUTE, desk_at, heard
from tests.ui.hands import shown
from tests.wards import HILL, Visit


def entries(bar: TopBar) -> list[str]:
    """What the menu of who is signed in offers."""
    menu = bar.who.menu()
    shown = [action for action in menu.actions() if action.isVisible() and action.text()]
    return [action.text().partition("\t")[0] for action in shown]


def test_who_is_signed_in_stands_in_the_bar_with_what_they_may(qtbot: QtBot) -> None:
    desk, _ = desk_at(20)
    bar = TopBar(desk, Looks())
    qtbot.addWidget(bar)
    bar.show()
    assert bar.who.text() == "Amy Field ▲ SACT"
    assert "no SACT competence recorded" in bar.who.accessibleName()
    assert entries(bar) == [
        "&Lock now",
        "&Hand over / sign out",
        "&Alarms and sound…",
        "Change my &PIN…",
        "Admit a &temporary checker…",
        "&Display",
    ]
    manager = StaffDetails("Max Reed", "manager")
    desk.act_as(desk.service.register_staff(manager))
    assert bar.who.text() == "Max Reed"
    assert entries(bar)[4:] == [
        "&Staff…",
        "&Ward settings…",
        "Alarm s&ettings…",
        "Sca&nner settings…",
        "&Display",
    ]
    got = heard(bar.asked)
    for action in bar.who.menu().actions():
        action.trigger()
    assert got == [
        *("lock", "leave", "alarms", "pin", "temporary", "staff", "settings", "alarm settings"),
        "scanner settings",
    ]
    desk.act_as(None)
    assert bar.who.isHidden()


def test_the_ward_is_named(qtbot: QtBot) -> None:
    desk, _ = desk_at(20)
    desk.service.change_settings(Settings(ward_name="Day unit"), "max")
    bar = TopBar(desk, Looks())
    qtbot.addWidget(bar)
    assert "Day unit" in shown(bar)


def test_a_covered_bar_says_less(qtbot: QtBot) -> None:
    desk, _ = desk_at(84)
    desk.record(c.Reaction())
    bar = TopBar(desk, Looks())
    qtbot.addWidget(bar)
    bar.resize(1600, 46)
    bar.cover(covered=True, working=False)
    assert bar.alarm_text() == "▲ 2 alarms: Bay 3, needs a nurse now"
    assert bar.who.isHidden()
    bar.cover(covered=False, working=True)
    assert bar.alarm_text() == "▲ 2 alarms: Bay 3, reaction open"


def test_the_gravest_alarm_stands_in_the_bar_and_leads_to_the_list(qtbot: QtBot) -> None:
    desk, here = desk_at(80)
    bar = TopBar(desk, Looks())
    qtbot.addWidget(bar)
    bar.resize(1600, 46)
    assert bar.alarm_text() == ""
    here.go(4 * MINUTE)
    desk.tick()
    assert bar.alarm_text() == "▲ 1 alarm: Bay 3, observations overdue 3min"
    got = heard(bar.asked)
    bar._alarm.click()
    assert got == ["alarms"]


def test_what_nobody_has_acknowledged_flashes_and_is_named_first(qtbot: QtBot) -> None:
    desk, here = desk_at(
        84, Visit("04-interruption-and-restart.toml"), Visit("01-clean.toml", HILL, 30 * MINUTE)
    )
    desk.service.submit(
        c.Reaction(),
        actor="amy",
        patient=here.patients[0],
        administration=here.administration(),
    )
    bar = TopBar(desk, Looks())
    qtbot.addWidget(bar)
    bar.resize(1600, 46)
    bar.show()

    def looks() -> list[object]:
        """Of two seconds, the even one first."""
        seen: list[object] = []
        here.go(timedelta(seconds=2 - here.service.now().second % 2))
        for _ in range(2):
            desk.tick()
            seen.append(bar._alarm.property("flash"))
            here.go(timedelta(seconds=1))
        return seen

    assert bar.alarm_text() == "▲ 3 alarms: Bay 3, reaction open"
    assert looks() == ["false", "true"]
    reaction, vitals, low = desk.alarms(here.service.now())
    acknowledge(desk.service, reaction, "amy")
    assert looks() == ["false", "true"]
    assert bar.alarm_text().startswith("▲ 3 alarms: Bay 3, observations overdue")
    assert bar._alarm.property("tone") == "alarm"
    acknowledge(desk.service, vitals, "amy")
    assert low.priority == "low"
    assert looks() == ["false", "false"]
    assert bar.alarm_text() == "▲ 3 alarms: Bay 3, reaction open"


def test_a_pill_that_nobody_may_answer_lists_discreetly(qtbot: QtBot) -> None:
    desk, _ = desk_at(84)
    desk.record(c.Reaction())
    bar = TopBar(desk, Looks())
    qtbot.addWidget(bar)
    bar.show()
    bar.cover(covered=True, working=False)
    got = heard(bar.asked)
    bar._alarm.click()
    assert got == []
    assert "high: Bay 3: needs a nurse now. Sign in" in [a.text() for a in bar._menu.actions()]
    bar._menu.close()


def test_where_there_is_less_room_the_alarm_says_less(qtbot: QtBot) -> None:
    desk, _ = desk_at(84)
    bar = TopBar(desk, Looks())
    qtbot.addWidget(bar)
    bar.resize(700, 46)
    bar.show()
    assert bar.alarm_text() == "▲ 1 alarm: Bay 3"


def test_its_buttons_ask(qtbot: QtBot) -> None:
    desk, _ = desk_at(20)
    bar = TopBar(desk, Looks(), note="Time zone unknown: times are UTC")
    qtbot.addWidget(bar)
    bar.show()
    got = [heard(signal) for signal in (bar.protocol_asked, bar.board_asked)]
    for text in ("&Protocol F1 ▲", "&Board"):
        (button,) = [b for b in bar.findChildren(type(bar._board)) if b.text() == text]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [len(each) for each in got] == [1, 1]


def test_the_alarm_makes_room_for_what_is_said_of_the_sound(qtbot: QtBot) -> None:
    desk, _ = desk_at(84)
    ringer = FakeRinger()
    bell = AlarmBell(desk, ringer, parent=desk)
    bar = TopBar(desk, Looks(), bell=bell)
    qtbot.addWidget(bar)
    bar.show()
    desk.tick()
    long = "▲ 1 alarm: Bay 3, observations overdue 3min"
    assert any(fits(bar, width, long) for width in range(400, 2000))
    bar.sound.click()
    assert bar.sound.text() == "Sound paused 02:00"
    assert bar.alarm_text() == "▲ 1 alarm: Bay 3"
    bar.sound.click()
    assert bar.alarm_text() == long
    bar.sound.click()
    ringer.breaks("the computer has no loudspeaker")
    desk.tick()
    assert bar.sound.text() == "▲ No sound"
    assert bar.alarm_text() == long


def fits(bar: TopBar, width: int, text: str) -> bool:
    """Whether the alarm's longest wording stands in a bar of this width."""
    bar.resize(width, 46)
    return bar.alarm_text() == text
