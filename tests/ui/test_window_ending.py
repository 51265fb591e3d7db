"""The program ends while a record is being printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from inoadmin.bootstrap.window import record_of
from inoadmin.ui.record_view import RecordView
from inoadmin.ui.window import MainWindow
from tests.record.likeness import page_count
from tests.ui.records import completed, counted


def test_what_is_being_printed_is_printed_to_the_end(qtbot: QtBot, tmp_path: Path) -> None:
    desk, _ = completed()
    window = MainWindow(desk, make_record=partial(record_of, desk.service))
    qtbot.addWidget(window)
    window.show()
    window.show_record()
    view, path = window.dialog, tmp_path / "paper.pdf"
    assert isinstance(view, RecordView)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(path))
    view.issuing.print_on(printer)
    assert view.issuing.busy
    window.ending.emit()
    assert not view.issuing.busy
    assert page_count(path.read_bytes()) == view.pages
    assert counted(desk) == [(1, "printed", False)]
    view.accept()
