from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from inoadmin.ui.course_page import CoursePage
from tests.ui.desks import MINUTE, desk_at, heard
from tests.wards import MOORE, Visit


def page_at(qtbot: QtBot, minutes: int, until: int) -> CoursePage:
    desk, _ = desk_at(minutes, Visit("01-clean.toml", MOORE, until=until * MINUTE))
    page = CoursePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    return page


def texts(page: CoursePage) -> list[str]:
    return [shown.text() for shown in page.findChildren(QLabel) if shown.text()]


def press(qtbot: QtBot, page: CoursePage, text: str) -> None:
    (button,) = [b for b in page.findChildren(QPushButton) if b.text() == text]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_without_any_dose_it_says_so_and_offers_to_open_one(qtbot: QtBot) -> None:
    page = page_at(qtbot, 10, -1)
    assert "No dose is open" in texts(page)
    assert "None." in texts(page)
    got = heard(page.asked)
    for text in (
        "&Open a dose for MOORE…",
        "Dose given else&where…",
        "Dose o&mitted…",
        "Discontinue treatment…",
    ):
        press(qtbot, page, text)
    assert got == ["open", "history", "omit", "discontinue"]


def test_a_dose_that_was_given_can_be_looked_at(qtbot: QtBot) -> None:
    page = page_at(qtbot, 300, 300)
    assert "completed, record INO-000001" in texts(page)
    got = heard(page.look)
    press(qtbot, page, "Show")
    assert len(got) == 1
