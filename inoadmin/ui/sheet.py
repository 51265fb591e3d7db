"""A page that is printed or saved when asked for: a recovery key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MakeSheet = Callable[[str], bytes]
_FILE = "inoadmin-recovery-key.pdf"
_JOB = "inoadmin recovery key"
_CANNOT = "This computer cannot print from here: write the key down, or save it."
_NO_PRINTER = "No printer is set up on this computer: write the key down, or save it."


class Sheet(QObject):
    """Prints and saves what `make` makes of a text; `told` with what became of it."""

    told = Signal(str)

    def __init__(self, make: MakeSheet, window: QWidget) -> None:
        super().__init__(window)
        self._make, self._window = make, window

    def print(self, text: str) -> None:
        """Asks for a printer and prints the page."""
        try:
            from inoadmin.ui.printing import ask_printer
        except ImportError:  # the system's printing is not installed
            self.told.emit(_CANNOT)
            return
        chosen = partial(self.print_on, text)
        if not ask_printer(self._window, "Print the recovery key", _JOB, chosen):
            self.told.emit(_NO_PRINTER)

    def print_on(self, text: str, printer: QPrinter) -> None:
        """Prints the page; says whether the printer took it."""
        from inoadmin.ui.printing import print_pdf

        taken = print_pdf(self._make(text), printer)
        self.told.emit(
            "Sent to the printer. Look whether the page came out."
            if taken
            else "The printer did not take it: write the key down, or save it."
        )

    def save(self, text: str) -> None:
        """Asks for a place and writes the page there."""
        asking = QFileDialog(self._window, "Save the recovery key", _FILE, "PDF (*.pdf)")
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setDefaultSuffix("pdf")
        asking.fileSelected.connect(partial(self.save_as, text))
        asking.finished.connect(asking.deleteLater)
        asking.open()

    def save_as(self, text: str, path: str) -> None:
        """Writes the page; says where it is, or why it is not."""
        try:
            Path(path).write_bytes(self._make(text))
        except OSError as error:
            self.told.emit(f"Not saved: {error.strerror or error}. Choose another place.")
            return
        self.told.emit(f"Saved as {path}. Take it away from this computer.")
