from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from inoadmin.bootstrap.wedging import HeldKeys
from inoadmin.domain import commands as c
from inoadmin.scan.wristband import read_wristband
from inoadmin.session.ports import StorageError
from inoadmin.ui.board import CardButton
from inoadmin.ui.desk import Desk
from inoadmin.ui.fields.scan import ScanEdit
from inoadmin.ui.record_view import RecordView
from inoadmin.ui.whose import WhoseDialog
from inoadmin.ui.window import MainWindow
from tests.ui.desks import MINUTE, desk_at
from tests.wards import HILL, MOOR, MOORE, Visit

WALK = "04-interruption-and-restart.toml"


def record(*_asked: object) -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data)
    canvas.drawString(20, 20, "record")
    canvas.save()
    return data.getvalue()


def no_record(_administration: str) -> bytes:
    raise StorageError("The disk cannot be read. Nothing was changed. Try again.")


def shown(qtbot: QtBot, desk: Desk, **more: Any) -> MainWindow:
    window = MainWindow(desk, **more)
    qtbot.addWidget(window)
    window.show()
    return window


def seen(window: MainWindow, text: str) -> list[QPushButton]:
    """The buttons with this text that can be seen."""
    return [b for b in window.findChildren(QPushButton) if b.text() == text and b.isVisible()]


def press(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Presses the button with this text that can be seen."""
    qtbot.waitUntil(lambda: len(seen(window, text)) == 1)
    qtbot.mouseClick(seen(window, text)[0], Qt.MouseButton.LeftButton)


def step(window: MainWindow) -> str:
    return next((t.strip("[]") for t in window.walk.stepper.texts() if t.startswith("[")), "")


def test_without_a_patient_the_board_has_the_window(qtbot: QtBot) -> None:
    desk, _ = desk_at(20, Visit(WALK, MOORE), Visit(WALK, HILL, later=5 * MINUTE), opened=None)
    window = shown(qtbot, desk)
    assert window.walk.isHidden()
    assert window.board.width() == window.width()
    assert all("," in text for text in window.board.texts())


def test_a_card_opens_the_patient_at_the_step_that_comes_next(qtbot: QtBot) -> None:
    desk, here = desk_at(3, opened=None)
    window = shown(qtbot, desk)
    window.board.chosen.emit(here.patients[0])
    assert desk.patient == here.patients[0]
    assert step(window) == "Premedication"
    press(qtbot, window, "&Board")
    assert window.walk.isHidden()


def test_any_step_can_be_looked_at(qtbot: QtBot) -> None:
    desk, _ = desk_at(3)
    window = shown(qtbot, desk)
    for text in ("✓ Checks", "✓ Dose && bloods", "✓ Bag", "Start", "Infusion", "Observation"):
        press(qtbot, window, text)
        assert step(window) == text.replace("&&", "&")
    press(qtbot, window, "Sign off")
    assert step(window) == "Sign off"


def test_the_card_of_the_open_patient_leads_back_to_the_step_that_comes_next(
    qtbot: QtBot,
) -> None:
    desk, here = desk_at(3)
    window = shown(qtbot, desk)
    press(qtbot, window, "&Course")
    assert step(window) == ""
    window.board.chosen.emit(here.patients[0])
    assert step(window) == "Premedication"


def test_a_new_stage_brings_its_page(qtbot: QtBot) -> None:
    desk, here = desk_at(70)
    window = shown(qtbot, desk)
    assert step(window) == "Infusion"
    desk.record(c.Stop("drug reaction suspected"))
    assert step(window) == "Observation"
    assert here.service.administration(here.administration()).stage == "observing"


def test_what_was_typed_for_one_patient_is_not_there_for_another(qtbot: QtBot) -> None:
    desk, here = desk_at(20, Visit(WALK, MOORE), Visit(WALK, HILL))
    window = shown(qtbot, desk)
    before = window.walk.stack.currentWidget()
    desk.open_patient(here.patients[1])
    assert window.walk.stack.currentWidget() is not before


def test_f9_reports_a_reaction_of_the_open_patient(qtbot: QtBot) -> None:
    desk, here = desk_at(70)
    window = shown(qtbot, desk)
    window.reaction()
    assert here.service.administration(here.administration()).stage == "interrupted"
    close_dialogs(window)


def test_f9_on_the_board_takes_the_only_patient_it_can_be(qtbot: QtBot) -> None:
    desk, here = desk_at(70, Visit(WALK, MOORE), Visit(WALK, HILL, until=MINUTE), opened=None)
    window = shown(qtbot, desk)
    window.reaction()
    assert desk.patient == here.patients[0]
    assert here.service.administration(here.administration()).stage == "interrupted"
    close_dialogs(window)


def test_f9_asks_whose_when_several_are_infusing(qtbot: QtBot) -> None:
    desk, here = desk_at(70, Visit(WALK, MOORE), Visit(WALK, MOOR), opened=None)
    window = shown(qtbot, desk)
    window.reaction()
    asking = window.dialog
    assert isinstance(asking, WhoseDialog)
    called = here.service.now()
    here.go(timedelta(seconds=20))
    (button,) = [b for b in asking.findChildren(QPushButton) if "MOOR, Ida" in b.text()]
    button.click()
    (reaction,) = here.service.administration(here.administration(1)).reactions
    assert reaction.report.occurred_at == called
    assert here.service.administration(here.administration(1)).stage == "interrupted"
    assert here.service.administration(here.administration(0)).stage == "infusing"
    close_dialogs(window)


def test_f9_while_nobody_is_infusing_says_that_nothing_was_recorded(qtbot: QtBot) -> None:
    desk, _ = desk_at(20)
    window = shown(qtbot, desk)
    window.reaction()
    assert window.trouble.text() == (
        "No infusion or observation is running here: nothing was recorded."
    )


def test_a_failure_is_told_until_it_is_read(qtbot: QtBot) -> None:
    desk, _ = desk_at(70)
    window = shown(qtbot, desk)
    desk.act_as(None)
    desk.record(c.Interrupt("line occluded"))
    assert window.trouble.text() == "Not recorded: sign in and open a patient first."
    press(qtbot, window, "Close")
    assert window.trouble.text() == ""


def test_f1_opens_the_protocol_at_the_right_and_closes_it(qtbot: QtBot) -> None:
    desk, _ = desk_at(20)
    window = shown(qtbot, desk)
    window.show_protocol("Extravasation")
    assert window.pane.isVisible()
    assert window.pane.text.toPlainText().startswith("Extravasation")
    assert window.pane.geometry().right() >= window.width() - 2
    window.turn_protocol()
    assert window.pane.isHidden()
    window.turn_protocol()
    assert window.pane.isVisible()


def test_a_citation_on_a_page_leads_to_the_protocol(qtbot: QtBot) -> None:
    desk, _ = desk_at(20)
    window = shown(qtbot, desk)
    window.walk.go("premedication")
    qtbot.waitUntil(lambda: bool(seen(window, "Pre-medication")))
    seen(window, "Pre-medication")[0].click()
    assert window.pane.text.toPlainText().startswith("Pre-medication")


def test_the_record_is_shown_with_its_number(qtbot: QtBot) -> None:
    desk, _ = desk_at(70)
    window = shown(qtbot, desk, make_record=record)
    press(qtbot, window, "&Record")
    assert isinstance(window.dialog, RecordView)
    assert window.dialog.windowTitle() == "Record INO-000001"
    close_dialogs(window)


def test_a_record_that_cannot_be_made_is_told(qtbot: QtBot) -> None:
    desk, _ = desk_at(70)
    window = shown(qtbot, desk, make_record=no_record)
    press(qtbot, window, "&Record")
    assert window.trouble.text().startswith("The disk cannot be read.")


def test_a_completed_dose_leads_to_the_course_from_which_it_can_be_looked_at(qtbot: QtBot) -> None:
    desk, _ = desk_at(600, Visit("01-clean.toml", MOORE))
    window = shown(qtbot, desk)
    assert window.walk.stack.currentWidget() is window.walk.course
    press(qtbot, window, "Show")
    assert step(window) == "✓ Sign off"


def test_every_dialog_that_can_be_asked_for_opens(qtbot: QtBot) -> None:
    desk, _ = desk_at(600, Visit("01-clean.toml", MOORE))
    window = shown(qtbot, desk)
    for what in ("patient", "staff", "open", "history", "omit", "discontinue"):
        window.ask(what)
        assert window.dialog is not None
        assert window.dialog.isVisible()
        close_dialogs(window)


def test_a_wristband_opens_its_patient(qtbot: QtBot) -> None:
    desk, here = desk_at(20, opened=None)
    window = shown(qtbot, desk, read_wristband=lambda text: text or None)
    window.scans.take("9990000018")
    assert desk.patient == here.patients[0]
    desk.open_patient(None)
    window.scans.take("T123456")
    assert desk.patient == here.patients[0]
    assert window.scans.note.text() == ""
    desk.open_patient(None)
    window.scans.take("9990000026")
    assert window.scans.note.text().endswith("No patient here has NHS No. 999 000 0026.")
    window.scans.take("")
    assert "Scanned, but neither" in window.scans.note.text()


def test_a_scanner_is_heard_on_the_board(qtbot: QtBot, qapp: QApplication) -> None:
    desk, here = desk_at(20, opened=None)
    window = shown(qtbot, desk, read_wristband=read_wristband)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.listen(qapp, HeldKeys())
    (card,) = window.board.findChildren(CardButton)
    card.setFocus()
    qtbot.keyClicks(card, "999 000 0018")
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert desk.patient == here.patients[0]


def test_a_scanned_code_goes_to_the_field_of_the_page(qtbot: QtBot) -> None:
    desk, _ = desk_at(0)
    window = shown(qtbot, desk, read_wristband=read_wristband)
    window.walk.go("bag")
    code = "0105013457012095\x1d10AB1234"
    window.scans.take(code)
    assert window.scans.note.text() == ""
    assert [field.typed() for field in window.findChildren(ScanEdit) if field.isVisible()] == [code]


def test_it_fits_a_small_screen(qtbot: QtBot) -> None:
    desk, _ = desk_at(70)
    window = shown(qtbot, desk)
    for name in ("checks", "dose", "bag", "premedication", "start", "infusion", "observation"):
        window.walk.go(name)
        hint = window.minimumSizeHint()
        assert (hint.width(), name) <= (1024, name)
        assert (hint.height(), name) <= (700, name)


def test_every_control_in_sight_has_a_name(qtbot: QtBot) -> None:
    desk, _ = desk_at(70)
    window = shown(qtbot, desk)
    for name in ("checks", "premedication", "infusion", "signoff"):
        window.walk.go(name)
        nameless = [
            b
            for b in window.findChildren(QPushButton)
            if b.isVisible() and not (b.text() or b.accessibleName())
        ]
        assert nameless == []


def test_the_sessions_lock_is_the_windows(qtbot: QtBot) -> None:
    desk, _ = desk_at(20)
    window = shown(qtbot, desk)
    window.listen_to_system()
    window.system.locking.emit("session")
    assert desk.locked
    assert window.lock.isVisible()


def test_the_clock_goes_on_and_the_board_with_it(qtbot: QtBot) -> None:
    desk, here = desk_at(20)
    window = shown(qtbot, desk)
    here.go(timedelta(minutes=10))
    desk.tick()
    assert "Bay 3, start window, opens in 20min" in window.board.texts()[0]


def close_dialogs(window: MainWindow) -> None:
    for dialog in window.findChildren(QDialog):
        dialog.close()
