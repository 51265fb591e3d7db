"""The band that says TRAINING: over everything in the window, and at the head of each dialog.

Hatch: slanted bars, so that the band is known without its colour. Band: a dialog's. TrainingBar:
the window's, with the speed of time and the way to begin afresh.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPolygon, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from inoadmin.session.practice.clock import FACTORS, PracticeClock
from inoadmin.ui.desk import Desk
from inoadmin.ui.widgets import label, set_looks

TRAINING = "TRAINING"
ABOUT = "Practice patients: nothing here is real"
_BAND_PX = 26
_BAR_PX = 36
_BAR_WIDTH_PX = 9  # of a slanted bar; the gap beside it is as wide
_END_PX = 26
_GAP_PX = 12
#: The mnemonic is the digit in which the three differ.
_SPEEDS = {1: "&1x", 10: "1&0x", 60: "&60x"}


@dataclass(frozen=True, slots=True)
class Practising:
    """What a window needs to be practised in: the clock, and how it is begun afresh."""

    clock: PracticeClock
    afresh: Callable[[], None]


class Hatch(QWidget):
    """Slanted bars in the colour of the words beside them."""

    def __init__(self, width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        across = QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(width or _END_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(painter.pen().style().NoPen)
        painter.setBrush(self.palette().windowText())
        height, bar = self.height(), _BAR_WIDTH_PX
        for left in range(-height, self.width() + height, 2 * bar):
            corners = ((left, height), (left + bar, height), (left + bar + height, 0))
            points = [QPoint(x, y) for x, y in (*corners, (left + height, 0))]
            painter.drawPolygon(QPolygon(points))
        painter.end()


class Band(QFrame):
    """At the head of a dialog or a pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "training")
        self.setAccessibleName(TRAINING)
        self.setAccessibleDescription(ABOUT)
        self.setFixedHeight(_BAND_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP_PX)
        row.addWidget(Hatch(_END_PX))
        row.addWidget(label(TRAINING, "mark"))
        row.addWidget(label(ABOUT))
        row.addWidget(Hatch(), 1)


class TrainingBar(QFrame):
    """On top of the window. Signal: `afresh_asked`.

    Time falls back to its own speed when the screen is locked: nobody is looking any more.
    """

    afresh_asked = Signal()

    def __init__(
        self, desk: Desk, practising: Practising | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._practising = desk, practising
        self.setProperty("role", "training")
        self.setAccessibleName(TRAINING)
        self.setAccessibleDescription(ABOUT)
        self.setFixedHeight(_BAR_PX)
        self._speed = label("", "strong")
        self._group = QButtonGroup(self)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP_PX)
        row.addWidget(Hatch(_END_PX))
        row.addWidget(label(TRAINING, "mark"))
        row.addWidget(label(ABOUT))
        row.addWidget(Hatch(), 1)
        row.addWidget(self._speed)
        self._speed.setVisible(practising is not None)
        if practising is not None:
            self._add_speeds()
            self._add_afresh()
            row.addWidget(Hatch(_END_PX))
        desk.covered.connect(lambda: self.run(FACTORS[0]))

    def _add_speeds(self) -> None:
        """The three speeds, and in words which one it is."""
        speeds = QHBoxLayout()
        speeds.setSpacing(2)
        for factor in FACTORS:
            button = QPushButton(_SPEEDS[factor])
            # A button that hears its own mnemonic takes the focus from what is being typed.
            keys = button.shortcut()
            button.setShortcut(QKeySequence())
            QShortcut(keys, self, partial(self.run, factor))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setCheckable(True)
            button.setAccessibleName(speed_words(factor))
            button.clicked.connect(lambda _=False, f=factor: self.run(f))
            self._group.addButton(button, factor)
            speeds.addWidget(button)
        self._row.addLayout(speeds)
        self._tell_speed()

    def _add_afresh(self) -> None:
        """The way to a new practice day."""
        afresh = QPushButton("Begin afresh…")
        afresh.setAccessibleName("Begin practice afresh")
        afresh.clicked.connect(self.afresh_asked)
        self._row.addWidget(afresh)

    def run(self, factor: int) -> None:
        """Lets time run so many times as fast from now on; every clock shows it at once."""
        if self._practising is None or self._practising.clock.factor == factor:
            self._tell_speed()
            return
        self._practising.clock.run(factor)
        self._tell_speed()

    def _tell_speed(self) -> None:
        """Shows the speed as it is."""
        if self._practising is None:
            return
        factor = self._practising.clock.factor
        self._speed.setText(speed_words(factor))
        button = self._group.button(factor)
        with QSignalBlocker(self._group):
            button.setChecked(True)
        for each in self._group.buttons():
            set_looks(each, "chosen", "true" if each is button else "false")


def speed_words(factor: int) -> str:
    """A speed in words."""
    return "Time in real speed" if factor == FACTORS[0] else f"Time {factor} times as fast"
