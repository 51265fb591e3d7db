"""The allergies: none known, or each of them on a line."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from inoadmin.session.forms.model import Field
from inoadmin.session.forms.reading import NONE_KNOWN
from inoadmin.ui.fields.box import Box
from inoadmin.ui.fields.edit import FieldEdit, Value

_LINES_PX = 84


class AllergiesEdit(FieldEdit):
    """No known allergies, or their names; blank says neither."""

    wide = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.known = QPlainTextEdit(self)
        self.none = Box("No known allergies", self)
        self.known.setTabChangesFocus(True)
        self.known.setFixedHeight(_LINES_PX)
        self.known.setAccessibleName(field.label)
        self.known.setAccessibleDescription(field.hint)
        self.none.clicked.connect(self._none_pressed)
        self.known.textChanged.connect(self._named)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.known)
        column.addWidget(self.none)
        self.row.addLayout(column)
        self.setFocusProxy(self.known)

    def target(self) -> QWidget:
        """Where allergies are named."""
        return self.known

    def typed(self) -> Value:
        """The words for none known, the names, or "" for neither."""
        if self.none.isChecked():
            return NONE_KNOWN
        lines = self.known.toPlainText().splitlines()
        return tuple(line.strip() for line in lines if line.strip()) or ""

    def put(self, value: Value) -> None:
        """Shows none known, the names, or neither."""
        self.known.setPlainText("\n".join(value) if isinstance(value, tuple) else "")
        self.none.setChecked(value == NONE_KNOWN)

    def _none_pressed(self, on: bool) -> None:
        """None known and a name exclude one another; names are not thrown away unasked."""
        if on and self.known.toPlainText().strip():
            self.none.setChecked(False)
        self.edited.emit()

    def _named(self) -> None:
        """A name typed takes the tick away."""
        if self.known.toPlainText().strip():
            self.none.setChecked(False)
        self.edited.emit()
