"""Whether anybody is there: the last key, click, touch or wheel anywhere in the application.

Time is told by the clock's counter, which goes on through sleep, and looked at when the window
ticks; no timer of its own runs.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from inoadmin.ui.desk import Desk

_HANDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.Wheel,
    }
)
_MINUTE_NS = 60 * 1_000_000_000
#: The window ticks once a second: a gap as long as this is a computer that slept.
ASLEEP_NS = 30 * 1_000_000_000


class HandWatch(QObject):
    """Locks the desk when nobody has touched it for the ward's number of minutes, and after sleep.

    A scenario's desk is never locked: nobody has a PIN there.
    """

    def __init__(self, app: QApplication, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._touched_ns = self._ticked_ns = desk.service.tick().counter_ns
        app.installEventFilter(self)
        desk.ticked.connect(self.look)
        desk.arrived.connect(self.touch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees every event and takes none."""
        if event.type() in _HANDS:
            self.touch()
        return super().eventFilter(watched, event)

    def touch(self, *_arrival: object) -> None:
        """Somebody is there."""
        self._touched_ns = self._desk.service.tick().counter_ns

    def look(self, *_now: object) -> None:
        """Locks when it is time. A counter that begins anew with the boot counts as touched."""
        service = self._desk.service
        counter_ns = service.tick().counter_ns
        slept = counter_ns - self._ticked_ns >= ASLEEP_NS
        idle_ns = counter_ns - self._touched_ns
        self._ticked_ns = counter_ns
        if idle_ns < 0:
            self._touched_ns = counter_ns
        if service.log.kind == "scenario":
            return
        if idle_ns >= service.settings().lock_after_min * _MINUTE_NS:
            self._desk.lock("idle")
        elif slept:
            self._desk.lock("sleep")
