"""The staff: who is known here, new members, and those who come and go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.domain.people import StaffDetails
from inoadmin.session.forms.about import About
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.forms.people import member as member_form
from inoadmin.session.forms.showing import typed_of
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.page import scrolling
from inoadmin.ui.people.registering import RegisterForm
from inoadmin.ui.record_form import RecordForm
from inoadmin.ui.widgets import empty, label, rule, set_looks

_SIZE_PX = (640, 460)


def new_member(about: About) -> FormSpec:
    """A new member works here."""
    return member_form(about).without({"active"}).starting(active=True)


class RegisterStaffDialog(FormDialog):
    """Registers a member of staff, or changes one's details."""

    def __init__(
        self, desk: Desk, member: str | None = None, parent: QWidget | None = None
    ) -> None:
        self._member = member
        known = desk.service.staff().get(member or "")
        super().__init__(
            desk,
            new_member if known is None else member_form,
            "Register" if known is None else "Record the change",
            title="New member of staff" if known is None else f"Change {known.name}",
            timed=False,
            parent=parent,
        )
        if known is not None:
            self.entry.form.fill(typed_of(self.entry.form.spec, known))

    def subject(self) -> str:
        """Nobody's record."""
        return ""

    def entry_form(
        self, make: Callable[[About], FormSpec], button: str, *, columns: int, timed: bool
    ) -> RecordForm:
        """Registers in place of recording."""
        return RegisterForm(
            self.desk, make, button, columns=columns, timed=timed, member=self._member
        )

    def _recorded(self, outcome: object) -> None:
        """The first one registered acts; everything follows the new list."""
        super()._recorded(outcome)
        if isinstance(self.entry, RegisterForm):
            self.desk.act_as(self.desk.actor or self.entry.made)


class StaffDialog(QDialog):
    """Everyone known here, leavers included."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self.setWindowTitle("Staff")
        self.resize(*_SIZE_PX)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        new = QPushButton("&New member of staff…")
        set_looks(new, "kind", "primary")
        new.clicked.connect(self.add)
        close = QPushButton("Close")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(close)
        buttons.addStretch(1)
        buttons.addWidget(new)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(label("Staff", "title"))
        column.addWidget(scrolling(inside), 1)
        column.addLayout(buttons)
        desk.changed.connect(self.refresh)
        self.refresh()

    def add(self) -> RegisterStaffDialog:
        """Asks for a new member."""
        return self._open(None)

    def change(self, member: str, *_checked: bool) -> RegisterStaffDialog:
        """Asks for one's details anew."""
        return self._open(member)

    def _open(self, member: str | None) -> RegisterStaffDialog:
        dialog = RegisterStaffDialog(self.desk, member, self)
        dialog.open()
        return dialog

    def refresh(self) -> None:
        """Shows who is known."""
        empty(self._list)
        for member, details in self.desk.service.staff().items():
            self._list.addWidget(self._row(member, details))
            self._list.addWidget(rule())

    def _row(self, member: str, details: StaffDetails) -> QWidget:
        """Name, role, registration, whether they work here."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(label(details.name, "strong"))
        parts = (details.role, details.registration, "" if details.active else "no longer here")
        row.addWidget(label(" · ".join(part for part in parts if part), "muted"), 1)
        button = QPushButton("Change…")
        button.setAutoDefault(False)
        button.setAccessibleName(f"Change {details.name}")
        button.clicked.connect(partial(self.change, member))
        row.addWidget(button)
        return made
