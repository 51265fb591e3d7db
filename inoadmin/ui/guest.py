"""One connection to the door: a request comes in, is carried out in pieces, is answered.

Whatever the other side sends, or fails to send or to read, ends with this connection and touches
nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalSocket

from inoadmin.session.errands import (
    DONE,
    INVALID,
    LONGEST_REQUEST,
    SHOW,
    UNAVAILABLE,
    Answer,
    Handler,
    Line,
    MalformedError,
    Progress,
    Request,
    Work,
    read_request,
    reply_line,
)
from inoadmin.session.ports import StorageError

REQUEST_WITHIN_MS: Final = 5_000
READ_WITHIN_MS: Final = 10_000
UNREAD_BYTES: Final = 262_144  # with this much unread the errand waits for its reader
_PROGRESS_EVERY_MS: Final = 100

_TOO_LONG = f"The window takes no request of more than {LONGEST_REQUEST} bytes. Nothing was done."
_UNKNOWN = "The window cannot do what was asked. Nothing was done."
_FAULT = (
    "The window could not do this. Everything recorded is kept. Close the window and run the "
    "command again."
)


class Guest(QObject):
    """Signals: `shown` when asked to show the window, `ready` when there is work to go on with,
    `gone` when the connection is over.
    """

    shown = Signal()
    ready = Signal()
    gone = Signal()

    def __init__(
        self, socket: QLocalSocket, handlers: Mapping[str, Handler], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._socket = socket
        self._handlers = handlers
        self._work: Work | None = None
        self._heard = bytearray()
        self._listening = True
        self._here = True
        self._since_progress = QElapsedTimer()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.leave)
        socket.setReadBufferSize(LONGEST_REQUEST + 1)
        socket.readyRead.connect(self._read)
        socket.bytesWritten.connect(self._was_read)
        socket.disconnected.connect(self.leave)
        self._patience.start(REQUEST_WITHIN_MS)

    def is_ready(self) -> bool:
        """Whether there is work to go on with, and somebody reading what comes of it."""
        return self._work is not None and self._socket.bytesToWrite() <= UNREAD_BYTES

    def go_on(self) -> None:
        """Carries the errand on by one piece.

        Raises:
            Exception: the handler failed in a way of ours; the guest has been told already.
        """
        if self._work is None:
            return
        try:
            reply = next(self._work)
        except StopIteration as over:
            self._finish(over.value)
        except StorageError as error:
            self._finish(Answer(UNAVAILABLE, str(error)))
        except MalformedError as error:
            self._finish(Answer(INVALID, str(error)))
        except Exception:
            self._finish(Answer(UNAVAILABLE, _FAULT))
            raise
        else:
            self._say(reply)

    def leave(self) -> None:
        """Ends the connection and the errand, wherever they are."""
        if not self._here:
            return
        self._here = self._listening = False
        self._patience.stop()
        work, self._work = self._work, None
        self._socket.abort()
        self._socket.deleteLater()
        self.gone.emit()
        if work is not None:
            work.close()

    def _read(self) -> None:
        if not self._listening:
            return  # left unread, so that whoever goes on sending is held up, not the window
        self._heard += self._socket.readAll().data()
        line, newline, _ = self._heard.partition(b"\n")
        if len(line) >= LONGEST_REQUEST:
            self._finish(Answer(INVALID, _TOO_LONG))
        elif newline:
            self._take(bytes(line))

    def _take(self, line: bytes) -> None:
        self._listening = False
        self._heard.clear()
        self._patience.stop()
        try:
            request = read_request(line)
        except MalformedError as error:
            self._finish(Answer(INVALID, str(error)))
            return
        if request.ask == SHOW:
            self.shown.emit()
            self._finish(Answer(DONE))
        elif request.ask in self._handlers:
            self._work = _carried_out(self._handlers[request.ask], request)
            # somebody is here, however long the first piece takes
            self._write(Progress(0, 0))
            self._socket.flush()
            self.ready.emit()
        else:
            self._finish(Answer(INVALID, _UNKNOWN))

    def _say(self, reply: Progress | Line) -> None:
        if isinstance(reply, Progress) and reply.done != reply.total:
            if self._since_progress.isValid() and not self._since_progress.hasExpired(
                _PROGRESS_EVERY_MS
            ):
                return
            self._since_progress.start()
        self._write(reply)

    def _finish(self, answer: Answer) -> None:
        self._listening = False
        self._heard.clear()
        self._work = None
        self._write(answer)
        self._patience.start(READ_WITHIN_MS)
        self._socket.disconnectFromServer()

    def _write(self, reply: Progress | Line | Answer) -> None:
        self._socket.write(reply_line(reply))
        if self._socket.bytesToWrite() > UNREAD_BYTES:
            self._patience.start(READ_WITHIN_MS)

    def _was_read(self) -> None:
        if not self._patience.isActive() or self._listening:
            return
        if self._work is not None and self.is_ready():
            self._patience.stop()
            self.ready.emit()
        else:
            self._patience.start(READ_WITHIN_MS)


def _carried_out(handler: Handler, request: Request) -> Work:
    """The handler's work, its first line included: what it raises there is caught like the rest."""
    return (yield from handler(request.arguments))
