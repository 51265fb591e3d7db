"""The clocks at the right: the one that matters now, large, the others as small cards, the plan."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from inoadmin.session.present.clocks import Clock, Clocks, clocks
from inoadmin.ui.desk import Desk
from inoadmin.ui.plan_card import PlanCard
from inoadmin.ui.style import BIG_PX
from inoadmin.ui.widgets import Ticking, label, retone, set_looks

_LARGE_MARGINS = (14, 10, 12, 12)
_SMALL_MARGINS = (14, 7, 12, 7)
_EDGES_PX = 7  # the coloured edge and the line opposite
_NOTHING = Clock("", "Clocks", "", "Nothing is counting now.")


class ClocksView(QWidget):
    """All clocks of the open administration; they only show, and lose nothing when not shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAccessibleName("Clocks")
        self._main = _Large()
        self._others: list[_Small] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._main)
        self.plan = PlanCard(desk)
        self._layout.addWidget(self.plan)
        self._layout.addStretch(1)
        desk.ticked.connect(self.refresh)
        desk.changed.connect(self.refresh)
        self.refresh()

    def refresh(self, *_now: datetime) -> None:
        """Shows the clocks as they stand now."""
        administration = self._desk.administration
        if administration is None:
            self._show(Clocks(None, ()))
            return
        self._show(clocks(self._desk.service, administration, self._desk.now()))

    def _show(self, faces: Clocks) -> None:
        """Puts the faces in their cards, making or dropping cards as needed."""
        self._main.show_clock(faces.main or _NOTHING)
        while len(self._others) < len(faces.others):
            card = _Small()
            self._others.append(card)
            self._layout.insertWidget(self._layout.indexOf(self.plan), card)
        for card, clock in zip(self._others, faces.others, strict=False):
            card.show_clock(clock)
        for card in self._others[len(faces.others) :]:
            card.hide()

    def texts(self) -> tuple[str, ...]:
        """What is shown, one line a clock."""
        shown = [card for card in self._others if not card.isHidden()]
        return (self._main.accessibleName(), *(c.accessibleName() for c in shown))


class _Face(QFrame):
    """A card with a clock on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.title, self.note = label("", "muted"), label("", "muted", wrap=True)
        self.figure, self.told = self._labels()

    def _labels(self) -> tuple[Ticking, QLabel]:
        return Ticking("figure"), label("", "muted", wrap=True)

    def show_clock(self, clock: Clock) -> None:
        """Shows a clock; only what changed is set, so that nothing flickers."""
        for widget, text in (
            (self.title, clock.title),
            (self.told, clock.words),
            (self.note, clock.note),
        ):
            if widget.text() != text:
                widget.setText(text)
            widget.setVisible(bool(text))
        self.figure.tell(clock.figure)
        self.figure.setVisible(bool(clock.figure))
        self.setAccessibleName(clock.spoken)
        retone(self, clock.tone)
        retone(self.figure, clock.tone if clock.tone in {"alarm", "good"} else "")
        self.show()
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long figures make room for themselves."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Sets the figure so that it is never cut off."""


class _Large(_Face):
    """The clock that matters now; a long figure is set smaller."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(*_LARGE_MARGINS)
        column.setSpacing(0)
        for widget in (self.title, self.figure, self.told, self.note):
            column.addWidget(widget)
        column.setAlignment(self.figure, Qt.AlignmentFlag.AlignLeft)

    def fit(self) -> None:
        """As large as the width allows."""
        font = QFont(self.figure.font())
        font.setPixelSize(BIG_PX)
        wide = QFontMetrics(font).horizontalAdvance(self.figure.text())
        room = self.width() - _LARGE_MARGINS[0] - _LARGE_MARGINS[2] - _EDGES_PX
        set_looks(self.figure, "small", "true" if wide > room else "false")

    def _labels(self) -> tuple[Ticking, QLabel]:
        return Ticking("big"), label("", "strong", wrap=True)


class _Small(_Face):
    """One of the others: title and figure on a line where both fit, words below."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(*_SMALL_MARGINS)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.figure, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.told, 2, 0, 1, 2)
        grid.addWidget(self.note, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self._beside = True

    def fit(self) -> None:
        """The figure goes below the title where it does not fit beside it."""
        grid = self._grid
        margins = grid.contentsMargins()
        room = self.width() - margins.left() - margins.right() - _EDGES_PX
        needed = self.title.sizeHint().width() + self.figure.sizeHint().width()
        beside = needed + grid.horizontalSpacing() <= room
        if beside == self._beside:
            return
        self._beside = beside
        grid.removeWidget(self.figure)
        if beside:
            grid.addWidget(self.figure, 0, 1, Qt.AlignmentFlag.AlignRight)
        else:
            grid.addWidget(self.figure, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
