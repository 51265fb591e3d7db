"""A choice among a few words, each a button; none is chosen in advance."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
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


_BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})
_ON = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})


class WordButton(ChoiceButton):
    """One of the words of a question. Tab passes the others by; an arrow leads to them.

    Signals: `moved` by an arrow, -1 back or 1 on; `entered` when Tab comes to it.
    """

    moved = Signal(int)
    entered = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.others: tuple[WordButton, ...] = ()

    def focusNextPrevChild(self, on: bool, /) -> bool:
        """Leaves the question, whichever of its words has the focus."""
        for other in self.others:
            other.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        moved = super().focusNextPrevChild(on)
        for other in self.others:
            other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return moved

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells when the question is come to from outside."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows lead to the neighbours; they choose nothing."""
        if event.key() in _BACK:
            self.moved.emit(-1)
        elif event.key() in _ON:
            self.moved.emit(1)
        else:
            super().keyPressEvent(event)


class ChoiceEdit(FieldEdit):
    """One of a few. Pressing what is chosen takes the choice back. Tab leads to the question, at
    what is chosen or else at the first word; arrows lead from word to word.

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
        self.buttons: dict[str, WordButton] = {}
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
        for button in self.buttons.values():
            button.others = tuple(b for b in self.buttons.values() if b is not button)

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

    def _button(self, choice: Choice) -> WordButton:
        """A button as wide as it will be when it is chosen."""
        text = choice.words.partition(": ")[0]
        button = WordButton(text, self)
        button.setCheckable(True)
        button.moved.connect(partial(self._lead_on, choice.value))
        button.entered.connect(self._lead_in)
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

    def _lead_in(self) -> None:
        """Whoever comes to the question is at what is chosen, or else at the first word."""
        words = list(self.buttons.values())
        chosen = next((button for button in words if button.isChecked()), words[0])
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lead_on(self, value: str, by: int) -> None:
        """To the neighbour of a word, round at the ends."""
        values = list(self.buttons)
        to = self.buttons[values[(values.index(value) + by) % len(values)]]
        to.setFocus(Qt.FocusReason.OtherFocusReason)

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
