"""Asks whose reaction it is, when several patients are infusing or observed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.present.running import Running
from inoadmin.ui.widgets import label


class WhoseDialog(QDialog):
    """One button a patient. Signal: `chosen` with a Running."""

    chosen = Signal(object)

    def __init__(self, known: tuple[Running, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Reaction")
        column = QVBoxLayout(self)
        column.addWidget(label("Stop the pump now. Whose reaction is it?", "title"))
        for one in known:
            button = QPushButton(f"{one.place}: {one.name}")
            button.setProperty("kind", "danger")
            button.clicked.connect(lambda _=False, r=one: self._choose(r))
            column.addWidget(button)
        none = QPushButton("Nobody's: close")
        none.clicked.connect(self.reject)
        column.addWidget(none)

    def _choose(self, one: Running) -> None:
        """Tells who it is and closes."""
        self.accept()
        self.chosen.emit(one)
