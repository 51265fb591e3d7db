"""Every page in every stage, at both sizes of the window: nothing cut off, low or out of reach."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.session.present.findings import STEPS
from inoadmin.ui.desk import Desk
from inoadmin.ui.page import Page
from inoadmin.ui.window import MainWindow
from tests.ui import benches, crowds
from tests.ui.benches import Workplace
from tests.ui.crowds import FULL
from tests.ui.fitting import faults, in_reach, settle, words
from tests.ui.stages import LOCKED, STAGES

SIZES = ((1024, 700), (1280, 800))
SMALL = SIZES[0]
BOTH = pytest.mark.parametrize("size", SIZES, ids=["1024x700", "1280x800"])


def opened(
    qtbot: QtBot,
    place: Workplace,
    size: tuple[int, int],
    make: Callable[[Desk], MainWindow] = MainWindow,
) -> MainWindow:
    """The window on a dose, with the board's controls as they are when a dose has ended."""
    window = make(place.desk)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    place.desk.open_patient(place.bench.patient, place.bench.dose or None)
    settle()
    return window


def pages(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each step's page and the course, shown one after the other."""
    for step in STEPS if window.walk.stepper.isVisible() else ():
        window.walk.go(step)
        settle()
        page = window.walk.stack.currentWidget()
        assert page is not None
        yield step, page
    window.walk.show_course()
    settle()
    yield "course", window.walk.course


def found(window: MainWindow) -> list[str]:
    """What is wrong on any page: cut off, too small, or an action that cannot be reached."""
    size, wrong = window.size(), list[str]()
    for name, page in pages(window):
        at_foot = page.foot.findChildren(QPushButton) if isinstance(page, Page) else []
        primary = [b for b in page.findChildren(QPushButton) if b.property("kind") == "primary"]
        actions = {b for b in (*at_foot, *primary) if b.isVisible()}
        wrong += [f"{name}: {fault}" for fault in faults(window)]
        wrong += [f"{name}: {words(b)} out of reach" for b in actions if not in_reach(window, b)]
    assert window.size() == size
    return wrong


def test_the_screen_is_as_it_was_asked_for(qapp: QApplication) -> None:
    assert qapp.devicePixelRatio() == float(os.environ.get("QT_SCALE_FACTOR", "1"))


@BOTH
@pytest.mark.parametrize("stage", STAGES)
def test_nothing_is_cut_off_or_out_of_reach(
    qtbot: QtBot, dressed: QApplication, stage: str, size: tuple[int, int]
) -> None:
    window = opened(qtbot, STAGES[stage](), size)
    assert found(window) == []
    window.trouble.tell(FULL)
    assert found(window) == []


@pytest.mark.parametrize("make", [crowds.belled, crowds.training], ids=["bell", "training"])
@pytest.mark.parametrize("stage", ["window closing", "infusing", "reaction open", "observed"])
def test_so_it_is_with_what_else_stands_on_top(
    qtbot: QtBot, dressed: QApplication, stage: str, make: Callable[[Desk], MainWindow]
) -> None:
    window = opened(qtbot, STAGES[stage](), SMALL, make)
    assert found(window) == []


@pytest.mark.parametrize("stage", ["nothing given", "reaction open", "observed"])
def test_so_it_is_in_the_dark(qtbot: QtBot, dressed_dark: QApplication, stage: str) -> None:
    assert found(opened(qtbot, STAGES[stage](), SMALL, crowds.dark)) == []


def test_so_it_is_when_everything_comes_at_once(qtbot: QtBot, dressed: QApplication) -> None:
    window = opened(qtbot, crowds.crowd(), SMALL, crowds.crowded)
    strips = (window.trouble, window.notices, window.calls)
    assert [strip.isVisible() for strip in strips] == [True] * 3
    assert window.alarms is not None
    assert window.alarms.strip.isVisible()
    assert found(window) == []
    assert not window.walk.timeline.isVisible()
    window.trouble.clear()
    window.notices.hide()
    settle()
    assert window.walk.timeline.isVisible()


@BOTH
@pytest.mark.parametrize("stage", LOCKED)
def test_so_it_is_on_the_locked_screen(
    qtbot: QtBot, dressed: QApplication, stage: str, size: tuple[int, int]
) -> None:
    place = LOCKED[stage]()
    window = MainWindow(place.desk)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    place.desk.lock("key")
    settle()
    assert window.lock.isVisible()
    assert faults(window) == []
    kinds = {"primary", "danger"}
    buttons = [b for b in window.lock.findChildren(QPushButton) if b.property("kind") in kinds]
    assert [words(b) for b in buttons if b.isVisible() and not in_reach(window, b)] == []


@BOTH
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
    window = opened(qtbot, benches.infusing(), SMALL)
    window.show_protocol()
    settle()
    (button,) = [b for b in window.findChildren(QPushButton) if b.text() == "Reaction F9"]
    assert in_reach(window, button)
    assert window.pane.geometry().bottom() == window.height() - 1


def test_a_cancelled_dose_asks_for_no_answers(qtbot: QtBot, dressed: QApplication) -> None:
    window = opened(qtbot, benches.cancelled(), SMALL)
    window.walk.go("checks")
    settle()
    shown = {words(b) for b in window.findChildren(QPushButton) if b.isVisible()}
    assert "Record these answers" not in shown
