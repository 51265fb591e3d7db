"""A box to tick whose edge can be seen on every surface."""

from __future__ import annotations

import textwrap

from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QWidget

_EDGE_PX = 1.5
_LINE = 92  # characters after which a long text goes on below


class Box(QCheckBox):
    """A check box; its accessible name is its text, unbroken."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(textwrap.fill(text, _LINE).replace("&", "&&"), parent)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style's own picture, with the edge of the box drawn in the text's colour."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        at = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().windowText().color(), _EDGE_PX))
        painter.drawRoundedRect(at.adjusted(1, 1, -1, -1), 2, 2)
        painter.end()
