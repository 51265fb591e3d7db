"""Premedication: three classes with the protocol's choices, and a form for what was given."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from inoadmin.session.forms.preparing import premed
from inoadmin.session.present.premeds import ClassRow, OptionRow, class_rows, window_text
from inoadmin.ui.desk import Desk
from inoadmin.ui.entry_lines import EntryLines
from inoadmin.ui.page import Page
from inoadmin.ui.premed_form import PremedForm
from inoadmin.ui.side_by_side import SideBySide
from inoadmin.ui.widgets import empty, label


class PremedicationPage(Page):
    """A choice fills in drug and route, and the dose where the protocol has but one."""

    step = "premedication"
    title = "Premedication"
    form_first = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lines = EntryLines(desk, {"premed"})
        self._classes: tuple[ClassRow, ...] = ()
        self._coming: QPushButton | None = None
        self.choices = QWidget()
        self._grid = QGridLayout(self.choices)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.form = PremedForm(desk, premed, "Record as &given")
        self.form.recorded.connect(self.take_focus)
        self.section("What the protocol offers")
        self.body.addWidget(self.choices)
        self.section("Given")
        self.said.addWidget(self.form.ahead)
        self.recorder(self.form)
        self.body.addWidget(self.lines)
        self.onward = self.action("Start ▸")
        self.onward.clicked.connect(lambda: self.go.emit("start"))

    def choose(self, option: OptionRow, *_checked: bool) -> None:
        """Puts a choice into the form; a dose that has a range is left to be typed."""
        edits = self.form.form.edits
        edits["drug"].put(option.drug)
        edits["route"].put(option.route)
        edits["dose_mg"].put(option.dose)
        self.form.look_ahead()
        if option.dose:
            self.form.form.focus_at("occurred")
        else:
            self.form.form.focus_at("dose_mg")

    def lead_in(self) -> bool:
        """At the first class that was not given."""
        if self._coming is None or not self.form.isVisible():
            return False
        self._coming.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_state(self) -> None:
        """The classes, and which are given."""
        administration = self.desk.administration
        if administration is None:
            return
        self.subtitle.setText(window_text(self.desk.service, administration))
        rows = class_rows(self.desk.service, administration)
        if rows != self._classes:
            self._classes = rows
            self._offer(rows)

    def _offer(self, rows: tuple[ClassRow, ...]) -> None:
        """Shows each class with its choices."""
        empty(self._grid)
        self._coming = None
        for line, row in enumerate(rows):
            told = f"{row.name.capitalize()}{' ✓ given' if row.given else ''}"
            self._grid.addWidget(label(told, "", "good" if row.given else ""), line, 0)
            options = SideBySide()
            for option in row.options:
                button = QPushButton(option.words)
                button.setAutoDefault(False)
                button.setAccessibleDescription(row.name)
                button.clicked.connect(partial(self.choose, option))
                options.add(button)
                if self._coming is None and not row.given:
                    self._coming = button
            self._grid.addWidget(options, line, 1)
        self._grid.setColumnStretch(1, 1)
