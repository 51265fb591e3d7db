"""The desk: what the window's parts share — the service, who acts, which patient is open.

Parts read the service through it, record through `record`, and repaint on its signals. It decides
nothing. `ticked` comes once a second and only repaints.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from inoadmin.domain.commands import Command
from inoadmin.session.outcome import Outcome
from inoadmin.session.ports import StorageError
from inoadmin.session.service import UNIDENTIFIED, Service


class Desk(QObject):
    """Shared by all parts of one window.

    Signals: `changed` after anything was recorded or selected; `ticked` with the time in UTC;
    `refused` with the Outcome of a refused command; `failed` with what kept something from the log.
    """

    changed = Signal()
    ticked = Signal(object)
    refused = Signal(object)
    failed = Signal(str)

    def __init__(self, service: Service, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self.actor: str | None = None
        self.patient: str | None = None
        self.administration: str | None = None
        self._recording = False
        service.subscribe(self._recorded)

    def act_as(self, member: str | None) -> None:
        """Chooses who acts from now on."""
        self.actor = member
        self.changed.emit()

    def open_patient(self, patient: str | None, administration: str | None = None) -> None:
        """Shows a patient, at an administration or the current one; None shows the board alone."""
        self.patient = patient
        known = patient is not None and administration is None
        self.administration = self.service.current(patient) if known and patient else administration
        self.changed.emit()

    def now(self) -> datetime:
        """The clock's time."""
        return self.service.now()

    def tick(self) -> None:
        """Tells the parts the time; called once a second."""
        self.ticked.emit(self.service.now())

    def call_reaction(self) -> datetime | None:
        """Stamps the moment of the reaction key, on disk; None when it could not be written."""
        try:
            return self.service.call_reaction(self.actor or UNIDENTIFIED)
        except StorageError as error:
            self.failed.emit(f"Not recorded. {error}")
            return None

    def record(
        self, command: Command, *, occurred: datetime | None = None, course: bool = False
    ) -> Outcome | None:
        """Records a command for the open patient as the chosen member of staff.

        `course`: a correction of what belongs to the patient, not to the open administration.
        Gives the outcome once it is on disk, or None when nothing could be written; refusals and
        failures are told by signal as well.
        """
        if self.actor is None or self.patient is None:
            self.failed.emit("Not recorded: choose who is acting and a patient first.")
            return None
        self._recording = True
        try:
            outcome = self.service.submit(
                command,
                actor=self.actor,
                patient=self.patient,
                administration=None if course else self.administration,
                occurred=occurred,
            )
        except StorageError as error:
            self.failed.emit(f"Not recorded. {error}")
            return None
        finally:
            self._recording = False
        if outcome.accepted and outcome.administration is not None:
            self.administration = outcome.administration
        if not outcome.accepted:
            self.refused.emit(outcome)
        self.changed.emit()
        return outcome

    def _recorded(self, _events: tuple[object, ...]) -> None:
        """Something is on disk; what this desk recorded is told once, when its outcome is known."""
        if not self._recording:
            self.changed.emit()
