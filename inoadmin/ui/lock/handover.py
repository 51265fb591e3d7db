"""After another nurse has signed in: whose patients they take over."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.handing import Takeover, take_over
from inoadmin.session.ports import StorageError
from inoadmin.ui.announcing import show_fault
from inoadmin.ui.desk import Desk
from inoadmin.ui.fields.box import Box
from inoadmin.ui.page import scrolling
from inoadmin.ui.widgets import label, set_looks

_WIDTH_PX = 620
_ROW_PX = 40
_MOST_ROWS = 8
NONE_TICKED = "Tick whom you take over, or press “Not now”."
ABOUT = "Ticked and recorded, you become the responsible nurse. No clock stops."


class HandoverDialog(QDialog):
    """One tick a patient; nothing is ticked in advance, and nothing else changes."""

    def __init__(
        self, desk: Desk, offered: tuple[Takeover, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("Hand over")
        self.setMinimumWidth(_WIDTH_PX)
        self._boxes = {one: Box(f"Take over {one.words}") for one in offered}
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        for box in self._boxes.values():
            box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            rows.addWidget(box)
        area = scrolling(inside)
        area.setMinimumHeight(_ROW_PX * min(len(offered), _MOST_ROWS))
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        later = QPushButton("&Not now")
        later.setAutoDefault(False)
        later.clicked.connect(self.reject)
        record = QPushButton("&Record the handover")
        set_looks(record, "kind", "primary")
        record.clicked.connect(self.record)
        buttons = QHBoxLayout()
        buttons.addWidget(later)
        buttons.addStretch(1)
        buttons.addWidget(record)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        details = desk.service.staff().get(desk.actor or "")
        name = "" if details is None else f", {details.name}"
        column.addWidget(label(f"Do you take anybody over{name}?", "title", wrap=True))
        column.addWidget(label(ABOUT, "subtitle", wrap=True))
        column.addWidget(area, 1)
        column.addWidget(self.fault)
        column.addLayout(buttons)

    def record(self) -> None:
        """Records what is ticked; what cannot be recorded stays ticked and is told."""
        if not any(box.isChecked() for box in self._boxes.values()):
            self._say(NONE_TICKED)
            return
        for one, box in self._boxes.items():
            if not (box.isChecked() and box.isEnabled()):
                continue
            try:
                outcome = take_over(self._desk.service, one, self._desk.actor or "")
            except StorageError as error:
                self._say(f"Not recorded. {error}")
                return
            if not outcome.accepted:
                self._say(f"Not recorded for {one.words}: somebody else has changed it.")
                return
            box.setEnabled(False)
        self.accept()

    def _say(self, sentence: str) -> None:
        """What keeps it from being recorded."""
        show_fault(self.fault, sentence)
