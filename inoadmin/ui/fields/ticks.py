"""A list made by ticking words, with a line for what is not among them."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from inoadmin.session.forms.model import Field
from inoadmin.ui.fields.box import Box
from inoadmin.ui.fields.edit import FieldEdit, Value
from inoadmin.ui.spoken import GROUP
from inoadmin.ui.widgets import label

_COLUMNS = 4
_LONG = 28
_SEPARATOR = ";"


class TicksEdit(FieldEdit):
    """Several of a few words. Other words stand on their own line, parted by semicolons."""

    spoken_role = GROUP
    wide = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.setAccessibleName(field.label)
        self.setAccessibleDescription(field.hint)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(18)
        columns = 1 if any(len(choice.words) > _LONG for choice in field.choices) else _COLUMNS
        self.boxes: dict[str, Box] = {}
        for n, choice in enumerate(field.choices):
            box = Box(choice.words, self)
            box.setAccessibleDescription(field.label)
            box.clicked.connect(self.edited)
            self.boxes[choice.value] = box
            grid.addWidget(box, n // columns, n % columns)
        self.other = QLineEdit(self)
        self.other.setAccessibleName(f"{field.label}: other")
        self.other.textEdited.connect(self.edited)
        named = label("Other")
        named.setBuddy(self.other)
        if field.others:
            below = grid.rowCount()
            grid.addWidget(named, below, 0)
            grid.addWidget(self.other, below, 1, 1, _COLUMNS - 1)
        named.setVisible(field.others)
        self.other.setVisible(field.others)
        self.row.addLayout(grid)
        self.row.addStretch(0 if field.others else 1)
        self.setFocusProxy(next(iter(self.boxes.values()), self.other))

    def tick(self, words: str) -> None:
        """Ticks, or unticks, the box with these words."""
        next(b for b in self.boxes.values() if b.accessibleName() == words).click()

    def typed(self) -> Value:
        """The words ticked, in their order, then the others."""
        ticked = tuple(value for value, box in self.boxes.items() if box.isChecked())
        others = (part.strip() for part in self.other.text().split(_SEPARATOR))
        return (*ticked, *(part for part in others if part))

    def put(self, value: Value) -> None:
        """Ticks what is among the words; the rest goes to the line."""
        words = value if isinstance(value, tuple) else ()
        for own, box in self.boxes.items():
            box.setChecked(own in words)
        self.other.setText(f"{_SEPARATOR} ".join(w for w in words if w not in self.boxes))
