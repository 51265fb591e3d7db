"""The projections: patients, administrations and their batches, as rows that can be rebuilt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from inoadmin.session.ports import AdministrationRow, CredentialRow, PatientRow, ProjectionRow
from inoadmin.store.codec import instant_from, instant_text
from inoadmin.store.connection import Connection, Value

_SELECT_PATIENTS = """
    SELECT id, family_name, given_name, nhs_number, hospital_number FROM patients ORDER BY rowid
"""
_SELECT_ADMINISTRATIONS = """
    SELECT id, patient, number, cycle, day, stage, opened_at FROM administrations
    WHERE ?1 IS NULL OR patient = ?1 ORDER BY opened_at, rowid
"""
# renewed in place rather than replaced, so that a row keeps its place in the order
_PUT_PATIENT = """
    INSERT INTO patients (id, family_name, given_name, nhs_number, hospital_number)
    VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        family_name = excluded.family_name, given_name = excluded.given_name,
        nhs_number = excluded.nhs_number, hospital_number = excluded.hospital_number
"""
_PUT_ADMINISTRATION = """
    INSERT INTO administrations (id, patient, number, cycle, day, stage, opened_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        patient = excluded.patient, number = excluded.number, cycle = excluded.cycle,
        day = excluded.day, stage = excluded.stage, opened_at = excluded.opened_at
"""
_PUT_CREDENTIAL = """
    INSERT INTO credentials (member, hash) VALUES (?, ?)
    ON CONFLICT (member) DO UPDATE SET hash = excluded.hash
"""


def put(connection: Connection, row: ProjectionRow) -> None:
    """Writes or renews one row within the open transaction."""
    if isinstance(row, CredentialRow):
        connection.execute(_PUT_CREDENTIAL, (row.member, row.hash))
        return
    if isinstance(row, PatientRow):
        connection.execute(_PUT_PATIENT, tuple(_patient_values(row).values()))
        return
    connection.execute(_PUT_ADMINISTRATION, tuple(_administration_values(row).values()))
    connection.execute("DELETE FROM batches WHERE administration = ?", (row.id,))
    for batch in dict.fromkeys(row.batches):
        connection.execute(
            "INSERT INTO batches (administration, batch) VALUES (?, ?)", (row.id, batch)
        )


def credential(connection: Connection, member: str) -> str | None:
    """The hash of a member's PIN, or None."""
    row = connection.execute("SELECT hash FROM credentials WHERE member = ?", (member,)).fetchone()
    return None if row is None else cast("str", row[0])


def replace_all(connection: Connection, rows: Sequence[ProjectionRow]) -> None:
    """Replaces every projection row by `rows` within the open transaction."""
    from inoadmin.store.tables import Tables

    # of several rows with one id the last holds, as with `put`, at the place of the first
    patients = {row.id: row for row in rows if isinstance(row, PatientRow)}
    administrations = {row.id: row for row in rows if isinstance(row, AdministrationRow)}
    tables = Tables(connection)
    tables.replace_all("patients", map(_patient_values, patients.values()))
    tables.replace_all("batches", ())
    tables.replace_all("administrations", map(_administration_values, administrations.values()))
    tables.replace_all(
        "batches",
        (
            {"administration": row.id, "batch": batch}
            for row in administrations.values()
            for batch in dict.fromkeys(row.batches)
        ),
    )


def patients(connection: Connection) -> tuple[PatientRow, ...]:
    """All patients, in the order in which they became known."""
    found = connection.execute(_SELECT_PATIENTS)
    return tuple(PatientRow(*cast("tuple[str, str, str, str, str]", row)) for row in found)


def administrations(
    connection: Connection, patient: str | None = None
) -> tuple[AdministrationRow, ...]:
    """All administrations, or a patient's, in order of opening."""
    batches = _batches(connection)
    found = connection.execute(
        _SELECT_ADMINISTRATIONS,
        (patient,),
    )
    result: list[AdministrationRow] = []
    for row in found:
        *named, opened_at = cast("tuple[str, str, str, int, int, str, str]", row)
        result.append(
            AdministrationRow(
                *cast("tuple[str, str, str, int, int, str]", tuple(named)),
                instant_from(opened_at),
                tuple(batches.get(cast("str", row[0]), ())),
            )
        )
    return tuple(result)


def _batches(connection: Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = connection.execute("SELECT administration, batch FROM batches ORDER BY rowid")
    for administration, batch in cast("Iterable[tuple[str, str]]", rows):
        found.setdefault(administration, []).append(batch)
    return found


def _patient_values(row: PatientRow) -> dict[str, Value]:
    return {
        "id": row.id,
        "family_name": row.family_name,
        "given_name": row.given_name,
        "nhs_number": row.nhs_number,
        "hospital_number": row.hospital_number,
    }


def _administration_values(row: AdministrationRow) -> dict[str, Value]:
    return {
        "id": row.id,
        "patient": row.patient,
        "number": row.number,
        "cycle": row.cycle,
        "day": row.day,
        "stage": row.stage,
        "opened_at": instant_text(row.opened_at),
    }
