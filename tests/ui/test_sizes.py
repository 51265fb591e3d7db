"""Every page in every stage, at both sizes of the window: nothing cut off, low or out of reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inoadmin.session.present.findings import STEPS
from inoadmin.ui.board import CardButton
from inoadmin.ui.fields.asked import Asked
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.page import Page
from inoadmin.ui.pages.acts import ActButtons
from inoadmin.ui.people.patient import RegisterPatientDialog
from inoadmin.ui.style import PRIMARY_PX, TARGET_PX
from inoadmin.ui.window import MainWindow
from tests.session.bench import BAG, PREMEDS
from tests.ui import benches
from tests.ui.benches import Workplace
from tests.ui.hands import button, dialog, plain, press

Made = Callable[[], Workplace]


def planned() -> Workplace:
    """A start is wished that nothing can keep: the longest that is said of a plan."""
    place = benches.preparing()
    bench = place.bench
    bench.do(replace(BAG, expiry="2026-03-02T09:00"), *PREMEDS)
    bench.wait(30)
    place.desk.plan_start(bench.now + timedelta(minutes=45))
    return place


STAGES: dict[str, Made] = {
    "preparing": benches.preparing,
    "planned": planned,
    "startable": benches.startable,
    "infusing": benches.infusing,
    "interrupted": benches.interrupted,
    "reaction open": benches.reacting,
    "observing": benches.observing,
    "completed": benches.completed,
    "cancelled": benches.cancelled,
}
SIZES = ((1024, 700), (1280, 800))
WORDED = (QLabel, QPushButton, QCheckBox, QComboBox)


def opened(qtbot: QtBot, place: Workplace, size: tuple[int, int]) -> MainWindow:
    """The window on a dose, with the board's controls as they are when a dose has ended."""
    window = MainWindow(place.desk)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    place.desk.open_patient(place.bench.patient, place.bench.dose)
    settle()
    return window


def settle() -> None:
    """Lets the layouts come to rest."""
    for _ in range(4):
        QApplication.processEvents()


def pages(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each step's page and the course, shown one after the other."""
    for step in STEPS:
        window.walk.go(step)
        settle()
        page = window.walk.stack.currentWidget()
        assert page is not None
        yield step, page
    window.walk.show_course()
    settle()
    yield "course", window.walk.course


def words(widget: QWidget) -> str:
    """What is written on it."""
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, CardButton):
        return widget.accessibleName()
    return plain(widget.text()) if isinstance(widget, QLabel | QPushButton | QCheckBox) else ""


def cut(widget: QWidget) -> str:
    """Why a widget does not show all its words; "" when it does."""
    wraps = isinstance(widget, QLabel) and widget.wordWrap()
    may_wrap = wraps or isinstance(widget, CardButton | QComboBox)
    least = widget.minimumSizeHint() if may_wrap else widget.sizeHint()
    if widget.width() < least.width():
        return f"{widget.width()} px wide, needs {least.width()}"
    high = widget.heightForWidth(widget.width()) if wraps else widget.minimumSizeHint().height()
    if widget.height() < high and words(widget):
        return f"{widget.height()} px high, needs {high}"
    return beyond(widget)


def beyond(widget: QWidget) -> str:
    """Which parent cuts a widget off at a side: what scrolls, scrolls up and down alone."""
    above = widget.parentWidget()
    while above is not None:
        left = widget.mapTo(above, QPoint()).x()
        if left < 0 or left + widget.width() > above.width():
            return f"beyond {type(above).__name__}: {left} to {left + widget.width()}"
        above = above.parentWidget()
    return ""


def in_reach(window: MainWindow, button: QPushButton) -> bool:
    """Whether a button lies in the window and nothing lies over any corner of it."""
    place = QRect(button.mapTo(window, QPoint()), button.size())
    inner = place.adjusted(6, 6, -6, -6)
    corners = (inner.topLeft(), inner.topRight(), inner.bottomLeft(), inner.bottomRight())
    return window.rect().contains(place) and all(window.childAt(at) is button for at in corners)


@pytest.mark.parametrize("size", SIZES, ids=["1024x700", "1280x800"])
@pytest.mark.parametrize("stage", STAGES)
def test_nothing_is_cut_off(
    qtbot: QtBot, dressed: QApplication, stage: str, size: tuple[int, int]
) -> None:
    window = opened(qtbot, STAGES[stage](), size)
    found: list[str] = []
    for name, _ in pages(window):
        assert (window.width(), window.height()) == size
        shown = [w for w in window.findChildren(QWidget) if isinstance(w, WORDED) and w.isVisible()]
        found += [f"{name}: {words(w)!r} {why}" for w in shown if (why := cut(w))]
        found += [
            f"{name}: {words(b)!r} is {b.height()} px high"
            for b in shown
            if isinstance(b, QPushButton) and b.height() < TARGET_PX
        ]
    assert found == []


@pytest.mark.parametrize("size", SIZES, ids=["1024x700", "1280x800"])
@pytest.mark.parametrize("stage", STAGES)
def test_the_actions_of_a_page_are_always_in_reach(
    qtbot: QtBot, dressed: QApplication, stage: str, size: tuple[int, int]
) -> None:
    window = opened(qtbot, STAGES[stage](), size)
    window.trouble.tell("The disk is full. Nothing was changed. Make room and try again.")
    found: list[str] = []
    for name, page in pages(window):
        at_foot = page.foot.findChildren(QPushButton) if isinstance(page, Page) else []
        primary = [b for b in page.findChildren(QPushButton) if b.property("kind") == "primary"]
        actions = {b for b in (*at_foot, *primary) if b.isVisible()}
        found += [f"{name}: {words(b)}" for b in actions if not in_reach(window, b)]
        found += [
            f"{name}: {words(b)} is {b.height()} px high"
            for b in primary
            if b.isVisible() and b.height() < PRIMARY_PX
        ]
    assert found == []


@pytest.mark.parametrize("size", SIZES, ids=["1024x700", "1280x800"])
@pytest.mark.parametrize("stage", ["infusing", "interrupted", "reaction open", "observing"])
def test_the_reaction_button_is_always_in_reach(
    qtbot: QtBot, dressed: QApplication, stage: str, size: tuple[int, int]
) -> None:
    window = opened(qtbot, STAGES[stage](), size)
    (button,) = [b for b in window.findChildren(QPushButton) if b.text() == "Reaction F9"]
    for name, _ in pages(window):
        if name != "course" or button.isVisible():
            assert in_reach(window, button), name


def test_the_protocol_leaves_patient_steps_and_reaction_button_in_sight(
    qtbot: QtBot, dressed: QApplication
) -> None:
    window = opened(qtbot, benches.infusing(), SIZES[0])
    window.show_protocol()
    settle()
    (button,) = [b for b in window.findChildren(QPushButton) if b.text() == "Reaction F9"]
    assert in_reach(window, button)
    assert window.pane.geometry().bottom() == window.height() - 1


def test_a_cancelled_dose_asks_for_no_answers(qtbot: QtBot, dressed: QApplication) -> None:
    window = opened(qtbot, benches.cancelled(), SIZES[0])
    window.walk.go("checks")
    settle()
    shown = {words(b) for b in window.findChildren(QPushButton) if b.isVisible()}
    assert "Record these answers" not in shown


def test_the_observation_form_has_the_room_before_the_findings(
    qtbot: QtBot, dressed: QApplication
) -> None:
    window = opened(qtbot, benches.observing(), SIZES[0])
    window.walk.go("observation")
    settle()
    page = window.walk.stack.currentWidget()
    assert isinstance(page, Page)
    area = page.findChild(QScrollArea)
    assert area is not None
    folded = area.height()
    assert page.findings.turn.isVisible()
    press(page, "Show")
    settle()
    assert button(page, "Authorise…").isVisible()
    assert area.height() < folded
    press(page, "Hide")
    settle()
    assert area.height() == folded
    assert not any(
        b.isVisible() for b in page.findChildren(QPushButton) if b.text() == "Authorise…"
    )


def test_what_keeps_the_start_shut_is_never_folded(qtbot: QtBot, dressed: QApplication) -> None:
    window = opened(qtbot, benches.preparing(), SIZES[0])
    window.walk.go("start")
    settle()
    page = window.walk.stack.currentWidget()
    assert isinstance(page, Page)
    assert page.findings.texts()
    assert not page.findings.turn.isVisible()


def test_a_long_refusal_squeezes_no_field_of_a_new_patient(
    qtbot: QtBot, dressed: QApplication
) -> None:
    asking = RegisterPatientDialog(benches.preparing().desk)
    asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(asking)
    asking.open()
    asking.entry.tell("Not recorded. " + "The disk is full, and nothing was changed. " * 12)
    settle()
    cells = [*asking.entry.form.cells(), asking.allergies]
    places = [QRect(c.mapTo(asking, QPoint()), c.size()) for c in cells]
    assert not [
        (first, second) for first, second in combinations(places, 2) if first.intersects(second)
    ]
    worded = [w for w in asking.findChildren(QWidget) if isinstance(w, WORDED) and w.isVisible()]
    assert [why for w in worded if (why := cut(w))] == []
    assert asking.height() <= asking.screen().availableGeometry().height()


@pytest.mark.parametrize("size", SIZES, ids=["1024x700", "1280x800"])
def test_a_question_keeps_room_for_its_words_beside_three_answers(
    qtbot: QtBot, dressed: QApplication, size: tuple[int, int]
) -> None:
    window = opened(qtbot, benches.preparing(), size)
    window.walk.go("checks")
    settle()
    questions = [a.findChild(QLabel) for a in window.findChildren(Asked)]
    assert questions
    assert all(question is not None and question.width() >= 190 for question in questions)


@pytest.mark.parametrize("size", SIZES, ids=["1024x700", "1280x800"])
def test_no_dialog_takes_a_letter_twice(
    qtbot: QtBot, dressed: QApplication, size: tuple[int, int]
) -> None:
    place = benches.infusing()
    window = opened(qtbot, place, size)
    for act in window.findChildren(ActButtons):
        for name, opener in act.buttons.items():
            if not opener.isVisible():
                continue
            opener.click()
            settle()
            asking = dialog(FormDialog)
            texts = [b.text() for b in asking.findChildren(QPushButton) if b.isVisible()]
            letters = [key for t in texts if (key := QKeySequence.mnemonic(t).toString())]
            assert len(letters) >= 2, name
            assert len(letters) == len(set(letters)), (name, letters)
            press(asking, "Close without recording")
            settle()
