"""Keeps what has the keyboard in sight: an area that scrolls follows the focus only inside it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_AROUND_PX = 24


class Sight(QObject):
    """Scrolls, wherever the focus goes, so far that it can be seen."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self.follow)

    def follow(self, _left: QWidget | None, held: QWidget | None) -> None:
        """Brings the widget into sight in every area that it lies in."""
        above = None if held is None else held.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea) and held is not None:
                above.ensureWidgetVisible(held, 0, _AROUND_PX)
            above = above.parentWidget()
