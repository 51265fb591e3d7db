"""Nobody there, and asleep: told by the counter, looked at when the window ticks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from inoadmin.domain.workplace import Settings
from inoadmin.ui.desk import Desk
from inoadmin.ui.lock.hands import HandWatch
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import Bench

SECOND = timedelta(seconds=1)


class Watched:
    """A desk with Amy at it, and a label to touch."""

    def __init__(self, qtbot: QtBot, app: QApplication, kind: str = "ward") -> None:
        self.bench = Bench(log=FakeLog(kind), hasher=FakeHasher()).staffed()
        self.desk = Desk(self.bench.service)
        self.desk.act_as("amy")
        self.label = QLabel("touch me")
        qtbot.addWidget(self.label)
        self.label.show()
        self.watch = HandWatch(app, self.desk, self.label)

    def run(self, seconds: int) -> None:
        for _ in range(seconds):
            self.bench.clock.advance(SECOND)
            self.desk.tick()

    def wheel(self) -> None:
        at = QPointF(2, 2)
        event = QWheelEvent(
            at,
            at,
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.label, event)


@pytest.fixture
def place(qtbot: QtBot, qapp: QApplication) -> Watched:
    return Watched(qtbot, qapp)


@pytest.mark.parametrize(("seconds", "locked"), [(179, False), (180, True), (181, True)])
def test_three_minutes_without_a_hand(place: Watched, seconds: int, locked: bool) -> None:
    place.run(seconds)
    assert place.desk.locked is locked


@pytest.mark.parametrize("hand", ["key", "click", "wheel"])
def test_each_hand_begins_the_time_anew(place: Watched, hand: str) -> None:
    place.run(179)
    if hand == "key":
        QTest.keyClick(place.label, Qt.Key.Key_Shift)
    elif hand == "click":
        QTest.mouseClick(place.label, Qt.MouseButton.LeftButton)
    else:
        place.wheel()
    place.run(179)
    assert not place.desk.locked
    place.run(1)
    assert place.desk.locked


def test_a_repaint_is_no_hand(place: Watched) -> None:
    place.run(179)
    QApplication.sendEvent(place.label, QEvent(QEvent.Type.UpdateRequest))
    place.run(1)
    assert place.desk.locked


def test_the_ward_says_how_long(place: Watched) -> None:
    place.bench.service.change_settings(Settings(lock_after_min=1), "max")
    place.run(59)
    assert not place.desk.locked
    place.run(1)
    assert place.desk.locked


@pytest.mark.parametrize(("gap", "locked"), [(29, False), (30, True)])
def test_a_gap_in_the_ticks_is_sleep(place: Watched, gap: int, locked: bool) -> None:
    place.run(1)
    place.bench.clock.advance(gap * SECOND)
    place.desk.tick()
    assert place.desk.locked is locked


def test_a_stepped_clock_locks_nothing(place: Watched) -> None:
    place.run(1)
    place.bench.clock.step(timedelta(hours=5))
    place.run(1)
    assert not place.desk.locked


def test_a_counter_that_begins_anew_is_no_idleness(place: Watched) -> None:
    place.run(100)
    place.bench.clock.reboot()
    place.run(100)
    assert not place.desk.locked


def test_a_scenario_is_never_locked(qtbot: QtBot, qapp: QApplication) -> None:
    place = Watched(qtbot, qapp, "scenario")
    place.run(200)
    assert not place.desk.locked
