"""Asks before something that was typed and not recorded is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inoadmin.ui.desk import Desk
from inoadmin.ui.lock.keeper import Keeper
from inoadmin.ui.lock.typed import unrecorded
from inoadmin.ui.widgets import label, set_looks

LOCKED = "Something typed is not recorded. Sign in first; then the window can be closed."


class LeaveDialog(QDialog):
    """Accepted to leave all the same; going back is what Enter and Escape do."""

    def __init__(self, count: int, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Not recorded")
        forms = "One form has" if count == 1 else f"{count} forms have"
        back = QPushButton("&Go back")
        set_looks(back, "kind", "primary")
        back.setDefault(True)
        back.clicked.connect(self.reject)
        leave = QPushButton(f"{button} without recording")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(leave)
        buttons.addStretch(1)
        buttons.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(label("Something typed is not recorded", "title", wrap=True))
        said = f"{forms} values that are not recorded. Left now, they are lost."
        column.addWidget(label(said, "subtitle", wrap=True))
        column.addLayout(buttons)


class Leaving(QObject):
    """Of one window: signing out and closing, which lose nothing without asking."""

    def __init__(self, desk: Desk, window: QWidget, keeper: Keeper) -> None:
        super().__init__(window)
        self._desk, self._window, self._keeper = desk, window, keeper
        self._closing = False

    def sign_out(self) -> None:
        """Signs out."""
        if self._keeper.working and unrecorded(self._window):
            self._ask("Sign out", self._desk.sign_out)
        else:
            self._desk.sign_out()

    def may_close(self) -> bool:
        """Whether the window may close; if not, it is asked or told why."""
        if self._closing or not unrecorded(self._window):
            return True
        if self._keeper.working:
            self._ask("Close", self.close)
        else:
            self._desk.failed.emit(LOCKED)
        return False

    def close(self) -> None:
        """Closes without asking."""
        self._closing = True
        self._window.close()

    def _ask(self, button: str, leave: Callable[[], object]) -> None:
        """Asks before something typed is lost."""
        over = QApplication.activeModalWidget() or self._window
        asking = LeaveDialog(len(unrecorded(self._window)), button, over)
        asking.accepted.connect(leave)
        asking.finished.connect(asking.deleteLater)
        self._keeper.show(asking)
