"""What belongs to the course: opening a dose, doses elsewhere, omission, discontinuation."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from inoadmin.session.forms.about import About
from inoadmin.session.forms.course import discontinue, history, omit, opening
from inoadmin.session.forms.model import FormSpec
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import FormDialog

HAPPENED = "The dose has begun already: record the opening as already happened"


def open_now(about: About) -> FormSpec:
    """The opening as it happens."""
    return opening(about).without({"already_happened", "reason"})


def open_happened(about: About) -> FormSpec:
    """An opening that has happened already, with its reason."""
    spec = opening(about).without({"already_happened"}).needing("reason")
    return spec.starting(already_happened=True)


class OpenAdministrationDialog(FormDialog):
    """Opens one dose. Refused at the gate, it offers to record it as already happened."""

    switched = Signal(object)

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, happened: bool = False
    ) -> None:
        super().__init__(
            desk,
            open_happened if happened else open_now,
            "Record that it has happened" if happened else "Open the dose",
            title="The dose has already begun" if happened else "Open a dose",
            warning="What stands against it stays on the record as unresolved." if happened else "",
            danger=happened,
            parent=parent,
        )
        self.switch = QPushButton("It &has already happened…")
        self.switch.setAutoDefault(False)
        self.switch.setVisible(not happened)
        self.switch.clicked.connect(self.as_happened)
        self.entry.buttons.insertWidget(2, self.switch)

    def as_happened(self) -> OpenAdministrationDialog:
        """The same values in the form for what has already happened."""
        other = OpenAdministrationDialog(self.desk, self.parentWidget(), happened=True)
        other.entry.form.fill(self.entry.form.typed(), self.entry.form.when_text())
        self.reject()
        other.open()
        self.switched.emit(other)
        return other


class HistoryDialog(FormDialog):
    """A dose given elsewhere, transcribed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, history, "Record the dose", parent=parent)


class OmitDialog(FormDialog):
    """A dose that is left out."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, omit, "Record the omission", parent=parent)


class DiscontinueDialog(FormDialog):
    """The end of the course."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, discontinue, "Discontinue treatment", danger=True, parent=parent)
