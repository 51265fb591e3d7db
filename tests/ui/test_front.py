from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.ui.front import bring_to_front, show_whole


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_a_minimised_window_comes_back_as_large_as_it_was(qtbot: QtBot) -> None:
    window = shown(qtbot, QMainWindow())
    window.showMaximized()
    window.setWindowState(window.windowState() | Qt.WindowState.WindowMinimized)
    bring_to_front(window)
    assert window.isVisible()
    assert not window.isMinimized()
    assert window.isMaximized()


def test_a_window_behind_another_becomes_the_active_one(qtbot: QtBot) -> None:
    window = shown(qtbot, QMainWindow())
    other = shown(qtbot, QMainWindow())
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    bring_to_front(window)
    qtbot.waitUntil(window.isActiveWindow)


def test_a_question_above_the_window_comes_with_it(qtbot: QtBot) -> None:
    window = shown(qtbot, QMainWindow())
    question = QDialog(window)
    question.open()
    other = shown(qtbot, QMainWindow())
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    bring_to_front(window)
    qtbot.waitUntil(question.isActiveWindow)
    question.close()


def test_a_window_larger_than_the_screen_fills_it(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(window.screen().availableGeometry().width() + 1, 200)
    show_whole(window)
    assert window.isMaximized()


def test_a_window_that_fits_the_screen_keeps_its_size(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(window.screen().availableGeometry().size() / 2)
    show_whole(window)
    assert window.isVisible()
    assert not window.isMaximized()
