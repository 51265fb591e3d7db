"""A scenario file, read strictly (scenario format).

Whatever the domain can judge passes: an implausible value is refused there. What has no meaning at
all (an unknown key, a value of another kind, a step that goes back in time) refuses the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import cast
from zoneinfo import ZoneInfo

from inoadmin.domain.people import (
    ROLES,
    SEXES,
    PatientDetails,
    StaffDetails,
    nhs_number_valid,
)
from inoadmin.scenario.acts import COMMANDS, UNATTENDED, Known, build, command_fields
from inoadmin.scenario.expectations import EXPECT_KEYS, read_expectations
from inoadmin.scenario.kinds import as_list, described
from inoadmin.scenario.model import Registration, Scenario, Step, StepCommand
from inoadmin.scenario.tables import Table, fail, quoted
from inoadmin.session.ports import PatientRow
from inoadmin.session.registration import patient_faults, staff_faults

_STEP = ("at", "by", "patient", "command", "occurred", "administration", *EXPECT_KEYS)
_PATIENT = (
    *("nhs_number", "hospital_number", "family_name", "given_name", "title", "born", "sex"),
    *("allergies", "ward"),
)


def load(text: str | bytes, items: Collection[str]) -> Scenario:
    """Read a scenario file; `items` are the protocol's item codes.

    Raises:
        ScenarioError: the file is not a valid scenario; one line says where and why.

    """
    top = Table("the file", _toml(text))
    top.only(("scenario", "staff", "patients", "step"))
    top.need("scenario")
    head = Table.of("scenario", top.raw("scenario"))
    head.only(("title", "starts", "timezone"))
    title = head.needed_text("title")
    head.need("starts")
    starts = cast("datetime", head.instant("starts"))
    zone = _zone(head)
    staff = {key: _staff(table) for key, table in _tables(top, "staff")}
    today = _local_date(head, starts, zone)
    patients = _patients(top, today)
    steps = _steps(top, Known(starts, staff.keys(), items), tuple(patients))
    return Scenario(title, starts, zone.key, staff, patients, steps)


def _toml(text: str | bytes) -> Mapping[str, object]:
    try:
        decoded = text.decode() if isinstance(text, bytes) else text
        return tomllib.loads(decoded.removeprefix("\ufeff"), parse_float=_number)
    except RecursionError:
        fail("the file", "is nested too deeply")
    except ValueError as error:
        fail("the file", f"is not TOML: {error}")


def _number(text: str) -> Decimal:
    """Read a number; one that no Decimal can hold is NaN, which the domain refuses."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return Decimal("NaN")


def _tables(top: Table, key: str) -> tuple[tuple[str, Table], ...]:
    """Take the tables below a heading ("staff.amy"), by their keys."""
    if key not in top:
        return ()
    group = Table.of(key, top.raw(key))
    return tuple((name, Table.of(f"{key} {quoted(name)}", group.raw(name))) for name in group)


def _zone(head: Table) -> ZoneInfo:
    name = head.needed_text("timezone")
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        fail(head.where, f"unknown timezone {quoted(name)}")


def _local_date(head: Table, starts: datetime, zone: ZoneInfo) -> date:
    try:
        return starts.astimezone(zone).date()
    except OverflowError:
        fail(head.where, "starts lies beyond the calendar")


def _staff(table: Table) -> StaffDetails:
    table.only(("name", "role", "registration"))
    name = table.needed_text("name")
    table.need("role")
    role = cast("str", table.one_of("role", ROLES, "role"))
    details = StaffDetails(name, role, table.text("registration") or "")
    for fault in staff_faults(details):
        fail(table.where, fault)
    return details


def _patients(top: Table, today: date) -> dict[str, Registration]:
    """Read the patients; refuse whoever the application would not register."""
    read: dict[str, Registration] = {}
    rows: list[PatientRow] = []
    for key, table in _tables(top, "patients"):
        read[key] = _patient(table, today)
        details = read[key].details
        for fault in patient_faults(details, today, rows):
            fail(table.where, fault)
        names = (details.family_name, details.given_name)
        rows.append(PatientRow(key, *names, details.nhs_number, details.hospital_number))
    return read


def _patient(table: Table, today: date) -> Registration:
    table.only(_PATIENT)
    table.need("born")
    born = cast("date", table.day("born"))
    if born > today:
        fail(table.where, "born lies after the scenario starts")
    table.need("sex")
    sex = cast("str", table.one_of("sex", SEXES, "sex"))
    number = _nhs_number(table)
    hospital_number = table.text("hospital_number") or ""
    if not number and not hospital_number.strip():
        fail(table.where, "needs nhs_number or hospital_number")
    details = PatientDetails(
        family_name=table.needed_text("family_name"),
        given_name=table.needed_text("given_name"),
        born=born,
        sex=sex,
        nhs_number=number,
        hospital_number=hospital_number,
        title=table.text("title") or "",
        ward=table.text("ward") or "",
    )
    return Registration(details, table.texts("allergies"))


def _nhs_number(table: Table) -> str:
    """Read the ten digits without their spaces; empty when there are none."""
    written = table.text("nhs_number") or ""
    digits = written.replace(" ", "")
    if digits and not nhs_number_valid(digits):
        fail(table.where, f"nhs_number {quoted(written)} is not a valid NHS number")
    return digits


def _steps(top: Table, known: Known, patients: tuple[str, ...]) -> tuple[Step, ...]:
    listed = as_list(top.raw("step")) if "step" in top else []
    if listed is None:
        fail("step", f"must be a list of tables, not {described(top.raw('step'))}")
    steps: list[Step] = []
    built: dict[int, StepCommand] = {}
    for index, value in enumerate(listed):
        step = _step(index, Table.of(f"step {index}", value), known, patients, built)
        if step.at < (steps[-1].at if steps else known.starts):
            fail(f"step {index} ({step.name})", "goes back in time")
        steps.append(step)
        built[index] = step.command
    return tuple(steps)


def _step(
    index: int,
    table: Table,
    known: Known,
    patients: tuple[str, ...],
    earlier: Mapping[int, StepCommand],
) -> Step:
    table.need("command")
    name = cast("str", table.one_of("command", COMMANDS, "command"))
    table.where = f"{table.where} ({name})"
    table.only((*_STEP, *command_fields(name)))
    table.need("at")
    if name not in UNATTENDED:
        table.need("by")
    expects = read_expectations(table)
    patient = table.one_of("patient", patients, "patient")
    if patient is None and len(patients) == 1:
        patient = patients[0]
    if patient is None and (name not in UNATTENDED or expects.of_state):
        fail(table.where, "patient is missing")
    return Step(
        index=index,
        at=cast("datetime", table.moment("at", known.starts)),
        name=name,
        command=build(name, table, known, earlier),
        by=table.one_of("by", known.staff, "staff key"),
        patient=patient,
        occurred=table.moment("occurred", known.starts),
        administration=table.whole("administration"),
        expects=expects,
    )
