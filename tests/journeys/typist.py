"""A nurse without a mouse: every control is reached with Tab or its letter, and seen when it is.

The acts are counted: `stops` is how often the focus was moved on, `presses` the keys that did
something, `texts` the fields typed into; `asked` holds what was asked for, in order.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtGui import QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from inoadmin.ui.fields.choosing import ChoiceEdit
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import PINS, Workstation

LONGEST_MS = 5000
FURTHEST = 150  # more stops than any page or dialog has


class Typist(Nurse):
    """Acts as the Nurse does, with keys alone."""

    def __init__(self, place: Workstation) -> None:
        super().__init__(place)
        self.stops = self.presses = self.texts = 0
        self.asked_for: list[str] = []

    @property
    def acts(self) -> int:
        """All that the hands did: a field's text counts as one."""
        return self.stops + self.presses + self.texts

    # --- acting ---------------------------------------------------------------------------------

    def sign_in(self, name: str) -> None:
        """Name and PIN where the cursor is."""
        self._write(name)
        self._press(Qt.Key.Key_Return)
        self._write(PINS[name])
        self._press(Qt.Key.Key_Return)

    def type_into(self, name: str, text: str) -> None:
        """Types into a field; what is to stay blank is passed by."""
        if text:
            self.asked_for.append(name)
            super().type_into(name, text)

    def choose(self, name: str, words: str) -> None:
        """Chooses among a few words, or from a list that opens."""
        self.asked_for.append(name)
        super().choose(name, words)

    def tick(self, name: str) -> None:
        """Ticks a box."""
        self.asked_for.append(name)
        super().tick(name)

    def sign(self, **typed: str) -> None:
        """Types the PIN of each one who is asked, and Enter; nothing when nobody is asked."""
        if QApplication.focusWidget() not in self._pins():
            return
        for name, field in zip(self.asked(), self._pins(), strict=True):
            self._reach(field)
            self._write(typed.get(name.replace(" ", "_")) or PINS[name])
        self._press(Qt.Key.Key_Return)

    # --- hands ----------------------------------------------------------------------------------

    def _look_at(self, widget: QWidget) -> None:
        """Nothing scrolls by itself for a nurse without a mouse: the focus brings it into sight."""

    def _click(self, button: QWidget) -> None:
        assert isinstance(button, QAbstractButton)
        letter = QKeySequence.mnemonic(button.text()).toString().removeprefix("Alt+")
        if len(letter) == 1:
            self._press(Qt.Key(ord(letter)), Qt.KeyboardModifier.AltModifier)
            come_up(button)
        else:
            self._reach(button)
            self._press(Qt.Key.Key_Space)

    def _type(self, field: QLineEdit | QPlainTextEdit, text: str) -> None:
        self._reach(field)
        self._write(text)

    def _pick(self, box: QComboBox, words: str) -> None:
        self._reach(box)
        if box.lineEdit() is not None:
            self._write(words)
            self._stop()
        else:
            self._press(Qt.Key.Key_Home)
            lines = [box.itemText(number) for number in range(box.count())]
            for _ in range(lines.index(words)):
                self._press(Qt.Key.Key_Down)
        assert box.currentText() == words

    def _reach(self, widget: QWidget) -> None:
        """Moves the focus on until it is there; then the control can be seen."""
        wanted = widget.focusProxy() or widget
        passed: list[QWidget] = []
        while (held := self._held()) is not wanted:
            assert len(passed) < FURTHEST, f"{widget!r} is not reached from {passed[0]!r}"
            passed.append(held)
            if beside(held, wanted):
                self._press(Qt.Key.Key_Right)
            else:
                self._stop()
        seen = wanted.visibleRegion().boundingRect()
        assert seen.contains(wanted.rect().center()), f"{widget!r} is not seen"

    def _held(self) -> QWidget:
        """What has the focus."""
        self.front()
        held = QApplication.focusWidget()
        assert held is not None, "the keyboard is nowhere"
        return held

    def _screen(self) -> QWindow:
        """What the desktop sends keys to: Qt finds the focus, and letters of buttons, itself."""
        handle = self._held().window().windowHandle()
        assert handle is not None
        return handle

    def _stop(self) -> None:
        self.stops += 1
        QTest.keyClick(self._screen(), Qt.Key.Key_Tab)
        QApplication.processEvents()

    def _press(
        self, key: Qt.Key, also: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.presses += 1
        QTest.keyClick(self._screen(), key, also)
        self._settle()

    def _settle(self) -> None:
        """A key that a scanner might have sent is held back until no other follows."""
        until = QDeadlineTimer(LONGEST_MS)
        QApplication.processEvents()
        while self.place.window.scanner.holds:
            assert not until.hasExpired(), "a key is held back for ever"
            QApplication.processEvents()

    def _write(self, text: str) -> None:
        self.texts += 1
        for letter in text:
            self.place.keyboard.pause()
            QTest.keyClick(self._screen(), letter)
        self.place.keyboard.pause()
        self._settle()


def come_up(button: QAbstractButton) -> None:
    """A button pressed by its letter is seen to go down, and acts when it comes up again."""
    until = QDeadlineTimer(LONGEST_MS)
    while shiboken6.isValid(button) and button.isDown():
        assert not until.hasExpired(), f"{button!r} stays down"
        QApplication.processEvents()


def beside(held: QWidget, wanted: QWidget) -> bool:
    """Whether both are choices of one question: arrows lead from one to the other."""
    if not (isinstance(held, QAbstractButton) and isinstance(wanted, QAbstractButton)):
        return False
    question = held.parentWidget()
    while question is not None and not isinstance(question, ChoiceEdit):
        question = question.parentWidget()
    return question is not None and question.isAncestorOf(wanted)
