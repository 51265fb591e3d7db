"""Prints a PDF's pages, each at its own size, or smaller where the paper is.

Each page is printed as one grey image of 600 dots an inch, kept as it is: QtPdf draws pixels alone,
and paper, sides and tray as chosen in the system's dialog are only heeded for what is painted on
its printer. Held beside the page's own vectors at 600 dpi there is nothing to be seen of it; at 300
the edges of small letters are soft. One image, since a page put together of several shows seams on
a printer of another resolution.

Imported when something is printed: where the system has no printing, it cannot be.
"""

from __future__ import annotations

from collections.abc import Callable, Generator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from inoadmin.session.errands import Progress
from inoadmin.ui.spooler import cups_refusal

_POINTS_AN_INCH = 72.0
_DPI = 600
_SILENT = "the printer does not answer"
_NOT_ASKED = (
    QAbstractPrintDialog.PrintDialogOption.PrintToFile,  # a file is saved, under its own name
    QAbstractPrintDialog.PrintDialogOption.PrintPageRange,  # a record is whole
    QAbstractPrintDialog.PrintDialogOption.PrintSelection,
    QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage,
)
_RANGES = "gbPrintRange"


class NotPrintedError(Exception):
    """The printer did not take it; the text says why. `partly`: some pages may have come out."""

    def __init__(self, why: str, *, partly: bool = False) -> None:
        super().__init__(why)
        self.partly = partly


def ask_printer(
    parent: QWidget, title: str, job: str, chosen: Callable[[QPrinter], object]
) -> bool:
    """Asks for a printer under `title` and calls `chosen` with it; without one being chosen, does
    nothing. False when no printer is set up. `job` is what the printer's queue shows to everybody.
    """
    if not QPrinterInfo.availablePrinterNames():
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(job)
    printer.setCreator("inoadmin")
    asking = QPrintDialog(printer, parent)
    asking.setWindowTitle(title)
    for option in _NOT_ASKED:
        asking.setOption(option, on=False)
    ranges = asking.findChild(QWidget, _RANGES)
    if ranges is not None:  # Qt's own dialog leaves fields in it that nobody heeds
        ranges.setEnabled(False)
    asking.accepted.connect(lambda: chosen(printer))
    asking.finished.connect(asking.deleteLater)
    QDialog.open(asking)  # QPrintDialog's own `open` wants a slot by its name
    return True


def print_pdf(data: bytes, printer: QPrinter) -> bool:
    """Prints all pages at once; whether the printer took them."""
    try:
        for _ in printing(data, printer):
            pass
    except NotPrintedError:
        return False
    return True


def printing(data: bytes, printer: QPrinter) -> Generator[Progress]:
    """Prints all pages, a piece at a time. The printer gets them when all are drawn.

    Raises:
        NotPrintedError: it did not take them.
    """
    owner, buffer = QObject(), QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(owner)
    document.load(buffer)
    lay_in(printer)
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrintedError(_SILENT)
    try:
        yield from drawing(document, printer, painter)
    finally:
        ended = painter.end()
        document.close()
    refusal = refused(printer, ended=ended)
    if refusal:
        raise NotPrintedError(refusal)


def lay_in(printer: QPrinter) -> None:
    """A4 wherever the printer has it: what it is set to may be what it left the works with."""
    sizes = QPrinterInfo(printer).supportedPageSizes()
    if printer.outputFileName() or any(size.id() == QPageSize.PageSizeId.A4 for size in sizes):
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)


def drawing(document: QPdfDocument, printer: QPrinter, painter: QPainter) -> Generator[Progress]:
    """Draws page after page.

    Raises:
        NotPrintedError: the printer broke off.
    """
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    count = document.pageCount()
    for number in range(count):
        if number and not printer.newPage():
            raise NotPrintedError(_SILENT, partly=True)
        yield Progress(number, count)
        image = rendered(document, number)
        yield Progress(number, count)
        painter.drawImage(place(document, number, printer.resolution(), painter), image)
    yield Progress(count, count)


def rendered(document: QPdfDocument, number: int) -> QImage:
    """One page in greys on white.

    All of it in one go: asked for a part, QtPdf 6.11 makes it smaller by a pixel.
    """
    points = document.pagePointSize(number)
    size = QSize(
        round(points.width() * _DPI / _POINTS_AN_INCH),
        round(points.height() * _DPI / _POINTS_AN_INCH),
    )
    made = QImage(size, QImage.Format.Format_Grayscale8)
    made.fill(Qt.GlobalColor.white)
    over = QPainter(made)
    over.drawImage(0, 0, document.render(number, size))
    over.end()
    return made


def place(document: QPdfDocument, number: int, resolution: int, painter: QPainter) -> QRectF:
    """Where a page goes: the paper's upper left corner, made smaller only when the paper is.

    Qt's A4 is 595 by 842 points, a quarter of a point less than A4: no reason to make it smaller.
    """
    a_point = resolution / _POINTS_AN_INCH
    page, paper = document.pagePointSize(number) * a_point, QRectF(painter.viewport())
    room = paper.size() + QSizeF(a_point, a_point)
    scale = min(1.0, room.width() / page.width(), room.height() / page.height())
    return QRectF(paper.topLeft(), page * scale)


def refused(printer: QPrinter, *, ended: bool) -> str:
    """Why the whole job was not taken; "" when it was."""
    if not ended or printer.printerState() is QPrinter.PrinterState.Error:
        return _SILENT
    return "" if printer.outputFileName() else cups_refusal()
