"""Enter and Tab in a form that is open over the window: Enter records, and drops nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from inoadmin.ui.correcting import CorrectDialog
from inoadmin.ui.entry_lines import EntryLines
from inoadmin.ui.form_dialog import KEPT
from inoadmin.ui.lock.handover import HandoverDialog
from inoadmin.ui.pages.bag import BagPage
from inoadmin.ui.people.patient import RegisterPatientDialog
from tests.ui.benches import preparing, startable
from tests.ui.hands import button, dialog, enter, labelled, plain, press, shown

PATIENT = {
    "NHS No.": "999 000 0026",
    "Family name": "Reed",
    "Given name": "Sam",
    "Title": "Mr",
    "Born": "04-Jul-1961",
    "Gender": "Male",
    "Ward or place": "Bay 4",
}


def registering(qtbot: QtBot) -> RegisterPatientDialog:
    asking = RegisterPatientDialog(preparing().desk)
    asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(asking)
    asking.open()
    asking.activateWindow()
    return asking


def test_enter_in_a_field_records_and_does_not_close_without_recording(qtbot: QtBot) -> None:
    asking = registering(qtbot)
    enter(qtbot, asking, PATIENT)
    desk = asking.desk
    before = len(desk.service.patients())
    qtbot.keyClick(labelled(asking, "Ward or place"), Qt.Key.Key_Return)
    assert len(desk.service.patients()) == before + 1
    assert not asking.isVisible()


def test_tab_goes_through_the_allergies(qtbot: QtBot) -> None:
    asking = registering(qtbot)
    labelled(asking, "Ward or place").setFocus()
    stops: list[str] = []
    for _ in range(3):
        at = QApplication.focusWidget()
        assert at is not None
        qtbot.keyClick(at, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        stops.append(plain(now.text()) if isinstance(now, QPushButton) else now.accessibleName())
    assert stops == ["Allergies", "No known allergies", "Register the patient"]


def test_escape_keeps_allergies_too(qtbot: QtBot) -> None:
    asking = registering(qtbot)
    qtbot.keyClicks(asking.allergies.target(), "penicillin")
    qtbot.keyClick(asking, Qt.Key.Key_Escape)
    assert asking.isVisible()
    assert KEPT in shown(asking)


def test_enter_in_a_correction_records_it(qtbot: QtBot) -> None:
    place = startable()
    page = place.page(qtbot, BagPage)
    lines = page.findChild(EntryLines)
    assert lines is not None
    press(lines, "Correct")
    asking = dialog(CorrectDialog)
    taking = [b for b in asking.findChildren(QPushButton) if b.autoDefault() and b.isVisible()]
    assert [plain(b.text()) for b in taking] == ["Record the correction"]
    reason = labelled(asking, "Reason for the correction")
    assert isinstance(reason, QLineEdit)
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert asking.isVisible()
    assert "Not recorded." in shown(asking)
    press(asking, "Close without recording")


def test_enter_at_a_handover_is_not_its_refusal(qtbot: QtBot) -> None:
    place = startable()
    asking = HandoverDialog(place.desk, ())
    qtbot.addWidget(asking)
    asking.show()
    assert not button(asking, "Not now").autoDefault()
    qtbot.keyClick(asking, Qt.Key.Key_Return)
    assert asking.isVisible()
