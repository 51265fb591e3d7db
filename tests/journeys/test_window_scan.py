"""The code on a bag is scanned: what it holds is filled in, what it lacks is asked for."""

from __future__ import annotations

from tests.journeys import beginnings, rounds
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import Workstation
from tests.wards import MOOR, MOORE

SCAN = "Scan the label's code"
WHOLE = "010501345701209510AB1234\x1d17260331"
SEPARATOR_LOST = "010501345701209510AB123417260331"


def at_the_bag(workstation: Workstation, nurse: Nurse) -> None:
    beginnings.opened(workstation, MOORE)
    nurse.press("Bay 3, *")
    nurse.press("Bag: *")


def test_a_scan_fills_in_batch_and_expiry(workstation: Workstation, nurse: Nurse) -> None:
    at_the_bag(workstation, nurse)
    nurse.scan(SCAN, WHOLE)
    assert nurse.has_typed("Batch") == "AB1234"
    assert nurse.has_typed("Expiry") == "31-Mar-2026"
    nurse.sees("scanned — confirm against the label")
    nurse.type_into("Dose on the label", "1.4")
    rounds.inspect_bag(nurse)
    nurse.press("Record the bag")
    nurse.sees("batch AB1234", "expiry 31-Mar-2026", "1.4 mg in 50 mL")
    nurse.sees_no("scanned — confirm against the label")


def test_what_was_typed_is_not_overwritten(workstation: Workstation, nurse: Nurse) -> None:
    at_the_bag(workstation, nurse)
    nurse.type_into("Batch", "TYPED")
    nurse.scan(SCAN, WHOLE)
    assert nurse.has_typed("Batch") == "TYPED"
    assert nurse.has_typed("Expiry") == "31-Mar-2026"


def test_a_lost_separator_asks_for_typed_entry(workstation: Workstation, nurse: Nurse) -> None:
    at_the_bag(workstation, nurse)
    nurse.scan(SCAN, SEPARATOR_LOST)
    nurse.sees("The separator after the batch was lost: type batch and expiry from the label.")
    assert (nurse.has_typed("Batch"), nurse.has_typed("Expiry")) == ("", "")
    nurse.type_into("Dose on the label", "1.4")
    rounds.inspect_bag(nurse)
    nurse.press("Record the bag")
    nurse.sees(
        "batch not recorded — expiry not recorded",
        "The bag's batch number is not recorded.",
        "The scanned code lacks batch and expiry: type it from the label.",
    )
    nurse.press("Correct: Besponsa*")
    nurse.type_into("Batch", "AB1234")
    nurse.type_into("Expiry", "31-Mar-2026")
    nurse.type_into("Reason for the correction", "typed from the label")
    nurse.press("Record the correction")
    nurse.sees("batch AB1234 — expiry 31-Mar-2026")
    nurse.sees_no("The scanned code lacks", "batch number is not recorded")


def test_a_scan_where_nobody_types_goes_to_the_bag(workstation: Workstation, nurse: Nurse) -> None:
    """The scanner is a keyboard: with the focus on a button its keys press nothing."""
    at_the_bag(workstation, nurse)
    nurse.scan_anywhere(WHOLE)
    assert nurse.has_typed("Batch") == "AB1234"


def test_a_wristband_opens_its_patient(workstation: Workstation, nurse: Nurse) -> None:
    beginnings.opened(workstation, MOORE, MOOR)
    nurse.press("Bay 3, *")
    nurse.scan_anywhere("999 000 0026")
    nurse.sees("MOOR, Ida")
    nurse.sees_no("MOORE")
