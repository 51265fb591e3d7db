"""Asks before a practice day gives way to a new one."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.ui.widgets import label, set_looks

ASKED = "Begin practice afresh?"
SAID = (
    "There will be new patients in every stage. What was practised until now is closed and kept "
    "in a file beside the new one, until practice is begun afresh again."
)


class AfreshDialog(QDialog):
    """Accepted to begin afresh; going on is what Enter and Escape do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Begin afresh")
        self.setMinimumWidth(520)
        going_on = QPushButton("&Go on as it is")
        set_looks(going_on, "kind", "primary")
        going_on.setDefault(True)
        going_on.clicked.connect(self.reject)
        self.beginning = QPushButton("&Begin afresh")
        self.beginning.setAutoDefault(False)
        self.beginning.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self.beginning)
        buttons.addStretch(1)
        buttons.addWidget(going_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(ASKED, "title", wrap=True))
        column.addWidget(label(SAID, "subtitle", wrap=True))
        column.addLayout(buttons)
