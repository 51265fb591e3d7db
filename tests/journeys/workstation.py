"""A workstation with the ward's own keyed database, a clock moved by hand and the real window.

Wired as `bootstrap/window.py` wires it, but for the tick that comes once a second: here it comes
when the time is moved.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from inoadmin.bootstrap.headless import service_on
from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.bootstrap.wedging import HeldKeys
from inoadmin.bootstrap.window import record_of
from inoadmin.clock import UuidIds
from inoadmin.domain.people import StaffDetails
from inoadmin.scan.wristband import read_wristband
from inoadmin.session.ports import StorageError
from inoadmin.session.service import Service
from inoadmin.store.keys import load_or_create_key
from inoadmin.store.log import SqliteLog
from inoadmin.store.opening import open_log
from inoadmin.ui.app import dress
from inoadmin.ui.desk import Desk
from inoadmin.ui.window import MainWindow
from tests.fakes import HandClock

LONDON = ZoneInfo("Europe/London")
STARTS = datetime(2026, 3, 2, 8, tzinfo=UTC)


class Workstation:
    """One ward's database in a folder. `open` shows a new window on it, `close` leaves nothing."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app = app
        self.path = folder / "data" / "ward.db"
        self.key = folder / "keys" / "ward.key"
        self.path.parent.mkdir()
        self.clock = HandClock(STARTS)
        self.log: SqliteLog
        self.service: Service
        self.desk: Desk
        self.window: MainWindow

    def service_on_log(self) -> Service:
        """Opens the log, and a service on it."""
        key = load_or_create_key(self.key, self.path)
        ids = UuidIds()
        self.log = open_log(self.path, "ward", LONDON, clock=self.clock, ids=ids, key=key)
        return service_on(self.log, self.clock, shipped_bytes(), LONDON)

    def open(self) -> None:
        """Shows the window."""
        service = self.service = self.service_on_log()
        self.desk = Desk(service)
        self.window = MainWindow(
            self.desk,
            make_record=lambda administration: record_of(service, administration),
            read_wristband=read_wristband,
        )
        self.window.listen(self.app, HeldKeys())
        self.window.show()
        self.window.activateWindow()
        self.tick()

    def close(self) -> None:
        """Closes window and log; nothing of either is kept."""
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.log.close()
        del self.window, self.desk, self.service, self.log

    def restart(self, off: timedelta) -> None:
        """The computer is off for a while; then everything is made anew from the file."""
        self.close()
        self.clock.reboot(off)
        self.open()

    def tick(self) -> None:
        """What the window is told once a second."""
        self.desk.tick()
        QApplication.processEvents()

    @contextmanager
    def disk_full(self) -> Generator[None]:
        """Within it the database cannot grow, and what room there was in it is taken."""
        log: Any = self.log
        connection = log._connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with suppress(StorageError):
            while True:
                self.service.register_staff(StaffDetails("Left long ago", "nurse", active=False))
        try:
            yield
        finally:
            connection.execute("PRAGMA max_page_count = 1000000")


@contextmanager
def dressed(app: QApplication) -> Generator[None]:
    """The application in its looks, with Qt's own file dialogs; as before afterwards."""
    sheet, font, colours = app.styleSheet(), QFont(app.font()), QPalette(app.palette())
    native = Qt.ApplicationAttribute.AA_DontUseNativeDialogs
    was = QApplication.testAttribute(native)
    dress(app)
    QApplication.setAttribute(native, True)
    try:
        yield
    finally:
        app.setStyleSheet(sheet)
        app.setFont(font)
        app.setPalette(colours)
        QApplication.setAttribute(native, was)
