"""Prints a PDF's pages, each at its own size, or smaller where the paper is.

Imported when something is printed: where the system has no printing, it cannot be.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

_POINTS_AN_INCH = 72.0
_FINEST_DPI = 300  # a page at 1200 dpi would take half a gigabyte


def ask_printer(parent: QWidget, chosen: Callable[[QPrinter], object]) -> None:
    """Asks for a printer and calls `chosen` with it; without one being chosen, does nothing."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    asking = QPrintDialog(printer, parent)
    asking.accepted.connect(lambda: chosen(printer))
    asking.finished.connect(asking.deleteLater)
    QDialog.open(asking)  # QPrintDialog's own `open` wants a slot by its name


def print_pdf(data: bytes, printer: QPrinter) -> bool:
    """Prints all pages; whether the printer took them."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    owner = QObject()
    document = QPdfDocument(owner)
    document.load(buffer)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        for number in range(document.pageCount()):
            if number and not printer.newPage():
                return False
            draw_page(document, number, printer, painter)
    finally:
        painter.end()
        document.close()
    return True


def draw_page(document: QPdfDocument, number: int, printer: QPrinter, painter: QPainter) -> None:
    """One page from the paper's upper left corner, made smaller only when the paper is."""
    points = document.pagePointSize(number)
    dpi = min(printer.resolution(), _FINEST_DPI)
    image = document.render(
        number,
        QSize(
            round(points.width() * dpi / _POINTS_AN_INCH),
            round(points.height() * dpi / _POINTS_AN_INCH),
        ),
    )
    paper = painter.viewport()
    scale = printer.resolution() / _POINTS_AN_INCH
    scale *= min(
        1.0, paper.width() / (points.width() * scale), paper.height() / (points.height() * scale)
    )
    wide, high = round(points.width() * scale), round(points.height() * scale)
    painter.drawImage(QRect(paper.left(), paper.top(), wide, high), image)
