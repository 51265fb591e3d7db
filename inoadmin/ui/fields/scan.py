"""A field for a scanner that types: it keeps the separator that an ordinary line would drop."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from inoadmin.session.forms.model import Field
from inoadmin.ui.fields.edit import FieldEdit, Value

SEPARATOR = "\x1d"
SHOWN = "\u241d"  # the separator as one can see it
# Terminals and scanners send the separator as Ctrl+] as well.
_CTRL_FORM = Qt.Key.Key_BracketRight


class ScanEdit(FieldEdit):
    """Raw text from a scanner. `scanned` comes when the scanner, or a person, presses Enter;
    `takes_all`: wristbands too.
    """

    scanned = Signal(str)
    wide = True
    takes_all = False

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(field.label)
        self.line.setAccessibleDescription(field.hint)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self.edited)
        self.setFocusProxy(self.line)
        self.row.addWidget(self.line)

    def target(self) -> QWidget:
        """The line."""
        return self.line

    def typed(self) -> Value:
        """What the scanner sent, separators as they are."""
        return self.line.text().replace(SHOWN, SEPARATOR).strip(" \t\r\n")

    def put(self, value: Value) -> None:
        """Shows a text with its separators made visible."""
        self.line.setText(str(value).replace(SEPARATOR, SHOWN))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the separator and Enter out of the stream of keys."""
        if watched is self.line and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and is_separator(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Whether the key was taken here."""
        if is_separator(event):
            self.line.insert(SHOWN)
            self.edited.emit()
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.scanned.emit(str(self.typed()))
            return True
        return False


def is_separator(event: QKeyEvent) -> bool:
    """Whether a key stands for the group separator."""
    ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return event.text() == SEPARATOR or (ctrl and event.key() == _CTRL_FORM)
