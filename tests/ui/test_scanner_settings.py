"""The ward's scanner: tried before anything is recorded, and refused where it cannot work."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from inoadmin.domain.settings import ScannerSetup
from inoadmin.ui.app import dress
from inoadmin.ui.people.scanner_settings import ScannerSettingsDialog
from tests.ui.benches import PINS, Workplace, asking, preparing

CODE = "010501345701209510AB1234|17260331"


def opened(qtbot: QtBot) -> tuple[ScannerSettingsDialog, Workplace]:
    place = asking(preparing())
    place.desk.act_as("max")
    dialog = ScannerSettingsDialog(place.desk)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog, place


def tries(qtbot: QtBot, dialog: ScannerSettingsDialog, code: str) -> str:
    """A code comes, and Enter; what is shown then."""
    dialog.attempt.put(code)
    qtbot.keyClick(dialog.attempt.line, Qt.Key.Key_Return)
    return dialog.shows.text()


def record(dialog: ScannerSettingsDialog) -> None:
    dialog.signing.pins[0].setText(PINS["max"])
    dialog.button.click()


def test_a_try_follows_what_stands_in_the_fields_and_records_nothing(qtbot: QtBot) -> None:
    dialog, place = opened(qtbot)
    before = place.bench.log.head()
    assert "| stands in no code" in tries(qtbot, dialog, CODE)
    dialog.separators.setText("| ^]")
    assert "batch AB1234, expiry 2026-03-31" in tries(qtbot, dialog, CODE)
    dialog.prefix.setText("~")
    assert "batch AB1234, expiry 2026-03-31" in tries(qtbot, dialog, f"~{CODE}")
    assert place.bench.log.head() == before
    assert dialog.attempt.typed() == ""


def test_it_is_recorded_with_the_managers_pin(qtbot: QtBot) -> None:
    dialog, place = opened(qtbot)
    dialog.separators.setText("| ^]")
    dialog.prefix.setText("~")
    dialog.gap.setText("60")
    record(dialog)
    assert place.bench.service.settings().scanner == ScannerSetup(("|", "^]"), "~", 60)


def test_each_fault_names_its_field_value_and_range(qtbot: QtBot) -> None:
    dialog, place = opened(qtbot)
    for field, typed, said in (
        (dialog.gap, "19", "Pause between keys “19”: a whole number, 20 to 100."),
        (dialog.gap, "", "Pause between keys “”: a whole number, 20 to 100."),
        (dialog.separators, "| AB", "Separator “AB”: 1 to 8 characters without spaces"),
        (dialog.prefix, "x", "Prefix “x”: blank, or 1 to 8 characters"),
    ):
        before = field.text()
        field.setText(typed)
        record(dialog)
        assert said in dialog.fault.text()
        assert field.hasFocus() or not dialog.isActiveWindow()
        field.setText(before)
    assert place.bench.service.settings().scanner == ScannerSetup()


def test_every_field_has_its_label_and_nothing_is_cut_off(qtbot: QtBot, qapp: QApplication) -> None:
    before = qapp.styleSheet()
    dress(qapp)
    dialog, _ = opened(qtbot)
    buddies = [label.buddy() for label in dialog.findChildren(QLabel) if label.buddy() is not None]
    fields = (dialog.separators, dialog.prefix, dialog.gap, dialog.attempt.line)
    assert all(field in buddies for field in fields)
    tries(qtbot, dialog, f"]d2{CODE}")
    dialog.separators.setText("AB")
    dialog.button.click()
    QApplication.processEvents()
    assert dialog.height() <= 620
    for label in dialog.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.width() >= label.minimumSizeHint().width(), label.text()
            wanted = label.heightForWidth(label.width()) if label.wordWrap() else 0
            assert label.height() >= wanted, label.text()
    bottom = dialog.shows.mapTo(dialog, dialog.shows.rect().bottomLeft()).y()
    assert bottom < dialog.fault.mapTo(dialog, dialog.fault.rect().topLeft()).y()
    qapp.setStyleSheet(before)
