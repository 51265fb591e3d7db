"""What makes alarms heard: asks the session's Bell at each tick, and sounds the gravest.

AlarmBell: one window's; it rings whatever is shown, on the locked screen too.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from inoadmin.session.acknowledging import acknowledgements
from inoadmin.session.ports import StorageError
from inoadmin.session.present.alarm_list import is_asking
from inoadmin.session.ringing import Bell, Ringer, RingMemory
from inoadmin.session.sounding import record_pause
from inoadmin.ui.desk import Desk

_S_NS = 1_000_000_000


class AlarmBell(QObject):
    """Keeps which alarms had begun. Signals: `began` when one stands that did not before; `turned`
    when somebody has paused the sound or ended the pause.
    """

    began = Signal()
    turned = Signal()

    def __init__(
        self,
        desk: Desk,
        ringer: Ringer,
        memory: RingMemory | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._memory = desk, memory
        self.ringer = ringer
        self.bell = Bell(memory.heard() if memory is not None else None)
        self.asking = False
        desk.ticked.connect(self.tick)

    def tick(self, now: datetime) -> None:
        """Sounds the gravest of the alarms whose turn it is."""
        service, before = self._desk.service, self.bell.began
        standing = self._desk.alarms(now)
        known = acknowledgements(service) if standing else {}
        sounding = self.bell.hear(standing, known, self._now_ns, service.settings().alarms)
        if sounding:
            self.ringer.ring(sounding[0].priority)
        self.asking = is_asking(standing, known)
        began = self.bell.began
        if self._memory is not None and began != before:
            self._memory.keep(began)
        if began.keys() - before.keys():
            self.began.emit()

    @property
    def paused_s(self) -> int:
        """For how many seconds more the sound is paused, rounded up; 0: it is not."""
        return -(-self.bell.paused_ns(self._now_ns) // _S_NS)

    @property
    def _now_ns(self) -> int:
        """The computer's counter: nobody sets it, and it goes on through sleep."""
        return self._desk.service.tick().counter_ns

    def turn_sound(self) -> None:
        """Pauses the sound, or ends the pause. Anybody may, by name or not; it comes again by
        itself, and a disk that refuses to note it changes nothing.
        """
        desk = self._desk
        if self.paused_s:
            self.bell.sound_again()
        else:
            self.bell.pause(self._now_ns, desk.service.settings().alarms)
            try:
                record_pause(desk.service, None if desk.locked else desk.actor)
            except StorageError as error:
                desk.failed.emit(f"The sound is paused, which could not be recorded. {error}")
        self.turned.emit()
