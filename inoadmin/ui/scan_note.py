"""What came of a scan, where it is seen: under the bar, or at the head of the dialog in front."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QFrame, QHBoxLayout, QPushButton, QWidget

from inoadmin.session.present.words import clock_time
from inoadmin.ui.desk import Desk
from inoadmin.ui.widgets import label, retone

SIGNS = {"good": "✓", "warn": "▲"}
_STANDS = timedelta(minutes=2)


class ScanNote(QFrame):
    """Goes by itself after two minutes, with the patient, and when the screen is covered, so that
    no check of a wristband is taken for one just made.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._patient: str | None = None
        self._at: datetime | None = None
        self.setProperty("role", "panel")
        self.setAccessibleName("Scanned")
        self._sign = label("", "strong")
        self._words = label("", "strong", wrap=True)
        closing = QPushButton("Close")
        closing.setAutoDefault(False)
        closing.setAccessibleName("Close what was said about the scan")
        closing.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 12, 4)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(closing)
        self.hide()
        for moved in (desk.ticked, desk.changed):
            moved.connect(self._follow)
        for over in (desk.covered, desk.left):
            over.connect(self.clear)

    def text(self) -> str:
        """What it says, "" while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(self, tone: str, sentence: str) -> None:
        """Says it, to a screen reader too: "good" or "warn"."""
        self._at, self._patient = self._desk.now(), self._desk.patient
        at = clock_time(self._at, self._desk.service.zone, seconds=True)
        retone(self, tone)
        retone(self._sign, tone)
        self._sign.setText(SIGNS[tone])
        self._words.setText(f"{at}  {sentence}")
        self.setAccessibleDescription(sentence)
        self.show()
        event = QAccessibleAnnouncementEvent(self, sentence)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def clear(self) -> None:
        """Takes it away."""
        self._at = None
        self.hide()

    def _follow(self, *_now: object) -> None:
        """It has stood long enough, or another patient is open."""
        if self._at is None:
            return
        if self._desk.patient != self._patient or self._desk.now() - self._at >= _STANDS:
            self.clear()


def note_in(desk: Desk, dialog: QDialog) -> ScanNote | None:
    """The note at the head of a dialog, made when it is first needed; None where it has no room."""
    made = dialog.findChild(ScanNote)
    if made is not None:
        return made
    column = dialog.layout()
    if not isinstance(column, QBoxLayout):
        return None
    made = ScanNote(desk, dialog)
    column.insertWidget(0, made)
    return made
