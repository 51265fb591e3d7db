"""What cannot be recorded is said where it was typed, and nothing typed is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.journeys import beginnings
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import Workstation
from tests.wards import MOORE

FUTURE = "23:59"


def opened(workstation: Workstation, nurse: Nurse) -> None:
    beginnings.opened(workstation, MOORE)
    nurse.press("Bay 3, *")


def test_a_number_outside_its_range(workstation: Workstation, nurse: Nurse) -> None:
    opened(workstation, nurse)
    nurse.press("Dose & bloods: *")
    nurse.press("Full blood count…")
    values = {"Sample taken at": "06:00", "Neutrophils": "2100", "Platelets": "many"}
    for name, value in values.items():
        nurse.type_into(name, value)
    nurse.press("Record the count")
    nurse.sees(
        "Not recorded. Put right what is marked above.",
        "Neutrophils “2100”: outside 0 to 500 x 10^9/L",
        "Platelets “many”: not a number; 0 to 5000 x 10^9/L",
        "Result reviewed is missing: yes or no",
    )
    assert {name: nurse.has_typed(name) for name in values} == values
    nurse.type_into("Neutrophils", "2.1")
    nurse.type_into("Platelets", "120")
    nurse.choose("Result reviewed", "Yes")
    nurse.type_into("Sample taken at", FUTURE)
    nurse.press("Record the count")
    assert nurse.has_typed("Sample taken at") == FUTURE
    nurse.sees("Sample taken at “23:59”")
    nurse.sees_no("neutrophils 2.1")
    nurse.type_into("Sample taken at", "06:00")
    nurse.press("Record the count")
    nurse.sees("neutrophils 2.1")


def test_a_patient_with_a_mistyped_number(workstation: Workstation, nurse: Nurse) -> None:
    beginnings.registered(workstation)
    nurse.press("+ New patient")
    nurse.type_into("NHS No.", "999 123 4560")
    nurse.type_into("Family name", "Moore")
    nurse.type_into("Born", "31-Feb-1961")
    nurse.press("Register the patient")
    nurse.sees("NHS No. “999 123 4560”: ten digits with a valid check digit")
    assert nurse.has_typed("Family name") == "Moore"
    nurse.type_into("NHS No.", "999 000 0018")
    nurse.type_into("Born", "01-Jan-2030")
    nurse.choose("Gender", "Female")
    nurse.press("Register the patient")
    nurse.sees("is in the future")
    assert nurse.has_typed("NHS No.") == "999 000 0018"


def test_premedication(workstation: Workstation, nurse: Nurse) -> None:
    opened(workstation, nurse)
    nurse.press("Premedication: *")
    nurse.type_into("Drug", "dexamethasone")
    nurse.type_into("Dose", "8mg")
    nurse.choose("Route", "Oral (PO)")
    nurse.press("Record as given")
    nurse.sees("Dose “8mg”: not a number; 0.1 to 5000 mg")
    nurse.type_into("Dose", "8")
    nurse.type_into("When", FUTURE)
    nurse.press("Record as given")
    nurse.sees("When “23:59”")
    assert nurse.has_typed("Drug") == "dexamethasone"


def test_a_full_disk(workstation: Workstation, nurse: Nurse) -> None:
    beginnings.infusing(workstation, MOORE)
    nurse.press("Bay 3, *")
    nurse.wait(5)
    with workstation.disk_full():
        before = workstation.log.head()
        nurse.press("Interrupt…")
        nurse.type_into("Reason", "line occluded")
        nurse.press("Record the interruption")
        nurse.sees("Not recorded. ", "the disk is full. Nothing of this entry was written")
        assert workstation.log.head() == before
        assert nurse.has_typed("Reason") == "line occluded"
        nurse.sees("Infusion — running at 50 mL/h")
        nurse.sees_no("Interrupted: line occluded", "Infusion — interrupted")
    nurse.wait(2)
    nurse.press("Record the interruption")
    nurse.sees("Infusion — interrupted", "Interrupted: line occluded")
    nurse.hears("5.8 mL of 50 mL given")
    nurse.sees_no("the disk is full")


def test_a_reaction_that_cannot_be_written_is_not_shown_as_recorded(
    workstation: Workstation, nurse: Nurse
) -> None:
    beginnings.infusing(workstation, MOORE)
    nurse.press("Bay 3, *")
    with workstation.disk_full():
        nurse.key(Qt.Key.Key_F9)
        nurse.sees("the disk is full. Nothing of this entry was written", "Infusion — running")
        nurse.sees_no("Reaction recorded")


def test_a_patient_who_cannot_be_written_is_not_on_the_board(
    workstation: Workstation, nurse: Nurse
) -> None:
    beginnings.registered(workstation)
    with workstation.disk_full():
        nurse.press("+ New patient")
        nurse.type_into("NHS No.", "999 000 0018")
        nurse.type_into("Family name", "Moore")
        nurse.type_into("Born", "04-Jul-1961")
        nurse.choose("Gender", "Female")
        nurse.press("Register the patient")
        nurse.sees("Not recorded. ", "the disk is full")
        nurse.sees("No patient is registered here yet.")
    nurse.press("Register the patient")
    nurse.sees("MOORE", "No dose is open")
