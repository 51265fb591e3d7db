"""The form that registers: it has no patient's stream to record to yet."""

from __future__ import annotations

from collections.abc import Callable

from inoadmin.domain.people import PatientDetails
from inoadmin.session.forms.about import About
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.forms.reading import NONE_KNOWN
from inoadmin.session.outcome import Outcome
from inoadmin.session.ports import StorageError
from inoadmin.session.registration import SYSTEM, RegistrationError
from inoadmin.ui.desk import Desk
from inoadmin.ui.fields.allergies import AllergiesEdit
from inoadmin.ui.form import Filled
from inoadmin.ui.record_form import NOT_RECORDED, RecordForm


class RegisterForm(RecordForm):
    """Registers a patient; `made` is the id once it is on disk."""

    def __init__(
        self,
        desk: Desk,
        make: Callable[[About], FormSpec],
        button: str,
        *,
        columns: int = 2,
        timed: bool = False,
    ) -> None:
        super().__init__(desk, make, button, columns=columns, timed=timed)
        self.allergies: AllergiesEdit | None = None
        self.made = ""

    def known_allergies(self) -> tuple[str, ...] | None:
        """None when nothing was said of allergies."""
        typed = "" if self.allergies is None else self.allergies.typed()
        if typed == NONE_KNOWN:
            return ()
        return typed if isinstance(typed, tuple) and typed else None

    def record(self, filled: Filled) -> Outcome | None:
        """Registers; faults are shown over the button."""
        service, actor = self.desk.service, self.desk.actor or SYSTEM
        try:
            if isinstance(filled.made, PatientDetails):
                known = self.known_allergies()
                self.made = service.register_patient(filled.made, known, actor)
        except RegistrationError as error:
            faults = (f"{fault[:1].upper()}{fault[1:]}." for fault in error.faults)
            self._failed(NOT_RECORDED + " ".join(faults))
            return None
        except StorageError as error:
            self._failed(NOT_RECORDED + str(error))
            return None
        return Outcome(accepted=True)
