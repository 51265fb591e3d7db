"""A choice among many, such as the staff: a list that opens, and that typing narrows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from inoadmin.session.forms.model import Choice, Field
from inoadmin.ui.fields.edit import FieldEdit, Value

_UNSET = "Choose, or type a part of the name"


class PickEdit(FieldEdit):
    """One of many, none chosen in advance. Typing any part of the words narrows the list."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._choices: tuple[Choice, ...] = ()
        self.box = QComboBox(self)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setAccessibleName(field.label)
        self.box.setAccessibleDescription(field.hint)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(18)
        line = self.box.lineEdit()
        if line is not None:
            line.setAccessibleName(field.label)
            line.setAccessibleDescription(field.hint)
            line.setPlaceholderText(field.unset or _UNSET)
            line.editingFinished.connect(self._settle)
        completer = self.box.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.offer(field.choices)
        self.box.activated.connect(self.edited)
        self.box.editTextChanged.connect(self._typed)
        self.setFocusProxy(self.box)
        self.row.addWidget(self.box)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offers these; what is chosen or typed stays."""
        if tuple(choices) == self._choices:
            return
        kept = self.box.currentText()
        self._choices = tuple(choices)
        blocked = self.box.blockSignals(True)
        self.box.clear()
        for choice in choices:
            self.box.addItem(choice.words, choice.value)
        self._show(kept)
        self.box.blockSignals(blocked)

    def target(self) -> QWidget:
        """The list."""
        return self.box

    def choose(self, words: str) -> None:
        """Picks the line with these words."""
        self._show(words)
        self.edited.emit()

    def typed(self) -> Value:
        """The value chosen; "" for none, and the text itself when it names nobody."""
        return self.known() or self.box.currentText().strip()

    def known(self) -> str:
        """The value chosen, "" for none."""
        text = self.box.currentText().strip().casefold()
        return next((c.value for c in self._choices if c.words.casefold() == text), "")

    def put(self, value: Value) -> None:
        """Shows a choice; a value that is not there shows none."""
        found = next((c.words for c in self._choices if c.value == value), "")
        self._show(found)

    def _show(self, words: str) -> None:
        """Shows a line, or what was typed."""
        self.box.setCurrentIndex(self.box.findText(words) if words else -1)
        if self.box.currentText() != words:
            self.box.setEditText(words)
        line = self.box.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def _typed(self, _text: str) -> None:
        """What is typed by hand."""
        line = self.box.lineEdit()
        if line is not None and line.isModified():
            self.edited.emit()

    def _settle(self) -> None:
        """A part of the words that only one line has stands for that line."""
        text = self.box.currentText().strip().casefold()
        if not text or self.known():
            return
        found = [c.words for c in self._choices if text in c.words.casefold()]
        if len(found) == 1:
            self.choose(found[0])
