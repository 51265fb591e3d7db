"""The window with its alarms: title, list by F8, the locked screen."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.bootstrap.wedging import HeldKeys
from inoadmin.domain import commands as c
from inoadmin.domain.workplace import SoundPaused
from inoadmin.session.acknowledging import acknowledge
from inoadmin.ui.alarms.dialog import AlarmsDialog
from inoadmin.ui.alarms.testing import SoundTestDialog
from inoadmin.ui.form_dialog import FormDialog, ask_for
from inoadmin.ui.window import MainWindow
from tests.session.bench import WELL
from tests.ui.alarms.rooms import Room
from tests.ui.hands import dialogs, press, shown


class Shown(Room):
    """The window on it."""

    def __init__(self, qtbot: QtBot, app: QApplication) -> None:
        super().__init__()
        self.bot = qtbot
        self.window = MainWindow(self.desk, bell=self.bell)
        self.window.listen(app, HeldKeys())
        self.window.show()
        self.desk.open_patient(self.bench.patient)
        self.run()

    def f8(self, target: QWidget | None = None) -> None:
        self.bot.keyClick(target or self.window, Qt.Key.Key_F8)
        QApplication.processEvents()

    def lists(self) -> list[AlarmsDialog]:
        return [dialog for dialog in dialogs() if isinstance(dialog, AlarmsDialog)]


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication) -> Generator[Shown]:
    made = Shown(qtbot, qapp)
    yield made
    for dialog in dialogs():
        dialog.reject()
    made.window.leaving.close()
    made.window.deleteLater()


def test_the_title_goes_with_the_alarms(room: Shown) -> None:
    assert room.window.windowTitle() == "▲ INO-000001: observations overdue — inoadmin"
    room.bench.do(c.Reaction())
    room.run()
    assert room.window.windowTitle() == "▲ INO-000001: needs a nurse now (+1) — inoadmin"
    acknowledge(room.bench.service, room.desk.alarms(room.desk.now())[0], "amy")
    assert room.window.windowTitle() == "▲ INO-000001: observations overdue (+1) — inoadmin"
    room.bench.do(c.ReactionOutcome("resolved"), WELL)
    room.run()
    assert room.window.windowTitle() == "inoadmin"


def test_a_locked_window_says_the_same_and_no_more(room: Shown) -> None:
    room.bench.do(c.Reaction())
    room.desk.lock("key")
    room.run()
    assert room.window.windowTitle() == "▲ INO-000001: needs a nurse now (+1) — inoadmin"
    assert room.window.bar.alarm_text().endswith("INO-000001, needs a nurse now")
    assert room.window.bar.sound.isVisible()


def test_the_taskbar_is_told_when_an_alarm_begins(
    room: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(QApplication, "alert", told.append)
    room.run(3)
    assert told == []
    room.bench.do(c.Reaction())
    room.run(3)
    assert told == [room.window]


def test_f8_opens_the_list_and_closes_it(room: Shown) -> None:
    room.f8()
    (listed,) = room.lists()
    room.f8(listed)
    assert room.lists() == []
    room.window.bar._alarm.click()
    assert len(room.lists()) == 1


def test_f8_reaches_over_a_form_that_keeps_what_is_typed(room: Shown) -> None:
    ask_for(room.desk, "pump_check", room.window)
    (form,) = [d for d in dialogs() if isinstance(d, FormDialog)]
    line = form.findChildren(QLineEdit)[0]
    line.setText("13")
    room.f8(line)
    (listed,) = room.lists()
    press(listed, "Acknowledge")
    press(listed, "Close")
    assert form.isVisible()
    assert line.text() == "13"
    room.run()
    assert not room.bell.asking


def test_on_the_locked_screen_f8_pauses_and_nobody_acknowledges(room: Shown) -> None:
    room.desk.lock("key")
    room.f8()
    assert room.lists() == []
    assert room.bell.paused_s == 120
    assert room.window.bar.sound.text() == "Sound paused 02:00"
    room.f8()
    assert room.bell.paused_s == 0
    assert [type(fact) for fact in room.bench.facts] == [SoundPaused]


def test_on_a_quiet_locked_screen_f8_does_nothing(room: Shown) -> None:
    room.bench.do(WELL)
    room.run()
    room.desk.lock("key")
    room.f8()
    assert room.bell.paused_s == 0


def test_the_lock_hides_the_list_and_brings_it_back(room: Shown) -> None:
    room.f8()
    (listed,) = room.lists()
    room.desk.lock("key")
    assert not listed.isVisible()
    room.desk.locked = False
    room.desk.changed.emit()
    assert listed.isVisible()


def test_the_list_leads_to_its_patient(room: Shown) -> None:
    room.desk.open_patient(None)
    room.f8()
    press(room.lists()[0], "Open INO-000001")
    assert room.desk.patient == room.bench.patient


def test_a_test_is_offered_under_the_bar_and_in_the_list(room: Shown) -> None:
    assert "The sound of alarms has not been tested here." in shown(room.window)
    press(room.window, "Test the sound…")
    (test,) = [d for d in dialogs() if isinstance(d, SoundTestDialog)]
    press(test, "Play medium")
    press(test, "Yes, I heard it")
    assert room.window.alarms is not None
    assert room.window.alarms.strip.isHidden()
    room.window.do("alarms")
    press(room.lists()[0], "Test the sound…")
    assert any(isinstance(d, SoundTestDialog) for d in dialogs())
