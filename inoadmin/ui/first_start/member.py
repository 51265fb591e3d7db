"""One person's step: their details and their own PIN."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.domain.people import StaffDetails
from inoadmin.session.accounts import PinError
from inoadmin.session.enrolling import enrol
from inoadmin.session.forms.about import About
from inoadmin.session.forms.aiming import about_for
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.ports import StorageError
from inoadmin.session.registration import SYSTEM, RegistrationError
from inoadmin.ui.announcing import show_fault
from inoadmin.ui.desk import Desk
from inoadmin.ui.form import Form
from inoadmin.ui.people.new_pin import NewPin
from inoadmin.ui.widgets import label, set_looks


class MemberStep(QWidget):
    """Signal: `done` with the member's id and PIN once both are on disk."""

    done = Signal(str, str)

    def __init__(
        self, desk: Desk, make: Callable[[About], FormSpec], button: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.form = Form(make(about_for(desk.service, None, None)), columns=2, timed=False)
        self.pin = NewPin()
        self.pin.entered.connect(self.record)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        self.button = QPushButton(button)
        set_looks(self.button, "kind", "primary")
        self.button.clicked.connect(self.record)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.form, self.pin, self.fault):
            column.addWidget(widget)
        column.addLayout(self.buttons)
        column.addStretch(1)

    def begin(self) -> None:
        """Starts anew."""
        self.form.clear()
        self.pin.forget()
        self._say("")
        self.form.start_focus()

    def record(self) -> None:
        """Registers; what was typed stays when it cannot be, but for the PIN."""
        self._say("")
        filled = self.form.read(self._desk.now())
        if filled is None or not isinstance(filled.made, StaffDetails):
            return
        pin = self.pin.read()
        if not pin:
            return
        try:
            actor = self._desk.actor or SYSTEM
            member = enrol(self._desk.service, filled.made, pin, actor)
        except RegistrationError as error:
            self._say("Not recorded. " + " ".join(f"{f[:1].upper()}{f[1:]}." for f in error.faults))
        except (PinError, StorageError) as error:
            self._say(f"Not recorded. {error}")
        else:
            self.pin.forget()
            self.done.emit(member, pin)

    def _say(self, text: str) -> None:
        """What kept it from being recorded."""
        show_fault(self.fault, text)
