from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inoadmin.ui.topbar import TopBar
from tests.ui.desks import MINUTE, desk_at, heard


def test_who_acts_is_chosen_from_the_active_staff(qtbot: QtBot) -> None:
    desk, _ = desk_at(20)
    bar = TopBar(desk)
    qtbot.addWidget(bar)
    listed = [bar.acting.itemText(row) for row in range(bar.acting.count())]
    assert listed[:2] == ["Choose who is acting", "Amy Field (nurse)"]
    assert bar.acting.currentText() == "Amy Field (nurse)"
    bar.acting.setCurrentIndex(2)
    bar.acting.activated.emit(2)
    assert desk.actor == "ben"
    bar.acting.setCurrentIndex(0)
    bar.acting.activated.emit(0)
    assert desk.actor is None


def test_the_gravest_alarm_stands_in_the_bar_and_leads_to_its_patient(qtbot: QtBot) -> None:
    desk, here = desk_at(80)
    bar = TopBar(desk)
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
    bar = TopBar(desk)
    qtbot.addWidget(bar)
    bar.resize(900, 46)
    bar.show()
    assert bar.alarm_text() == "▲ 1 alarm: Bay 3"


def test_its_buttons_ask(qtbot: QtBot) -> None:
    desk, _ = desk_at(20)
    bar = TopBar(desk, note="Time zone unknown: times are UTC")
    qtbot.addWidget(bar)
    bar.show()
    got = [heard(signal) for signal in (bar.staff_asked, bar.protocol_asked, bar.board_asked)]
    for text in ("&Staff…", "&Protocol F1 ▲", "&Board"):
        (button,) = [b for b in bar.findChildren(type(bar._board)) if b.text() == text]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [len(each) for each in got] == [1, 1, 1]
