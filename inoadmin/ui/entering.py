"""Enter presses the button that has the keyboard, as a nurse expects of what is lit.

A dialog would give it to its own first button otherwise: Enter at "Close" would record. What
records at once in the window itself takes Space or its letter: a second Enter, meant for the dialog
that has just closed, must not press it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

#: The property of a button that records at once, without another question.
RECORDS: Final = "records"
_ENTERS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class EnterPresses(QObject):
    """Listens to the whole application; to be installed before what tells a scanner's keys."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Presses a button; a choice keeps Enter for its form."""
        if not (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTERS
            and isinstance(watched, QPushButton)
        ):
            return False
        if not _takes_enter(watched):
            return False
        if not event.isAutoRepeat():
            watched.click()
        return True


def _takes_enter(button: QPushButton) -> bool:
    """Whether Enter presses it."""
    if button.isCheckable() or not button.hasFocus():
        return False
    return isinstance(button.window(), QDialog) or not button.property(RECORDS)
