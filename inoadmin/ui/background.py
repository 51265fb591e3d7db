"""Work that the window does by itself in small pieces, such as the daily backup."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from inoadmin.session.errands import Answer, Line, Progress, Work
from inoadmin.session.ports import StorageError

_SLICE_MS = 10


class Background(QObject):
    """One piece of work at a time. Signals: `progress` with so much of so much, `line` with what
    the work says; at its end `failed` with a sentence, or `done`.
    """

    progress = Signal(int, int)
    line = Signal(str)
    failed = Signal(str)
    done = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Work | None = None
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._slice)

    @property
    def busy(self) -> bool:
        """Whether there is work going on."""
        return self._work is not None

    def start(self, work: Work) -> None:
        """Begins; what is going on already is finished first, and this is dropped."""
        if self._work is None:
            self._work = work
            self._slices.start()

    def stop(self) -> None:
        """Ends the work where it is; nothing half-made of it stays."""
        self._slices.stop()
        work, self._work = self._work, None
        if work is not None:
            work.close()

    def finish(self) -> None:
        """Does all that is left at once."""
        while self._work is not None:
            self._go_on(self._work)

    def _slice(self) -> None:
        spent = QElapsedTimer()
        spent.start()
        while self._work is not None and not spent.hasExpired(_SLICE_MS):
            self._go_on(self._work)

    def _go_on(self, work: Work) -> None:
        """One piece of it.

        Raises:
            Exception: the work failed in a way of ours; it is over.
        """
        try:
            reply = next(work)
        except StopIteration as over:
            answer: Answer = over.value
            self._end()
            if answer.status:
                self.failed.emit(answer.sentence)
            else:
                self.done.emit()
        except StorageError as error:
            self._end()
            self.failed.emit(str(error))
        except Exception:
            self._end()
            raise
        else:
            self._tell(reply)

    def _tell(self, reply: Progress | Line) -> None:
        """What the work says on its way."""
        match reply:
            case Progress(done=done, total=total):
                self.progress.emit(done, total)
            case Line(text=text):
                self.line.emit(text)

    def _end(self) -> None:
        self._slices.stop()
        self._work = None
