"""What is as high as it needs to be, up to a limit, and scrolls beyond it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Capped(QScrollArea):
    """Holds one widget whose height depends on its width."""

    def __init__(self, inside: QWidget, most_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside, self._most_px = inside, most_px
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        inside.installEventFilter(self)

    def limit(self, most_px: int) -> None:
        """Sets how high it may be."""
        if most_px != self._most_px:
            self._most_px = most_px
            self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows what is inside when it is laid out anew."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower widget is higher."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def fit(self) -> None:
        """Takes the height that is needed now."""
        inside = self._inside
        layout = inside.layout()
        if layout is None:
            return
        layout.activate()
        wanted = layout.totalSizeHint().height()
        if layout.hasHeightForWidth():  # something in it wraps
            wanted = layout.totalHeightForWidth(self.viewport().width())
        self.setFixedHeight(max(min(wanted, self._most_px), 0))
