"""What is painted, in words; choices and headings; and that nothing is left of what is gone."""

from __future__ import annotations

import gc

import shiboken6
from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.session.forms.model import Choice, Field, Kind
from inoadmin.ui.fields.choosing import ChoiceEdit
from inoadmin.ui.looks import Looks
from inoadmin.ui.spoken import PRESS, ChoiceButton, Painted, Part, PartTold, interface, speak_up
from inoadmin.ui.timeline import TimelineView
from inoadmin.ui.widgets import label
from tests.ui.desks import MINUTE, desk_at
from tests.ui.spoken import name, shown, told

Role, Text = QAccessible.Role, QAccessible.Text
YES_NO = Field(
    "light", "Protected from light", Kind.CHOICE, choices=(Choice("y", "Yes"), Choice("n", "No"))
)


def painted(*names: str) -> list[PartTold]:
    return [PartTold(text, QRect(10 * n, 0, 10, 20)) for n, text in enumerate(names)]


def frame_of(qtbot: QtBot) -> Painted:
    frame = Painted()
    qtbot.addWidget(frame)
    frame.setAccessibleName("Plot")
    frame.resize(200, 40)
    frame.show()
    return frame


def test_a_painted_widget_is_a_list_of_what_is_painted(qtbot: QtBot) -> None:
    frame = frame_of(qtbot)
    inner = (PartTold("set 09:30", QRect(5, 0, 10, 20)),)
    frame.show_parts([PartTold("Pulse: 72", QRect(0, 0, 100, 20), inner), *painted("Now 09:31")])
    said = [(one.role(), name(one)) for one in shown(frame)]
    assert said == [
        (Role.List, "Plot"),
        (Role.ListItem, "Pulse: 72"),
        (Role.StaticText, "set 09:30"),
        (Role.ListItem, "Now 09:31"),
    ]


def test_its_parts_know_their_place_and_their_parent(qtbot: QtBot) -> None:
    frame = frame_of(qtbot)
    frame.show_parts(painted("a", "b"))
    whole = next(shown(frame))
    for number in range(2):
        part = whole.child(number)
        assert whole.indexOfChild(part) == number
        assert part.parent() == whole
        corner = frame.mapToGlobal(QRect(10 * number, 0, 10, 20).topLeft())
        assert part.rect() == QRect(corner.x(), corner.y(), 10, 20)
    assert whole.child(2) is None
    assert whole.child(-1) is None
    assert whole.indexOfChild(whole) == -1


def test_parts_are_kept_and_used_again_however_often_they_change(qtbot: QtBot) -> None:
    frame = frame_of(qtbot)
    for number in range(50):
        frame.show_parts(painted(*(f"{number}.{n}" for n in range(number % 4))))
        assert [name(one) for one in shown(frame)][1:] == [
            f"{number}.{n}" for n in range(number % 4)
        ]
    assert len(frame.findChildren(Part)) == 3


def test_a_part_that_stands_for_nothing_is_not_shown_to_who_still_holds_it(qtbot: QtBot) -> None:
    frame = frame_of(qtbot)
    frame.show_parts(painted("a"))
    held = next(shown(frame)).child(0)
    assert not held.state().invisible
    frame.show_parts([])
    assert held.state().invisible
    assert [name(one) for one in shown(frame)] == ["Plot"]


def test_nothing_of_it_outlives_its_widget(qapp: QApplication) -> None:
    speak_up()
    for _ in range(20):
        window = QWidget()
        frame = Painted(window)
        QHBoxLayout(window).addWidget(frame)
        frame.show_parts([PartTold("lane", QRect(0, 0, 9, 9), tuple(painted("bar", "mark")))])
        window.show()
        assert len(list(shown(frame))) == 4
        parts = frame.findChildren(Part)
        numbers = [QAccessible.uniqueId(one) for one in shown(frame)]
        window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        assert not any(shiboken6.isValid(part) for part in parts)
        assert [QAccessible.accessibleInterface(number) for number in numbers] == [None] * 4


def test_the_timeline_s_lanes_and_bars_are_told_in_words(qtbot: QtBot) -> None:
    desk, here = desk_at(105)
    view = TimelineView(desk, Looks())
    qtbot.addWidget(view)
    view.resize(1100, view.sizeHint().height())
    view.show()
    view.refresh()
    items = told(view, Role.ListItem)
    assert items[0] == "Now 09:45"
    assert any(item.startswith("Infusion: 50 mL/h, 09:06 to 09:21") for item in items)
    bars = told(view, Role.StaticText)
    assert "50 mL/h, 09:06 to 09:21" in bars
    assert any(bar.startswith("start window ") for bar in bars)
    here.go(MINUTE)
    view.refresh()
    assert told(view, Role.ListItem)[0] == "Now 09:46"
    lanes = {item.partition(":")[0] for item in items[1:]}
    assert lanes == {"Bag out", "Premedication", "Infusion", "Observation", "Observations"} | (
        {"Bag good until"} if any("Bag good" in item for item in items) else set()
    )


def test_the_timeline_s_parts_lie_where_they_are_painted(qtbot: QtBot) -> None:
    desk, _ = desk_at(105)
    view = TimelineView(desk, Looks())
    qtbot.addWidget(view)
    view.resize(1100, view.sizeHint().height())
    view.show()
    view.refresh()
    whole = QRect(view.mapToGlobal(view.rect().topLeft()), view.size())
    for one in shown(view):
        if one.role() in {Role.ListItem, Role.StaticText}:
            assert whole.adjusted(-6, 0, 6, 6).contains(one.rect()), name(one)


def test_one_of_a_few_is_a_radio_button_in_a_group_and_is_pressed(qtbot: QtBot) -> None:
    edit = ChoiceEdit(YES_NO)
    qtbot.addWidget(edit)
    edit.show()
    assert told(edit, Role.Grouping) == ["Protected from light"]
    yes, no = (one for one in shown(edit) if one.role() == Role.RadioButton)
    assert [name(yes), name(no)] == ["Yes", "No"]
    assert [bool(one.state().checked) for one in (yes, no)] == [False, False]
    actions = yes.actionInterface()
    assert PRESS in actions.actionNames()
    actions.doAction(PRESS)
    assert edit.typed() == "y"
    assert [bool(one.state().checked) for one in (yes, no)] == [True, False]


def test_a_choice_that_is_off_offers_no_press(qtbot: QtBot) -> None:
    button = ChoiceButton("Yes")
    qtbot.addWidget(button)
    button.setEnabled(False)
    button.show()
    (one,) = shown(button)
    assert PRESS not in one.actionInterface().actionNames()
    assert one.state().disabled


def test_what_stands_over_others_is_a_heading(qtbot: QtBot) -> None:
    speak_up()
    for role, kind in (("title", Role.Heading), ("section", Role.Heading), ("", Role.StaticText)):
        made = label("Bloods", role)
        qtbot.addWidget(made)
        made.show()
        (one,) = shown(made)
        assert (one.role(), name(one)) == (kind, "Bloods")
        made.setText("Bag")
        assert name(one) == "Bag"


def test_everything_else_is_left_to_qt(qtbot: QtBot) -> None:
    plain = QWidget()
    qtbot.addWidget(plain)
    assert interface("QWidget", plain) is None
