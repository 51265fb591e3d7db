"""When it happened: now, unless an earlier time is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from inoadmin.ui.widgets import label, set_looks

_PX = 170
NOW = "blank: now; earlier: HH:MM, or DD-MMM-YYYY HH:MM"


class WhenEdit(QWidget):
    """A line for an earlier time; left blank it is now."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setAccessibleName("When")
        self.line.setAccessibleDescription(NOW)
        self.line.setPlaceholderText("now")
        self.line.setFixedWidth(_PX)
        self.line.textEdited.connect(self.edited)
        named = label("When")
        named.setBuddy(self.line)
        self.note = label(NOW, "muted", wrap=True)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(named)
        row.addWidget(self.line)
        row.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.fault)
        self.setFocusProxy(self.line)

    def typed(self) -> str:
        """The time typed; "" for now."""
        return self.line.text()

    def put(self, text: str) -> None:
        """Shows a time."""
        self.line.setText(text)

    def show_fault(self, text: str) -> None:
        """Says what is wrong with the time; "" takes it back."""
        set_looks(self.line, "fault", "true" if text else "false")
        self.line.setAccessibleDescription(text or NOW)
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
        self.note.setText("" if text else NOW)
