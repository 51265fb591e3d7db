"""An empty workstation asks for what it needs, and goes on where it was interrupted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from inoadmin.domain.workplace import PinSet, SignedIn
from tests.journeys import rounds
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import PINS, RECOVERY, Workstation

WRITTEN = "It is kept: written down, printed or saved elsewhere"


def test_it_is_done_by_keyboard_alone(workstation: Workstation, nurse: Nurse, qtbot: QtBot) -> None:
    """Nothing is pressed with the mouse; a key on a button is held for the moment in which a
    scanner would go on.
    """
    first = workstation.window.first
    nurse.sees("What is this ward called?")
    typed("Day unit", Qt.Key.Key_Return)
    nurse.sees("Who looks after staff and settings?")
    person("Max Reed", "M-1")
    nurse.sees("Keep the recovery key", *RECOVERY.split("-")[:2])
    key(Qt.Key.Key_Space)
    qtbot.waitUntil(first.recovery.button.isEnabled)
    tab_to("Go on")
    key(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: first.steps.currentWidget() is first.people)
    for name, number in (("Amy Field", "12A3456E"), ("Ben Okoro", "98B7654E")):
        nurse.sees("Who records here?")
        typed(name, Qt.Key.Key_Tab)
        typed(number, Qt.Key.Key_Tab)
        key(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: first.people.form.edits["role"].typed() == "nurse")
        key(Qt.Key.Key_Tab)
        typed("31-Dec-2026", Qt.Key.Key_Tab)
        pins(name)
        nurse.sees("On record: ", name)
    key(Qt.Key.Key_Space)
    qtbot.waitUntil(workstation.window.lock.isVisible)
    nurse.sees("Sign in", "Day unit")
    workstation.sign_in("Ben Okoro")
    nurse.sees("No patient is registered here yet.")
    nurse.sees_no(RECOVERY[:9].replace("-", "   "))
    known = {d.name: (d.role, d.sact_until) for d in workstation.service.staff().values()}
    assert set(known) == {"Max Reed", "Amy Field", "Ben Okoro"}
    assert known["Amy Field"][0] == "nurse"
    assert workstation.service.settings().ward_name == "Day unit"


def test_it_goes_on_where_it_was_interrupted(workstation: Workstation, nurse: Nurse) -> None:
    nurse.type_into("Ward name", "Day unit")
    nurse.press("Record the ward")
    again(workstation)
    nurse.sees("Who looks after staff and settings?", "Day unit")
    nurse.fill(Name="Max Reed", Registration="M-1")
    rounds.new_pin(nurse, "Max Reed")
    nurse.press("Record the manager")
    nurse.sees("Keep the recovery key")
    nurse.finds_off("Go on")
    again(workstation)
    assert workstation.can_sign_in() == ["Max Reed (manager)"]
    workstation.sign_in("Max Reed")
    nurse.sees("Keep the recovery key")
    nurse.tick(WRITTEN)
    nurse.press("Go on")
    nurse.fill(Name="Amy Field", Registration="12A3456E")
    nurse.choose("Role", "Nurse")
    rounds.new_pin(nurse, "Amy Field")
    nurse.press("Record this person")
    again(workstation)
    workstation.sign_in("Max Reed")
    nurse.sees("Who records here?", "On record: Amy Field")
    nurse.press("Later")
    nurse.sees("Managers record nothing clinical.")


def test_the_lock_keeps_what_is_half_typed_in_it(workstation: Workstation, nurse: Nurse) -> None:
    workstation.recovery = None
    nurse.type_into("Ward name", "Day unit")
    nurse.press("Record the ward")
    nurse.fill(Name="Max Reed", Registration="M-1")
    rounds.new_pin(nurse, "Max Reed")
    nurse.press("Record the manager")
    nurse.type_into("Name", "Amy Fi")
    workstation.left_alone = True
    nurse.wait(minutes=5)
    nurse.sees("Locked")
    workstation.unlock()
    assert nurse.has_typed("Name") == "Amy Fi"


def test_a_weak_pin_is_refused_with_a_sentence_and_kept_nowhere(
    workstation: Workstation, nurse: Nurse
) -> None:
    nurse.type_into("Ward name", "Day unit")
    nurse.press("Record the ward")
    nurse.fill(Name="Max Reed", Registration="M-1")
    for pin, again_, said in (
        ("123456", "123456", "not digits in a row such as 123456"),
        ("111111", "111111", "not one digit again and again"),
        ("48291", "48291", "digits"),
        ("482915", "482916", "The two PINs differ: type both again."),
    ):
        nurse.type_into("New PIN", pin)
        nurse.type_into("New PIN again", again_)
        nurse.press("Record the manager")
        nurse.sees(said)
        assert (nurse.has_typed("New PIN"), nurse.has_typed("New PIN again")) == ("", "")
    assert workstation.service.staff() == {}
    assert nurse.has_typed("Name") == "Max Reed"


def test_the_recovery_page_is_passed_over_where_there_is_no_key(
    workstation: Workstation, nurse: Nurse
) -> None:
    workstation.recovery = None
    rounds.first_start(nurse)
    nurse.sees("No patient is registered here yet.")
    (max_,) = [m for m, d in workstation.service.staff().items() if d.role == "manager"]
    facts = [type(event.fact) for event in workstation.log.read(f"staff/{max_}")]
    assert facts[1:3] == [PinSet, SignedIn]


def again(place: Workstation) -> None:
    """The program is started anew."""
    place.close()
    place.open()


def person(name: str, registration: str) -> None:
    """Name, registration and PIN, with Tab between."""
    typed(name, Qt.Key.Key_Tab)
    typed(registration, Qt.Key.Key_Tab)
    pins(name)


def pins(name: str) -> None:
    """A new PIN twice, with Enter behind each."""
    typed(PINS[name], Qt.Key.Key_Return)
    typed(PINS[name], Qt.Key.Key_Return)


def typed(text: str, then: Qt.Key) -> None:
    """Types where the cursor is."""
    QApplication.processEvents()
    at = QApplication.focusWidget()
    assert isinstance(at, QLineEdit), at
    QTest.keyClicks(at, text)
    key(then)


def key(which: Qt.Key) -> None:
    """One key where the cursor is."""
    QApplication.processEvents()
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, which)
    QApplication.processEvents()


def tab_to(text: str) -> None:
    """Tab until the button with this text has the focus."""
    for _ in range(8):
        at = QApplication.focusWidget()
        if at is not None and getattr(at, "text", str)().replace("&", "") == text:
            return
        key(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {text!r}")
