"""Shows how far the practice patients are while they are made, and why they cannot be."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.errands import Work
from inoadmin.session.ports import StorageError
from inoadmin.ui.background import Background
from inoadmin.ui.training.marks import mark
from inoadmin.ui.widgets import label

MAKING = "Preparing the practice patients"
NOT_MADE = "Practice cannot begin"
FAULT = "A fault of the program kept the practice patients from being made. Nothing was changed."
_SEEN_AFTER_MS = 400  # what is over before is not worth a window
_WIDTH_PX = 460


class Preparing(QDialog):
    """Signal: `over` with "" once they are made, or with what kept them from it. Closed before
    the end, nothing of them stays.
    """

    over = Signal(str)

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(MAKING)
        self.setProperty("role", "preparing")
        self.setAccessibleName(MAKING)
        self.setMinimumWidth(_WIDTH_PX)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(MAKING)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(label(MAKING, "title", wrap=True))
        column.addWidget(self.bar)
        mark(self)
        self._seen = QTimer(self, singleShot=True, interval=_SEEN_AFTER_MS)
        self._seen.timeout.connect(self.show)
        self._background = Background(self)
        self._background.progress.connect(self._tell)
        self._background.done.connect(lambda: self._end(""))
        self._background.failed.connect(self._end)
        self._background.start(self._watched(work))
        self._seen.start()

    def _watched(self, work: Work) -> Work:
        """The work; one that breaks off by a fault of the program's own is over as well."""
        try:
            return (yield from work)
        except StorageError:
            raise
        except Exception:
            QTimer.singleShot(0, lambda: self._end(FAULT))
            raise

    def _tell(self, done: int, total: int) -> None:
        """So much of so much."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _end(self, trouble: str) -> None:
        """It is over, one way or the other."""
        self._seen.stop()
        self.hide()
        self.over.emit(trouble)

    def reject(self) -> None:
        """Given up: the work ends where it is."""
        self._background.stop()
        super().reject()
        self._end("Nothing was made.")


class NotBegun(QDialog):
    """Why there is nothing to practise on."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("inoadmin")
        self.setMinimumWidth(_WIDTH_PX)
        self.setAccessibleName(NOT_MADE)
        self.setAccessibleDescription(sentence)
        closing = QPushButton("Close")
        closing.setDefault(True)
        closing.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(NOT_MADE, "title", wrap=True))
        column.addWidget(label(sentence, "error", wrap=True))
        column.addWidget(closing)
        mark(self)
