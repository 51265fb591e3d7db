"""A field for a PIN: masked, digits only, and told to nobody, a screen reader included."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from inoadmin.session.pins import LEAST_DIGITS, MOST_DIGITS

_PX = 132
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PinField(QLineEdit):
    """Signals: `entered` on Enter, `escaped` on Escape, `lettered` with a letter typed while it is
    empty. It forgets when it is hidden.
    """

    entered = Signal()
    escaped = Signal()
    lettered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spoilt = False
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(MOST_DIGITS)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly
            | Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.setPlaceholderText("PIN")
        self.setFixedWidth(_PX)

    def ask_of(self, name: str) -> None:
        """Says whose PIN it is."""
        self.setAccessibleName(f"PIN of {name}")

    @property
    def fault(self) -> str:
        """Why what stands here is not looked at as a PIN; empty when it is. A barcode that was
        scanned into the field is no guess at a PIN.
        """
        if self._spoilt:
            return "That was not a PIN: digits only."
        if len(self.text()) < LEAST_DIGITS:
            return f"A PIN has {LEAST_DIGITS} to {MOST_DIGITS} digits."
        return ""

    def take(self) -> str:
        """The PIN as typed; it stands here no longer."""
        pin = self.text()
        self.forget()
        return pin

    def forget(self) -> None:
        """Empties the field; nothing brings it back."""
        self._spoilt = False
        self.setText("")

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stays in a field that cannot be seen."""
        self.forget()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes digits, and the keys that move and delete; Enter and Escape go no further."""
        if event.key() in _ENTERS:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif _is_text(event) and not _is_digit(event.text()):
            self._spoilt = bool(self.text()) or self._spoilt
            if not self.text() and not self._spoilt and event.text().isalpha():
                self.lettered.emit(event.text())
        elif _is_text(event) and len(self.text()) >= MOST_DIGITS and not self.hasSelectedText():
            self._spoilt = True
        else:
            if event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
                self._spoilt = False
            super().keyPressEvent(event)


def _is_text(event: QKeyEvent) -> bool:
    return bool(event.text()) and event.text().isprintable()


def _is_digit(text: str) -> bool:
    return text.isascii() and text.isdigit()
