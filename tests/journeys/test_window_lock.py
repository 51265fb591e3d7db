"""The screen locks over whatever is open, and gives it back as it was."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from inoadmin.domain.workplace import Locked, SignedIn, SignedOut
from inoadmin.ui.signing import PinField
from tests.journeys import beginnings
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import PINS, Workstation
from tests.wards import MOOR, MOORE


def why(place: Workstation, member: str = "amy") -> list[str]:
    """Why the screen was locked, each time."""
    events = place.log.read(f"staff/{member}")
    return [event.fact.why for event in events if isinstance(event.fact, Locked)]


def leave_alone(place: Workstation, minutes: float) -> None:
    """Nobody is at the workstation, which ticks on."""
    place.left_alone = True
    for _ in range(int(minutes * 6)):
        place.clock.advance(timedelta(seconds=10))
        place.tick()


def test_a_half_typed_form_in_a_dialog_comes_back_as_it_was(
    workstation: Workstation, nurse: Nurse
) -> None:
    beginnings.infusing(workstation, MOORE, MOOR)
    nurse.press("Bay 3, *")
    nurse.press("Observations…")
    nurse.type_into("Respiration", "16")
    nurse.type_into("Pulse", "72")
    focus = QApplication.focusWidget()
    (dialog,) = [d for d in workstation.window.findChildren(QDialog) if d.isVisible()]
    place = dialog.geometry()
    leave_alone(workstation, 2.5)
    nurse.sees("MOORE")
    leave_alone(workstation, 0.5)
    nurse.sees("Locked", "Bay 3", "Bay 5", "infusing")
    nurse.sees_no("MOORE", "MOOR,", "999 000 0018", "72")
    assert not dialog.isVisible()
    assert why(workstation)[-1] == "idle"
    leave_alone(workstation, 15)
    nurse.sees("observations overdue")
    workstation.unlock()
    assert (nurse.has_typed("Respiration"), nurse.has_typed("Pulse")) == ("16", "72")
    assert QApplication.focusWidget() is focus
    assert dialog.geometry() == place
    nurse.sees("MOORE, Jean (Mrs)")
    nurse.sees_no("Typed by", "take anybody over")
    events = [event.fact for event in workstation.log.read("staff/amy")]
    assert events[-1] == SignedIn(unlocked=True)


def test_a_half_typed_pin_does_not_come_back(workstation: Workstation, nurse: Nurse) -> None:
    beginnings.infusing(workstation, MOORE)
    nurse.press("Bay 3, *")
    workstation.window.ask("pin")
    nurse.type_into("New PIN", "640281")
    nurse.type_into("PIN of Amy Field", "4829")
    workstation.left_alone = True
    workstation.desk.lock("session")
    assert [f.text() for f in workstation.window.findChildren(PinField) if f.text()] == []
    workstation.unlock()
    assert (nurse.has_typed("New PIN"), nurse.has_typed("PIN of Amy Field")) == ("", "")
    nurse.press("Close without recording")


def test_a_key_locks_from_inside_a_dialog_and_nothing_under_the_lock_is_heard(
    workstation: Workstation, nurse: Nurse
) -> None:
    beginnings.infusing(workstation, MOORE)
    workstation.left_alone = True
    nurse.press("Bay 3, *")
    nurse.press("Interrupt…")
    nurse.type_into("Reason", "line occluded")
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    nurse.sees("Locked")
    assert why(workstation)[-1] == "key"
    before = workstation.log.head()
    workstation.window.turn_protocol()
    workstation.window.scans.take("9990000018")
    workstation.window.open_patient(beginnings.AMY)
    workstation.window.close()
    nurse.sees("Locked", "Sign in first; then the window can be closed.")
    nurse.sees_no("MOORE")
    assert workstation.log.head() == before
    workstation.unlock()
    assert nurse.has_typed("Reason") == "line occluded"


def test_another_nurse_finds_what_was_typed_and_takes_over(
    workstation: Workstation, nurse: Nurse
) -> None:
    bench, other = beginnings.infusing(workstation, MOORE, MOOR)
    nurse.press("Bay 3, *")
    nurse.press("Interrupt…")
    nurse.type_into("Reason", "line occluded")
    leave_alone(workstation, 4)
    workstation.sign_in("Ben Okoro")
    nurse.sees("Do you take anybody over, Ben Okoro?", "No clock stops.")
    nurse.press("Record the handover")
    nurse.sees("Tick whom you take over")
    nurse.tick("Take over MOORE, Jean (Mrs) — Bay 3, now Amy Field's")
    nurse.press("Record the handover")
    assert bench.state.responsible == "ben"
    assert other.state.responsible == "amy"
    assert nurse.has_typed("Reason") == "line occluded"
    nurse.sees("Typed by Amy Field before the lock.", "Recorded by Ben Okoro")
    nurse.press("Record the interruption")
    assert bench.stage == "interrupted"
    assert workstation.log.read(f"administration/{bench.dose}")[-1].actor == "ben"
    nurse.sees_no("Typed by Amy Field")


def test_sleep_is_seen_by_the_counter(workstation: Workstation, nurse: Nurse) -> None:
    beginnings.infusing(workstation, MOORE)
    workstation.left_alone = True
    nurse.wait(seconds=29)
    nurse.sees("PATIENTS ON THIS WORKSTATION")
    nurse.wait(seconds=30)
    nurse.sees("Locked")
    assert why(workstation)[-1] == "sleep"


def test_what_was_typed_is_asked_for_before_it_is_lost(
    workstation: Workstation, nurse: Nurse
) -> None:
    beginnings.opened(workstation, MOORE)
    nurse.press("Bay 3, *")
    nurse.press("Bag: *")
    nurse.type_into("Batch", "AB1234")
    nurse.choose_from_menu("Signed in: Amy Field*", "Hand over / sign out")
    nurse.sees("Something typed is not recorded")
    nurse.press("Go back")
    assert nurse.has_typed("Batch") == "AB1234"
    workstation.window.close()
    nurse.press("Go back")
    assert workstation.window.isVisible()
    nurse.choose_from_menu("Signed in: Amy Field*", "Hand over / sign out")
    nurse.press("Sign out without recording")
    nurse.sees("Sign in")
    nurse.sees_no("MOORE")
    events = [event.fact for event in workstation.log.read("staff/amy")]
    assert events[-1] == SignedOut()
    workstation.sign_in("Amy Field")
    nurse.press("Bay 3, *")
    nurse.press("Bag: *")
    assert nurse.has_typed("Batch") == ""


def test_a_disk_that_is_full_keeps_nobody_out(workstation: Workstation, nurse: Nurse) -> None:
    beginnings.infusing(workstation, MOORE)
    workstation.left_alone = True
    with workstation.disk_full():
        workstation.desk.lock("key")
        nurse.sees("Locked", "could not be recorded")
        workstation.unlock()
        nurse.sees("The sign-in could not be recorded.", "the disk is full", "Bay 3")


def test_after_a_restart_everybody_signs_in_again(workstation: Workstation, nurse: Nurse) -> None:
    beginnings.infusing(workstation, MOORE)
    workstation.left_alone = True
    workstation.desk.lock("key")
    workstation.restart(timedelta(minutes=1))
    nurse.sees("Sign in", "Bay 3")
    nurse.sees_no("MOORE")
    fields = [f for f in workstation.window.findChildren(QLineEdit) if f.isVisible()]
    assert all(not field.text() for field in fields)
    workstation.sign_in("Amy Field", PINS["Amy Field"])
    nurse.sees("MOORE")
