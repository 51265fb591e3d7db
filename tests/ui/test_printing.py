"""What is painted on a printer is the page itself: as large, as sharp, in greys, on A4."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from inoadmin.record.pdf.recovery import recovery_pdf
from inoadmin.ui.printing import print_pdf, printing
from tests.record.likeness import likeness, rendered

A4, A5 = QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A5
PAGE = recovery_pdf("ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567", "database-1", "02-MAR-2026")


def printer_into(path: Path, size: QPageSize.PageSizeId = A4) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(size))
    return printer


def two_pages() -> bytes:
    """The first page with a stroke at the top, the second with one at the foot."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595.2756, 841.8898))
    for height in (800, 40):
        canvas.rect(100, height, 300, 8, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def sizes(path: Path) -> list[QSizeF]:
    document = QPdfDocument(None)
    document.load(str(path))
    found = [document.pagePointSize(n) for n in range(document.pageCount())]
    document.close()
    return found


def test_a_page_is_printed_as_large_as_it_is(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    assert print_pdf(PAGE, printer_into(path))
    ((wide, high),) = [size.toTuple() for size in sizes(path)]
    assert (wide, high) == (pytest.approx(595, abs=1), pytest.approx(842, abs=1))
    assert likeness(path.read_bytes(), PAGE, dpi=300) < 0.01


def test_another_page_is_told_apart(qapp: QApplication, tmp_path: Path) -> None:
    """Without this the comparison above would pass on anything."""
    path = tmp_path / "paper.pdf"
    assert print_pdf(PAGE, printer_into(path))
    other = recovery_pdf("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ", "database-1", "02-MAR-2026")
    assert likeness(path.read_bytes(), other, dpi=300) > 0.1


def test_pages_come_in_their_order(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    assert print_pdf(two_pages(), printer_into(path))
    first, second = (rendered(path.read_bytes(), dpi=72, page=n) for n in (0, 1))
    assert [first.pixelColor(200, y).lightness() < 128 for y in (37, 797)] == [True, False]
    assert [second.pixelColor(200, y).lightness() < 128 for y in (37, 797)] == [False, True]


def test_it_is_printed_in_greys_of_600_dots_an_inch(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    assert print_pdf(PAGE, printer_into(path))
    written = path.read_bytes()
    assert written.count(b"/Subtype /Image") == 1
    assert b"/Width 4961" in written
    assert b"/Height 7016" in written
    assert b"/ColorSpace /DeviceGray" in written
    assert b"DCTDecode" not in written


def test_a_printer_that_is_set_to_other_paper_is_asked_for_a4(
    qapp: QApplication, tmp_path: Path
) -> None:
    printer = printer_into(tmp_path / "paper.pdf", A5)
    assert print_pdf(PAGE, printer)
    assert printer.pageLayout().pageSize().id() == A4


def test_it_says_how_far_it_is(qapp: QApplication, tmp_path: Path) -> None:
    said = list(printing(two_pages(), printer_into(tmp_path / "paper.pdf")))
    assert list(dict.fromkeys((one.done, one.total) for one in said)) == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.qt_log_ignore(r"^QPainter::begin\(\): Returned false", extend=True)
def test_a_printer_that_does_not_answer(qapp: QApplication, tmp_path: Path) -> None:
    assert not print_pdf(PAGE, printer_into(tmp_path / "missing" / "paper.pdf"))
