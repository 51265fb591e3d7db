"""All that makes a window one for practice."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from inoadmin.ui.desk import Desk
from inoadmin.ui.training.afresh import AfreshDialog
from inoadmin.ui.training.band import Practising, TrainingBar
from inoadmin.ui.training.marks import Marks, mark_title


class Training(QObject):
    """Of one window: the bar on top, the marks on all that it opens, and beginning afresh."""

    def __init__(self, desk: Desk, practising: Practising | None, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._practising = window, practising
        self.bar = TrainingBar(desk, practising)
        self.bar.afresh_asked.connect(self.ask_afresh)
        self.asking: AfreshDialog | None = None
        self.marks: Marks | None = None
        mark_title(window)

    def listen(self, app: QApplication) -> None:
        """From now on every dialog and every title is marked."""
        self.marks = Marks(app, self)

    def ask_afresh(self) -> None:
        """Asks before practice is begun afresh; on the locked screen too, where nothing is open."""
        if self._practising is None:
            return
        self.asking = AfreshDialog(self._window)
        self.asking.accepted.connect(self._practising.afresh)
        self.asking.finished.connect(self.asking.deleteLater)
        self.asking.open()


def training_of(desk: Desk, practising: Practising | None, window: QWidget) -> Training | None:
    """On a practice database; else None."""
    return Training(desk, practising, window) if desk.service.log.kind == "training" else None
