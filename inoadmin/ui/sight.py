"""Keeps what has the keyboard in sight: an area that scrolls follows the focus only inside it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_AROUND_PX = 40  # shown above and below


class Sight(QObject):
    """Scrolls, wherever the focus goes, so far that it can be seen."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self.follow)

    def follow(self, _left: QWidget | None, held: QWidget | None) -> None:
        """The keyboard is somewhere else now."""
        if held is not None:
            bring_into_sight(held)


def bring_into_sight(widget: QWidget) -> None:
    """Scrolls whatever a widget stands in so that it can be seen."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, _AROUND_PX)
        above = above.parentWidget()
