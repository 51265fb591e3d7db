"""The roll: who is on record here and which doses, as the projections say.

Roll: read once, then kept up with what is appended, so that a tick asks the database nothing and
costs no more for all the doses that have ended.
"""

from __future__ import annotations

from collections.abc import Iterable

from inoadmin.domain.state import OPEN_STAGES, Stage
from inoadmin.session.ports import AdministrationRow, EventLog, PatientRow, ProjectionRow


class Roll:
    """The rows of one log. Reading may raise StorageError; throwing a Roll away loses nothing."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._patients: dict[str, PatientRow] | None = None
        self._doses: dict[str, AdministrationRow] | None = None
        self._by_patient: dict[str, tuple[AdministrationRow, ...]] = {}
        self._open: tuple[AdministrationRow, ...] | None = None

    def take(self, rows: Iterable[ProjectionRow]) -> None:
        """Takes in the rows that were just written."""
        for row in rows:
            if isinstance(row, PatientRow) and self._patients is not None:
                self._patients[row.id] = row
            elif isinstance(row, AdministrationRow) and self._doses is not None:
                self._doses[row.id] = row
                self._by_patient.pop(row.patient, None)
                self._open = None

    def forget(self) -> None:
        """Drops what was read: somebody else has written."""
        self._patients = self._doses = self._open = None
        self._by_patient = {}

    def patients(self) -> tuple[PatientRow, ...]:
        """All patients, in order of registration."""
        if self._patients is None:
            self._patients = {row.id: row for row in self._log.patients()}
        return tuple(self._patients.values())

    def doses_of(self, patient: str) -> tuple[AdministrationRow, ...]:
        """A patient's administrations, in order of opening."""
        if patient not in self._by_patient:
            found: dict[str, list[AdministrationRow]] = {patient: []}
            for row in in_order(self._known().values()):
                if row.patient == patient or row.patient not in self._by_patient:
                    found.setdefault(row.patient, []).append(row)
            self._by_patient |= {each: tuple(rows) for each, rows in found.items()}
        return self._by_patient[patient]

    def open_doses(self) -> tuple[AdministrationRow, ...]:
        """The administrations that have not ended, in order of opening."""
        if self._open is None:
            rows = (row for row in self._known().values() if is_open(row))
            self._open = tuple(in_order(rows))
        return self._open

    def _known(self) -> dict[str, AdministrationRow]:
        if self._doses is None:
            self._doses = {row.id: row for row in self._log.administrations()}
        return self._doses


def is_open(row: AdministrationRow) -> bool:
    """Whether anything of the administration is still asked for."""
    return Stage(row.stage) in OPEN_STAGES


def in_order(rows: Iterable[AdministrationRow]) -> list[AdministrationRow]:
    """By the time of opening; those opened at one moment as they became known."""
    return sorted(rows, key=lambda row: row.opened_at)
