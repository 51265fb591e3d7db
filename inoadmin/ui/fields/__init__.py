"""One widget for each kind of field."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from inoadmin.session.forms.model import Field, Kind
from inoadmin.ui.fields.allergies import AllergiesEdit
from inoadmin.ui.fields.answer import AnswerEdit
from inoadmin.ui.fields.choosing import ChoiceEdit
from inoadmin.ui.fields.edit import FieldEdit
from inoadmin.ui.fields.line import LineEdit
from inoadmin.ui.fields.picking import PickEdit
from inoadmin.ui.fields.scan import ScanEdit
from inoadmin.ui.fields.tick import TickEdit
from inoadmin.ui.fields.ticks import TicksEdit
from inoadmin.ui.fields.words import WordsEdit

__all__ = ["FieldEdit", "edit_for"]


def edit_for(field: Field, parent: QWidget | None = None) -> FieldEdit:
    """The widget of a field."""
    match field.kind:
        case Kind.LONG_TEXT:
            return WordsEdit(field, parent)
        case Kind.LIST:
            return TicksEdit(field, parent) if field.choices else WordsEdit(field, parent)
        case Kind.CHOICE | Kind.YES_NO:
            return ChoiceEdit(field, parent)
        case Kind.ANSWER:
            return AnswerEdit(field, parent)
        case Kind.STAFF:
            return PickEdit(field, parent)
        case Kind.TICK:
            return TickEdit(field, parent)
        case Kind.ALLERGIES:
            return AllergiesEdit(field, parent)
        case Kind.SCAN:
            return ScanEdit(field, parent)
        case _:
            return LineEdit(field, parent)
