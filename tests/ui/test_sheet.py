"""The page with the recovery key: printed to a file, saved, and what is said when it is not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inoadmin.record.pdf.recovery import recovery_pdf
from inoadmin.ui.sheet import Sheet

KEY = "ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567"


def sheet(qtbot: QtBot) -> tuple[Sheet, list[str]]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Sheet(lambda key: recovery_pdf(key, "database-1", "02-MAR-2026"), window)
    told: list[str] = []
    made.told.connect(told.append)
    return made, told


def words(path: Path) -> str:
    document = QPdfDocument()
    document.load(str(path))
    text = "".join(document.getAllText(n).text() for n in range(document.pageCount()))
    document.close()
    return text


def test_it_is_saved_and_can_be_read(qtbot: QtBot, tmp_path: Path) -> None:
    made, told = sheet(qtbot)
    made.save_as(KEY, str(tmp_path / "key.pdf"))
    assert all(group in words(tmp_path / "key.pdf") for group in KEY.split("-"))
    assert "Saved as" in told[0]


def test_what_is_not_saved_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    made, told = sheet(qtbot)
    made.save_as(KEY, str(tmp_path / "missing" / "key.pdf"))
    assert "Not saved" in told[0]
    assert KEY not in told[0]


def test_it_is_printed(qtbot: QtBot, tmp_path: Path) -> None:
    made, told = sheet(qtbot)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    made.print_on(KEY, printer)
    assert (tmp_path / "out.pdf").stat().st_size > 1000
    assert "Sent to the printer" in told[0]
