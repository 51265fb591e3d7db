"""Keys heard from anywhere: also while a form is open, which a shortcut of the window does not
reach. F1 shows the protocol, F9 reports a reaction, F8 shows the alarms, Ctrl+L locks the screen.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication


class AnywhereKey(QObject):
    """Watches the application's keys. Signal: `pressed`, once for each press."""

    pressed = Signal()

    def __init__(
        self,
        app: QApplication,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._key, self._modifiers = key, modifiers
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes its key and lets everything else pass."""
        if not isinstance(event, QKeyEvent) or event.key() != self._key:
            return super().eventFilter(watched, event)
        if self._modifiers is not None and event.modifiers() != self._modifiers:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            # The first object that the key reaches; what it is sent on to sees nothing of it.
            self.pressed.emit()
        return True


class ReactionKey(AnywhereKey):
    """F9."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(app, Qt.Key.Key_F9, None, parent)


class HelpKey(AnywhereKey):
    """F1."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(app, Qt.Key.Key_F1, None, parent)


class AlarmKey(AnywhereKey):
    """F8."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(app, Qt.Key.Key_F8, None, parent)


class LockKey(AnywhereKey):
    """Ctrl+L."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(app, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier, parent)
