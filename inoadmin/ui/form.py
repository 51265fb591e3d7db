"""A form: one widget for each field of a FormSpec, with what is wrong written under each.

What was typed stays until `clear`. `read` gives the act, or shows every fault and puts the focus
at the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.forms.model import Field, FieldError, FormSpec, Kind, Made
from inoadmin.session.forms.reading import NOTE, WHEN, build, so_far, when
from inoadmin.ui.fields import FieldEdit, edit_for
from inoadmin.ui.fields.answer import AnswerEdit
from inoadmin.ui.fields.asked import Asked
from inoadmin.ui.fields.edit import Value
from inoadmin.ui.fields.line import hint_beside
from inoadmin.ui.fields.picking import PickEdit
from inoadmin.ui.fields.when import WhenEdit
from inoadmin.ui.sight import bring_into_sight
from inoadmin.ui.widgets import label

_COLUMN_PX = 215  # the least width of a column


@dataclass(frozen=True, slots=True)
class Filled:
    """A form read without fault: what was made, and when it happened (None: now)."""

    made: Made
    occurred: datetime | None


class Form(QWidget):
    """The fields of a spec in columns; `timed` adds the row that says when it happened."""

    edited = Signal()

    def __init__(
        self,
        spec: FormSpec,
        *,
        columns: int = 3,
        timed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self.edits: dict[str, FieldEdit] = {}
        self._notes: dict[str, QLabel] = {}
        self.when: WhenEdit | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(22)
        self._grid.setVerticalSpacing(6)
        self._most = self._columns = columns
        self._cells: list[tuple[QWidget, bool]] = []
        self._make(timed=timed)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """A narrow form has fewer columns, so that its width is not held by them."""
        return QSize(_COLUMN_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Takes as many columns as there is room for."""
        super().resizeEvent(event)
        columns = max(1, min(self._most, event.size().width() // _COLUMN_PX))
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _make(self, *, timed: bool) -> None:
        """Makes the headings and fields, in the order that Tab follows."""
        group = ""
        for field in self.spec.fields:
            if field.group != group:
                group = field.group
                over = label(group, "section")
                over.setParent(self)  # at once: a screen reader goes through them as they were made
                self._cells.append((over, True))
            edit = edit_for(field, self)
            edit.edited.connect(partial(self._take_back, field.name))
            edit.edited.connect(self.edited)
            self.edits[field.name] = edit
            self._cells.append((self._cell(edit), edit.wide))
        if timed:
            self.when = WhenEdit(self)
            self._cells.append((self.when, True))
            self.when.edited.connect(self.edited)

    def _place(self) -> None:
        """Puts the cells in rows; a wide one takes a row of its own."""
        for cell, _ in self._cells:
            self._grid.removeWidget(cell)
        at = 0
        for cell, wide in self._cells:
            if wide:
                at += -at % self._columns
                self._grid.addWidget(cell, at // self._columns, 0, 1, self._columns)
                at += self._columns
            else:
                self._grid.addWidget(cell, at // self._columns, at % self._columns)
                at += 1
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)

    def _cell(self, edit: FieldEdit) -> QWidget:
        """Label above, widget, and below what may be typed or what is wrong."""
        field = edit.field
        cell = QWidget(self)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if isinstance(edit, AnswerEdit) or (field.kind is Kind.YES_NO and edit.wide):
            column.addWidget(Asked(self._label(edit), edit))
        else:
            if field.kind is not Kind.TICK:
                column.addWidget(self._label(edit))
            column.addWidget(edit)
        note = label("", "muted", wrap=True)
        self._notes[field.name] = note
        column.addWidget(note)
        column.addStretch(1)
        self._show_note(field.name, "")
        return cell

    def _label(self, edit: FieldEdit) -> QLabel:
        """The visible label, which names the widget to a screen reader as well."""
        role = "" if isinstance(edit, AnswerEdit) else "strong"
        named = label(edit.field.label.replace("&", "&&"), role, wrap=True)
        named.setBuddy(edit.target())
        return named

    def _show_note(self, name: str, fault: str) -> None:
        """The hint under a field, or what is wrong with it."""
        note, field = self._notes[name], self.spec.field(name)
        note.setText(fault or self._hint(field))
        note.setVisible(bool(note.text()))
        note.setProperty("role", "error" if fault else "muted")
        note.style().unpolish(note)
        note.style().polish(note)

    def _take_back(self, name: str) -> None:
        """What was wrong with a field is wrong no longer once it is typed anew."""
        if self._notes[name].property("role") == "error":
            self._show_note(name, "")
            self.edits[name].show_fault("")

    def say(self, name: str, text: str) -> None:
        """Writes a remark under a field in the place of its hint."""
        self._notes[name].setText(text or self._hint(replace(self.spec.field(name), unset="")))
        self._notes[name].setVisible(bool(self._notes[name].text()))

    def _hint(self, field: Field) -> str:
        """The line under a field that says what may be typed, unless it stands beside."""
        return "" if hint_beside(field) else hint_of(field.hint, field.unset)

    def typed(self) -> dict[str, Value]:
        """Everything that was typed, by field."""
        values: dict[str, Value] = {name: edit.typed() for name, edit in self.edits.items()}
        for name, edit in self.edits.items():
            if isinstance(edit, AnswerEdit):
                values[name + NOTE] = edit.note.text()
        return values

    def fill(self, typed: Mapping[str, Value], when_text: str = "") -> None:
        """Shows values as if they had been typed."""
        for name, edit in self.edits.items():
            edit.put(typed.get(name, ""))
            if isinstance(edit, AnswerEdit):
                edit.note.setText(str(typed.get(name + NOTE, "")))
        if self.when is not None:
            self.when.put(when_text)

    def follow(self, spec: FormSpec) -> None:
        """Offers the staff of another spec with the same fields; what was typed stays."""
        if spec == self.spec or [f.name for f in spec.fields] != [f.name for f in self.spec.fields]:
            return
        staff = {field.name: field for field in spec.fields if field.kind is Kind.STAFF}
        fields = tuple(staff.get(field.name, field) for field in self.spec.fields)
        self.spec = replace(self.spec, fields=fields)
        for name, field in staff.items():
            edit = self.edits[name]
            if isinstance(edit, PickEdit):
                edit.offer(field.choices)

    def choose_member(self, member: str) -> None:
        """Chooses somebody where staff are chosen from, in the place of whoever stood there."""
        for name, edit in self.edits.items():
            offered = [choice.value for choice in self.spec.field(name).choices]
            if self.spec.field(name).kind is Kind.STAFF and member in offered:
                edit.put(member)
                edit.edited.emit()
                self.focus_at(name)

    def clear(self) -> None:
        """Takes everything away, faults too."""
        self.fill({})
        self.show_errors(())

    def so_far(self, now: datetime) -> Made:
        """What can be read already."""
        return so_far(self.spec, self.typed(), now)

    def when_text(self) -> str:
        """The time as typed; "" for now."""
        return "" if self.when is None else self.when.typed()

    def read(self, now: datetime) -> Filled | None:
        """The act as typed; with faults they are shown and there is none."""
        made = build(self.spec, self.typed(), now)
        at = when(self.spec, self.when_text(), now)
        errors = list(made) if isinstance(made, tuple) else []
        if isinstance(at, FieldError):
            errors.append(at)
        self.show_errors(errors)
        if errors or isinstance(made, tuple) or isinstance(at, FieldError):
            return None
        return Filled(made, at)

    def show_errors(self, errors: Sequence[FieldError]) -> None:
        """Writes each fault under its field and puts the focus at the first."""
        told = {error.name: error.sentence for error in errors}
        for name, edit in self.edits.items():
            self._show_note(name, told.get(name, ""))
            edit.show_fault(told.get(name, ""))
        if self.when is not None:
            self.when.show_fault(told.get(WHEN, ""))
        first = next((name for name in (*self.edits, WHEN) if name in told), None)
        if first is not None:
            self.focus_at(first)

    def focus_at(self, name: str) -> None:
        """Puts the focus in a field, or at the time, and brings it into sight."""
        widget: QWidget | None = self.edits.get(name, self.when)
        if widget is None:
            return
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        # Only once the faults have been laid out is it known where the field will be.
        QTimer.singleShot(0, widget, partial(bring_into_sight, widget))

    def start_focus(self) -> None:
        """Puts the focus in the first field to be typed in; where all are ticks, at the time."""
        ticks = all(edit.field.kind is Kind.TICK for edit in self.edits.values())
        self.focus_at(WHEN if ticks else next(iter(self.edits), WHEN))

    def cells(self) -> list[QWidget]:
        """The fields and the time as they are read, for the Tab key."""
        return [cell for cell, _ in self._cells]


def hint_of(hint: str, unset: str) -> str:
    """The line under a field: what may be typed, and what holds when nothing is."""
    return "; ".join(part for part in (hint, f"blank: {unset}" if unset else "") if part)
