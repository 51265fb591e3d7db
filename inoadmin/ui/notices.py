"""What the timekeeper noticed, as rows under the bar: each says itself, some ask something.

NoticeRow: one of them. NoticeStrip: all of them, as high as they need to be up to a limit; it takes
its room from the page and covers nothing. MoveTime: says what would change before time is moved.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.ports import StorageError
from inoadmin.session.present.notices import Notice, length, notices, way, what_changes
from inoadmin.session.timekeeping import Occurrence
from inoadmin.ui.announcing import announce, show_fault
from inoadmin.ui.capped import Capped
from inoadmin.ui.desk import Desk
from inoadmin.ui.widgets import at_least, discard, label

_MOST_PART = 8  # of the window's height, however much there is to tell
_SIGNS = {"warn": "▲", "calm": "●"}
_USE = "&Use the computer's time…"
_WHO = "Sign in first."
_MOVE_PX = 600


class NoticeRow(QFrame):
    """One notice. Signals: `closed` with what it told of, `move_asked`."""

    closed = Signal(object)
    move_asked = Signal()

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.notice = notice
        self.setProperty("role", "panel")
        self.setProperty("tone", notice.tone)
        self.setAccessibleName("Notice about the time")
        self.setAccessibleDescription(notice.sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 12, 4)
        row.addWidget(label(_SIGNS[notice.tone], "strong"))
        words = label(notice.sentence, "strong", wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(words, 1)
        if notice.movable:
            self._add(_USE, "Use the computer's time", self.move_asked.emit)
        if notice.closes is not None:
            about = notice.closes
            self._add("Close", "Close the notice", lambda: self.closed.emit(about))

    def _add(self, text: str, spoken: str, pressed: object) -> None:
        """A button at the end of the row."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setAccessibleName(spoken)
        button.clicked.connect(pressed)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(button)

    def announce(self) -> None:
        """Says it to whoever does not see it."""
        announce(self, self.notice.sentence, urgent=True)


class NoticeStrip(QWidget):
    """Hidden while there is nothing to tell. A row stays the same widget while it says the same,
    so that the focus does too.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.dialog: MoveTime | None = None
        self._rows: list[NoticeRow] = []
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._capped = Capped(inside, 0)
        around = QVBoxLayout(self)
        around.setContentsMargins(8, 4, 8, 0)
        around.addWidget(self._capped)
        self.setAccessibleName("Notices about the time")
        self.hide()
        desk.ticked.connect(self.refresh)
        desk.changed.connect(self.refresh)
        self.refresh()

    def refresh(self, *_now: object) -> None:
        """Shows what is to be told now."""
        keeper = self._desk.timekeeper
        told = () if keeper is None else notices(self._desk.service, keeper)
        if told == tuple(row.notice for row in self._rows):
            return
        fresh = self._place(told)
        self.setVisible(bool(told))
        self._fit()
        for row in fresh:
            row.announce()

    def _place(self, told: Sequence[Notice]) -> list[NoticeRow]:
        """Puts the rows in their order; gives those that are new."""
        kept = {row.notice: row for row in self._rows if row.notice in told}
        for row in self._rows:
            if row.notice not in kept:
                self._column.removeWidget(row)
                discard(row)
        fresh: list[NoticeRow] = []
        self._rows = []
        for place, notice in enumerate(told):
            row = kept.get(notice)
            if row is None:
                row = self._made(notice)
                fresh.append(row)
            self._column.insertWidget(place, row)
            row.show()  # what is not shown yet has no height to be laid out with
            self._rows.append(row)
        return fresh

    def _made(self, notice: Notice) -> NoticeRow:
        row = NoticeRow(notice)
        row.closed.connect(self._dismiss)
        row.move_asked.connect(self.ask_to_move)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A lower window leaves less room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Takes the height that is needed, up to its part of the window."""
        self._capped.limit(self.window().height() // _MOST_PART)
        self._capped.fit()

    def _dismiss(self, what: object) -> None:
        """The nurse has read it."""
        if self._desk.timekeeper is not None and isinstance(what, Occurrence):
            self._desk.timekeeper.dismiss(what)
            self.refresh()

    def ask_to_move(self) -> MoveTime:
        """Says what would change if the time here followed the computer's clock."""
        self.dialog = MoveTime(self._desk, self.window())
        self.dialog.open()
        return self.dialog

    def texts(self) -> tuple[str, ...]:
        """What is shown, one line a row."""
        return tuple(row.notice.sentence for row in self._rows)


class MoveTime(QDialog):
    """What changes, as it stands each second, before anything does."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Use the computer's time")
        self._desk = desk
        self._lines = label("", wrap=True)
        self._trouble = label("", "error", wrap=True)
        self._trouble.hide()
        self.moving = QPushButton()
        self.moving.setProperty("kind", "danger")
        self.moving.setAutoDefault(False)
        self.moving.clicked.connect(self._move)
        keeping = QPushButton("Keep the time as it is shown")
        keeping.setDefault(True)
        keeping.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(keeping)
        buttons.addStretch(1)
        buttons.addWidget(self.moving)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(label("Use the computer's time?", "title", wrap=True))
        column.addWidget(label("Compare both times with another clock first.", "subtitle"))
        column.addWidget(self._lines)
        column.addWidget(self._trouble)
        column.addLayout(buttons)
        at_least(column, _MOVE_PX)
        desk.ticked.connect(self.refresh)
        desk.changed.connect(self.refresh)
        self.refresh()

    def refresh(self, *_now: object) -> None:
        """What would change now; closes when there is nothing to choose any more."""
        keeper = self._desk.timekeeper
        if keeper is None or keeper.step is None:
            self.reject()
            return
        by = keeper.difference()
        self._lines.setText("\n".join(what_changes(self._desk.service, by)))
        self.moving.setText(f"Move the time {way(by)} by {length(by)}")
        self.moving.setEnabled(self._actor is not None)
        if self._actor is None:
            self._say(_WHO)
        elif self._trouble.text() == _WHO:
            self._trouble.hide()

    @property
    def _actor(self) -> str | None:
        """Who chooses; nobody on a locked screen."""
        return None if self._desk.locked else self._desk.actor

    def texts(self) -> tuple[str, ...]:
        """The lines shown."""
        return tuple(self._lines.text().split("\n"))

    def _say(self, sentence: str) -> None:
        show_fault(self._trouble, sentence)

    def _move(self) -> None:
        """Moves the time, once that is on disk."""
        keeper, actor = self._desk.timekeeper, self._actor
        if keeper is None or actor is None:
            return
        try:
            keeper.follow(actor)
        except StorageError as error:
            self._say(f"Not moved. {error}")
            return
        self.accept()
        self._desk.changed.emit()
