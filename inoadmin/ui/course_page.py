"""The course of the open patient: the doses known, and what can be recorded beside a dose."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.present.course import DoseLine, dose_lines
from inoadmin.ui.desk import Desk
from inoadmin.ui.page import scrolling
from inoadmin.ui.side_by_side import SideBySide
from inoadmin.ui.widgets import empty, label, rule

_WAYS = (
    ("history", "Dose given else&where…"),
    ("omit", "Dose o&mitted…"),
    ("discontinue", "Discontinue treatment…"),
)


class CoursePage(QWidget):
    """Shown where no dose is open, and when asked for.

    Signals: `asked` with "open", "history", "omit" or "discontinue"; `look` with an administration
    that is to be shown.
    """

    asked = Signal(str)
    look = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines: tuple[DoseLine, ...] | None = None
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(18, 14, 16, 14)
        self._title = label("", "title")
        column.addWidget(self._title)
        column.addWidget(
            label("Doses of this course that this workstation knows of:", "subtitle", wrap=True)
        )
        self._list = QVBoxLayout()
        inside = QWidget()
        inside.setLayout(self._list)
        column.addWidget(scrolling(inside), 1)
        column.addLayout(self._actions())
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)

    def _actions(self) -> QVBoxLayout:
        """What else can be recorded of the course, and below it the primary action."""
        others = SideBySide()
        for way, text in _WAYS:
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, w=way: self.asked.emit(w))
            others.add(button)
        self._open = QPushButton("Open a dose…")
        self._open.setProperty("kind", "primary")
        self._open.clicked.connect(lambda: self.asked.emit("open"))
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self._open)
        rows = QVBoxLayout()
        rows.setSpacing(10)
        rows.addWidget(others)
        rows.addLayout(last)
        return rows

    def take_focus(self) -> None:
        """To the primary action, or the first of the others."""
        ways = (self._open, *self.findChildren(QPushButton))
        ready = (way for way in ways if way.isVisible() and way.isEnabled())
        next(ready, self).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Shows the doses known."""
        patient = self._desk.patient
        if patient is None:
            return
        surname = self._desk.service.patient(patient).details.family_name.upper()
        self._open.setText(f"&Open a dose for {surname.replace('&', '&&')}…")
        self._title.setText("Course" if self._desk.administration else "No dose is open")
        lines = dose_lines(self._desk.service, patient)
        if lines == self._lines:
            return
        self._lines = lines
        empty(self._list)
        for line in lines:
            self._list.addWidget(self._row(line))
            self._list.addWidget(rule())
        if not lines:
            self._list.addWidget(label("None.", "subtitle"))
        self._list.addStretch(1)

    def _row(self, line: DoseLine) -> QWidget:
        """One dose, with the way to look at it when it was given here."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(label(line.when, "muted"))
        row.addWidget(label(line.dose, "strong"))
        row.addWidget(label(line.told, wrap=True), 1)
        if line.administration is not None:
            button = QPushButton("Show")
            button.setAccessibleName(f"Show {line.dose}")
            name = line.administration
            button.clicked.connect(lambda: self.look.emit(name))
            row.addWidget(button)
        return made
