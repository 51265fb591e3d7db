from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inoadmin.ui.clocks import ClocksView, _Face
from tests.ui.desks import MINUTE, desk_at


def test_the_clocks_go_on_with_every_tick(qtbot: QtBot) -> None:
    desk, here = desk_at(42)
    clocks = ClocksView(desk)
    qtbot.addWidget(clocks)
    desk.tick()
    assert clocks.texts()[0].startswith("Start window, 12:00, opens in 12min")
    here.go(timedelta(seconds=1))
    desk.tick()
    assert clocks.texts()[0].startswith("Start window, 11:59, opens in 11min")


def test_the_clocks_are_right_after_a_standstill(qtbot: QtBot) -> None:
    desk, here = desk_at(42)
    clocks = ClocksView(desk)
    qtbot.addWidget(clocks)
    desk.tick()
    here.go(5 * MINUTE)
    desk.tick()
    assert clocks.texts()[0] == "Start window, 07:00, opens in 7min, at 08:54; closes at 09:20"


def test_clocks_of_another_patient_take_the_places(qtbot: QtBot) -> None:
    desk, _ = desk_at(105)
    clocks = ClocksView(desk)
    qtbot.addWidget(clocks)
    assert len(clocks.texts()) == 5
    desk.open_patient(None)
    assert clocks.texts() == ("Clocks, Nothing is counting now.",)


def test_what_is_in_a_card_begins_at_the_same_place_with_an_edge_and_without(
    qtbot: QtBot, dressed: QApplication
) -> None:
    desk, _ = desk_at(42)
    clocks = ClocksView(desk)
    qtbot.addWidget(clocks)
    clocks.resize(272, 600)
    clocks.show()
    dressed.processEvents()
    cards = [card for card in clocks.findChildren(_Face) if card.isVisible()]
    assert {card.property("tone") for card in cards} >= {"accent", "calm"}
    assert len({card.contentsRect().left() for card in cards}) == 1
    assert len({card.title.mapTo(clocks, QPoint()).x() for card in cards}) == 1
