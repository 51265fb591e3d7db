"""The administration record as it prints: looked at page by page, and saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inoadmin.ui.widgets import label, retone

_SIZE_PX = (900, 720)


class RecordView(QDialog):
    """Shows one record. `number` names the file that is offered for saving."""

    def __init__(self, data: bytes, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data, self._number = data, number
        self.setWindowTitle(f"Record {number}")
        self.resize(*_SIZE_PX)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._view = QPdfView(self)
        self._view.setAccessibleName(f"Pages of record {number}")
        self._view.setDocument(self._document)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._place = label("", "strong")
        self._told = label("", "muted", wrap=True)
        self._back = self._button("&Previous page", lambda: self.turn(-1))
        self._on = self._button("&Next page", lambda: self.turn(1))
        save = self._button("&Save as PDF…", self._ask_where)
        close = self._button("&Close", self.accept)
        row = QHBoxLayout()
        for widget in (self._back, self._place, self._on):
            row.addWidget(widget)
        row.addWidget(self._told, 1)
        row.addWidget(save)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self._view, 1)
        column.addLayout(row)
        self.turn(0)

    def _button(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        """A button of the foot."""
        button = QPushButton(text)
        button.clicked.connect(pressed)
        return button

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self._document.pageCount()

    @property
    def page(self) -> int:
        """The page shown, from 1."""
        return self._view.pageNavigator().currentPage() + 1

    def turn(self, by: int) -> None:
        """Turns pages on or back."""
        going = self._view.pageNavigator()
        page = min(max(going.currentPage() + by, 0), max(self.pages - 1, 0))
        going.jump(page, going.currentLocation())
        self._place.setText(f"Page {page + 1} of {self.pages}")
        self._back.setEnabled(page > 0)
        self._on.setEnabled(page + 1 < self.pages)

    def _ask_where(self) -> None:
        """Asks for a place and writes the record there."""
        asking = QFileDialog(self, "Save the record", f"{self._number}.pdf", "PDF (*.pdf)")
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setDefaultSuffix("pdf")
        asking.fileSelected.connect(self.save)
        asking.open()

    def save(self, path: str) -> None:
        """Writes the record; says where it is, or why it is not."""
        try:
            Path(path).write_bytes(self._data)
        except OSError as error:
            self._told.setText(f"Not saved: {error.strerror or error}. Choose another place.")
            retone(self._told, "alarm")
            return
        self._told.setText(f"Saved as {path}")
        retone(self._told, "good")
