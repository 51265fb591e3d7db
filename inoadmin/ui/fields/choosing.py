"""A choice among a few words, each a button; none is chosen in advance."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.forms.model import Field
from inoadmin.ui.fields.edit import FieldEdit, Value

_LONG = 30  # characters from which the buttons stand below one another


class ChoiceEdit(FieldEdit):
    """One of a few. Pressing what is chosen takes the choice back."""

    wide = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.setAccessibleName(field.label)
        self.setAccessibleDescription(field.hint)
        self.buttons: dict[str, QPushButton] = {}
        stacked = any(len(choice.words) > _LONG for choice in field.choices)
        self.wide = stacked or sum(len(choice.words) + 4 for choice in field.choices) > _LONG
        column: QBoxLayout = QVBoxLayout() if stacked else QHBoxLayout()
        column.setSpacing(4)
        for choice in field.choices:
            button = QPushButton(choice.words, self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("kind", "choice")
            button.setAccessibleName(choice.words)
            button.setAccessibleDescription(field.label)
            button.clicked.connect(partial(self._pressed, choice.value))
            self.buttons[choice.value] = button
            column.addWidget(button)
        self.row.addLayout(column)
        self.row.addStretch(1)
        if self.buttons:
            self.setFocusProxy(next(iter(self.buttons.values())))

    def choose(self, words: str) -> None:
        """Presses the button with these words."""
        next(button for button in self.buttons.values() if button.text() == words).click()

    def typed(self) -> Value:
        """The value chosen, "" for none."""
        return next((value for value, b in self.buttons.items() if b.isChecked()), "")

    def put(self, value: Value) -> None:
        """Shows a choice; another value than the choices shows none."""
        for own, button in self.buttons.items():
            button.setChecked(own == value)

    def show_fault(self, text: str) -> None:
        """Marks the field as wrong; each button says why."""
        super().show_fault(text)
        for button in self.buttons.values():
            button.setAccessibleDescription(
                f"{self.field.label}. {text}" if text else self.field.label
            )

    def _pressed(self, value: str, *_checked: bool) -> None:
        """Keeps the choice single."""
        self.put(value if self.buttons[value].isChecked() else "")
        self.edited.emit()
