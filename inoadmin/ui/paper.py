"""Pages on white paper, one below the other, turned and made larger with keys.

Page Up and Page Down go by what is in sight, the arrows by lines, Left and Right by pages as long
as the page is not wider than what is in sight, Home and End to the first and the last page.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

_POINTS_AN_INCH = 72.0
_STEP = 1.25
_LEAST, _MOST = 0.25, 5.0
_LINE_PX = 40
_AROUND = 118  # the paper lies on what is so much in a hundred darker than the window


class Paper(QPdfView):
    """Shows one PDF. `pageNavigator().currentPageChanged` tells which page is in sight."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        # Not the view's own children: it still looks at its document while it loses them.
        self._pdf, self._buffer = QPdfDocument(parent), QBuffer(parent)
        self._name = name
        self.setDocument(self._pdf)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setPageSpacing(8)
        around = self.palette()
        around.setColor(QPalette.ColorRole.Dark, around.window().color().darker(_AROUND))
        self.setPalette(around)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(_LINE_PX)
        self.pageNavigator().currentPageChanged.connect(self._read_out)

    def load(self, data: bytes) -> None:
        """Takes a PDF up, at its first page."""
        self._pdf.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._pdf.load(self._buffer)
        self.go(0)
        self._read_out()

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self._pdf.pageCount()

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self.pageNavigator().currentPage()

    def go(self, page: int) -> None:
        """Turns to a page, or to the nearest that there is."""
        self.pageNavigator().jump(min(max(page, 0), max(self.pages - 1, 0)), QPointF())

    def turn(self, by: int) -> None:
        """Turns pages on or back."""
        self.go(self.page + by)

    def fit(self, mode: QPdfView.ZoomMode) -> None:
        """Makes a page as wide as what is in sight, or all of it seen."""
        page = self.page
        self.setZoomMode(mode)
        self.go(page)

    def enlarge(self) -> None:
        """Makes the pages larger, from whatever size they have now."""
        self._resize_by(_STEP)

    def reduce(self) -> None:
        """Makes the pages smaller."""
        self._resize_by(1 / _STEP)

    def _resize_by(self, by: float) -> None:
        wanted, page = self.factor() * by, self.page
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(min(max(wanted, _LEAST), _MOST))
        self.go(page)

    def factor(self) -> float:
        """The size that pages have now; 1 is as large as on paper."""
        if self.zoomMode() == QPdfView.ZoomMode.Custom or not self.pages:
            return self.zoomFactor()
        points = self._pdf.pagePointSize(self.page)
        a_point = QGuiApplication.primaryScreen().logicalDotsPerInch() / _POINTS_AN_INCH
        edges, room = self.documentMargins(), self.viewport().size()
        wide = (room.width() - edges.left() - edges.right()) / (points.width() * a_point)
        if self.zoomMode() == QPdfView.ZoomMode.FitToWidth:
            return wide
        return min(wide, (room.height() - self.pageSpacing()) / (points.height() * a_point))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home, End, and the arrows to the sides; the others scroll."""
        turning: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Home: lambda: self.go(0),
            Qt.Key.Key_End: lambda: self.go(self.pages - 1),
        }
        if not self.horizontalScrollBar().maximum():
            turning[Qt.Key.Key_Left] = lambda: self.turn(-1)
            turning[Qt.Key.Key_Right] = lambda: self.turn(1)
        turn = turning.get(event.key())
        if turn is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            turn()
        else:
            super().keyPressEvent(event)

    def _read_out(self) -> None:
        """The page's words for a screen reader, which cannot see what is painted."""
        self.setAccessibleName(f"{self._name}, page {self.page + 1} of {self.pages}")
        words = self._pdf.getAllText(self.page).text() if self.pages else ""
        self.setAccessibleDescription(" ".join(words.split()))
