"""What stood in a field that takes text, so that a scan typed into it can be taken out again.

Cast: writes, the field that a key is typed into; before, what stands there; Before, to put it back.
"""

from __future__ import annotations

from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from inoadmin.ui.signing.pin import PinField


def writes(widget: QObject | None) -> QWidget | None:
    """The field that takes what is typed at this widget; None where nothing does, or no more."""
    field = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    if isinstance(field, QLineEdit | QPlainTextEdit | QTextEdit) and not field.isReadOnly():
        return field
    return None


@dataclass(frozen=True, slots=True)
class Before:
    """A field's text, cursor and selection (the other end of it) at a moment."""

    widget: QWidget
    text: str
    cursor: int
    anchor: int
    modified: bool

    def restore(self) -> None:
        """As it was; a field that is gone stays gone."""
        field = self.widget
        if not shiboken6.isValid(field):
            return
        if isinstance(field, PinField):
            field.forget()
        if isinstance(field, QLineEdit):
            field.setText(self.text)
            field.setModified(self.modified)
            field.setSelection(self.anchor, self.cursor - self.anchor)
        elif isinstance(field, QPlainTextEdit | QTextEdit):
            field.setPlainText(self.text)
            cursor = field.textCursor()
            cursor.setPosition(self.anchor)
            cursor.setPosition(self.cursor, QTextCursor.MoveMode.KeepAnchor)
            field.setTextCursor(cursor)


def before(field: QWidget) -> Before:
    """What stands in a field that takes text."""
    if isinstance(field, QLineEdit):
        at = field.cursorPosition()
        start = field.selectionStart()
        anchor = at if start < 0 else (field.selectionEnd() if start == at else start)
        return Before(field, field.text(), at, anchor, field.isModified())
    if isinstance(field, QPlainTextEdit | QTextEdit):
        cursor = field.textCursor()
        return Before(field, field.toPlainText(), cursor.position(), cursor.anchor(), False)
    raise TypeError(f"nothing is typed into {type(field).__name__}")
