"""The code on a bag is scanned: what it holds is filled in, what it lacks is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtWidgets import QApplication

from tests.journeys import beginnings, rounds
from tests.journeys.keys import by_scanner
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import PINS, Workstation
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


@pytest.mark.parametrize("field", ["Batch", "Expiry", "Dose on the label", "Vial batches", "When"])
def test_a_scan_into_another_field_is_not_typed_there(
    workstation: Workstation, nurse: Nurse, field: str
) -> None:
    """Without its separator a code typed into the batch would be the batch LOT117271130."""
    at_the_bag(workstation, nurse)
    nurse.type_into(field, "12")
    nurse.scan_into(field, "010501345701209510LOT1\x1d17271130")
    assert nurse.has_typed(field) == "12"
    assert nurse.has_typed("Batch") == ("12" if field == "Batch" else "LOT1")
    assert nurse.has_typed("Expiry") == ("12" if field == "Expiry" else "30-Nov-2027")


def test_a_scan_into_the_batch_without_its_separator_asks_for_the_label(
    workstation: Workstation, nurse: Nurse
) -> None:
    at_the_bag(workstation, nurse)
    nurse.scan_into("Batch", "010501345701209510LOT117271130")
    assert (nurse.has_typed("Batch"), nurse.has_typed("Expiry")) == ("", "")
    nurse.sees("The separator after the batch was lost: type batch and expiry from the label.")


def test_a_code_without_an_expiry_says_what_is_to_be_typed(
    workstation: Workstation, nurse: Nurse
) -> None:
    at_the_bag(workstation, nurse)
    nurse.scan_anywhere("010501345701209510AB1234")
    nurse.sees("Read: Product on the label, Batch. Not in the code: expiry. Type from the label.")
    assert nurse.focused() == "Expiry"


def test_a_second_scan_takes_the_place_of_the_first(workstation: Workstation, nurse: Nurse) -> None:
    """Nothing of one bag stays beside the code of another."""
    at_the_bag(workstation, nurse)
    nurse.scan_anywhere(WHOLE)
    nurse.scan_anywhere("010501345701209510CD99")
    assert (nurse.has_typed("Batch"), nurse.has_typed("Expiry")) == ("CD99", "")


def test_what_is_typed_over_a_scan_is_marked_and_recorded_as_changed(
    workstation: Workstation, nurse: Nurse
) -> None:
    at_the_bag(workstation, nurse)
    nurse.scan_anywhere(WHOLE)
    nurse.type_into("Batch", "AB1235")
    nurse.sees("changed by hand — the code says AB1234")
    nurse.type_into("Dose on the label", "1.4")
    rounds.inspect_bag(nurse)
    nurse.press("Record the bag")
    nurse.sees("batch AB1235")
    administration = workstation.desk.administration
    assert administration is not None
    bag = workstation.service.administration(administration).bag
    assert bag is not None
    assert bag.command.reading is not None
    assert (bag.command.batch, bag.command.reading.batch) == ("AB1235", "AB1234")


def test_what_was_typed_otherwise_than_the_code_says_is_told(
    workstation: Workstation, nurse: Nurse
) -> None:
    at_the_bag(workstation, nurse)
    nurse.type_into("Batch", "AB1235")
    nurse.scan_anywhere(WHOLE)
    nurse.sees("the code says AB1234 — look at the label again")


def test_a_product_scanned_elsewhere_is_told_where_it_belongs(
    workstation: Workstation, nurse: Nurse
) -> None:
    beginnings.opened(workstation, MOORE)
    nurse.press("Bay 3, *")
    nurse.scan_anywhere(WHOLE)
    nurse.sees("It is recorded at the step Bag; nothing was changed here.")


# --- wristbands ---------------------------------------------------------------------------------


def test_a_wristband_opens_its_patient(workstation: Workstation, nurse: Nurse) -> None:
    beginnings.opened(workstation, MOORE, MOOR)
    for number in ("999 000 0026", "]d28018505089899900000268"):
        nurse.scan_anywhere(number)
        nurse.sees("MOOR, Ida")
        nurse.sees_no("MOORE", "wristband")
        nurse.press("Board")


def test_the_open_patients_wristband_confirms_them(workstation: Workstation, nurse: Nurse) -> None:
    at_the_bag(workstation, nurse)
    nurse.type_into("Batch", "AB1")
    nurse.scan_into("Batch", "9990000018")
    nurse.sees("This is the open patient's wristband: MOORE, Jean (Mrs), NHS No. 999 000 0018.")
    nurse.hears("This is the open patient's wristband")
    assert nurse.has_typed("Batch") == "AB1"
    for _ in range(4):
        nurse.wait(seconds=25)
    nurse.sees("This is the open patient's wristband")
    nurse.wait(seconds=25)
    nurse.sees_no("wristband")


def test_another_patients_wristband_opens_nobody_unasked(
    workstation: Workstation, nurse: Nurse
) -> None:
    beginnings.opened(workstation, MOORE, MOOR)
    nurse.press("Bay 3, *")
    nurse.press("Bag: *")
    nurse.type_into("Batch", "AB1")
    nurse.scan_anywhere("9990000026")
    nurse.sees(
        "This is another patient's wristband",
        "ANOTHER patient's wristband: NHS No. 999 000 0026, Bay 5.",
        "It is not that of MOORE, Jean (Mrs), who is open.",
        "One form has values that are not recorded. They wait until you come back to them.",
    )
    nurse.sees_no("MOOR, Ida")
    nurse.scan_anywhere("9990000026")
    nurse.sees("This is another patient's wristband")
    nurse.key(Qt.Key.Key_Return)
    wait_for(workstation)
    nurse.sees("MOORE, Jean (Mrs)")
    nurse.sees_no("another patient's wristband")
    assert nurse.has_typed("Batch") == "AB1"
    nurse.scan_anywhere("9990000026")
    nurse.press("Open the patient in Bay 5")
    nurse.sees("MOOR, Ida")
    nurse.sees_no("MOORE")


def test_nobodys_wristband_is_another_patients(workstation: Workstation, nurse: Nurse) -> None:
    at_the_bag(workstation, nurse)
    nurse.scan_anywhere("9990000034")
    nurse.sees("ANOTHER patient's wristband: NHS No. 999 000 0034, nobody registered here.")
    nurse.sees("MOORE, Jean (Mrs)")


def test_over_a_dialog_a_wristband_opens_and_presses_nothing(
    workstation: Workstation, nurse: Nurse
) -> None:
    beginnings.opened(workstation, MOORE, MOOR)
    nurse.press("Bay 3, *")
    nurse.press("Record allergies…")
    before = workstation.log.head()
    nurse.type_into("Allergies", "latex")
    nurse.scan_into("Allergies", "9990000026")
    nurse.sees("ANOTHER patient's wristband: NHS No. 999 000 0026, Bay 5.", "Record allergies")
    nurse.scan_into("Allergies", "9990000018")
    nurse.sees("This is the open patient's wristband")
    nurse.scan_into("Allergies", WHOLE)
    nurse.sees("A product's code was scanned.")
    assert nurse.has_typed("Allergies") == "latex"
    assert workstation.log.head() == before


def test_the_code_of_a_bag_that_replaces_goes_to_its_dialog(
    workstation: Workstation, nurse: Nurse
) -> None:
    at_the_bag(workstation, nurse)
    nurse.scan_anywhere(WHOLE)
    nurse.type_into("Dose on the label", "1.4")
    rounds.inspect_bag(nurse)
    nurse.press("Record the bag")
    nurse.press("Replace the bag…")
    before = workstation.log.head()
    nurse.scan_into("Batch", "010501345701209510CD99\x1d17260430")
    assert (nurse.has_typed("Batch"), nurse.has_typed("Expiry")) == ("CD99", "30-Apr-2026")
    assert workstation.log.head() == before


def test_a_wristband_scanned_into_a_pin_is_no_guess(workstation: Workstation, nurse: Nurse) -> None:
    at_the_bag(workstation, nurse)
    workstation.left_alone = True
    workstation.desk.lock("key")
    box = workstation.window.lock.box
    before = workstation.log.head()
    nurse.front()
    box.pin.setFocus()
    by_scanner(workstation.keyboard, box.pin, "9990000018")
    assert box.pin.text() == ""
    assert workstation.log.head() == before
    nurse.sees_no("MOORE", "wristband")


def test_a_new_patients_wristband_fills_in_the_number(
    workstation: Workstation, nurse: Nurse
) -> None:
    beginnings.opened(workstation, MOORE)
    nurse.press("+ New patient")
    nurse.scan_into("Family name", "]d28018505089899900000343")
    assert nurse.has_typed("NHS No.") == "9990000034"
    assert nurse.has_typed("Family name") == ""
    nurse.sees("The NHS number was read from the wristband: compare it.")
    nurse.scan_into("Family name", "9990000018")
    nurse.sees("A patient here has this number already.")
    assert nurse.has_typed("NHS No.") == "9990000034"


def test_what_a_manager_says_of_the_scanner_holds_at_once(
    workstation: Workstation, nurse: Nurse
) -> None:
    beginnings.opened(workstation, MOORE)
    code = "~010501345701209510LOT1|17271130"
    workstation.left_alone = True
    workstation.desk.lock("key")
    workstation.sign_in("Max Reed")
    nurse.press("Scanner settings…")
    nurse.scan_anywhere(code)
    nurse.sees("| ~ stands in no code: it may be what is sent for it.")
    nurse.type_into("Also sent for the separator", "|")
    nurse.type_into("Sent before each code", "~")
    nurse.scan_into("Also sent for the separator", code)
    nurse.sees("batch LOT1, expiry 2027-11-30", "Separator: |")
    nurse.scan_into("Try it", "9990000018")
    nurse.sees_no("wristband", "MOORE")
    nurse.type_into("PIN of Max Reed", PINS["Max Reed"])
    nurse.press_alone("Record the scanner settings")
    workstation.sign_out()
    workstation.sign_in("Amy Field")
    nurse.press("Bay 3, *")
    nurse.press("Bag: *")
    nurse.scan_into("Batch", code)
    assert (nurse.has_typed("Batch"), nurse.has_typed("Expiry")) == ("LOT1", "30-Nov-2027")


def wait_for(workstation: Workstation) -> None:
    """A key that a scanner might have sent is held back for a moment."""
    until = QDeadlineTimer(5000)
    while workstation.window.scanner.holds:
        assert not until.hasExpired()
        QApplication.processEvents()
