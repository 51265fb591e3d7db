"""Enter presses the button that has the keyboard, and never one that only a second Enter met."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.ui.entering import RECORDS, EnterPresses


@pytest.fixture
def entering(qapp: QApplication) -> Generator[EnterPresses]:
    """The filter, as the window installs it; gone afterwards."""
    made = EnterPresses(qapp, qapp)
    yield made
    qapp.removeEventFilter(made)
    made.deleteLater()


def filled(qtbot: QtBot, window: QWidget, *texts: str) -> tuple[list[QPushButton], list[str]]:
    """A window with these buttons, shown, and what is pressed in it."""
    pressed: list[str] = []
    buttons = [QPushButton(text) for text in texts]
    column = QVBoxLayout(window)
    column.addWidget(QLineEdit())
    for button in buttons:
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False, b=button: pressed.append(b.text()))
        column.addWidget(button)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return buttons, pressed


@pytest.mark.usefixtures("entering")
def test_enter_at_close_closes_and_records_nothing(qtbot: QtBot) -> None:
    window = QDialog()
    (close, record), pressed = filled(qtbot, window, "Close", "Record")
    record.setDefault(True)
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Return)
    assert pressed == ["Close"]


@pytest.mark.usefixtures("entering")
def test_enter_in_a_field_is_the_dialogs(qtbot: QtBot) -> None:
    window = QDialog()
    (_, record), pressed = filled(qtbot, window, "Close", "Record")
    record.setDefault(True)
    field = window.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert pressed == ["Record"]


@pytest.mark.usefixtures("entering")
def test_enter_at_a_choice_is_the_dialogs_too(qtbot: QtBot) -> None:
    window = QDialog()
    (choice, record), pressed = filled(qtbot, window, "Nurse", "Record")
    choice.setCheckable(True)
    record.setDefault(True)
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Return)
    assert pressed == ["Record"]
    assert not choice.isChecked()


@pytest.mark.usefixtures("entering")
def test_in_the_window_what_records_at_once_takes_space_alone(qtbot: QtBot) -> None:
    window = QWidget()
    (new, end), pressed = filled(qtbot, window, "New patient", "End the infusion")
    end.setProperty(RECORDS, True)
    new.setFocus()
    qtbot.keyClick(new, Qt.Key.Key_Enter)
    end.setFocus()
    qtbot.keyClick(end, Qt.Key.Key_Return)
    assert pressed == ["New patient"]
    qtbot.keyClick(end, Qt.Key.Key_Space)
    assert pressed == ["New patient", "End the infusion"]
