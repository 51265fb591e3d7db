"""The stepper: every step with how far it is; any of them can be looked at."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from inoadmin.session.present.findings import STEPS
from inoadmin.session.present.steps import steps
from inoadmin.ui.desk import Desk
from inoadmin.ui.widgets import set_looks


class Stepper(QFrame):
    """One button a step. Signal: `chosen` with the step that is to be shown."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.shown = STEPS[0]
        self.setProperty("role", "strip")
        self.setAccessibleName("Steps")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(9, 0, 12, 0)
        self._layout.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons = {step: self._button(step) for step in STEPS}
        self._layout.addStretch(1)

    def _button(self, step: str) -> QPushButton:
        """A step's button."""
        button = QPushButton()
        button.setProperty("kind", "step")
        button.setCheckable(True)
        button.clicked.connect(lambda: self.chosen.emit(step))
        self._group.addButton(button)
        self._layout.addWidget(button)
        return button

    def add_at_end(self, widget: QWidget) -> None:
        """Puts a widget at the right end, outside the steps."""
        self._layout.addWidget(widget)

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
            if button.text() != row.label:
                button.setText(row.label)
            button.setAccessibleName(row.spoken)
            set_looks(button, "state", row.state)

    def texts(self) -> tuple[str, ...]:
        """The steps as shown: "✓ Checks", "[Bag]" for the one open."""
        return tuple(
            f"[{b.text()}]" if step == self.shown else b.text() for step, b in self._buttons.items()
        )
