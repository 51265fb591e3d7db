"""What is recorded, one line an act, each with the way to correct it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.present.lines import Line, lines, signed_versions
from inoadmin.session.present.patient_lines import patient_lines
from inoadmin.ui.correcting import CorrectDialog
from inoadmin.ui.desk import Desk
from inoadmin.ui.widgets import empty, label, rule

_TIME_PX = 92


class EntryLines(QWidget):
    """The lines of some kinds of acts. `course`: those of the patient, not of one dose."""

    def __init__(
        self,
        desk: Desk,
        kinds: Collection[str],
        *,
        course: bool = False,
        keep: Callable[[Line], bool] = lambda _line: True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._kinds, self._course, self._keep = kinds, course, keep
        self._shown: tuple[Line, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setVisible(False)

    def refresh(self) -> None:
        """Shows what is recorded now."""
        found = tuple(line for line in self._lines() if self._keep(line))
        if found == self._shown:
            return
        self._shown = found
        empty(self._column)
        for line in found:
            self._column.addWidget(self._row(line))
            self._column.addWidget(rule())
        self.setVisible(bool(found))

    def texts(self) -> tuple[str, ...]:
        """What is shown, one text a line."""
        return tuple(
            " | ".join(part for part in (line.when, line.what, line.who, line.late) if part)
            for line in self._shown
        )

    def correct(self, line: Line) -> CorrectDialog:
        """Opens the dialog that corrects a line."""
        dialog = CorrectDialog(self.desk, line, course=self._course, parent=self.window())
        dialog.open()
        return dialog

    def _lines(self) -> tuple[Line, ...]:
        """What is recorded of these kinds."""
        service, administration = self.desk.service, self.desk.administration
        if self._course:
            patient = self.desk.patient
            return patient_lines(service, patient, self._kinds) if patient else ()
        if administration is None:
            return ()
        state, ward = service.administration(administration), service.ward(administration)
        signed = signed_versions(service.events(administration))
        return lines(ward, service.staff(), state, self._kinds, signed)

    def _row(self, line: Line) -> QWidget:
        """Time, what, who, and the button."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(2, 3, 2, 3)
        row.setSpacing(10)
        when = label(line.when, "muted")
        when.setMinimumWidth(_TIME_PX if len(line.when) > 5 else 44)
        what = label(line.what, "" if line.void else "strong", wrap=True)
        if line.void:
            font = what.font()
            font.setStrikeOut(True)
            what.setFont(font)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(what)
        for sentence in line.corrected:
            told.addWidget(label(sentence, "muted", wrap=True))
        row.addWidget(when)
        row.addLayout(told, 1)
        row.addWidget(label(line.signature, "muted"))
        button = QPushButton("Correct")
        button.setAutoDefault(False)
        button.setAccessibleName(f"Correct: {line.what}, {line.when}")
        button.clicked.connect(lambda: self.correct(line))
        button.setVisible(not line.void)
        row.addWidget(button)
        return made
