"""Prints and saves a record: each copy is in the log before anything of it is made.

Issuing: of one administration's record. It asks for a printer, gives each copy its number, draws
it between the window's own events, and tells what became of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QIODevice, QObject, QSaveFile, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from inoadmin.session.errands import DONE, UNAVAILABLE, Answer, Progress, Work
from inoadmin.session.issuing import How, Issue, issue, next_words, not_issued
from inoadmin.session.ports import StorageError
from inoadmin.session.present.running import number_of
from inoadmin.session.registration import RegistrationError
from inoadmin.ui.background import Background
from inoadmin.ui.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MakeRecord = Callable[..., bytes]  # of an administration, in a version, as an issue
AskPrinter = Callable[[QWidget, str, str, "Callable[[QPrinter], object]"], bool]
NO_PRINTER: Final = (
    "No printer is set up on this computer. Nothing was printed. "
    "Save the record as PDF and print it elsewhere."
)
NO_PRINTING: Final = (
    "This computer cannot print from here. Nothing was printed. "
    "Save the record as PDF and print it elsewhere."
)
NOBODY: Final = "Not {how}: sign in first."
_REMEDY: Final = (
    "Everything recorded is kept. See that the printer is on and connected and print again, or "
    "save the record as PDF."
)


def ask_system(parent: QWidget, title: str, job: str, chosen: Callable[[QPrinter], object]) -> bool:
    """The system's own dialog.

    Raises:
        ImportError: the system's printing is not installed.
    """
    from inoadmin.ui.printing import ask_printer

    return ask_printer(parent, title, job, chosen)


class Issuing(QObject):
    """Signals: `told` with what became of it and a tone; `progress` with so many pages of so many;
    `turned` when it begins, ends, or a copy was counted.
    """

    told = Signal(str, str)
    progress = Signal(int, int)
    turned = Signal()

    def __init__(
        self,
        desk: Desk,
        administration: str,
        make: MakeRecord,
        parent: QWidget,
        ask: AskPrinter = ask_system,
    ) -> None:
        super().__init__(parent)
        self._desk, self._administration, self._make = desk, administration, make
        self._over, self._ask = parent, ask
        self._background = Background(self)
        self._background.progress.connect(self.progress)
        self._background.failed.connect(self._failed)
        self._background.done.connect(self.turned)

    @property
    def busy(self) -> bool:
        """Whether something is being printed."""
        return self._background.busy

    @property
    def number(self) -> str:
        """The record's number: all that a queue or a file's name tells."""
        return number_of(self._desk.service, self._administration)

    @property
    def whose(self) -> str:
        """The record as a button or a dialog's title names it."""
        service = self._desk.service
        patient = service.administration(self._administration).patient
        return f"{service.patient(patient).details.family_name.upper()}'s record"

    def standing(self, version: int | None) -> str:
        """What was issued of a version, and what the next one is."""
        return next_words(self._desk.service, self._administration, version)

    # --- on paper -------------------------------------------------------------------------------

    def print(self, version: int | None = None) -> bool:
        """Asks for a printer and prints; False when there is none, which is told."""
        if self._actor("printed") is None:
            return True
        chosen = partial(self.print_on, version=version)
        try:
            found = self._ask(self._over, f"Print {self.whose}", self.number, chosen)
        except ImportError:
            self.told.emit(NO_PRINTING, "alarm")
            return False
        if not found:
            self.told.emit(NO_PRINTER, "alarm")
        return found

    def print_on(self, printer: QPrinter, version: int | None = None) -> None:
        """Begins to print, as often as was asked for; each copy is a job of its own, since each
        bears its own number.
        """
        actor = self._actor("printed")
        if actor is None or self.busy:
            return
        copies = printer.copyCount()
        printer.setCopyCount(1)
        self._background.start(self._printing(printer, actor, version, copies))
        self.turned.emit()

    def finish(self) -> None:
        """Does at once what is left to be printed: half a record must not lie in a printer."""
        self._background.finish()

    def _printing(self, printer: QPrinter, actor: str, version: int | None, copies: int) -> Work:
        """Copy after copy."""
        from inoadmin.ui.printing import NotPrintedError, printing

        for _ in range(copies):
            try:
                asked = issue(self._desk.service, self._administration, actor, "printed", version)
            except (StorageError, RegistrationError) as error:
                return Answer(UNAVAILABLE, f"Not printed. {error}")
            self.turned.emit()
            yield Progress(0, 0)
            try:
                data = self._make(self._administration, version, asked)
                yield from printing(data, printer)
            except StorageError as error:
                return Answer(UNAVAILABLE, f"Not printed. {error}{self._take_back(asked, error)}")
            except NotPrintedError as error:
                if error.partly:
                    return Answer(UNAVAILABLE, f"{broken_off(asked, error)} {_REMEDY}")
                untold = self._take_back(asked, error)
                return Answer(UNAVAILABLE, f"Not printed: {error}. {_REMEDY}{untold}")
            self.told.emit(sent(asked, printer.printerName() or "the printer"), "good")
        return Answer(DONE)

    def _failed(self, sentence: str) -> None:
        """Something was not printed."""
        self.told.emit(sentence, "alarm")
        self.turned.emit()

    # --- as a file ------------------------------------------------------------------------------

    def ask_where(self, version: int | None = None, name: str = "") -> None:
        """Asks for a place and saves the record there, under `name` when nothing else is said."""
        title = f"Save {self.whose} as PDF"
        asking = QFileDialog(self._over, title, f"{name or self.number}.pdf", "PDF (*.pdf)")
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setDefaultSuffix("pdf")
        asking.fileSelected.connect(partial(self.save, version=version))
        asking.finished.connect(asking.deleteLater)
        asking.open()

    def save(self, path: str, version: int | None = None) -> None:
        """Writes the record to a file: all of it or nothing."""
        actor = self._actor("saved")
        if actor is None:
            return
        try:
            asked = issue(self._desk.service, self._administration, actor, "saved", version)
        except (StorageError, RegistrationError) as error:
            self.told.emit(f"Not saved. {error}", "alarm")
            return
        try:
            data = self._make(self._administration, version, asked)
        except StorageError as error:
            self.told.emit(f"Not saved. {error}{self._take_back(asked, error)}", "alarm")
        else:
            self._write(path, data, asked)
        self.turned.emit()

    def _write(self, path: str, data: bytes, asked: Issue) -> None:
        file = QSaveFile(path)
        opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
        if opened and file.write(data) == len(data) and file.commit():
            self.told.emit(f"{which(asked)} saved as {path}", "good")
            return
        why = file.errorString()
        untold = self._take_back(asked, why)
        self.told.emit(f"Not saved: {why}. Choose another place.{untold}", "alarm")

    # --- what stands in the log -----------------------------------------------------------------

    def _actor(self, how: How) -> str | None:
        """Who is here; without anybody nothing leaves, which is told."""
        actor = None if self._desk.locked else self._desk.actor
        if actor is None:
            self.told.emit(NOBODY.format(how=how), "alarm")
        return actor

    def _take_back(self, asked: Issue, why: object) -> str:
        """Writes that nothing came of a copy; what is to be said when that cannot be written."""
        try:
            not_issued(self._desk.service, asked, str(why))
        except StorageError:
            return f" The log counts it all the same: {which(asked).lower()} does not exist."
        return ""


def which(asked: Issue) -> str:
    """Which copy it is, in short."""
    return "Original" if asked.copy == 1 else f"Copy {asked.copy}"


def sent(asked: Issue, printer: str) -> str:
    """That the printer has it, which is all that is known."""
    return f"{which(asked)} sent to {printer}. Look whether all its pages came out."


def broken_off(asked: Issue, why: Exception) -> str:
    """That nobody knows how much of it there is on paper."""
    return (
        f"{which(asked)} broke off: {why}. Some of its pages may have come out; "
        "put them in the confidential waste."
    )
