"""Where the protocol stands in the window: over the clocks, below who the patient is."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from inoadmin.ui.protocol_pane import ProtocolPane

_WIDE_PX = 600
_BESIDE_PX = 200  # what is left of the window beside it


class ProtocolPlace(QObject):
    """Keeps the pane at the window's right edge, below `steps`, or below `bar` without them."""

    def __init__(self, window: QWidget, pane: ProtocolPane, steps: QWidget, bar: QWidget) -> None:
        super().__init__(window)
        self._window, self._pane, self._steps, self._bar = window, pane, steps, bar

    def open(self, citation: str) -> None:
        """Shows the pane at a section, with the keyboard in its search."""
        self._pane.open_at(citation)
        self.place()
        self._pane.show()
        self._pane.raise_()
        self._pane.search.setFocus()

    def place(self, *_now: datetime) -> None:
        """As high as the window; the banner, the steps and the reaction button stay in sight."""
        window = self._window
        width = min(_WIDE_PX, window.width() - _BESIDE_PX)
        below = self._steps if self._steps.isVisible() else self._bar
        top = below.mapTo(window, below.rect().bottomLeft()).y() + 1
        self._pane.setGeometry(window.width() - width, top, width, window.height() - top)
