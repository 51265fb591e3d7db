"""The checks before a gate: those still to be answered, and those answered with who and when."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.forms.about import About
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.forms.preparing import answer
from inoadmin.session.present.items import ItemRow, item_rows
from inoadmin.session.present.lines import lines
from inoadmin.session.present.possible import possible
from inoadmin.ui.correcting import CorrectDialog
from inoadmin.ui.desk import Desk
from inoadmin.ui.record_form import RecordForm
from inoadmin.ui.widgets import empty, label, rule


class Answered(QWidget):
    """One gate's items. Items are answered one by one or several at once, never in advance."""

    def __init__(self, desk: Desk, gate: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._gate = desk, gate
        self._shown: tuple[ItemRow, ...] = ()
        self.waiting = False  # for an answer
        self.form = RecordForm(desk, self._open_items, "Record these ans&wers", columns=1)
        self._told = label("", "section")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(self._told)
        column.addLayout(self._list)

    def _open_items(self, about: About) -> FormSpec:
        """The form of what is not answered yet."""
        still = {row.code for row in self._rows() if not row.answer}
        spec = answer(about)
        return spec.only(*(field.name for field in spec.fields if field.name in still))

    def _rows(self) -> tuple[ItemRow, ...]:
        """All items of the gate."""
        administration = self.desk.administration
        return item_rows(self.desk.service, administration, self._gate) if administration else ()

    def refresh(self) -> None:
        """Shows what is answered, and asks what is not."""
        rows = self._rows()
        applies = possible(self.desk.service, self.desk.administration)("answer")
        self.waiting = applies and any(not row.answer for row in rows)
        self.form.stand(shown=self.waiting)
        done = tuple(row for row in rows if row.answer)
        self._told.setText(f"Answered ({len(done)} of {len(rows)})")
        self._told.setVisible(bool(done))
        if done == self._shown:
            return
        self._shown = done
        empty(self._list)
        for row in done:
            self._list.addWidget(self._row(row))
            self._list.addWidget(rule())

    def lead_in(self) -> bool:
        """Puts the keyboard at the first item that waits for its answer; False without one."""
        if self.waiting:
            self.form.form.start_focus()
        return self.waiting

    def texts(self) -> tuple[str, ...]:
        """The answered items, one text each."""
        return tuple(f"{row.assertion}: {row.told}" for row in self._shown)

    def _row(self, row: ItemRow) -> QWidget:
        """Assertion, answer, the way to correct it."""
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(2, 3, 2, 3)
        line.addWidget(label(row.assertion, wrap=True), 1)
        line.addWidget(label(row.told, "strong", "alarm" if row.answer == "no" else ""))
        button = QPushButton("Correct")
        button.setAutoDefault(False)
        button.setAccessibleName(f"Correct: {row.assertion}")
        button.clicked.connect(lambda: self._correct(row))
        line.addWidget(button)
        return made

    def _correct(self, row: ItemRow) -> None:
        """Opens the answer, with those recorded beside it, for correction."""
        desk = self.desk
        if desk.administration is None:
            return
        state, ward = (
            desk.service.administration(desk.administration),
            desk.service.ward(desk.administration),
        )
        known = lines(ward, desk.service.staff(), state, {"answer"})
        line = next(k for k in known if k.version == row.version)
        CorrectDialog(desk, line, parent=self.window()).open()
