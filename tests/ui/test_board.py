from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from inoadmin.ui.board import BoardView, CardButton
from inoadmin.ui.desk import Desk
from tests.fakes import FakeLog
from tests.ui.desks import MINUTE, desk_at, heard
from tests.wards import HILL, MOOR, MOORE, Visit, Ward, ward

TWO = (
    Visit("04-interruption-and-restart.toml", MOORE),
    Visit("01-clean.toml", HILL, until=3 * MINUTE),
)


def board_on(qtbot: QtBot, desk: Desk) -> BoardView:
    board = BoardView(desk)
    qtbot.addWidget(board)
    board.resize(900, 600)
    board.show()
    return board


def test_alone_it_names_every_patient(qtbot: QtBot) -> None:
    desk, _ = desk_at(20, *TWO, opened=None)
    assert board_on(qtbot, desk).texts() == (
        "Bay 3, MOORE, Jean (Mrs), start window, opens in 30min",
        "Bay 1, HILL, Sam (Mr), bag warming, 42min",
    )


def test_beside_an_open_patient_it_names_nobody_and_narrows(qtbot: QtBot) -> None:
    desk, here = desk_at(20, *TWO, opened=None)
    board = board_on(qtbot, desk)
    desk.open_patient(here.patients[0])
    assert board.texts() == (
        "Bay 3, start window, opens in 30min",
        "Bay 1, bag warming, 42min",
    )
    assert board.width() < 200


def test_a_card_opens_its_patient(qtbot: QtBot) -> None:
    desk, here = desk_at(20, *TWO, opened=None)
    board = board_on(qtbot, desk)
    got = heard(board.chosen)
    (card,) = [c for c in board.findChildren(CardButton) if "HILL" in c.accessibleName()]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert got == [here.patients[1]]


def test_the_order_follows_the_time_and_the_focus_stays(qtbot: QtBot) -> None:
    desk, here = desk_at(20, *TWO, opened=None)
    board = board_on(qtbot, desk)
    here.go(65 * MINUTE)
    desk.tick()
    assert board.texts()[0].startswith("Bay 3, MOORE, Jean (Mrs), ▲ start window closed")


def test_ended_patients_are_shown_when_asked_for(qtbot: QtBot) -> None:
    desk, _ = desk_at(600, Visit("01-clean.toml", MOORE), Visit("01-clean.toml", MOOR), opened=None)
    board = board_on(qtbot, desk)
    assert board.texts() == ()
    board._ended.setChecked(True)
    assert len(board.texts()) == 2


def test_without_patients_it_says_so(qtbot: QtBot) -> None:
    here: Ward = ward(at=MINUTE, log=FakeLog())
    board = board_on(qtbot, Desk(here.service))
    assert board._empty.text() == "No patient is registered here yet. Begin with “New patient”."


def test_a_new_patient_can_be_asked_for(qtbot: QtBot) -> None:
    desk, _ = desk_at(20, *TWO, opened=None)
    board = board_on(qtbot, desk)
    got = heard(board.new_asked)
    (new,) = [b for b in board.findChildren(QPushButton) if b.text() == "+ &New patient"]
    qtbot.mouseClick(new, Qt.MouseButton.LeftButton)
    assert len(got) == 1


def test_enter_opens_the_patient_of_a_card(qtbot: QtBot) -> None:
    desk, here = desk_at(20, *TWO, opened=None)
    board = board_on(qtbot, desk)
    got = heard(board.chosen)
    (card,) = [c for c in board.findChildren(CardButton) if "HILL" in c.accessibleName()]
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert got == [here.patients[1]]
