"""The session's own lock and the computer's sleep, as Linux tells of them over D-Bus.

logind (system bus): Session.Lock of this session and Manager.PrepareForSleep. The desktop's screen
saver (session bus): ActiveChanged, under the common name and GNOME's. A bus that is not there is no
error; on other systems, and without logind, the gap in the ticks tells of sleep (see hands).
"""

from __future__ import annotations

import os
import string
from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_LOGIND = "org.freedesktop.login1"
_MANAGER = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
_SESSION = "org.freedesktop.login1.Session"
_SESSIONS = "/org/freedesktop/login1/session/"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_PLAIN = frozenset(string.ascii_letters + string.digits)


class SystemWatch(QObject):
    """Listens once `listen` is called, after the window is shown.

    Signals: `locking` with why ("session", "sleep"); `unlocked` when the session is open again,
    which opens nothing here.
    """

    locking = Signal(str)
    unlocked = Signal()

    def listen(
        self, system: QDBusConnection | None = None, desktop: QDBusConnection | None = None
    ) -> None:
        """Subscribes on the buses that are there: the system's and the session's unless given."""
        bus = system or QDBusConnection.systemBus()
        if bus.isConnected():
            session = session_path(os.environ.get("XDG_SESSION_ID", ""))
            bus.connect(_LOGIND, *_MANAGER, self, _slot("sleeping(bool)"))
            bus.connect(_LOGIND, session, _SESSION, "Lock", self, _slot("locked()"))
            bus.connect(_LOGIND, session, _SESSION, "Unlock", self, _slot("opened()"))
        desktop = desktop or QDBusConnection.sessionBus()
        if desktop.isConnected():
            for saver in _SAVERS:
                desktop.connect("", "", saver, "ActiveChanged", self, _slot("saving(bool)"))

    @Slot(bool)
    def sleeping(self, going: bool) -> None:
        """The computer goes to sleep, or comes back."""
        if going:
            self.locking.emit("sleep")

    @Slot()
    def locked(self) -> None:
        """The session is locked."""
        self.locking.emit("session")

    @Slot()
    def opened(self) -> None:
        """The session is open again."""
        self.unlocked.emit()

    @Slot(bool)
    def saving(self, active: bool) -> None:
        """The desktop's screen saver came, or went."""
        if active:
            self.locking.emit("session")
        else:
            self.unlocked.emit()


def session_path(session: str) -> str:
    """The object path of a session as logind writes it; "" (any session) when it is not known.

    A digit at the beginning and all that is neither letter nor digit is written as _ and its code
    in hex (sd_bus_path_encode(3)).
    """
    if not session:
        return ""
    written = "".join(
        char if char in _PLAIN and (number or not char.isdigit()) else _escaped(char)
        for number, char in enumerate(session)
    )
    return f"{_SESSIONS}{written}"


def _escaped(char: str) -> str:
    """One character as logind escapes it."""
    return "".join(f"_{byte:02x}" for byte in char.encode("utf-8"))


def _slot(signature: str) -> bytes:
    """A slot as Qt's string-based connections name it."""
    # SLOT gives text and connect takes nothing else; their annotations say bytes.
    return cast("bytes", SLOT(signature))
