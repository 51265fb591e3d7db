from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inoadmin.bootstrap.wedging import HeldKeys
from inoadmin.domain.settings import ScannerSetup
from inoadmin.ui.scanner import ScannerFilter
from tests.ui.desks import heard


class Scene:
    """A window with a button and a field, and a scanner that is listened to."""

    def __init__(
        self,
        qtbot: QtBot,
        qapp: QApplication,
        reads: Callable[[str], bool] = lambda _text: True,
        keys: HeldKeys | None = None,
    ) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.button, self.field = QPushButton("Start"), QLineEdit()
        self.box, self.words = QComboBox(), QPlainTextEdit()
        self.box.addItems(["one", "two"])
        column = QVBoxLayout(self.window)
        for widget in (self.button, self.field, self.box, self.words):
            column.addWidget(widget)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: qapp.activeWindow() is self.window)
        self.filter = ScannerFilter(qapp, self.window, keys or HeldKeys(), reads)
        self.scans = heard(self.filter.scanned)
        self.presses = heard(self.button.clicked)


def test_a_scan_is_heard_and_presses_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.button.setFocus()
    qtbot.keyClicks(scene.button, "999 000 0018")
    qtbot.keyClick(scene.button, Qt.Key.Key_Return)
    assert scene.scans == ["999 000 0018"]
    assert scene.presses == []


def test_a_lost_end_key_does_not_lose_the_scan(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.button.setFocus()
    qtbot.keyClicks(scene.button, "T123456")
    qtbot.waitUntil(lambda: scene.scans == ["T123456"])


def test_the_separator_is_kept(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.button.setFocus()
    qtbot.keyClicks(scene.button, "10AB12")
    qtbot.keyClick(scene.button, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(scene.button, "17261231")
    qtbot.keyClick(scene.button, Qt.Key.Key_Return)
    assert scene.scans == ["10AB12\x1d17261231"]


def test_a_persons_space_presses_the_button(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.button.setFocus()
    qtbot.keyClick(scene.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(scene.presses) == 1)
    assert scene.scans == []


def test_typing_into_a_field_is_never_held_or_taken(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp, reads=lambda _text: False)
    scene.field.setFocus()
    qtbot.keyClicks(scene.field, "T123456")
    assert scene.field.text() == "T123456"
    qtbot.waitUntil(lambda: not scene.filter.holds)
    assert scene.field.text() == "T123456"
    assert scene.scans == []


def test_a_scan_into_a_field_leaves_what_was_selected_there(
    qtbot: QtBot, qapp: QApplication
) -> None:
    scene = Scene(qtbot, qapp)
    scene.field.setText("AB12")
    scene.field.setFocus()
    scene.field.setSelection(1, 2)
    entered = heard(scene.field.returnPressed)
    qtbot.keyClicks(scene.field, "0105013457012095")
    qtbot.keyClick(scene.field, Qt.Key.Key_Return)
    assert scene.scans == ["0105013457012095"]
    assert (scene.field.text(), scene.field.selectedText()) == ("AB12", "B1")
    assert entered == []


def test_a_field_that_is_gone_before_the_scan_ends_breaks_nothing(
    qtbot: QtBot, qapp: QApplication
) -> None:
    scene = Scene(qtbot, qapp)
    scene.field.setFocus()
    qtbot.keyClicks(scene.field, "0105013457012095")
    shiboken6.delete(scene.field)
    qtbot.waitUntil(lambda: scene.scans == ["0105013457012095"])


def test_a_scan_ends_with_tab_as_well_and_leads_nowhere(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    for widget in (scene.field, scene.button):
        widget.setFocus()
        qtbot.keyClicks(widget, "T123456")
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
        assert scene.scans.pop() == "T123456"
        assert qapp.focusWidget() is widget


def test_a_persons_tab_moves_on(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.button.setFocus()
    qtbot.keyClick(scene.button, Qt.Key.Key_Tab)
    assert qapp.focusWidget() is scene.field


def test_a_scan_over_a_list_that_is_shut_chooses_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.box.setFocus()
    qtbot.keyClicks(scene.box, "two two")
    qtbot.keyClick(scene.box, Qt.Key.Key_Return)
    assert (scene.box.currentText(), scene.scans) == ("one", ["two two"])
    qtbot.keyClicks(scene.box, "t")
    qtbot.waitUntil(lambda: scene.box.currentText() == "two")


def test_a_scan_over_an_open_menu_takes_no_entry(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    menu = QMenu(scene.window)
    taken = heard(menu.addAction("&Two").triggered)
    menu.popup(scene.window.mapToGlobal(scene.window.rect().center()))
    qtbot.keyClicks(menu, "two two")
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert (taken, scene.scans) == ([], ["two two"])
    menu.close()


def test_a_scan_in_a_dialog_is_heard_and_presses_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    dialog, line, default = dialog_over(qtbot, qapp, scene)
    for widget in (line, default):
        widget.setFocus()
        qtbot.keyClicks(widget, "T123456")
        qtbot.keyClick(widget, Qt.Key.Key_Return)
        assert scene.scans.pop() == "T123456"
    assert line.text() == ""
    assert dialog.isVisible()


def test_a_fast_text_that_is_no_code_stays_and_does_not_press_the_dialogs_button(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """The barcode of a ward's own batch number, scanned where the batch is typed."""
    scene = Scene(qtbot, qapp, reads=lambda _text: False)
    dialog, line, _ = dialog_over(qtbot, qapp, scene)
    line.setFocus()
    qtbot.keyClicks(line, "ASEP-0042")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (line.text(), scene.scans) == ("ASEP-0042", [])
    assert dialog.isVisible()


def dialog_over(
    qtbot: QtBot, qapp: QApplication, scene: Scene
) -> tuple[QDialog, QLineEdit, QPushButton]:
    """A dialog with a line and a button that Enter presses."""
    dialog = QDialog(scene.window)
    line, default = QLineEdit(), QPushButton("Record")
    default.setDefault(True)
    default.clicked.connect(dialog.accept)
    column = QVBoxLayout(dialog)
    column.addWidget(line)
    column.addWidget(default)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: qapp.activeWindow() is dialog)
    return dialog, line, default


def test_a_key_that_is_held_down_is_a_persons(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.button.setFocus()
    for again in (False, *(True,) * 12):
        press = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_9, Qt.KeyboardModifier.NoModifier, "9", again
        )
        QApplication.sendEvent(scene.button, press)
    assert not scene.filter.holds
    qtbot.keyClick(scene.button, Qt.Key.Key_Return)
    assert scene.scans == []


def test_one_digit_ten_times_is_a_wristband(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.button.setFocus()
    qtbot.keyClicks(scene.button, "9999999999")
    qtbot.keyClick(scene.button, Qt.Key.Key_Return)
    assert scene.scans == ["9999999999"]


def test_behind_the_scanners_prefix_every_text_is_a_scan_and_none_without(
    qtbot: QtBot, qapp: QApplication
) -> None:
    keys = HeldKeys(lambda: ScannerSetup(prefix="~"))
    scene = Scene(qtbot, qapp, reads=lambda _text: False, keys=keys)
    scene.field.setFocus()
    qtbot.keyClicks(scene.field, "~ASEP-0042")
    qtbot.keyClick(scene.field, Qt.Key.Key_Return)
    assert (scene.field.text(), scene.scans) == ("", ["ASEP-0042"])
    scene.button.setFocus()
    qtbot.keyClicks(scene.button, "ASEP-0042")
    qtbot.keyClick(scene.button, Qt.Key.Key_Return)
    assert scene.scans == ["ASEP-0042"]


def test_a_setup_that_changes_holds_from_the_next_scan(qtbot: QtBot, qapp: QApplication) -> None:
    setups = [ScannerSetup(prefix="~")]
    scene = Scene(qtbot, qapp, keys=HeldKeys(lambda: setups[-1]))
    scene.button.setFocus()
    setups.append(ScannerSetup(prefix="#"))
    qtbot.keyClicks(scene.button, "#T123456")
    qtbot.keyClick(scene.button, Qt.Key.Key_Return)
    assert scene.scans == ["T123456"]


def test_a_long_text_keeps_its_cursor(qtbot: QtBot, qapp: QApplication) -> None:
    scene = Scene(qtbot, qapp)
    scene.words.setPlainText("one\ntwo")
    scene.words.setFocus()
    scene.words.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(scene.words, "T123456")
    qtbot.keyClick(scene.words, Qt.Key.Key_Return)
    assert scene.scans == ["T123456"]
    assert scene.words.toPlainText() == "one\ntwo"
    assert scene.words.textCursor().position() == 0
