"""A new PIN, typed twice by the one whose it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inoadmin.session.pins import LEAST_DIGITS, MOST_DIGITS, pin_fault
from inoadmin.ui.announcing import show_fault
from inoadmin.ui.signing.pin import PinField
from inoadmin.ui.widgets import label, set_looks

_PX = 200
HINT = f"{LEAST_DIGITS} to {MOST_DIGITS} digits, typed by the one whose PIN it is."
DIFFER = "The two PINs differ: type both again"
MISSING = "Type a new PIN, twice"


class NewPin(QWidget):
    """Signal: `entered` on Enter in the second field."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.again = PinField(), PinField()
        row = QHBoxLayout()
        row.setSpacing(22)
        for field, text in ((self.first, "New PIN"), (self.again, "New PIN again")):
            row.addLayout(self._cell(field, text))
        row.addStretch(1)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(label(HINT, "muted", wrap=True))
        column.addWidget(self.fault)
        self.first.entered.connect(lambda: self.again.setFocus(Qt.FocusReason.TabFocusReason))
        self.again.entered.connect(self.entered)

    def _cell(self, field: PinField, text: str) -> QVBoxLayout:
        """A field under its name."""
        field.setFixedWidth(_PX)
        field.setPlaceholderText("")
        field.setAccessibleName(text)
        named = QLabel(text)
        named.setProperty("role", "strong")
        named.setBuddy(field)
        cell = QVBoxLayout()
        cell.setSpacing(2)
        cell.addWidget(named)
        cell.addWidget(field)
        return cell

    def read(self) -> str:
        """The PIN, typed twice alike and strong enough; else "", with what is wrong shown and
        nothing left typed.
        """
        unread = self.first.fault or self.again.fault
        spoilt = unread if unread.startswith("That") else ""
        first, again = self.first.text(), self.again.text()
        weak = pin_fault(first) if first else MISSING
        fault = spoilt or weak or ("" if first == again else DIFFER)
        if fault:
            self.forget()
            self.say(f"{fault.rstrip('.')}.")
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        return "" if fault else first

    def say(self, text: str) -> None:
        """What is wrong; "" takes it back."""
        show_fault(self.fault, text)
        set_looks(self.first, "fault", "true" if text else "false")
        self.first.setAccessibleDescription(text or HINT)

    def forget(self) -> None:
        """Nothing stays typed."""
        self.first.forget()
        self.again.forget()
        self.say("")
