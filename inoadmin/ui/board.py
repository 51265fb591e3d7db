"""The board: a card a patient. On its own it names them; beside an open patient it does not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.present.board import Card, board
from inoadmin.ui.desk import Desk
from inoadmin.ui.fields.box import Box
from inoadmin.ui.widgets import label, set_looks

_NARROW_PX = 168
_CARD_PX = 290
_EMPTY = "No patient is registered here yet. Begin with “New patient”."


class BoardView(QFrame):
    """All patients, most urgent first. Signals: `chosen` with a patient, `new_asked`."""

    chosen = Signal(str)
    new_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cards: list[CardButton] = []
        self._columns = 0
        self.setProperty("role", "side")
        self.setAccessibleName("Board")
        self._title = label("BOARD", "heading")
        self._empty = label(_EMPTY, "subtitle", wrap=True)
        self._new = QPushButton("+ &New patient")
        self._new.clicked.connect(self.new_asked)
        self._ended = Box("Show ended")
        self._ended.setToolTip("Show patients whose last dose has ended")
        self._ended.toggled.connect(self.refresh)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        desk.ticked.connect(self.refresh)
        desk.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        """Title, cards that scroll, and the two controls that never do."""
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 4, 0)
        rows.addWidget(self._empty)
        rows.addLayout(self._grid)
        rows.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._controls = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._controls.addWidget(self._new)
        self._controls.addWidget(self._ended)
        self._controls.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 6, 10)
        column.addWidget(self._title)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._controls)

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes to the board is at the most urgent card."""
        super().showEvent(event)
        if self._desk.patient is None and self._cards and not self._cards[0].isHidden():
            self._cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, more columns."""
        super().resizeEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Shows the cards as they stand now."""
        narrow = self._desk.patient is not None
        returned = not narrow and self.property("alone") == "false"
        set_looks(self, "alone", "false" if narrow else "true")
        self._title.setText("BOARD" if narrow else "PATIENTS ON THIS WORKSTATION")
        way = QBoxLayout.Direction
        self._controls.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        if narrow:
            self.setFixedWidth(_NARROW_PX)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        desk = self._desk
        known = desk.service.patients()
        self._ended.setVisible(any(desk.service.has_ended(patient.id) for patient in known))
        self._empty.setVisible(not known)
        shown = board(
            desk.service,
            desk.now(),
            named=not narrow,
            ended=self._ended.isChecked(),
            besides=desk.patient,
        )
        self._place(shown, 1 if narrow else max(1, (self.width() - 20) // _CARD_PX))
        if returned and self.isVisible():
            self.take_focus()

    def take_focus(self) -> None:
        """To the most urgent card, or to registering the first patient."""
        shown = [card for card in self._cards if not card.isHidden()]
        (shown[0] if shown else self._new).setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self, cards: Sequence[Card], columns: int) -> None:
        """Puts the cards in their places; the widgets stay, so that the focus does too."""
        while len(self._cards) < len(cards):
            button = CardButton(self)
            button.clicked.connect(lambda _=False, b=button: self.chosen.emit(b.patient))
            self._cards.append(button)
            self._columns = 0
        if columns != self._columns:
            self._columns = columns
            for number, button in enumerate(self._cards):
                self._grid.addWidget(button, number // columns, number % columns)
            for column in range(self._grid.columnCount()):
                self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for button, card in zip(self._cards, cards, strict=False):
            button.show_card(card, chosen=card.patient == self._desk.patient)
        for button in self._cards[len(cards) :]:
            button.hide()

    def texts(self) -> tuple[str, ...]:
        """The cards as shown, one line each."""
        return tuple(c.accessibleName() for c in self._cards if not c.isHidden())


class CardButton(QPushButton):
    """One card that can be pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.patient = ""
        self._shown: Card | None = None
        self.setProperty("kind", "card")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name = label("", "figure", wrap=True)
        self._place = label("", "strong", wrap=True)
        self._similar = label("▲ similar name", "error")
        self._state = label("", "muted", wrap=True)
        self._figure = label("", "figure", wrap=True)
        self._clocks = label("", "strong", wrap=True)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 8, 7)
        column.setSpacing(1)
        for widget in self._labels():
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(widget)
        column.addStretch(1)

    def _labels(self) -> tuple[QLabel, ...]:
        return self._name, self._similar, self._place, self._state, self._figure, self._clocks

    def show_card(self, card: Card, *, chosen: bool) -> None:
        """Shows a card; the one of the open patient looks chosen."""
        set_looks(self, "chosen", "true" if chosen else "false")
        self.show()
        if card == self._shown:
            return
        self._shown, self.patient = card, card.patient
        self._similar.setVisible(card.similar)
        for widget, text in (
            (self._name, card.name),
            (self._place, card.place),
            (self._state, card.state),
            (self._figure, card.figure),
            (self._clocks, "\n".join(card.clocks)),
        ):
            widget.setText(text)
            widget.setVisible(bool(text))
        self.setAccessibleName(card.spoken)
        set_looks(self, "tone", card.tone)
        for widget in (self._name, self._figure):
            set_looks(widget, "large", "true" if card.name else "false")
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the patient, as Space does: that changes nothing, so that the end of a scan
        may do it too.
        """
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As large as what is on it."""
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Never smaller than what is on it."""
        return self._column.minimumSize()

    def hasHeightForWidth(self) -> bool:
        """Long words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that the wrapped words need."""
        return self._column.heightForWidth(width)
