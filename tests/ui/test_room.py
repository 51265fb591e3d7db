"""Who gets the room where there is little, and letters of dialogs that collide with none."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.ui.fields.asked import Asked
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.page import Page
from inoadmin.ui.pages.acts import ActButtons
from inoadmin.ui.people.patient import RegisterPatientDialog
from tests.ui import benches
from tests.ui.fitting import WORDED, cut, settle
from tests.ui.hands import button, dialog, press
from tests.ui.test_sizes import SIZES, opened


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
