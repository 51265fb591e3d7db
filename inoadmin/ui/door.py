"""The window's local socket, on which commands and second instances ask for it.

What is asked is carried out between the window's own events, in slices of a few milliseconds, so
that clocks and alarms go on.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from inoadmin.session.errands import Handler
from inoadmin.ui.guest import Guest

SLICE_MS: Final = 10
MOST_GUESTS: Final = 16
_ANYONE_THERE_MS: Final = 500


class Door(QObject):
    """Signal: `shown` when somebody asked for the window.

    Close it before the database is let go: whoever opens the database next listens at the same
    address.
    """

    shown = Signal()

    def __init__(
        self, address: str, handlers: Mapping[str, Handler], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._address = address
        self._handlers = handlers
        self._guests: list[Guest] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._slice)

    def listen(self) -> bool:
        """Opens the door. A socket that a killed process left is replaced; where somebody listens
        already, or the system refuses, the door stays shut: False.
        """
        if self._is_somebody_there():
            return False
        QLocalServer.removeServer(self._address)
        return self._server.listen(self._address)

    def close(self) -> None:
        """Shuts the door on everybody: errands end where they are, and the socket is removed."""
        self._server.close()
        with ExitStack() as leaving:
            for guest in self._guests:
                leaving.callback(guest.leave)
        self._slices.stop()

    def _is_somebody_there(self) -> bool:
        # Qt binds under another name and renames: it would take a live address over unasked
        knock = QLocalSocket()
        knock.connectToServer(self._address)
        answered = knock.waitForConnected(_ANYONE_THERE_MS)
        refused = knock.error() in {
            QLocalSocket.LocalSocketError.ConnectionRefusedError,
            QLocalSocket.LocalSocketError.ServerNotFoundError,
        }
        knock.abort()
        return answered or not refused

    def _welcome(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            if len(self._guests) >= MOST_GUESTS:
                socket.abort()
                socket.deleteLater()
                continue
            guest = Guest(socket, self._handlers, self)
            self._guests.append(guest)
            guest.shown.connect(self.shown)
            guest.ready.connect(self._slices.start)
            guest.gone.connect(self._see_out)

    def _see_out(self) -> None:
        guest = self.sender()
        if isinstance(guest, Guest):
            self._guests.remove(guest)
            guest.deleteLater()

    def _slice(self) -> None:
        spent = QElapsedTimer()
        spent.start()
        while not spent.hasExpired(SLICE_MS):
            guest = next((guest for guest in self._guests if guest.is_ready()), None)
            if guest is None:
                self._slices.stop()
                return
            # to the end of the queue: each has its turn
            self._guests.remove(guest)
            self._guests.append(guest)
            guest.go_on()
