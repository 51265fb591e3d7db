from __future__ import annotations

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from inoadmin.ui.looks import Looks
from inoadmin.ui.style import DARK, LIGHT
from inoadmin.ui.timeline import TimelineView
from tests.ui.desks import desk_at


def colours(view: TimelineView) -> set[str]:
    image = view.grab().toImage()
    points = ((x, y) for x in range(0, image.width(), 2) for y in range(image.height()))
    return {QColor(image.pixel(x, y)).name() for x, y in points}


def painted(qtbot: QtBot, looks: Looks) -> TimelineView:
    desk, _ = desk_at(105)
    view = TimelineView(desk, looks)
    qtbot.addWidget(view)
    view.resize(1100, view.sizeHint().height())
    return view


def test_it_paints_with_its_palette(qtbot: QtBot) -> None:
    looks = Looks()
    view = painted(qtbot, looks)
    for choice, tokens in (("light", LIGHT), ("dark", DARK)):
        looks.choose(choice)
        assert {tokens.accent, tokens.alarm, tokens.warn_soft, tokens.good} <= colours(view)


def test_it_says_its_values_in_words(qtbot: QtBot) -> None:
    view = painted(qtbot, Looks())
    assert view.accessibleName() == "Timeline"
    assert "Infusion: 50 mL/h, 09:06 to 09:21" in view.accessibleDescription()


def test_without_anything_to_show_it_takes_no_room(qtbot: QtBot) -> None:
    desk, _ = desk_at(105, opened=None)
    view = TimelineView(desk, Looks())
    qtbot.addWidget(view)
    assert view.isHidden()
