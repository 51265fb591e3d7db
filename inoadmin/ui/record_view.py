"""The administration record as it prints: looked at page by page, printed, and saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.ports import StorageError
from inoadmin.session.present.running import number_of
from inoadmin.session.present.versions import choices
from inoadmin.session.service import Service
from inoadmin.ui.widgets import label, retone

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_SIZE_PX = (900, 720)
_NO_PRINTING = "This computer cannot print from here. Save the record and print the file."


class RecordView(QDialog):
    """Shows one record. `number` names the file that is offered for saving.

    `versions`: number and words of each version, the one shown first in front; `make` gives
    another one as PDF. With one version there is nothing to choose.
    """

    def __init__(
        self,
        data: bytes,
        number: str,
        parent: QWidget | None = None,
        *,
        versions: Sequence[tuple[int, str]] = (),
        make: Callable[[int], bytes] | None = None,
    ) -> None:
        super().__init__(parent)
        self._data, self._number, self._make = data, number, make
        self._version = ""
        self.setWindowTitle(f"Record {number}")
        self.resize(*_SIZE_PX)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._load(data)
        self._view = QPdfView(self)
        self._view.setAccessibleName(f"Pages of record {number}")
        self._view.setDocument(self._document)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._place = label("", "strong")
        self._told = label("", "muted", wrap=True)
        self._back = self._button("&Previous page", lambda: self.turn(-1))
        self._on = self._button("&Next page", lambda: self.turn(1))
        paper = self._button("Prin&t…", self._ask_printer)
        save = self._button("&Save as PDF…", self._ask_where)
        close = self._button("&Close", self.accept)
        row = QHBoxLayout()
        for widget in (self._back, self._place, self._on):
            row.addWidget(widget)
        row.addWidget(self._told, 1)
        row.addWidget(paper)
        row.addWidget(save)
        row.addWidget(close)
        column = QVBoxLayout(self)
        if len(versions) > 1 and make is not None:
            column.addLayout(self._chooser(versions))
        column.addWidget(self._view, 1)
        column.addLayout(row)
        self.turn(0)

    def _chooser(self, versions: Sequence[tuple[int, str]]) -> QHBoxLayout:
        """The versions to choose among."""
        self.versions = QComboBox()
        self.versions.setAccessibleName("Version of the record")
        for number, words in versions:
            self.versions.addItem(words, number)
        self.versions.activated.connect(self._choose)
        named = label("&Version of the record", "strong")
        named.setBuddy(self.versions)
        row = QHBoxLayout()
        row.addWidget(named)
        row.addWidget(self.versions, 1)
        return row

    def _choose(self, place: int) -> None:
        """Shows another version; the one shown stays when that cannot be read."""
        if self._make is None:
            return
        try:
            data = self._make(int(self.versions.itemData(place)))
        except StorageError as error:
            self._say(str(error), "alarm")
            return
        self._version = f"-v{self.versions.itemData(place)}" if place else ""
        self._load(data)
        self._say("", "muted")
        self.turn(-self.pages)

    def _load(self, data: bytes) -> None:
        """Takes a PDF up."""
        self._data = data
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)

    def _say(self, text: str, tone: str) -> None:
        """Says something at the foot."""
        self._told.setText(text)
        retone(self._told, tone)

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

    def _ask_printer(self) -> None:
        """Asks for a printer and prints the version shown on it."""
        try:
            from inoadmin.ui.printing import ask_printer
        except ImportError:  # the system's printing is not installed
            self._say(_NO_PRINTING, "alarm")
            return
        ask_printer(self, self.print_on)

    def print_on(self, printer: QPrinter) -> None:
        """Prints the version shown; says whether the printer took it."""
        from inoadmin.ui.printing import print_pdf

        if print_pdf(self._data, printer):
            self._say("Sent to the printer. Look whether all pages came out.", "good")
        else:
            self._say("The printer did not take it. Save the record instead.", "alarm")

    def _ask_where(self) -> None:
        """Asks for a place and writes the record there."""
        asking = QFileDialog(
            self, "Save the record", f"{self._number}{self._version}.pdf", "PDF (*.pdf)"
        )
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setDefaultSuffix("pdf")
        asking.fileSelected.connect(self.save)
        asking.open()

    def save(self, path: str) -> None:
        """Writes the record; says where it is, or why it is not."""
        try:
            Path(path).write_bytes(self._data)
        except OSError as error:
            self._say(f"Not saved: {error.strerror or error}. Choose another place.", "alarm")
            return
        self._say(f"Saved as {path}", "good")


def view_of(
    service: Service, administration: str, make: Callable[..., bytes], parent: QWidget | None = None
) -> RecordView:
    """An administration's record with all its versions; `make` gives its PDF, and that of one
    version when its number is given too.

    Raises:
        StorageError: the log cannot be read.
    """
    return RecordView(
        make(administration),
        number_of(service, administration),
        parent,
        versions=choices(service, administration),
        make=partial(make, administration),
    )
