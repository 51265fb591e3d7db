"""The stepper: every step with how far it is; any of them can be looked at."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from inoadmin.session.present.findings import STEPS
from inoadmin.session.present.steps import steps
from inoadmin.ui.desk import Desk
from inoadmin.ui.spoken import TABS, TabButton
from inoadmin.ui.style import SMALL_PX, TEXT_PX
from inoadmin.ui.widgets import set_looks

_LEAST_GAP_PX = 6  # what a button keeps around its words
_EASY_GAP_PX = 10  # with less, the words are set smaller
_END_PX = 8
_MOST_GAP_PX = 26
_SHOWN = "current step"


class Stepper(QFrame):
    """One button a step. Signal: `chosen` with the step that is to be shown."""

    spoken_role = TABS
    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.shown = ""
        self.setProperty("role", "strip")
        self.setAccessibleName("Steps")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(9, 0, 12, 0)
        self._layout.setSpacing(0)
        self._ends: list[QWidget] = []
        self._group = QButtonGroup(self)
        self._buttons = {step: self._button(step) for step in STEPS}
        self._layout.addStretch(1)

    def _button(self, step: str) -> QPushButton:
        """A step's button."""
        button = TabButton()
        button.setProperty("kind", "step")
        button.setCheckable(True)
        button.clicked.connect(lambda: self.chosen.emit(step))
        self._group.addButton(button)
        self._layout.addWidget(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Steps stand closer where the window is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Each button is wide enough for its words in bold, with what room there is around them."""
        buttons = tuple(self._buttons.values())
        widths = self._widths(TEXT_PX)
        room = self.width() - self._end_px()
        small = (room - sum(widths)) // len(widths) < _EASY_GAP_PX
        if small:
            widths = self._widths(SMALL_PX)
        gap = (room - sum(widths)) // len(widths)
        gap = min(max(gap, _LEAST_GAP_PX), _MOST_GAP_PX)
        for button, width in zip(buttons, widths, strict=True):
            set_looks(button, "small", "true" if small else "false")
            button.setFixedWidth(width + gap)

    def _widths(self, size_px: int) -> list[int]:
        """What the words of each step take in bold."""
        font = QFont(self.font())
        font.setPixelSize(size_px)
        font.setBold(True)
        metrics = QFontMetrics(font)
        texts = (button.text().replace("&&", "&") for button in self._buttons.values())
        return [metrics.horizontalAdvance(text) for text in texts]

    def _end_px(self) -> int:
        """What the widgets at the end and the margins take."""
        margins = self._layout.contentsMargins()
        ends = [w.sizeHint().width() + _END_PX for w in self._ends if not w.isHidden()]
        return sum(ends) + margins.left() + margins.right()

    def add_at_end(self, widget: QWidget) -> None:
        """Puts a widget at the right end, outside the steps."""
        self._ends.append(widget)
        self._layout.addWidget(widget)

    def leave(self) -> None:
        """No step is shown."""
        self.shown = ""
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)
        self.refresh()

    def show_step(self, step: str) -> None:
        """Marks the step as the one that is shown."""
        self.shown = step
        self._buttons[step].setChecked(True)
        self.refresh()

    def refresh(self) -> None:
        """Shows how far each step is."""
        administration = self._desk.administration
        if administration is None:
            return
        for row in steps(self._desk.service, administration, self.shown):
            button = self._buttons[row.step]
            text = row.label.replace("&", "&&")
            button.setText(text)
            button.setAccessibleName(row.spoken)
            button.setAccessibleDescription(_SHOWN if row.state == "current" else "")
            set_looks(button, "state", row.state)
        self._fit()

    def texts(self) -> tuple[str, ...]:
        """The steps as shown: "✓ Checks", "[Bag]" for the one open."""
        return tuple(
            (f"[{b.text()}]" if step == self.shown else b.text()).replace("&&", "&")
            for step, b in self._buttons.items()
        )
