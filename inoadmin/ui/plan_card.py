"""The plan beside the page while a dose is prepared: when to do what for the wished start."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.planning import is_planning, wished
from inoadmin.session.present.planning import face
from inoadmin.ui.desk import Desk
from inoadmin.ui.plan_dialog import PlanDialog
from inoadmin.ui.plan_face import PlanFace
from inoadmin.ui.widgets import label, retone


class PlanCard(QFrame):
    """A card that is there while a start can be planned. It is worked out anew when anything was
    recorded, and each minute; a plan knows no seconds.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown_at: datetime | None = None
        self.setProperty("role", "card")
        self.face = PlanFace()
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 12, 10)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label("Plan", "muted"), 1)
        head.addWidget(self.button)
        column.addLayout(head)
        column.addWidget(self.face)
        desk.changed.connect(self.refresh)
        desk.ticked.connect(self._ticked)
        self.refresh()

    def refresh(self) -> None:
        """Shows the plan as things stand now."""
        service, administration = self._desk.service, self._desk.administration
        here = administration is not None and is_planning(service, administration)
        self.setVisible(here)
        if administration is None or not here:
            return
        at, start = self._desk.now(), wished(service, administration)
        self._shown_at = at.replace(second=0, microsecond=0)
        shown = face(service, administration, at, start)
        self.face.show_face(shown)
        self.setAccessibleName(shown.spoken)
        retone(self, shown.tone)
        self.button.setText("T&ype a start…" if start is None else "T&ype another…")

    def _ticked(self, now: datetime) -> None:
        """Another minute, another plan."""
        if self.isVisible() and now.replace(second=0, microsecond=0) != self._shown_at:
            self.refresh()

    def ask(self) -> PlanDialog:
        """Asks for the start that is wished."""
        dialog = PlanDialog(self._desk, self.window())
        dialog.open()
        return dialog
