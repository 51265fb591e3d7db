"""A choice among a few words, each a button; none is chosen in advance."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from inoadmin.session.forms.model import Choice, Field
from inoadmin.ui.fields.edit import FieldEdit, Value
from inoadmin.ui.side_by_side import SideBySide
from inoadmin.ui.spoken import GROUP, ChoiceButton
from inoadmin.ui.widgets import label

_LONG = 30  # characters from which the choices stand below one another
_ROOM = 36  # characters that fit side by side in one column of a form
_TICK = "✓ "
_PADDING_PX = 34


class ChoiceEdit(FieldEdit):
    """One of a few. Pressing what is chosen takes the choice back.

    A choice that explains itself ("Grade 1: mild") has its first words on the button and the rest
    beside it.
    """

    spoken_role = GROUP
    wide = True
    wraps = True  # in a narrow form the choices take more rows

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.setAccessibleName(field.label)
        self.setAccessibleDescription(field.hint)
        self.buttons: dict[str, QPushButton] = {}
        stacked = any(len(choice.words) > _LONG for choice in field.choices)
        room = max(sum(len(choice.words) + 4 for choice in field.choices), len(field.label))
        self.wide = stacked or room > _ROOM
        if stacked:
            self.row.addLayout(self._stacked(), 1)
        else:
            beside = SideBySide(most=max(len(field.choices), 1))
            for choice in field.choices:
                beside.add(self._button(choice))
            if not self.wraps:
                beside.setMinimumWidth(beside.sizeHint().width())
            self.row.addWidget(beside, 1)
        if self.buttons:
            self.setFocusProxy(next(iter(self.buttons.values())))

    def _stacked(self) -> QGridLayout:
        """The choices below one another, each with its explanation beside it."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for n, choice in enumerate(self.field.choices):
            grid.addWidget(self._button(choice), n, 0)
            grid.addWidget(label(choice.words.partition(": ")[2], wrap=True), n, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _button(self, choice: Choice) -> QPushButton:
        """A button as wide as it will be when it is chosen."""
        text = choice.words.partition(": ")[0]
        button = ChoiceButton(text, self)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setProperty("kind", "choice")
        button.setAccessibleName(choice.words)
        button.setAccessibleDescription(self.field.label)
        wide = button.fontMetrics().horizontalAdvance(_TICK + text)
        button.setMinimumWidth(wide + _PADDING_PX)
        button.toggled.connect(partial(self._ticked, button, text))
        button.clicked.connect(partial(self._pressed, choice.value))
        self.buttons[choice.value] = button
        return button

    def _ticked(self, button: QPushButton, text: str, on: bool) -> None:
        """A tick beside the colour."""
        button.setText(_TICK + text if on else text)

    def choose(self, words: str) -> None:
        """Presses the button with these words."""
        next(b for b in self.buttons.values() if b.accessibleName() == words).click()

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
