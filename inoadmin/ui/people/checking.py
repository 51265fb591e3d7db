"""The whole record checked when a manager asks for it: how far it is, then what was found."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from inoadmin.ui.widgets import label, retone

ABOUT = (
    "Checks the file, every entry, every signature and what is derived from them. "
    "The clocks go on meanwhile."
)
_HOLDS = "The record is as it was written."
_LINES_PX = 240


class Checking(QWidget):
    """Signal: `asked` for a check."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton("&Check the record")
        self.button.clicked.connect(self.begin)
        self.verdict = label("", "strong", wrap=True)
        self._bar = QProgressBar()
        self._bar.setAccessibleName("How far the check is")
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setAccessibleName("What the check found")
        self.lines.setMaximumHeight(_LINES_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button)
        column.addWidget(label(ABOUT, "muted", wrap=True))
        for widget in (self._bar, self.verdict, self.lines):
            column.addWidget(widget)
            widget.hide()

    def begin(self) -> None:
        """Asks for the check; a second time only once it is done."""
        self.button.setEnabled(False)
        self.lines.clear()
        self.lines.hide()
        self.verdict.hide()
        self._bar.setRange(0, 0)
        self._bar.show()
        self.asked.emit()

    def show_progress(self, done: int, total: int) -> None:
        """So much of so much; a total of 0 is not known yet."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def add_line(self, text: str) -> None:
        """One line of what was found."""
        self.lines.appendPlainText(text)
        self.lines.show()

    def finish(self, trouble: str = "") -> None:
        """It is done; `trouble` says what does not hold, or what kept it from being checked."""
        self._bar.hide()
        self.verdict.setText(trouble or _HOLDS)
        self.verdict.setAccessibleName(trouble or _HOLDS)
        retone(self.verdict, "alarm" if trouble else "good")
        self.verdict.show()
        self.button.setEnabled(True)
