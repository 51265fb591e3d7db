"""What every field's widget can do: give what was typed, take it back, show what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inoadmin.session.forms.model import Field
from inoadmin.ui.widgets import set_looks

Value = str | bool | tuple[str, ...]


class FieldEdit(QWidget):
    """One field's widget. `edited` comes after each change by hand."""

    edited = Signal()
    wide = False  # takes a whole row of its form

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)

    def target(self) -> QWidget:
        """The widget that takes the focus and that the label names."""
        return self

    def typed(self) -> Value:
        """What was typed."""
        raise TypeError(f"{type(self).__name__} gives no value")

    def put(self, value: Value) -> None:
        """Shows a value as if it had been typed."""
        raise TypeError(f"{type(self).__name__} takes no {value}")

    def clear(self) -> None:
        """Takes everything away that was typed."""
        self.put("")

    def show_fault(self, text: str) -> None:
        """Marks the field as wrong and tells a screen reader why; "" takes the mark away."""
        set_looks(self.target(), "fault", "true" if text else "false")
        self.target().setAccessibleDescription(text or self.field.hint)
