"""The keyboard alone: no letter is taken twice, and the focus stays on the page of the dose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.page import Page
from inoadmin.ui.window import MainWindow
from tests.session.bench import PREMEDS
from tests.ui.benches import Workplace, infusing, interrupted, observing, preparing, reacting
from tests.ui.benches import startable as ready
from tests.ui.hands import button, dialog, enter, plain, press

STEPS = ("checks", "dose", "bag", "premedication", "start", "infusion", "observation", "signoff")


def window_of(qtbot: QtBot, place: Workplace) -> MainWindow:
    window = MainWindow(place.desk)
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    return window


def taken_twice(window: MainWindow) -> list[str]:
    """The letters that two controls in sight take with Alt."""
    texts = [b.text() for b in window.findChildren(QAbstractButton) if b.isVisible()]
    letters = Counter(QKeySequence.mnemonic(text).toString() for text in texts)
    return [letter for letter, times in letters.items() if letter and times > 1]


@pytest.mark.parametrize("make", [preparing, ready, infusing, interrupted, reacting, observing])
def test_no_letter_is_taken_twice(qtbot: QtBot, make: Callable[[], Workplace]) -> None:
    window = window_of(qtbot, make())
    for step in STEPS:
        window.walk.go(step)
        assert (step, taken_twice(window)) == (step, [])
    window.walk.show_course()
    assert taken_twice(window) == []


def test_a_button_that_goes_with_what_it_was_for_leaves_the_focus_on_the_page(
    qtbot: QtBot,
) -> None:
    place = reacting()
    window = window_of(qtbot, place)
    page = window.walk.stack.currentWidget()
    assert isinstance(page, Page)
    resolving = button(page, "Record outcome…")
    resolving.setFocus()
    resolving.click()
    asking = dialog(FormDialog)
    enter(qtbot, asking, {"Outcome": "Resolved"})
    press(asking, "Record")
    held = window.focusWidget()
    assert isinstance(held, QAbstractButton)
    assert page.isAncestorOf(held)
    assert plain(held.text()) == "Authorise…"


def test_a_finding_that_goes_with_time_leaves_the_focus_on_the_page(qtbot: QtBot) -> None:
    place = ready()
    place.bench.do(c.Correct(place.bench.state.premeds[-1].version, void=True, reason="not given"))
    place.bench.do(PREMEDS[-1])
    window = window_of(qtbot, place)
    page = window.walk.stack.currentWidget()
    assert isinstance(page, Page)
    button(page, "Authorise…").setFocus()
    place.tick(30)
    held = window.focusWidget()
    assert isinstance(held, QAbstractButton)
    assert page.isAncestorOf(held)


def test_with_nothing_shut_the_form_of_the_restart_stands_first(qtbot: QtBot) -> None:
    window = window_of(qtbot, interrupted())
    page = window.walk.stack.currentWidget()
    assert isinstance(page, Page)
    form, acts = (button(page, text).mapTo(page, QPoint()) for text in ("Yes", "Pump shows…"))
    assert form.y() < acts.y()
