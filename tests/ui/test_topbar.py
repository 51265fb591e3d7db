from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.workplace import Settings
from inoadmin.ui.looks import Looks
from inoadmin.ui.topbar import TopBar
from tests.ui.desks import MINUTE, desk_at, heard
from tests.ui.hands import shown


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
        "Change my &PIN…",
        "Admit a &temporary checker…",
        "&Display",
    ]
    manager = StaffDetails("Max Reed", "manager")
    desk.act_as(desk.service.register_staff(manager))
    assert bar.who.text() == "Max Reed"
    assert entries(bar)[3:] == ["&Staff…", "&Ward settings…", "&Display"]
    got = heard(bar.asked)
    for action in bar.who.menu().actions():
        action.trigger()
    assert got == ["lock", "leave", "pin", "temporary", "staff", "settings"]
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


def test_the_gravest_alarm_stands_in_the_bar_and_leads_to_its_patient(qtbot: QtBot) -> None:
    desk, here = desk_at(80)
    bar = TopBar(desk, Looks())
    qtbot.addWidget(bar)
    bar.resize(1600, 46)
    assert bar.alarm_text() == ""
    here.go(4 * MINUTE)
    desk.tick()
    assert bar.alarm_text() == "▲ 1 alarm: Bay 3, observations overdue 3min"
    got = heard(bar.alarm_chosen)
    bar._menu.actions()[0].trigger()
    assert got == [here.patients[0]]


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
