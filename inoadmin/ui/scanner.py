"""A scanner that types, heard wherever the focus is: in the window, its dialogs and their lists.

Where nobody types, keys are held for the moment in which a scanner would go on, so that a scan
presses nothing; what turns out to be a person's goes to where it was meant. In a field that takes
text they are let through, so that nothing typed waits or is lost: once they prove to be a scan's,
the field has its text of before again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from inoadmin.ui.fields.scan import ScanEdit, is_separator
from inoadmin.ui.writing import Before, before, writes

_SETTLE_MS: Final = 10  # beyond the gap, so that what is held is settled when it is looked at
_SEPARATOR: Final = "\x1d"
_ENTERS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Wedge(Protocol):
    """Tells a scanner's keys from a person's. Both give what a person typed, and a whole scan."""

    @property
    def gap_ms(self) -> int:
        """The longest pause within a scan."""
        ...

    @property
    def framed(self) -> bool:
        """Whether a scan is known by its prefix; else speed alone tells."""
        ...

    def press(self, key: str, at_ms: int, *, repeated: bool) -> tuple[str, str | None]:
        """Takes one key's character; `repeated`: it is held down."""
        ...

    def settle(self, at_ms: int) -> tuple[str, str | None]:
        """Decides what is held once the moment has passed."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """A key that may be a scanner's: kept from a button, or let through to a field, with what
    stood there before it. `typing`: that field is not one for codes.
    """

    event: QKeyEvent | None
    field: Before | None
    typing: bool


class ScannerFilter(QObject):
    """Listens while its window, or a dialog of it, is the active one.

    `reads` tells whether a text can only be a code or a wristband: what came fast in a field that
    takes text, and is not such a text, stays there. Signal: `scanned` with the whole text.
    """

    scanned = Signal(str)

    def __init__(
        self,
        app: QApplication,
        window: QWidget,
        wedge: Wedge,
        reads: Callable[[str], bool] = lambda _text: True,
    ) -> None:
        super().__init__(window)
        self._app, self._window, self._wedge, self._reads = app, window, wedge, reads
        self._held: list[Held] = []
        self._returning = False
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.settle)
        app.installEventFilter(self)

    @property
    def holds(self) -> bool:
        """Whether a key may still turn out to be a scanner's."""
        return bool(self._held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the keys that may be a scanner's, but for those of a field that takes text."""
        if not isinstance(event, QKeyEvent) or self._returning or watched is not self._target():
            return False
        if not self._listens() or not self._may_be_scanned(event):
            return False
        field = writes(watched)
        if event.type() == QEvent.Type.KeyPress:
            return self._press(event, field)
        return field is None and event.type() == QEvent.Type.KeyRelease

    def _target(self) -> QWidget | None:
        """Where keys go: a list or menu that hangs open has them before what has the focus."""
        popup = self._app.activePopupWidget()
        return (popup.focusWidget() or popup) if popup is not None else self._app.focusWidget()

    def _listens(self) -> bool:
        """Whether the window is in front, or a dialog over it."""
        front: QWidget | None = self._app.activeWindow()
        while front is not None and front is not self._window:
            front = front.parentWidget()
        return front is self._window

    def _may_be_scanned(self, event: QKeyEvent) -> bool:
        """Whether a scanner sends such a key: a character, its separator, Enter, or a Tab after."""
        if event.key() == Qt.Key.Key_Tab:
            return self.holds and event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() in _ENTERS or is_separator(event):
            return True
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        return plain and len(event.text()) == 1 and event.text().isprintable()

    def _press(self, event: QKeyEvent, field: QWidget | None) -> bool:
        """Takes a key; whether it goes no further."""
        kept = None if field is not None else event.clone()
        earlier = self._clock.elapsed()
        self._decided(*self._wedge.settle(earlier))
        typing = field is not None and not isinstance(field.parent(), ScanEdit)
        self._held.append(Held(kept, before(field) if field is not None else None, typing))
        typed, scan = self._wedge.press(_character(event), earlier, repeated=event.isAutoRepeat())
        taken = self._decided(typed, scan)
        self._timer.start(self._wedge.gap_ms + _SETTLE_MS)
        if field is None:
            return True
        ends = event.key() in _ENTERS or event.key() == Qt.Key.Key_Tab
        return ends and (taken or (scan is not None and self._would_press(event, field)))

    def _would_press(self, event: QKeyEvent, field: QWidget) -> bool:
        """Whether the Enter at the end of a fast text would press a dialog's button."""
        line = isinstance(field, QLineEdit) and field.echoMode() == QLineEdit.EchoMode.Normal
        return line and event.key() in _ENTERS and isinstance(field.window(), QDialog)

    def settle(self) -> None:
        """The moment has passed: what is held is a person's, or a scan without an end key."""
        self._decided(*self._wedge.settle(self._clock.elapsed()))

    def _decided(self, typed: str, scan: str | None) -> bool:
        """Gives a person's keys back, or tells of a scan; whether it was one."""
        if scan is None:
            given, self._held = self._held[: len(typed)], self._held[len(typed) :]
            self._give_back(given)
            return False
        held, self._held = self._held, []
        if not self._is_scan(scan, held):
            self._give_back(held)
            return False
        put_back(held)
        self.scanned.emit(scan)
        return True

    def _is_scan(self, text: str, held: list[Held]) -> bool:
        """Whether a fast text was no typing: always where nobody types, at a scan field, and
        behind the scanner's own prefix.
        """
        typing = any(each.typing for each in held)
        return not typing or self._wedge.framed or self._reads(text)

    def _give_back(self, given: list[Held]) -> None:
        """Sends keys that were kept to where they were meant."""
        for held in given:
            if held.event is None:
                continue
            target = self._target() or self._window
            self._returning = True
            try:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = held.event
                    again = QKeyEvent(kind, event.key(), event.modifiers(), event.text())
                    QCoreApplication.sendEvent(target, again)
            finally:
                self._returning = False


def put_back(held: list[Held]) -> None:
    """Gives each field the text that stood there before the first key of a scan."""
    restored: set[int] = set()
    for each in held:
        if each.field is not None and id(each.field.widget) not in restored:
            restored.add(id(each.field.widget))
            each.field.restore()


def _character(event: QKeyEvent) -> str:
    """The character of a key; the group separator comes as Ctrl and a bracket too."""
    if event.key() in _ENTERS:
        return "\r"
    if event.key() == Qt.Key.Key_Tab:
        return "\t"
    return _SEPARATOR if is_separator(event) else event.text()
