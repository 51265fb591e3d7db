"""One check: its assertion as text, buttons to answer it, a note."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from inoadmin.session.forms.model import Field
from inoadmin.ui.fields.choosing import ChoiceEdit

_NOTE_PX = 190
_LEAST_PX = 70


class AnswerEdit(ChoiceEdit):
    """Yes, no, or not applicable where that means something; with a note beside it."""

    wraps = False

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.wide = True
        self.note = QLineEdit(self)
        self.note.setPlaceholderText("note")
        self.note.setAccessibleName(f"Note: {field.label}")
        self.note.setMinimumWidth(_LEAST_PX)
        self.note.setMaximumWidth(_NOTE_PX)
        self.note.textEdited.connect(self.edited)
        self.row.addWidget(self.note)
