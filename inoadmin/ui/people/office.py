"""What a manager sees: the places, the staff, the ward's settings, whether the record holds.
Nothing clinical.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.present.accounts import RECORDS_NOTHING
from inoadmin.ui.desk import Desk
from inoadmin.ui.lock.places import Places
from inoadmin.ui.people.checking import Checking
from inoadmin.ui.widgets import label, set_looks


class Office(QWidget):
    """Signal: `asked` with the name of a dialog: "staff", "settings", "alarm settings",
    "scanner settings".
    """

    asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.staff = QPushButton("S&taff…")
        self.settings = QPushButton("&Ward settings…")
        self.alarms = QPushButton("&Alarm settings…")
        self.scanner = QPushButton("Sca&nner settings…")
        ways = QHBoxLayout()
        for button, what in (
            (self.staff, "staff"),
            (self.settings, "settings"),
            (self.alarms, "alarm settings"),
            (self.scanner, "scanner settings"),
        ):
            set_looks(button, "kind", "primary")
            button.clicked.connect(lambda _=False, w=what: self.asked.emit(w))
            ways.addWidget(button)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        column.addWidget(label(RECORDS_NOTHING, "subtitle", wrap=True))
        column.addLayout(ways)
        self.checking = Checking()
        column.addWidget(self.checking)
        column.addWidget(Places(desk), 1)
