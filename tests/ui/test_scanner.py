from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.bootstrap.wedging import HeldKeys
from inoadmin.ui.scanner import ScannerFilter
from tests.ui.desks import heard


class Scene:
    """A window with a button and a field, and a scanner that is listened to."""

    def __init__(self, qtbot: QtBot, qapp: QApplication) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.button, self.field = QPushButton("Start"), QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.button)
        column.addWidget(self.field)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: qapp.activeWindow() is self.window)
        self.filter = ScannerFilter(qapp, self.window, HeldKeys())
        self.scans = heard(self.filter.scanned)
        self.presses = heard(self.button.clicked)


def test_a_scan_is_heard_and_presses_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.button.setFocus()
    qtbot.keyClicks(scene.button, "999 000 0018")
    qtbot.keyClick(scene.button, Qt.Key.Key_Return)
    assert scene.scans == ["999 000 0018"]
    assert scene.presses == []


def test_a_lost_end_key_does_not_lose_the_scan(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.button.setFocus()
    qtbot.keyClicks(scene.button, "T123456")
    qtbot.waitUntil(lambda: scene.scans == ["T123456"])


def test_the_separator_is_kept(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.button.setFocus()
    qtbot.keyClicks(scene.button, "10AB12")
    qtbot.keyClick(scene.button, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(scene.button, "17261231")
    qtbot.keyClick(scene.button, Qt.Key.Key_Return)
    assert scene.scans == ["10AB12\x1d17261231"]


def test_a_persons_space_presses_the_button(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.button.setFocus()
    qtbot.keyClick(scene.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(scene.presses) == 1)
    assert scene.scans == []


def test_a_field_hears_its_own_keys(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.field.setFocus()
    qtbot.keyClicks(scene.field, "T123456")
    assert scene.field.text() == "T123456"
    assert scene.scans == []
