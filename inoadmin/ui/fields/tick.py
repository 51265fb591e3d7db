"""One box to tick, never ticked in advance."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from inoadmin.session.forms.model import Field
from inoadmin.ui.fields.box import Box
from inoadmin.ui.fields.edit import FieldEdit, Value


class TickEdit(FieldEdit):
    """Ticked is yes, not ticked is no."""

    wide = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = Box(field.label, self)
        self.box.setAccessibleDescription(field.hint)
        self.box.clicked.connect(self.edited)
        self.setFocusProxy(self.box)
        self.row.addWidget(self.box)
        self.row.addStretch(1)

    def target(self) -> QWidget:
        """The box."""
        return self.box

    def typed(self) -> Value:
        """Whether it is ticked."""
        return self.box.isChecked()

    def put(self, value: Value) -> None:
        """Ticks the box, or not."""
        self.box.setChecked(value is True)
