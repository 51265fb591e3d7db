"""A choice among many, such as the staff: a list that opens."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from inoadmin.session.forms.model import Field
from inoadmin.ui.fields.edit import FieldEdit, Value

_UNSET = "Choose…"


class PickEdit(FieldEdit):
    """One of many; the first line stands for none chosen."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QComboBox(self)
        self.box.setAccessibleName(field.label)
        self.box.setAccessibleDescription(field.hint)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.addItem(field.unset or _UNSET, "")
        for choice in field.choices:
            self.box.addItem(choice.words, choice.value)
        self.box.activated.connect(self.edited)
        self.setFocusProxy(self.box)
        self.row.addWidget(self.box)

    def target(self) -> QWidget:
        """The list."""
        return self.box

    def choose(self, words: str) -> None:
        """Picks the line with these words."""
        self.box.setCurrentText(words)
        self.edited.emit()

    def typed(self) -> Value:
        """The value chosen, "" for none."""
        return str(self.box.currentData() or "")

    def put(self, value: Value) -> None:
        """Shows a choice; a value that is not there shows none."""
        self.box.setCurrentIndex(max(self.box.findData(str(value)), 0))
