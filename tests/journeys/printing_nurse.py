"""The window in a process of its own, at which a nurse prints through the system's own dialog.

    python -m tests.journeys.printing_nurse FOLDER

Each line that comes in is an act: "print" prints the record with the dialog (see `main` for how
else it can be asked for), "no printer" presses all buttons that print where there is none, "leave"
ends. For each a line of JSON goes out, and FOLDER/expected-N.pdf is the Nth copy as it must have
been printed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QElapsedTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSpinBox

from inoadmin.bootstrap.downtime import form_bytes
from inoadmin.bootstrap.window import record_of
from inoadmin.domain.events import Event
from inoadmin.domain.workplace import RecordIssued
from inoadmin.session.issuing import issued
from inoadmin.ui.record_view import RecordView
from inoadmin.ui.refused import RefusedDialog
from inoadmin.ui.sheet import Sheet
from tests.journeys import beginnings
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import Workstation, dressed
from tests.session.bench import Bench
from tests.wards import MOORE

ENOUGH_MS = 120_000


class Printing:
    """The record's view, open; `acts` are what can be asked for."""

    def __init__(self, place: Workstation, folder: Path) -> None:
        self.place, self.folder, self.nurse = place, folder, Nurse(place)
        self.bench: Bench = beginnings.completed(place, MOORE)
        self.nurse.tick("Show ended")
        self.nurse.press("Bay 3, *")
        self.nurse.press("Record")
        self.view = place.window.findChild(RecordView)
        assert self.view is not None
        place.service.subscribe(self._keep)

    def print(self, copies: int, *, locked: bool = False) -> dict[str, Any]:
        """Chooses a number of copies in the dialog and prints; `locked`: the screen locks while the
        dialog is open.
        """
        self.nurse.press("Print MOORE's record…")
        dialog = self.nurse.front()
        assert isinstance(dialog, QPrintDialog), dialog
        asked = {"title": dialog.windowTitle(), "printer": self._printer(dialog)}
        (spin,) = [box for box in dialog.findChildren(QSpinBox) if box.objectName() == "copies"]
        spin.setValue(copies)
        if locked:
            asked["covered"] = self._locked_for_a_while()
        wanted, since = len(self._issued()) + copies, QElapsedTimer()
        since.start()
        self.nurse.press("Print")
        while len(self._issued()) < wanted or self._busy():
            assert not since.hasExpired(ENOUGH_MS), "it is still printing"
            QTest.qWait(1)
            if self._issued()[-1:] and self._issued()[-1].failed:
                break
        return {**asked, **self._seen()}

    def no_printer(self) -> dict[str, Any]:
        """Presses what prints the record, the recovery key and the blank form: no dialog opens."""
        self.nurse.press("Print MOORE's record…")
        said: list[str] = []
        window = self.place.window
        sheet = Sheet(lambda _key: b"", window)
        sheet.told.connect(said.append)
        sheet.print("ABCDE")
        form = RefusedDialog("", form_bytes, window, title="Blank form")
        form.open()
        self.nurse.press("Print blank form…")
        seen = self._seen()
        form.reject()
        assert not window.findChildren(QPrintDialog), "there is a dialog"
        return {**seen, "sheet": said}

    def form(self) -> dict[str, Any]:
        """Prints the blank form, as it can be asked for beside the record."""
        form = RefusedDialog("", form_bytes, self.place.window, title="Blank form")
        form.open()
        self.nurse.press("Print blank form…")
        title = self.nurse.front().windowTitle()
        self.nurse.press("Print")
        seen = self._seen()
        form.reject()
        return {**seen, "title": title}

    def _locked_for_a_while(self) -> str:
        """What can be read while the screen is locked over all that is open."""
        self.place.left_alone = True
        self.place.desk.lock("key")
        screen = self.nurse.screen()
        assert not self.view_dialogs(), "the dialog can be seen on the locked screen"
        assert not self._view().isVisible(), "the pages can be seen on the locked screen"
        self.place.unlock()
        return screen

    def view_dialogs(self) -> list[QPrintDialog]:
        """The print dialogs that are open."""
        return [found for found in self._view().findChildren(QPrintDialog) if found.isVisible()]

    def _view(self) -> RecordView:
        assert self.view is not None
        return self.view

    def _busy(self) -> bool:
        return self._view().issuing.busy

    def _issued(self) -> list[Any]:
        return list(issued(self.place.service, self.bench.dose))

    def _printer(self, dialog: QPrintDialog) -> str:
        return dialog.printer().printerName()

    def _keep(self, events: tuple[Event, ...]) -> None:
        """Makes what must come out of a copy, as the log stands when it is asked for."""
        if any(isinstance(event.fact, RecordIssued) for event in events):
            known = self._issued()
            made = record_of(self.place.service, self.bench.dose, None, known[-1])
            (self.folder / f"expected-{len(known)}.pdf").write_bytes(made)

    def _seen(self) -> dict[str, Any]:
        """What can be read, and what the log tells of copies."""
        return {
            "screen": self.nurse.screen(),
            "log": [(one.copy, one.how, one.failed) for one in self._issued()],
        }


def main(folder: Path) -> int:
    """Acts as it is told until it is told to leave."""
    app = QApplication([])
    with dressed(app):
        place = Workstation(app, folder)
        place.open()
        try:
            here = Printing(place, folder)
            say({"pages": here._view().pages})
            for line in sys.stdin:
                acts: dict[str, Callable[[], dict[str, Any]]] = {
                    "no printer": here.no_printer,
                    "form": here.form,
                    "print": lambda: here.print(1),
                    "print 2": lambda: here.print(2),
                    "print, locked meanwhile": lambda: here.print(1, locked=True),
                }
                if line.strip() == "leave":
                    break
                say(acts[line.strip()]())
        finally:
            place.close()
    QCoreApplication.processEvents()
    return 0


def say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
