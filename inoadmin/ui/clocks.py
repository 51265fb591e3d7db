"""The clocks at the right: the one that matters now, large, and the others as small cards."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from inoadmin.session.present.clocks import Clock, Clocks, clocks, stopped_words, was_stopped
from inoadmin.ui.desk import Desk
from inoadmin.ui.widgets import label, retone

_TOLD_FOR = timedelta(minutes=1)
_NOTHING = Clock("", "Clocks", "", "Nothing is counting yet.")


class ClocksView(QWidget):
    """All clocks of the open administration; they only show, and lose nothing when not shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._last: int | None = None
        self._told_at: datetime | None = None
        self.setAccessibleName("Clocks")
        self._stopped = label("", "error", wrap=True)
        self._stopped.hide()
        self._main = _Large()
        self._others: list[_Small] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._stopped)
        self._layout.addWidget(self._main)
        self._layout.addStretch(1)
        desk.ticked.connect(self.tick)
        desk.changed.connect(self.refresh)
        self.refresh()

    def tick(self, now: datetime) -> None:
        """Paints the time; says so when the last tick is too long ago."""
        counter = self._desk.service.tick().counter_ns
        gap = was_stopped(self._last, counter)
        self._last = counter
        if gap is not None:
            self._told_at = now
            self._stopped.setText(stopped_words(gap))
            self._stopped.show()
        elif self._told_at is not None and now - self._told_at > _TOLD_FOR:
            self._stopped.hide()
        self.refresh()

    def refresh(self) -> None:
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
            self._layout.insertWidget(self._layout.count() - 1, card)
        for card, clock in zip(self._others, faces.others, strict=False):
            card.show_clock(clock)
        for card in self._others[len(faces.others) :]:
            card.hide()

    def texts(self) -> tuple[str, ...]:
        """What is shown, one line a clock."""
        shown = [card for card in self._others if not card.isHidden()]
        note = () if self._stopped.isHidden() else (self._stopped.text(),)
        return (*note, self._main.accessibleName(), *(c.accessibleName() for c in shown))


class _Face(QFrame):
    """A card with a clock on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.title, self.figure, self.told = self._labels()
        self.note = label("", "muted", wrap=True)

    def _labels(self) -> tuple[QLabel, QLabel, QLabel]:
        return label("", "muted"), label("", "figure"), label("", "muted", wrap=True)

    def show_clock(self, clock: Clock) -> None:
        """Shows a clock; only what changed is set, so that nothing flickers."""
        for widget, text in (
            (self.title, clock.title),
            (self.figure, clock.figure),
            (self.told, clock.words),
            (self.note, clock.note),
        ):
            if widget.text() != text:
                widget.setText(text)
            widget.setVisible(bool(text))
        self.setAccessibleName(clock.spoken)
        retone(self, clock.tone)
        retone(self.figure, clock.tone if clock.tone in {"alarm", "good"} else "")
        self.show()


class _Large(_Face):
    """The clock that matters now."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 12, 12)
        column.setSpacing(0)
        for widget in (self.title, self.figure, self.told, self.note):
            column.addWidget(widget)

    def _labels(self) -> tuple[QLabel, QLabel, QLabel]:
        return label("", "muted"), label("", "big"), label("", "strong", wrap=True)


class _Small(_Face):
    """One of the others: title and figure on a line, words below."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 7, 12, 7)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.figure, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.told, 1, 0, 1, 2)
        grid.addWidget(self.note, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
