"""A field typed on one line, with its unit behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from inoadmin.session.forms.model import Field, Kind
from inoadmin.ui.fields.edit import FieldEdit, Value
from inoadmin.ui.widgets import label

_NUMBER_PX = 96
_BESIDE = 24  # characters of a hint that fit behind a number


def hint_beside(field: Field) -> bool:
    """Whether a number's range stands behind it, unit and all, and takes no line of its own."""
    if field.kind is not Kind.NUMBER or field.unset or not field.hint:
        return False
    return len(field.hint) <= _BESIDE and field.hint.endswith(field.unit)


class LineEdit(FieldEdit):
    """Numbers, short texts, dates and times."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(field.label)
        self.line.setAccessibleDescription(field.hint)
        self.line.textEdited.connect(self.edited)
        self.setFocusProxy(self.line)
        if field.kind is Kind.NUMBER:
            self.line.setFixedWidth(_NUMBER_PX)
        else:
            self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.row.addWidget(self.line)
        if hint_beside(field):
            self.row.addWidget(label(field.hint, "muted", wrap=True), 1)
            return
        if field.unit:
            self.row.addWidget(label(field.unit, "muted"))
        if field.kind is Kind.NUMBER:
            self.row.addStretch(1)

    def target(self) -> QWidget:
        """The line itself."""
        return self.line

    def typed(self) -> Value:
        """The text."""
        return self.line.text()

    def put(self, value: Value) -> None:
        """Shows the text."""
        self.line.setText(str(value))
