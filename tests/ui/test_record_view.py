from __future__ import annotations

import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from inoadmin.session.ports import StorageError
from inoadmin.ui.record_view import RecordView


def two_pages() -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(200, 300))
    for number in (1, 2):
        canvas.drawString(20, 20, f"page {number}")
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def view_of(qtbot: QtBot) -> RecordView:
    view = RecordView(two_pages(), "INO-000001")
    qtbot.addWidget(view)
    view.show()
    return view


def button(view: RecordView, text: str) -> QPushButton:
    (found,) = [b for b in view.findChildren(QPushButton) if b.text() == text]
    return found


def test_its_pages_are_turned_one_by_one(qtbot: QtBot) -> None:
    view = view_of(qtbot)
    back, on = button(view, "&Previous page"), button(view, "&Next page")
    assert (view.page, view.pages, back.isEnabled(), on.isEnabled()) == (1, 2, False, True)
    qtbot.mouseClick(on, Qt.MouseButton.LeftButton)
    assert (view.page, back.isEnabled(), on.isEnabled()) == (2, True, False)
    assert view._place.text() == "Page 2 of 2"
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert view.page == 1


def test_it_is_saved_as_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    view, path = view_of(qtbot), tmp_path / "record.pdf"
    view.save(str(path))
    assert path.read_bytes() == view._data
    assert view._told.text() == f"Saved as {path}"


def test_what_is_shown_is_printed(qtbot: QtBot, tmp_path: Path) -> None:
    view, printer = view_of(qtbot), QPrinter()
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    view.print_on(printer)
    document = QPdfDocument(view)
    document.load(str(tmp_path / "out.pdf"))
    assert document.pageCount() == 2
    assert view._told.text() == "Sent to the printer. Look whether all pages came out."


def test_a_printer_is_asked_for(qtbot: QtBot) -> None:
    view = view_of(qtbot)
    qtbot.mouseClick(button(view, "Prin&t…"), Qt.MouseButton.LeftButton)
    (asked,) = view.findChildren(QPrintDialog)
    assert asked.isVisible()
    asked.reject()


@pytest.mark.qt_log_ignore(r"^QPainter::begin\(\): Returned false", extend=True)
def test_a_printer_that_does_not_take_it_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    view, printer = view_of(qtbot), QPrinter()
    printer.setOutputFileName(str(tmp_path / "no such folder" / "out.pdf"))
    view.print_on(printer)
    assert view._told.text() == "The printer did not take it. Save the record instead."


def test_a_place_that_cannot_be_written_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    view = view_of(qtbot)
    view.save(str(tmp_path / "no such folder" / "record.pdf"))
    assert view._told.text() == "Not saved: No such file or directory. Choose another place."


def test_another_version_is_chosen_shown_and_saved_under_its_number(
    qtbot: QtBot, tmp_path: Path
) -> None:
    made: list[int] = []

    def make(number: int) -> bytes:
        made.append(number)
        return two_pages()

    versions = ((2, "Version 2, as it stands"), (1, "Version 1, until 02-Mar-2026 11:30"))
    view = RecordView(two_pages(), "INO-000001", versions=versions, make=make)
    qtbot.addWidget(view)
    view.show()
    view.turn(1)
    view.versions.setCurrentIndex(1)
    view.versions.activated.emit(1)
    assert (made, view.page, view.pages, view._version) == ([1], 1, 2, "-v1")


def test_a_version_that_cannot_be_read_leaves_the_one_that_is_shown(qtbot: QtBot) -> None:
    def make(_number: int) -> bytes:
        raise StorageError("The log cannot be read.")

    versions = ((2, "Version 2"), (1, "Version 1"))
    view = RecordView(two_pages(), "INO-000001", versions=versions, make=make)
    qtbot.addWidget(view)
    view.show()
    view.versions.activated.emit(1)
    assert (view._told.text(), view.pages) == ("The log cannot be read.", 2)


def test_one_version_is_not_chosen_from(qtbot: QtBot) -> None:
    assert not hasattr(view_of(qtbot), "versions")
