"""One row under the bar about the sound: that there is none, told once, or that a test is due."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from inoadmin.session.acknowledging import may_acknowledge
from inoadmin.session.present.alarm_list import no_sound, offered_test
from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.desk import Desk
from inoadmin.ui.widgets import label, retone


class SoundStrip(QFrame):
    """Hidden while there is nothing to tell. What was closed does not come again while it says the
    same; a test is offered again to the next who signs in. Signal: `test_asked`.
    """

    test_asked = Signal()

    def __init__(self, desk: Desk, bell: AlarmBell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._bell = desk, bell
        self._read: set[str] = set()
        self._known = ("", "")
        self.setProperty("role", "panel")
        self.setAccessibleName("Notice about the sound")
        self._sign = label("", "strong")
        self._words = label("", "strong", wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.test = QPushButton("Test the sound…")
        self.test.clicked.connect(self.test_asked)
        self.closing = QPushButton("Close")
        self.closing.setAccessibleName("Close the notice about the sound")
        self.closing.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 12, 4)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self.test)
        row.addWidget(self.closing)
        self.hide()
        desk.arrived.connect(self._arrived)
        for moved in (desk.ticked, desk.changed, desk.covered, desk.left):
            moved.connect(self.refresh)

    def refresh(self, *_now: datetime) -> None:
        """Shows what is to be told now."""
        tone, sentence = self._told()
        if sentence in self._read:
            sentence = ""
        if (tone, sentence) == self._known:
            return
        self._known = tone, sentence
        retone(self, tone)
        self._sign.setText("▲" if tone == "warn" else "●")
        self._words.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.test.setVisible(tone == "calm")
        self.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _told(self) -> tuple[str, str]:
        """That nothing can be heard, to everybody; that it should be tested, to who works here."""
        desk, fault = self._desk, self._bell.ringer.fault
        if fault:
            return "warn", no_sound(fault)
        here = not desk.locked and may_acknowledge(desk.service, desk.actor)
        return "calm", offered_test(desk.service, desk.now()) if here else ""

    def _arrived(self, _arrival: object) -> None:
        """Whoever comes is offered a test that the one before did not make."""
        fault = self._bell.ringer.fault
        self._read &= {no_sound(fault)} if fault else set()

    def _close(self) -> None:
        """Read."""
        self._read.add(self._known[1])
        self.refresh()

    def text(self) -> str:
        """What it says, "" when it is hidden."""
        return self._known[1]
