from __future__ import annotations

from datetime import timedelta

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from inoadmin.domain.workplace import StartPlanned
from inoadmin.session.streams import plan_stream
from inoadmin.ui.looks import Looks
from inoadmin.ui.timeline import TimelineView
from inoadmin.ui.tokens import DARK, LIGHT
from tests.ui.desks import desk_at
from tests.wards import STARTS

LANES = ("Bag out", "Premedication", "Infusion", "Observation", "Observations", "Bag good until")


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


def test_what_was_planned_hides_nothing_that_happened(qtbot: QtBot) -> None:
    """Beneath the bars a dashed line; otherwise only what was empty is painted on."""
    desk, here = desk_at(105)
    view = TimelineView(desk, Looks())
    qtbot.addWidget(view)
    view.resize(1100, view.sizeHint().height())
    before = view.grab().toImage()
    dose, start = here.administration(), STARTS + timedelta(minutes=75)
    here.service.ledger.add(plan_stream(dose), StartPlanned(dose, start), "amy")
    desk.changed.emit()
    after = view.grab().toImage()
    assert before.size() == after.size()
    changed = [
        (x, y)
        for x in range(before.width())
        for y in range(before.height())
        if before.pixel(x, y) != after.pixel(x, y)
    ]
    lane = (view.sizeHint().height() - 34) / len(LANES)
    over = [(x, y) for x, y in changed if 1 < (y - 26) % lane < lane - 6]
    empty = {QColor(before.pixel(2, 2)).name(), LIGHT.line}
    assert changed
    assert {QColor(before.pixel(x, y)).name() for x, y in over} <= empty
    assert over, "the word beside it"


def test_a_plan_alone_is_painted_as_bars(qtbot: QtBot) -> None:
    desk, here = desk_at(1)
    view = TimelineView(desk, Looks())
    qtbot.addWidget(view)
    lanes = view.sizeHint().height()
    desk.plan_start(here.service.now() + timedelta(minutes=90))
    assert view.sizeHint().height() > lanes
    view.resize(1100, view.sizeHint().height())
    assert LIGHT.accent in colours(view)
