"""Going to another patient loses nothing typed without asking."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from inoadmin.ui.lock.leaving import LeaveDialog
from inoadmin.ui.page import Page
from inoadmin.ui.window import MainWindow
from tests.session.bench import SAM
from tests.ui import benches
from tests.ui.hands import dialog, press


def typing(qtbot: QtBot) -> tuple[MainWindow, Page, str]:
    """A batch is typed and not recorded; another patient is on the board."""
    place = benches.preparing()
    other = place.bench.service.register_patient(SAM, ())
    window = MainWindow(place.desk)
    qtbot.addWidget(window)
    window.show()
    window.walk.go("bag")
    page = window.walk.stack.currentWidget()
    assert isinstance(page, Page)
    page.form.form.edits["batch"].put("B7")
    return window, page, other


def test_staying_keeps_what_was_typed(qtbot: QtBot) -> None:
    window, page, other = typing(qtbot)
    here = window.desk.patient
    window.open_patient(other)
    asking = dialog(LeaveDialog)
    assert isinstance(asking, QDialog)
    press(asking, "Go back")
    assert window.desk.patient == here
    assert page.form.form.typed()["batch"] == "B7"


def test_going_on_is_said_to_lose_it(qtbot: QtBot) -> None:
    window, _, other = typing(qtbot)
    window.open_patient(other)
    press(dialog(LeaveDialog), "Go on without recording")
    assert window.desk.patient == other


def test_the_board_asks_too_and_nothing_typed_asks_nothing(qtbot: QtBot) -> None:
    window, page, other = typing(qtbot)
    window.bar.board_asked.emit()
    press(dialog(LeaveDialog), "Go back")
    assert window.desk.patient is not None
    page.form.form.edits["batch"].put("")
    window.open_patient(other)
    assert window.desk.patient == other
