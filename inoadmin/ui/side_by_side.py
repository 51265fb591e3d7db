"""Widgets side by side, as many to a row as there is room for; hidden ones take no place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

_GAP_PX = 6


class SideBySide(QWidget):
    """Up to `most` widgets to a row. `spread`: they share the whole width; without it they keep
    their own, at the left, or at the right with `at_end`.
    """

    def __init__(
        self,
        *,
        most: int = 4,
        spread: bool = False,
        at_end: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._most, self._spread, self._at_end = most, spread, at_end
        self._all: list[QWidget] = []
        self._placed: tuple[tuple[QWidget, ...], int] = ((), 0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP_PX)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget) -> None:
        """Adds one at the end."""
        if self._spread:
            widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._all.append(widget)
        self._grid.addWidget(widget, 0, self._grid.columnCount())
        self.arrange()

    def arrange(self) -> None:
        """Puts what is not hidden in rows that fit the width."""
        shown = tuple(widget for widget in self._all if not widget.isHidden())
        columns = self._columns(shown)
        if (shown, columns) == self._placed:
            return
        self._placed = (shown, columns)
        for widget in self._all:
            self._grid.removeWidget(widget)
        first = 1 if self._at_end else 0
        for n, widget in enumerate(shown):
            self._grid.addWidget(widget, n // columns, first + n % columns)
        beside = 0 if self._at_end else columns  # what takes the room that is left
        for column in range(max(self._grid.columnCount(), beside + 1)):
            grows = column < columns if self._spread else column == beside
            self._grid.setColumnStretch(column, int(grows))
        self.updateGeometry()

    def _columns(self, shown: Sequence[QWidget]) -> int:
        """How many fit beside one another."""
        fitting = (
            n
            for n in range(min(self._most, len(shown)), 1, -1)
            if self._width(shown, n) <= self.width()
        )
        return next(fitting, 1)

    def _width(self, shown: Sequence[QWidget], columns: int) -> int:
        """What so many columns take."""
        widths = [
            max((_wide(widget) for widget in shown[column::columns]), default=0)
            for column in range(columns)
        ]
        return sum(widths) + _GAP_PX * (columns - 1 + self._at_end)

    def event(self, event: QEvent) -> bool:
        """Follows what is shown, hidden or worded anew."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many to a row as there is room for."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.arrange()

    def sizeHint(self) -> QSize:
        """As wide as all of them in as few rows as may be."""
        shown, _ = self._placed
        columns = max(1, min(self._most, len(shown)))
        return QSize(self._width(shown, columns), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """In a narrow place they stand in more rows."""
        shown, _ = self._placed
        longest = max((_wide(widget) for widget in shown), default=0)
        return QSize(longest, super().minimumSizeHint().height())


def _wide(widget: QWidget) -> int:
    """The least width a widget needs for its words."""
    return max(widget.sizeHint().width(), widget.minimumWidth())
