from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from inoadmin.ui.side_by_side import SideBySide


def shown(qtbot: QtBot, width: int, *, at_end: bool = False) -> tuple[SideBySide, list[str]]:
    row = SideBySide(at_end=at_end)
    qtbot.addWidget(row)
    for text in ("one", "two", "three"):
        button = QPushButton(text)
        button.setMinimumWidth(100)
        row.add(button)
    row.resize(width, 200)
    row.show()
    return row, lines(row)


def lines(row: SideBySide) -> list[str]:
    """The texts, one string a row, as they stand."""
    QApplication.processEvents()
    found: dict[int, list[tuple[int, str]]] = {}
    for button in row.findChildren(QPushButton):
        if button.isVisible():
            found.setdefault(button.y(), []).append((button.x(), button.text()))
    return [" ".join(text for _, text in sorted(found[y])) for y in sorted(found)]


def test_as_many_stand_in_a_row_as_there_is_room_for(qtbot: QtBot) -> None:
    assert shown(qtbot, 311)[1] == ["one two", "three"]
    assert shown(qtbot, 312)[1] == ["one two three"]
    assert shown(qtbot, 150)[1] == ["one", "two", "three"]


def test_more_room_brings_them_together_again(qtbot: QtBot) -> None:
    row, _ = shown(qtbot, 150)
    row.resize(400, 200)
    assert lines(row) == ["one two three"]


def test_what_is_hidden_takes_no_place(qtbot: QtBot) -> None:
    row, _ = shown(qtbot, 220)
    first = row.findChildren(QPushButton)[0]
    first.hide()
    assert lines(row) == ["two three"]
    first.show()
    assert lines(row) == ["one two", "three"]


def test_the_last_stands_at_the_right(qtbot: QtBot) -> None:
    row, _ = shown(qtbot, 600, at_end=True)
    for hidden in (False, True):
        last = row.findChildren(QPushButton)[2]
        row.findChildren(QPushButton)[0].setHidden(hidden)
        QApplication.processEvents()
        assert last.geometry().right() == row.width() - 1
