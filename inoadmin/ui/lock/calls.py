"""The strip that stands while a called reaction is nobody's."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from inoadmin.session.calls import open_calls
from inoadmin.session.present import words
from inoadmin.ui.desk import Desk
from inoadmin.ui.widgets import label, set_looks


class CallStrip(QFrame):
    """Hidden while every call is claimed. Signal: `asked` to say whose it was."""

    asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.away = False
        self.setProperty("role", "trouble")
        self.setAccessibleName("Reaction called")
        self._words = label("", "strong", wrap=True)
        self.button = QPushButton("Say &whose it was…")
        set_looks(self.button, "kind", "danger")
        self.button.clicked.connect(self.asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 12, 6)
        row.addWidget(label("▲", "error"))
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        desk.changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Shows which calls stand open; `away`: the screen is covered and says so itself."""
        zone = self._desk.service.zone
        times = [
            words.clock_time(call.at, zone, seconds=True) for call in open_calls(self._desk.service)
        ]
        said = f"Stop the pump now. Whose is the reaction called at {words.listed(times)}?"
        self._words.setText(said)
        self.setAccessibleDescription(said if times else "")
        self.setVisible(bool(times) and not self.away)
