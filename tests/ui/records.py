"""A completed dose with the view of its record, and printers that print into files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.bootstrap.window import record_of
from inoadmin.session.issuing import issued
from inoadmin.ui.desk import Desk
from inoadmin.ui.issuing import AskPrinter, ask_system
from inoadmin.ui.record_view import RecordView
from tests.fakes import FakeLog
from tests.ui.desks import desk_at
from tests.wards import MOORE, Visit


def completed() -> tuple[Desk, FakeLog]:
    """Amy is signed in, and Jean Moore's dose was signed off."""
    desk, here = desk_at(600, Visit("01-clean.toml", MOORE))
    assert isinstance(here.log, FakeLog)
    return desk, here.log


def view_on(qtbot: QtBot, desk: Desk, ask: AskPrinter = ask_system) -> RecordView:
    """The view of the open dose's record, shown and in front."""
    assert desk.administration is not None
    view = RecordView(desk, desk.administration, partial(record_of, desk.service), ask=ask)
    qtbot.addWidget(view)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def counted(desk: Desk) -> list[tuple[int, str, bool]]:
    """The copies in the log: number, how, and whether nothing came of it."""
    known = issued(desk.service, desk.administration or "")
    return [(one.copy, one.how, one.failed) for one in known]


def button(view: QWidget, begins: str) -> QPushButton:
    """The one button whose text begins so."""
    (found,) = [b for b in view.findChildren(QPushButton) if b.text().startswith(begins)]
    return found


class Chooser:
    """Stands for whoever answers the system's dialog: it takes a printer that prints into a file,
    or the first one that it is given. `asked` are the dialogs' titles and the jobs' names.
    """

    def __init__(self, path: Path, copies: int = 1) -> None:
        self.path, self.copies = path, copies
        self.asked: list[tuple[str, str]] = []

    def __call__(
        self, parent: QWidget, title: str, job: str, chosen: Callable[[QPrinter], object]
    ) -> bool:
        self.asked.append((title, job))
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(self.path))
        printer.setDocName(job)
        printer.setCopyCount(self.copies)
        chosen(printer)
        return True


def no_printer(parent: QWidget, title: str, job: str, chosen: Callable[[QPrinter], object]) -> bool:
    """Stands for a computer on which no printer is set up."""
    return False


def no_printing(
    parent: QWidget, title: str, job: str, chosen: Callable[[QPrinter], object]
) -> bool:
    """Stands for a computer without the system's printing."""
    raise ImportError("libcups.so.2")
