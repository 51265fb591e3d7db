"""A weight of 68 kg was typed as 86: found after the start, and put right where it stands."""

from __future__ import annotations

from PySide6.QtPdf import QPdfDocument

from tests.journeys import beginnings, rounds
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import Workstation
from tests.wards import MOORE

CORRECTED = "weight kg: was 86, now 68"


def test_a_dose_that_was_right_for_the_wrong_weight(workstation: Workstation, nurse: Nurse) -> None:
    """Prescribed by 86 kg too: nothing stood before the start, and it is grave afterwards."""
    opened(workstation, nurse, dose="1.61", used="86")
    nurse.sees("Nothing recorded here keeps the start shut")
    start(nurse)
    correct_the_weight(nurse)
    nurse.hears("high: Bay 3: dose differs after a correction. Stop the pump? Call")
    nurse.press("Infusion: *")
    nurse.sees("After a correction this dose no longer fits. Stop the pump?")
    text = record(nurse, workstation)
    assert "Opening 08:00 weight 86 kg 68 kg digits swapped, 68 on the scales Amy Field" in text
    assert "After a correction: what follows would have stood" in text
    assert "Prescribed 1.61 mg; should be 1.43 mg, within 5 %." in text


def test_a_dose_that_was_right_for_the_right_weight(workstation: Workstation, nurse: Nurse) -> None:
    """Prescribed by 68 kg: two findings keep the start shut, and are authorised; the correction
    makes all well.
    """
    opened(workstation, nurse, dose="1.43", used="68")
    nurse.sees("What keeps the start shut (2)")
    nurse.finds_off("Start MOORE's infusion")
    authorise(nurse)
    start(nurse)
    correct_the_weight(nurse)
    nurse.sees_no("dose differs after a correction")
    text = record(nurse, workstation)
    assert "Opening 08:00 weight 86 kg 68 kg digits swapped, 68 on the scales Amy Field" in text
    assert "After a correction:" not in text
    assert "told by telephone" in text


def opened(workstation: Workstation, nurse: Nurse, *, dose: str, used: str) -> None:
    """The dose is opened with 86 kg, and everything else is as it should be."""
    (bench,) = beginnings.registered(workstation, MOORE)
    nurse.press("Bay 3, *")
    rounds.open_dose(nurse, dose=dose, weight="86", used=used)
    beginnings.prepared(workstation, bench)
    nurse.press("Start: *")


def authorise(nurse: Nurse) -> None:
    """By telephone, both at once."""
    nurse.press("Authorise…", beside="Prescribed 1.43 mg")
    nurse.type_into("Authorised by", "Dov Adler")
    nurse.choose("Role", "Prescriber")
    nurse.choose("How it was given", "By telephone")
    nurse.type_into("Reason", "told by telephone")
    nurse.choose("What is authorised", "Weight 86 kg*")
    nurse.press("Record the authorisation")
    nurse.sees("Nothing recorded here keeps the start shut")


def start(nurse: Nurse) -> None:
    """Five minutes ago."""
    nurse.choose("Bag and line protected from light", "Yes")
    nurse.press("Start MOORE's infusion")
    nurse.wait(5)


def correct_the_weight(nurse: Nurse) -> None:
    """At the line itself; without a reason it is not recorded."""
    nurse.press("Dose & bloods: *")
    nurse.press("Correct: Opened: *")
    assert nurse.has_typed("Weight") == "86"
    nurse.type_into("Weight", "68")
    nurse.press("Record the correction")
    nurse.sees("Not recorded. Reason for the correction is missing")
    nurse.type_into("Reason for the correction", "digits swapped, 68 on the scales")
    nurse.press("Record the correction")
    nurse.sees("weight 68 kg", CORRECTED, "digits swapped, 68 on the scales")


def record(nurse: Nurse, workstation: Workstation) -> str:
    """The record's text as the window shows it."""
    nurse.press("Record")
    (pages,) = workstation.window.findChildren(QPdfDocument)
    text = "\n".join(pages.getAllText(n).text() for n in range(pages.pageCount()))
    nurse.press("Close")
    return " ".join(text.split())
