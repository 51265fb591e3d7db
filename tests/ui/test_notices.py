"""The rows under the bar, and what is asked before the time is moved."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.domain.workplace import ClockFollowed
from inoadmin.ui.desk import Desk
from inoadmin.ui.notices import MoveTime, NoticeRow, NoticeStrip
from tests.session.timed import HOUR, MINUTE, Timed, at

MARGIN_PX = 4


class Room(QWidget):
    """The strip above a page, as the window has it."""

    def __init__(self, bench: Timed, actor: str | None = "amy") -> None:
        super().__init__()
        self.desk = Desk(bench.service)
        self.desk.timekeeper = bench.keeper
        self.desk.act_as(actor)
        self.strip, self.page = NoticeStrip(self.desk), QLabel("page")
        column = QVBoxLayout(self)
        column.addWidget(self.strip)
        column.addWidget(self.page, 1)
        self.resize(1024, 500)
        self.show()


def room(qtbot: QtBot, bench: Timed, actor: str | None = "amy") -> tuple[Room, NoticeStrip, Desk]:
    made = Room(bench, actor)
    qtbot.addWidget(made)
    return made, made.strip, made.desk


def pressed(strip: NoticeStrip, name: str) -> None:
    (button,) = [b for b in strip.findChildren(QPushButton) if b.accessibleName() == name]
    button.click()


def moving(strip: NoticeStrip) -> MoveTime:
    assert strip.dialog is not None
    return strip.dialog


def test_nothing_is_shown_while_there_is_nothing_to_tell(qtbot: QtBot) -> None:
    _here, strip, desk = room(qtbot, at("infusing"))
    desk.tick()
    assert strip.isHidden()
    assert strip.texts() == ()


def test_a_desk_without_a_timekeeper_has_none(qtbot: QtBot) -> None:
    bench = at("infusing")
    strip = NoticeStrip(Desk(bench.service))
    qtbot.addWidget(strip)
    assert strip.texts() == ()


def test_a_step_is_shown_once_it_is_noticed_and_takes_its_room_from_the_page(qtbot: QtBot) -> None:
    bench = at("infusing")
    here, strip, desk = room(qtbot, bench)
    bench.clock.step(HOUR)
    desk.tick()
    assert strip.texts()[0].startswith("The computer's clock was set forward by 1hr")
    qtbot.waitUntil(lambda: 30 < strip.height() <= here.height() // 8 + MARGIN_PX)
    assert here.page.geometry().top() > strip.geometry().bottom()
    (row,) = strip.findChildren(NoticeRow)
    assert row.accessibleDescription() == strip.texts()[0]


def test_a_row_stays_the_same_widget_while_it_says_the_same(qtbot: QtBot) -> None:
    bench = at("infusing")
    _here, strip, desk = room(qtbot, bench)
    bench.clock.advance(HOUR)
    desk.tick()
    first = strip.findChildren(NoticeRow)
    bench.clock.advance(timedelta(seconds=1))
    desk.tick()
    bench.clock.step(HOUR)
    desk.tick()
    assert [row for row in strip.findChildren(NoticeRow) if row in first] == first
    assert len(strip.texts()) == 2
    assert strip.texts()[0].startswith("The computer's clock")


def test_a_closed_row_is_gone(qtbot: QtBot) -> None:
    bench = at("infusing")
    _here, strip, desk = room(qtbot, bench)
    bench.clock.advance(HOUR)
    desk.tick()
    pressed(strip, "Close the notice")
    assert strip.isHidden()
    desk.tick()
    assert strip.texts() == ()


def test_the_time_is_moved_after_saying_what_changes(qtbot: QtBot) -> None:
    bench = at("infusing")
    _here, strip, desk = room(qtbot, bench)
    bench.clock.step(HOUR)
    desk.tick()
    now = bench.now
    pressed(strip, "Use the computer's time")
    asked = moving(strip)
    assert asked.texts()[0] == "The time here becomes 10:12:00 instead of 09:12:00."
    assert any("infusion 50:00 → 10:00 overdue" in line for line in asked.texts())
    assert bench.now == now
    assert asked.moving.text() == "Move the time forward by 1hr"
    asked.moving.click()
    assert bench.facts[-1] == ClockFollowed(HOUR)
    assert bench.now == now + HOUR
    assert strip.texts()[0].startswith("The time here was moved forward by 1hr")


def test_nobody_acting_moves_nothing(qtbot: QtBot) -> None:
    bench = at("infusing")
    _here, strip, desk = room(qtbot, bench, actor=None)
    bench.clock.step(-HOUR)
    desk.tick()
    asked = strip.ask_to_move()
    assert not asked.moving.isEnabled()
    desk.act_as("amy")
    assert asked.moving.isEnabled()
    desk.lock("key")
    desk.tick()
    assert not asked.moving.isEnabled()
    asked.reject()


def test_a_full_disk_moves_nothing_and_says_so(qtbot: QtBot) -> None:
    bench = at("infusing")
    _here, strip, desk = room(qtbot, bench)
    bench.clock.step(HOUR)
    desk.tick()
    now = bench.now
    asked = strip.ask_to_move()
    bench.fail(1)
    asked.moving.click()
    said = [w.text() for w in asked.findChildren(QLabel) if w.text().startswith("Not moved.")]
    assert said
    assert bench.now == now
    asked.reject()


def test_the_question_closes_when_the_clock_is_set_right_meanwhile(qtbot: QtBot) -> None:
    bench = at("infusing")
    _here, strip, desk = room(qtbot, bench)
    bench.clock.step(HOUR)
    desk.tick()
    asked = strip.ask_to_move()
    with qtbot.waitSignal(asked.rejected):
        bench.clock.step(-HOUR)
        desk.tick()


@pytest.mark.parametrize("width", [1024, 1280])
def test_many_notices_scroll_and_leave_the_page_its_room(qtbot: QtBot, width: int) -> None:
    bench = at("infusing")
    bench.clock.step(-timedelta(days=1))
    bench.computer_restarts(5 * MINUTE)
    here, strip, desk = room(qtbot, bench)
    here.resize(width, 500)
    desk.tick()
    bench.clock.advance(HOUR)
    bench.clock.step(timedelta(days=1))
    desk.tick()
    assert len(strip.texts()) >= 3
    qtbot.waitUntil(lambda: 30 < strip.height() <= here.height() // 8 + MARGIN_PX)
    assert here.page.geometry().top() > strip.geometry().bottom()
