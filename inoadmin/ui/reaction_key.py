"""F9 from anywhere: also while a form is open, which a shortcut of the window does not reach."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication


class ReactionKey(QObject):
    """Watches the application's keys. Signal: `pressed`, once for each press."""

    pressed = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes F9 and lets everything else pass."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_F9:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            # The first object that the key reaches; what it is sent on to sees nothing of it.
            self.pressed.emit()
        return True
