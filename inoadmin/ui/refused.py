"""What is shown when nothing can be recorded here: why, and a blank form to write on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.ui.announcing import show_fault
from inoadmin.ui.trouble import PRINT_FORM
from inoadmin.ui.widgets import label, retone, set_looks

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MakeForm = Callable[[], bytes]
NOT_OPENED = "The record cannot be opened"
MEANWHILE = (
    "Record on paper until it opens again. The blank form asks for everything that one dose needs; "
    "afterwards it is entered here as already happened, with the times written on it."
)
_NO_PRINTING = "This computer cannot print from here. Save the form and print it elsewhere."
_NO_PRINTER = "No printer is set up on this computer. Save the form and print it elsewhere."
_JOB = "inoadmin blank form"
_WIDTH_PX = 620
_FILE = "blank-form.pdf"


class RefusedDialog(QDialog):
    """Says why, and makes the blank form when it is asked for.

    `title` heads it: NOT_OPENED when the application cannot start, other words when the form is
    asked for while it runs.
    """

    def __init__(
        self,
        sentence: str,
        make_form: MakeForm,
        parent: QWidget | None = None,
        *,
        title: str = NOT_OPENED,
    ) -> None:
        super().__init__(parent)
        self._make_form = make_form
        self.setWindowTitle("inoadmin")
        self.setMinimumWidth(_WIDTH_PX)
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{sentence} {MEANWHILE}".strip())
        self._told = label("", "strong", wrap=True)
        self._told.hide()
        printing = self._button(PRINT_FORM, self._ask_printer)
        set_looks(printing, "kind", "primary")
        closing = self._button("Close", self.accept)
        row = QHBoxLayout()
        row.addWidget(printing)
        row.addWidget(self._button("Save blank form…", self._ask_where))
        row.addStretch(1)
        row.addWidget(closing)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "title", wrap=True))
        if sentence:
            column.addWidget(label(sentence, "error", wrap=True))
        column.addWidget(label(MEANWHILE, wrap=True))
        column.addWidget(self._told)
        column.addLayout(row)
        closing.setDefault(True)
        closing.setFocus()

    def _button(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        """A button of the foot."""
        button = QPushButton(text)
        button.setAccessibleName(text)
        button.clicked.connect(pressed)
        return button

    def _ask_where(self) -> None:
        """Asks for a place and writes the form there."""
        asking = QFileDialog(self, "Save the blank form", _FILE, "PDF (*.pdf)")
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setDefaultSuffix("pdf")
        asking.fileSelected.connect(self.save)
        asking.open()

    def save(self, path: str) -> None:
        """Writes the form; says where it is, or why it is not."""
        try:
            Path(path).write_bytes(self._make_form())
        except OSError as error:
            self._tell(f"Not saved: {error.strerror or error}. Choose another place.", "alarm")
            return
        self._tell(f"Saved as {path}", "good")

    def _ask_printer(self) -> None:
        """Asks for a printer and prints the form on it."""
        try:
            from inoadmin.ui.printing import ask_printer
        except ImportError:  # the system's printing is not installed
            self._tell(_NO_PRINTING, "alarm")
            return
        if not ask_printer(self, "Print the blank form", _JOB, self.print_on):
            self._tell(_NO_PRINTER, "alarm")

    def print_on(self, printer: QPrinter) -> None:
        """Prints the form; says whether the printer took it."""
        from inoadmin.ui.printing import print_pdf

        if print_pdf(self._make_form(), printer):
            self._tell("Sent to the printer. Look whether all pages came out.", "good")
        else:
            self._tell("The printer did not take it. Save the form instead.", "alarm")

    def _tell(self, words: str, tone: str) -> None:
        """Says what became of it."""
        retone(self._told, tone)
        show_fault(self._told, words)
        # A window does not grow for what comes into sight; words would be cut instead.
        room = self._column.totalHeightForWidth(self.width())
        self.resize(self.width(), max(self.height(), room))
