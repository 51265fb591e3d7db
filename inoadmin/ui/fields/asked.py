"""A question with its answer beside it, or below it where the question would get too narrow."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

_WORDS_PX = 190  # the least width in which a question can be read


class Asked(QWidget):
    """A wrapping label and what answers it."""

    def __init__(self, question: QLabel, answer: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer = answer
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        question.setMinimumWidth(_WORDS_PX)
        self._line.addWidget(question, 1)
        self._line.addWidget(answer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two rows where there is no room for one."""
        super().resizeEvent(event)
        left = event.size().width() - self._answer.minimumSizeHint().width() - self._line.spacing()
        way = QBoxLayout.Direction
        self._line.setDirection(way.TopToBottom if left < _WORDS_PX else way.LeftToRight)
