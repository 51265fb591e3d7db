"""A field of several lines: a long text, or a list with one entry a line."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from inoadmin.session.forms.model import Field, Kind
from inoadmin.ui.fields.edit import FieldEdit, Value

_LINES_PX = 62


class WordsEdit(FieldEdit):
    """Free text. Tab goes on to the next field."""

    wide = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(field.label)
        self.text.setAccessibleDescription(field.hint)
        self.text.setFixedHeight(_LINES_PX)
        self.text.textChanged.connect(self.edited)
        self.setFocusProxy(self.text)
        self.row.addWidget(self.text)

    def target(self) -> QWidget:
        """The text's own widget."""
        return self.text

    def typed(self) -> Value:
        """The text, or the lines of a list."""
        text = self.text.toPlainText()
        if self.field.kind is not Kind.LIST:
            return text
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    def put(self, value: Value) -> None:
        """Shows the text, or the list's entries on their lines."""
        self.text.setPlainText("\n".join(value) if isinstance(value, tuple) else str(value))
