"""F1: the protocol at the section that the step rests on, and back to where the keyboard was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from inoadmin.ui.protocol_pane import ProtocolPane
from inoadmin.ui.protocol_place import ProtocolDialog
from tests.journeys import beginnings
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import Workstation
from tests.wards import MOORE

F1 = Qt.Key.Key_F1


def section(pane: ProtocolPane) -> str:
    """The title of the section shown."""
    return pane.text.toPlainText().partition("\n")[0]


def at_moore(workstation: Workstation, nurse: Nurse) -> ProtocolPane:
    beginnings.opened(workstation, MOORE)
    nurse.press("Bay 3, *")
    return workstation.window.pane


@pytest.mark.parametrize(
    ("step", "title"),
    [
        ("Bag: *", "Administration"),
        ("Premedication: *", "Pre-medication"),
        ("Start: *", "Administration"),
    ],
)
def test_it_opens_at_the_section_of_the_step(
    workstation: Workstation, nurse: Nurse, step: str, title: str
) -> None:
    pane = at_moore(workstation, nurse)
    nurse.press(step)
    nurse.key(F1)
    assert pane.isVisible()
    assert section(pane) == title


def test_the_course_is_at_the_cycles_and_the_board_at_the_beginning(
    workstation: Workstation, nurse: Nurse
) -> None:
    pane = at_moore(workstation, nurse)
    nurse.press("Course")
    nurse.key(F1)
    assert section(pane) == "Cycle frequency"
    nurse.key(F1)
    nurse.press("Board")
    nurse.key(F1)
    assert section(pane) == "Indication"
    assert "▲ The source: NICE TA514." in pane.text.toPlainText()


def test_the_second_f1_gives_the_keyboard_back(workstation: Workstation, nurse: Nurse) -> None:
    pane = at_moore(workstation, nurse)
    nurse.press("Bag: *")
    nurse.type_into("Batch", "AB1")
    for closing in (F1, Qt.Key.Key_Escape):
        nurse.key(F1)
        assert QApplication.focusWidget() is pane.search
        nurse.key(closing)
        assert pane.isHidden()
        assert nurse.focused() == "Batch"
    assert nurse.has_typed("Batch") == "AB1"


def test_what_is_gone_meanwhile_does_not_have_the_keyboard(
    workstation: Workstation, nurse: Nurse
) -> None:
    pane = at_moore(workstation, nurse)
    nurse.press("Bag: *")
    nurse.type_into("Batch", "AB1")
    nurse.key(F1)
    nurse.press("Premedication: *")
    pane.search.setFocus()
    nurse.key(F1)
    held = QApplication.focusWidget()
    assert held is not None
    assert held.isVisible()
    assert workstation.window.walk.stack.currentWidget().isAncestorOf(held)


def test_the_bars_button_does_the_same(workstation: Workstation, nurse: Nurse) -> None:
    pane = at_moore(workstation, nurse)
    nurse.press("Premedication: *")
    nurse.press("Protocol F1*")
    assert section(pane) == "Pre-medication"
    nurse.press("Protocol F1*")
    assert pane.isHidden()


def test_over_a_form_it_opens_at_what_the_form_is_about(
    workstation: Workstation, nurse: Nurse
) -> None:
    at_moore(workstation, nurse)
    nurse.press("Bag: *")
    nurse.press("Out of the fridge…")
    nurse.type_into("When", "07:55")
    nurse.key(F1)
    over = nurse.front()
    assert isinstance(over, ProtocolDialog)
    assert section(over.pane) == "Administration"
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    nurse.type_into("Search the protocol", "dexamethasone")
    assert section(over.pane) == "Pre-medication"
    for closing in (F1, Qt.Key.Key_Escape):
        nurse.key(closing)
        assert not isinstance(nurse.front(), ProtocolDialog)
        assert nurse.has_typed("When") == "07:55"
        assert nurse.focused() == "When"
        nurse.key(F1)


def test_under_the_lock_nothing_of_it_is_seen(workstation: Workstation, nurse: Nurse) -> None:
    at_moore(workstation, nurse)
    nurse.press("Bag: *")
    nurse.press("Out of the fridge…")
    nurse.key(F1)
    workstation.left_alone = True
    workstation.desk.lock("key")
    nurse.sees_no("Search the protocol")
    nurse.key(F1)
    nurse.sees_no("Search the protocol")
    workstation.unlock()
    assert isinstance(nurse.front(), ProtocolDialog)
