"""A new patient."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from inoadmin.session.forms.about import About
from inoadmin.session.forms.course import allergies as allergies_form
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.forms.people import patient as patient_form
from inoadmin.ui.desk import Desk
from inoadmin.ui.fields.allergies import AllergiesEdit
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.people.registering import RegisterForm
from inoadmin.ui.record_form import RecordForm
from inoadmin.ui.widgets import label

NOT_SAID = "Left blank, allergies are not recorded: they are asked for before the start."


class RegisterPatientDialog(FormDialog):
    """Registers a patient and opens them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            patient_form,
            "Register the patient",
            title="New patient",
            timed=False,
            parent=parent,
        )
        self.allergies = AllergiesEdit(allergies_form(self.entry.about()).fields[0])
        if isinstance(self.entry, RegisterForm):
            self.entry.allergies = self.allergies
        named = label("Allergies", "strong")
        named.setBuddy(self.allergies.target())
        for widget in (named, self.allergies, label(NOT_SAID, "muted", wrap=True)):
            self.fields.addWidget(widget)

    def subject(self) -> str:
        """Nobody's record yet."""
        return "NHS number or hospital number, at least one."

    @property
    def touched(self) -> bool:
        """Allergies that were typed are not dropped unasked either."""
        return super().touched or self.allergies.typed() != ""

    def reading_order(self) -> list[QWidget]:
        """The allergies follow the details."""
        cells = self.entry.form.cells()
        order = super().reading_order()
        return [*cells, self.allergies, *order[len(cells) :]]

    def entry_form(
        self, make: Callable[[About], FormSpec], button: str, *, columns: int, timed: bool
    ) -> RecordForm:
        """Registers in place of recording."""
        return RegisterForm(self.desk, make, button, columns=columns, timed=timed)

    def _recorded(self, outcome: object) -> None:
        """Opens the patient who is registered now."""
        super()._recorded(outcome)
        if isinstance(self.entry, RegisterForm):
            self.desk.open_patient(self.entry.made)
