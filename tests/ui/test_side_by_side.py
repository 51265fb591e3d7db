from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.ui.side_by_side import SideBySide


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    """Where a row stands; it leaves the row's width alone."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def shown(place: QWidget, width: int, *, at_end: bool = False) -> tuple[SideBySide, list[str]]:
    row = SideBySide(at_end=at_end, parent=place)
    for text in ("one", "two", "three"):
        button = QPushButton(text)
        button.setMinimumWidth(100)
        row.add(button)
    row.resize(width, 200)
    place.show()
    return row, lines(row)


def lines(row: SideBySide) -> list[str]:
    """The texts, one string a row, as they stand."""
    for _ in range(3):
        QApplication.processEvents()
    found: dict[int, list[tuple[int, str]]] = {}
    for button in row.findChildren(QPushButton):
        if button.isVisible():
            found.setdefault(button.y(), []).append((button.x(), button.text()))
    return [" ".join(text for _, text in sorted(found[y])) for y in sorted(found)]


def test_as_many_stand_in_a_row_as_there_is_room_for(place: QWidget) -> None:
    row, found = shown(place, 312)
    assert found == ["one two three"]
    row.resize(311, 200)
    assert lines(row) == ["one two", "three"]
    row.resize(150, 200)
    assert lines(row) == ["one", "two", "three"]


def test_more_room_brings_them_together_again(place: QWidget) -> None:
    row, _ = shown(place, 150)
    row.resize(400, 200)
    assert lines(row) == ["one two three"]


def test_what_is_hidden_takes_no_place(place: QWidget) -> None:
    row, _ = shown(place, 220)
    first = row.findChildren(QPushButton)[0]
    first.hide()
    assert lines(row) == ["two three"]
    first.show()
    assert lines(row) == ["one two", "three"]


def test_the_last_stands_at_the_right(place: QWidget) -> None:
    row, _ = shown(place, 600, at_end=True)
    for hidden in (False, True):
        last = row.findChildren(QPushButton)[2]
        row.findChildren(QPushButton)[0].setHidden(hidden)
        for _ in range(3):
            QApplication.processEvents()
        assert last.geometry().right() == row.width() - 1
