from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from inoadmin.bootstrap.downtime import form_bytes
from inoadmin.ui.refused import MEANWHILE, NOT_OPENED, RefusedDialog
from tests.record.pages import pages

SENTENCE = (
    "Cannot open the log ward.db: the file is damaged. Nothing was changed. Record on paper, keep "
    "the file as it is and restore a backup beside it."
)


@pytest.fixture
def dialog(qtbot: QtBot) -> RefusedDialog:
    made = RefusedDialog(SENTENCE, form_bytes)
    qtbot.addWidget(made)
    made.show()
    return made


def words(dialog: RefusedDialog) -> list[str]:
    return [one.text() for one in dialog.findChildren(QLabel) if not one.isHidden()]


def press(dialog: RefusedDialog, text: str) -> None:
    (button,) = [one for one in dialog.findChildren(QPushButton) if one.text() == text]
    button.click()


def test_it_says_why_and_what_to_do_meanwhile(dialog: RefusedDialog) -> None:
    assert words(dialog) == [NOT_OPENED, SENTENCE, MEANWHILE]
    assert dialog.accessibleName() == NOT_OPENED
    assert SENTENCE in dialog.accessibleDescription()
    assert [one.text() for one in dialog.findChildren(QPushButton)] == [
        "Print blank form…",
        "Save blank form…",
        "Close",
    ]


def test_closing_it_is_all_that_enter_does(dialog: RefusedDialog) -> None:
    assert [one.text() for one in dialog.findChildren(QPushButton) if one.isDefault()] == ["Close"]
    press(dialog, "Close")
    assert dialog.isHidden()


def test_the_form_is_saved(dialog: RefusedDialog, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    dialog.save(str(path))
    assert len(pages(path.read_bytes())) == 4
    assert words(dialog)[-1] == f"Saved as {path}"


def test_a_place_that_cannot_be_written_is_told(dialog: RefusedDialog, tmp_path: Path) -> None:
    dialog.save(str(tmp_path / "no such folder" / "form.pdf"))
    assert words(dialog)[-1] == "Not saved: No such file or directory. Choose another place."


def test_a_place_is_asked_for(dialog: RefusedDialog) -> None:
    press(dialog, "Save blank form…")
    (asking,) = dialog.findChildren(QFileDialog)
    assert asking.isVisible()
    asking.reject()


def printer_to(path: Path) -> QPrinter:
    """A printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_all_pages_are_printed(dialog: RefusedDialog, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    dialog.print_on(printer_to(path))
    assert len(pages(path.read_bytes())) == 4
    assert words(dialog)[-1] == "Sent to the printer. Look whether all pages came out."


@pytest.mark.qt_log_ignore(r"^QPainter::begin\(\): Returned false", extend=True)
def test_a_printer_that_refuses_is_told(dialog: RefusedDialog, tmp_path: Path) -> None:
    dialog.print_on(printer_to(tmp_path / "no such folder" / "paper.pdf"))
    assert words(dialog)[-1] == "The printer did not take it. Save the form instead."


def test_it_may_be_asked_for_while_the_application_runs(qtbot: QtBot) -> None:
    made = RefusedDialog("", form_bytes, title="Blank form")
    qtbot.addWidget(made)
    made.show()
    assert words(made) == ["Blank form", MEANWHILE]
