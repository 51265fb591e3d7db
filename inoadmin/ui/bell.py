"""What makes alarms heard: asks the session's Bell at each tick, and sounds the gravest.

Beeper: the desktop's own sound. AlarmBell: one window's; it rings whatever is shown, on the locked
screen too.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from inoadmin.session.present.alarms import alarms
from inoadmin.session.ringing import Bell, Ringer, RingMemory
from inoadmin.ui.desk import Desk


class Beeper:
    """The desktop's bell, whatever the priority."""

    def ring(self, _priority: str, /) -> None:
        """One beep."""
        QApplication.beep()


class AlarmBell(QObject):
    """Rings once for what has begun since the tick before, and keeps what has been heard."""

    def __init__(
        self,
        desk: Desk,
        ringer: Ringer,
        memory: RingMemory | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._ringer, self._memory = desk, ringer, memory
        self.bell = Bell(memory.heard() if memory is not None else None)
        desk.ticked.connect(self.tick)

    def tick(self, now: datetime) -> None:
        """Sounds the gravest of the alarms that have begun."""
        before = self.bell.heard
        ringing = self.bell.hear(alarms(self._desk.service, now))
        if ringing:
            self._ringer.ring(ringing[0].priority)
        if self._memory is not None and self.bell.heard != before:
            self._memory.keep(self.bell.heard)
