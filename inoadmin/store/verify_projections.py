"""The tables beside the log: their rows against those that the log gives, made by the functions
that the session makes them with; and the stored protocols against their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, cast

from inoadmin.domain.course import fold_patient
from inoadmin.domain.events import Event
from inoadmin.session.ports import AdministrationRow, PatientRow
from inoadmin.session.rows import patient_row, row_of
from inoadmin.store.codec import instant_text
from inoadmin.store.connection import Connection, Value
from inoadmin.store.verdict import PROJECTIONS, PROTOCOLS, Fault, at_entry, plain, short
from inoadmin.store.verify_entries import References

Row = tuple[Value, ...]

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "patients": ("id", "family_name", "given_name", "nhs_number", "hospital_number"),
    "administrations": ("id", "patient", "number", "cycle", "day", "stage", "opened_at"),
    "batches": ("administration", "batch"),
}
_SELECTS: Final = {
    "patients": "SELECT id, family_name, given_name, nhs_number, hospital_number FROM patients",
    "administrations": (
        "SELECT id, patient, number, cycle, day, stage, opened_at FROM administrations"
    ),
    "batches": "SELECT administration, batch FROM batches",
}
#: How many columns name a row.
_KEYS: Final = {"patients": 1, "administrations": 1, "batches": 2}
#: What a patient is called, lives under and is numbered with is not told.
_SILENT: Final = "patients"


@dataclass(frozen=True, slots=True)
class Rows:
    """What the log gives for one stream: table by table, its rows."""

    by_table: Mapping[str, tuple[Row, ...]]


def rows_of(stream: str, events: Sequence[Event]) -> Rows:
    """The rows of a patient's or an administration's stream; none of any other."""
    if stream.startswith("patient/"):
        return Rows(_of_patient(events))
    row = row_of(events)
    return Rows({} if row is None else _of_administration(row))


def projection_faults(connection: Connection, given: Sequence[Rows]) -> Iterator[Fault]:
    """Rows that are missing, extra or changed.

    Raises:
        DriverError: a table cannot be read.
    """
    for table, columns in _COLUMNS.items():
        size = _KEYS[table]
        due = {row[:size]: row for rows in given for row in rows.by_table.get(table, ())}
        found = {row[:size]: row for row in read_rows(connection, table)}
        for key in sorted(due.keys() | found.keys(), key=str):
            named = f"in the table {table} the row {' '.join(plain(part) for part in key)}"
            if key not in found:
                yield Fault(PROJECTIONS, f"{named} is missing")
            elif key not in due:
                yield Fault(PROJECTIONS, f"{named} is there, and no entry of the log gives it")
            else:
                for column, value, wanted in zip(columns, found[key], due[key], strict=True):
                    if value != wanted:
                        told = "" if table == _SILENT else f" ({plain(value)}, due was {wanted})"
                        yield Fault(PROJECTIONS, f"{named} was changed: its {column}{told}")


def read_rows(connection: Connection, table: str) -> list[Row]:
    """A projection's rows as stored."""
    return connection.execute(_SELECTS[table]).fetchall()


def protocol_faults(connection: Connection, references: References) -> Iterator[Fault]:
    """Stored protocols that are not those of their names, and missing ones.

    Raises:
        DriverError: the table cannot be read.
    """
    stored = connection.execute("SELECT hash, bytes FROM protocols ORDER BY hash").fetchall()
    for name, data in stored:
        made = sha256(data if isinstance(data, bytes) else str(data).encode()).hexdigest()
        if made != name:
            yield Fault(
                PROTOCOLS,
                f"the stored protocol {short(name)} was changed (its bytes give {short(made)})",
            )
    names = {str(name) for name, _ in stored}
    for name, envelope in references.protocols.items():
        if name not in names:
            yield at_entry(PROTOCOLS, envelope, f"its protocol {short(name)} is not stored")


def _of_patient(events: Sequence[Event]) -> Mapping[str, tuple[Row, ...]]:
    patient = fold_patient(events)
    if patient is None:
        return {}
    row: PatientRow = patient_row(patient.id, patient.details)
    return {
        "patients": (
            (row.id, row.family_name, row.given_name, row.nhs_number, row.hospital_number),
        )
    }


def _of_administration(row: AdministrationRow) -> Mapping[str, tuple[Row, ...]]:
    opened_at = instant_text(row.opened_at)
    own = (row.id, row.patient, row.number, row.cycle, row.day, str(row.stage), opened_at)
    batches = tuple((row.id, batch) for batch in row.batches)
    return {"administrations": (cast("Row", own),), "batches": batches}
