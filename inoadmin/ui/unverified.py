"""That nobody has said what the pump did over a restart of the computer, with the way to say it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from inoadmin.session.present.notices import unverified
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import FormDialog, ask_for
from inoadmin.ui.widgets import label


class UnverifiedPump(QFrame):
    """Hidden while nothing is asked of the open administration."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("role", "panel")
        self.setProperty("tone", "warn")
        self.setAccessibleName("Pump not verified")
        self._words = label("", "strong", wrap=True)
        self.reading = QPushButton("Read the pump…")
        self.reading.setAutoDefault(False)
        self.reading.clicked.connect(self.ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 12, 6)
        row.addWidget(label("▲", "error"))
        row.addWidget(self._words, 1)
        row.addWidget(self.reading)
        desk.changed.connect(self.refresh)
        desk.ticked.connect(self.refresh)
        self.refresh()

    def refresh(self, *_now: datetime) -> None:
        """Shows what is asked of the open administration."""
        administration = self._desk.administration
        told = "" if administration is None else unverified(self._desk.service, administration)
        if told != self._words.text():
            self._words.setText(told)
            self.setAccessibleDescription(told)
        self.setVisible(bool(told))

    def ask(self) -> FormDialog:
        """Asks what the pump shows, the volume among it."""
        return ask_for(
            self._desk,
            "pump_check",
            self.window(),
            button="Record what it shows",
            narrow=lambda spec: spec.needing("volume_ml"),
        )

    def text(self) -> str:
        """What is asked, "" when nothing is."""
        return "" if self.isHidden() else self._words.text()
