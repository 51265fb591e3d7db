"""Places with their clocks, and the alarms: what everybody who passes by may see."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from inoadmin.session.present.locked import discreet_alarms, discreet_board
from inoadmin.ui.board import CardButton
from inoadmin.ui.desk import Desk
from inoadmin.ui.page import scrolling
from inoadmin.ui.widgets import empty, label

_CARD_PX = 230
_MOST_ALARMS = 4
_NOTHING = "No dose is open on this workstation."


class Places(QWidget):
    """Repaints each second while it can be seen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cards: list[CardButton] = []
        self._columns = 0
        self._nothing = label(_NOTHING, "subtitle", wrap=True)
        self._alarms = QVBoxLayout()
        self._shown: tuple[str, ...] = ()
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(10)
        rows.addLayout(self._alarms)
        rows.addLayout(self._grid)
        rows.addWidget(self._nothing)
        rows.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label("PLACES ON THIS WORKSTATION", "heading"))
        column.addWidget(scrolling(inside), 1)
        desk.ticked.connect(self.refresh)
        desk.changed.connect(self.refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, more columns."""
        super().resizeEvent(event)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while it could not be seen is shown."""
        super().showEvent(event)
        self.refresh()

    def refresh(self, *_now: datetime) -> None:
        """Shows what goes on now; costs nothing while it cannot be seen."""
        if self.isVisible():
            now = self._desk.now()
            self._show_alarms(now)
            self._show_cards(now)

    def _show_alarms(self, now: datetime) -> None:
        """The gravest alarms in words; each place's own is on its card."""
        standing = discreet_alarms(self._desk.alarms(now))
        high = [alarm for alarm in standing if alarm.priority == "high" and alarm.patient]
        lines = [f"▲ {alarm.line}" for alarm in high]
        if len(lines) > _MOST_ALARMS:
            lines = [*lines[:_MOST_ALARMS], f"and {len(lines) - _MOST_ALARMS} more"]
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        empty(self._alarms)
        for line in lines:
            self._alarms.addWidget(label(line, "error", wrap=True))

    def _show_cards(self, now: datetime) -> None:
        """A card a place."""
        known = discreet_board(self._desk.service, now)
        self._nothing.setVisible(not known)
        columns = max(1, self.width() // _CARD_PX)
        while len(self._cards) < len(known):
            card = CardButton(self)
            card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            card.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._cards.append(card)
            self._columns = 0
        if columns != self._columns:
            self._columns = columns
            for number, card in enumerate(self._cards):
                self._grid.addWidget(card, number // columns, number % columns)
            for column in range(self._grid.columnCount()):
                self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for card, shown in zip(self._cards, known, strict=False):
            card.show_card(shown, chosen=False)
        for card in self._cards[len(known) :]:
            card.hide()
