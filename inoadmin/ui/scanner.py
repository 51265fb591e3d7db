"""A scanner that types, heard from anywhere in the window where nobody is typing.

Keys are held for the moment in which a scanner would go on, so that a scan presses no button: what
turns out to be a person's goes to where it was meant. A field that takes text hears its own keys.
"""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_TYPING: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)
_SETTLE_MS: Final = 50
_SEPARATOR: Final = "\x1d"


class Wedge(Protocol):
    """Tells a scanner's keys from a person's. Both give what a person typed, and a whole scan."""

    def press(self, key: str, at_ms: int) -> tuple[str, str | None]:
        """Takes one key's character."""
        ...

    def settle(self, at_ms: int) -> tuple[str, str | None]:
        """Decides what is held once the moment has passed."""
        ...


class ScannerFilter(QObject):
    """Listens while its window is the active one. Signal: `scanned` with the whole text."""

    scanned = Signal(str)

    def __init__(self, app: QApplication, window: QWidget, wedge: Wedge) -> None:
        super().__init__(window)
        self._app, self._window, self._wedge = app, window, wedge
        self._held: list[QKeyEvent] = []
        self._returning = False
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self.settle)
        app.installEventFilter(self)

    @property
    def holds(self) -> bool:
        """Whether a key is held back that may be a scanner's."""
        return bool(self._held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Holds the keys that may be a scanner's."""
        if (
            not isinstance(event, QKeyEvent)
            or self._returning
            or watched is not self._app.focusWidget()
            or not self._listens()
        ):
            return False
        if not _may_be_scanned(event):
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._hold(event)
        return event.type() in {QEvent.Type.KeyPress, QEvent.Type.KeyRelease}

    def _listens(self) -> bool:
        """Whether nobody is typing into a field, and no dialog is open."""
        return self._app.activeWindow() is self._window and not isinstance(
            self._app.focusWidget(), _TYPING
        )

    def _hold(self, event: QKeyEvent) -> None:
        """Takes a key; a person's keys go on their way."""
        self._held.append(event.clone())
        character = "\r" if event.key() in _ENTERS else _character(event)
        self._decided(*self._wedge.press(character, self._clock.elapsed()))
        self._timer.start()

    def settle(self) -> None:
        """The moment has passed: what is held is a person's, or a scan without an end key."""
        self._decided(*self._wedge.settle(self._clock.elapsed()))

    def _decided(self, typed: str, scan: str | None) -> None:
        """Gives a person's keys back, or tells of a scan."""
        if scan is not None:
            self._held.clear()
            self.scanned.emit(scan)
        given, self._held = self._held[: len(typed)], self._held[len(typed) :]
        for event in given:
            self._give_back(event)

    def _give_back(self, event: QKeyEvent) -> None:
        """Sends a key to where it was meant."""
        target = self._app.focusWidget() or self._window
        self._returning = True
        try:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                again = QKeyEvent(kind, event.key(), event.modifiers(), event.text())
                QCoreApplication.sendEvent(target, again)
        finally:
            self._returning = False


_ENTERS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def _character(event: QKeyEvent) -> str:
    """The character of a key; the group separator comes as Ctrl and a bracket too."""
    return _SEPARATOR if _is_separator(event) else event.text()


def _is_separator(event: QKeyEvent) -> bool:
    """Whether the key stands for the group separator."""
    ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return event.text() == _SEPARATOR or (ctrl and event.key() == Qt.Key.Key_BracketRight)


def _may_be_scanned(event: QKeyEvent) -> bool:
    """Whether a scanner sends such a key: a character, its separator, or Enter."""
    if event.key() in _ENTERS or _is_separator(event):
        return True
    plain = event.modifiers() in {
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.KeypadModifier,
    }
    return plain and len(event.text()) == 1 and event.text().isprintable()
