"""Staff come, go, forget their PINs and are opened again; a manager records nothing clinical."""

from __future__ import annotations

from PySide6.QtCore import Qt

from inoadmin.domain.workplace import AccountOpened, PinSet, SettingsChanged
from inoadmin.session.present.accounts import people
from tests.journeys import beginnings
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import PINS, Workstation
from tests.wards import MOORE


def test_ten_wrong_pins_lock_an_account_and_a_manager_opens_it(
    workstation: Workstation, nurse: Nurse
) -> None:
    beginnings.staffed(workstation)
    workstation.sign_in("Amy Field", "000001")
    nurse.sees("Wrong PIN. 9 tries are left.", "Wait 1 s")
    nurse.wait(seconds=1)
    nurse.sees("Type the PIN again.")
    for left in range(8, -1, -1):
        nurse.wait(minutes=2)
        workstation.type_pin("000001")
        if left > 1:
            nurse.sees(f"{left} tries are left.")
    nurse.sees("locked after")
    nurse.wait(minutes=60)
    nurse.finds_off("Sign in")
    workstation.type_pin(PINS["Amy Field"])
    assert workstation.desk.actor is None
    workstation.sign_in("Max Reed")
    nurse.press("Staff…")
    nurse.sees("account locked")
    nurse.press_alone("Open account: Amy Field")
    nurse.type_into("PIN of Max Reed", "000002")
    nurse.key(Qt.Key.Key_Return)
    nurse.sees("Wrong PIN. 9 tries are left.")
    nurse.wait(seconds=2)
    nurse.type_into("PIN of Max Reed", PINS["Max Reed"])
    nurse.key(Qt.Key.Key_Return)
    nurse.sees_no("account locked")
    opened = workstation.log.read("staff/amy")[-1]
    assert (opened.fact, opened.actor) == (AccountOpened(), "max")
    nurse.press("Close")
    workstation.sign_out()
    workstation.sign_in("Amy Field")
    assert workstation.desk.actor == "amy"


def test_a_manager_sees_places_staff_and_settings_and_records_nothing(
    workstation: Workstation, nurse: Nurse
) -> None:
    (bench,) = beginnings.infusing(workstation, MOORE)
    nurse.press("Bay 3, *")
    nurse.press("Interrupt…")
    nurse.type_into("Reason", "line occluded")
    workstation.left_alone = True
    workstation.desk.lock("key")
    workstation.sign_in("Max Reed")
    nurse.sees("Managers record nothing clinical.", "Bay 3", "infusing")
    nurse.sees_no("MOORE", "line occluded")
    before = workstation.log.head()
    workstation.window.scans.take("9990000018")
    nurse.sees_no("MOORE")
    assert workstation.log.head() == before
    nurse.key(Qt.Key.Key_F9)
    assert bench.state.reactions == ()
    workstation.sign_out()
    workstation.sign_in("Amy Field")
    nurse.sees("Whose reaction is it?")
    nurse.press("Bay 3: MOORE, Jean (Mrs)")
    assert len(bench.state.reactions) == 1
    nurse.press("Later: the moment is recorded")
    assert nurse.has_typed("Reason") == "line occluded"
    nurse.sees_no("Typed by")


def test_a_leaver_cannot_sign_in(workstation: Workstation, nurse: Nurse) -> None:
    beginnings.registered(workstation, acting="Max Reed")
    nurse.press("Staff…")
    nurse.press("Change: Ben Okoro")
    nurse.press("Works here now")
    nurse.type_into("PIN of Max Reed", PINS["Max Reed"])
    nurse.press_alone("Record the change")
    nurse.sees("no longer works here")
    nurse.press("Close")
    workstation.sign_out()
    assert "Amy Field (nurse)" in workstation.can_sign_in()
    assert "Ben Okoro (nurse)" not in workstation.can_sign_in()
    workstation.sign_in("Ben Okoro")
    nurse.sees("Nobody of this name can sign in here.")
    assert workstation.desk.actor is None


def test_a_nurse_admits_a_temporary_checker_whom_a_manager_confirms(
    workstation: Workstation, nurse: Nurse
) -> None:
    beginnings.registered(workstation)
    nurse.choose_from_menu("Signed in: Amy Field*", "Admit a temporary checker…")
    nurse.fill(Name="Tess Vale", Registration="T-9")
    nurse.choose("Role", "Nurse")
    nurse.type_into("New PIN", "640281")
    nurse.type_into("New PIN again", "640281")
    nurse.type_into("PIN of Amy Field", PINS["Amy Field"])
    nurse.key(Qt.Key.Key_Return)
    (tess,) = [m for m, d in workstation.service.staff().items() if d.name == "Tess Vale"]
    assert workstation.service.staff()[tess].temporary
    written = workstation.log.read(f"staff/{tess}")
    assert [event.actor for event in written] == ["amy", "amy"]
    signed = [[(s.name, s.meaning) for s in event.signatures] for event in written]
    assert signed == [
        [("Amy Field", "admitted a temporary checker")],
        [("Amy Field", "gave a new PIN")],
    ]
    assert tess not in [person.member for person in people(workstation.service)]
    workstation.sign_out()
    workstation.sign_in("Max Reed")
    nurse.press("Staff…")
    nurse.sees("to be confirmed")
    nurse.press("Confirm: Tess Vale")
    assert not workstation.service.staff()[tess].temporary
    nurse.press("Close")


def test_a_new_member_a_new_pin_and_the_settings(workstation: Workstation, nurse: Nurse) -> None:
    beginnings.registered(workstation, acting="Max Reed")
    nurse.press("Staff…")
    nurse.press("New member of staff…")
    nurse.fill(Name="Ria New", Registration="55R", SACT_competence_until="31-Dec-2026")
    nurse.choose("Role", "Nurse")
    nurse.type_into("New PIN", "640281")
    nurse.type_into("New PIN again", "640281")
    nurse.type_into("PIN of Max Reed", PINS["Max Reed"])
    nurse.press_alone("Register")
    nurse.sees("SACT until 31-Dec-2026")
    nurse.press("New PIN: Ben Okoro")
    nurse.type_into("New PIN", "918273")
    nurse.type_into("New PIN again", "918273")
    nurse.type_into("PIN of Max Reed", PINS["Max Reed"])
    nurse.press_alone("Record the new PIN")
    given = workstation.log.read("staff/ben")[-1]
    assert isinstance(given.fact, PinSet)
    assert given.actor == "max"
    nurse.press("Close")
    nurse.press("Ward settings…")
    nurse.type_into("Ward name", "Day unit")
    for minutes in ("0", "31", "3.5", ""):
        nurse.type_into("Lock the screen after, in minutes", minutes)
        nurse.press_alone("Record the settings")
        nurse.sees(f"“{minutes}”: a whole number, 1 to 30.")
    nurse.type_into("Lock the screen after, in minutes", "30")
    nurse.type_into("PIN of Max Reed", PINS["Max Reed"])
    nurse.press_alone("Record the settings")
    nurse.sees("Day unit")
    (changed,) = workstation.log.read("settings")
    assert isinstance(changed.fact, SettingsChanged)
    assert changed.actor == "max"
    assert changed.fact.settings.lock_after_min == 30
