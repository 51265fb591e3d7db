"""The words of one question: Tab comes to it once, arrows lead from word to word, Space chooses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.session.forms.model import Choice, Field, Kind
from inoadmin.ui.fields.choosing import ChoiceEdit

AIR = Field(
    "oxygen",
    "Air or oxygen",
    Kind.CHOICE,
    choices=(Choice("no", "On air"), Choice("yes", "On oxygen"), Choice("", "Not seen")),
)


class Asking(QWidget):
    """A question between two fields."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.before, self.edit, self.after = QLineEdit(), ChoiceEdit(AIR), QLineEdit()
        for widget in (self.before, self.edit, self.after):
            column.addWidget(widget)


def asked(qtbot: QtBot) -> Asking:
    made = Asking()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.before.setFocus()
    return made


def press(qtbot: QtBot, key: Qt.Key) -> str:
    """Presses a key where the focus is; gives the name of what has it then."""
    held = QApplication.focusWidget()
    assert held is not None
    qtbot.keyClick(held, key)
    after = QApplication.focusWidget()
    assert after is not None
    return after.accessibleName()


def test_tab_comes_to_it_once_and_goes_on(qtbot: QtBot) -> None:
    asking = asked(qtbot)
    assert press(qtbot, Qt.Key.Key_Tab) == "On air"
    press(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is asking.after
    assert asking.edit.typed() == ""


def test_arrows_lead_round_and_choose_nothing(qtbot: QtBot) -> None:
    asking = asked(qtbot)
    press(qtbot, Qt.Key.Key_Tab)
    assert press(qtbot, Qt.Key.Key_Right) == "On oxygen"
    assert press(qtbot, Qt.Key.Key_Down) == "Not seen"
    assert press(qtbot, Qt.Key.Key_Right) == "On air"
    assert press(qtbot, Qt.Key.Key_Left) == "Not seen"
    assert press(qtbot, Qt.Key.Key_Up) == "On oxygen"
    assert asking.edit.typed() == ""
    press(qtbot, Qt.Key.Key_Space)
    assert asking.edit.typed() == "yes"


def test_tab_leaves_it_from_any_word_and_comes_back_to_what_is_chosen(qtbot: QtBot) -> None:
    asking = asked(qtbot)
    asking.edit.choose("On oxygen")
    asking.before.setFocus()
    assert press(qtbot, Qt.Key.Key_Tab) == "On oxygen"
    press(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is asking.after
    assert press(qtbot, Qt.Key.Key_Backtab) == "On oxygen"
    press(qtbot, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is asking.before
