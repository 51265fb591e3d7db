"""Keys as they come from a person's hands and from a scanner."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys.workstation import Keyboard


def by_hand(keyboard: Keyboard, field: QWidget, text: str) -> None:
    """Types letter by letter, no faster than a person does."""
    for letter in text:
        keyboard.pause()
        QTest.keyClicks(field, letter)
    keyboard.pause()


def by_scanner(keyboard: Keyboard, target: QWidget, text: str) -> None:
    """A code at once, and Enter; the separator as Ctrl and a bracket."""
    keyboard.pause()
    for character in text:
        if character == "\x1d":
            QTest.keyClick(target, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.keyClicks(target, character)
    QTest.keyClick(target, Qt.Key.Key_Return)
    QApplication.processEvents()
