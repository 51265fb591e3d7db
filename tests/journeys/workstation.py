"""A workstation with the ward's own keyed database, a clock moved by hand and the real window.

Wired as `bootstrap/window.py` wires it, but for the tick that comes once a second: here it comes
when the time is moved; and for the hash of a PIN, which costs nothing here. Whoever was signed in
types their PIN again when the screen has locked meanwhile, unless the workstation is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.bootstrap.serving import timed_service_on
from inoadmin.bootstrap.wedging import HeldKeys
from inoadmin.bootstrap.window import record_of
from inoadmin.clock import UuidIds
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.settings import ScannerSetup
from inoadmin.scan.wristband import read_wristband
from inoadmin.session.ports import StorageError
from inoadmin.session.service import Service
from inoadmin.session.timekeeping import Timekeeper
from inoadmin.store.keys import load_or_create_secrets
from inoadmin.store.log import SqliteLog
from inoadmin.store.opening import open_log
from inoadmin.store.vault import KeyringVault
from inoadmin.ui.app import dress
from inoadmin.ui.desk import Desk
from inoadmin.ui.window import MainWindow
from tests.fakes import FakeHasher, HandClock

LONDON = ZoneInfo("Europe/London")
STARTS = datetime(2026, 3, 2, 8, tzinfo=UTC)
PINS = {
    "Amy Field": "482915",
    "Ben Okoro": "731904",
    "Pia Lund": "264071",
    "Dov Adler": "918264",
    "Max Reed": "350917",
}
RECOVERY = "7KQ2-M9XD-4TFA-WB3H-R8NC-2VJE-6PLY-H5GS"


class Keyboard(HeldKeys):
    """A keyboard on which a person's keys do not come as fast as the test sends them."""

    def __init__(self, setup: Callable[[], ScannerSetup]) -> None:
        super().__init__(setup)
        self._later_ms = 0

    def pause(self) -> None:
        """What comes next comes later than any scanner's key."""
        self._later_ms += 1000

    def press(self, key: str, at_ms: int, *, repeated: bool = False) -> tuple[str, str | None]:
        return super().press(key, at_ms + self._later_ms, repeated=repeated)

    def settle(self, at_ms: int) -> tuple[str, str | None]:
        return super().settle(at_ms + self._later_ms)


class Workstation:
    """One ward's database in a folder. `open` shows a new window on it, `close` leaves nothing."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app = app
        self.path = folder / "data" / "ward.db"
        self.key = folder / "keys" / "ward.key"
        self.path.parent.mkdir()
        self.clock = HandClock(STARTS)
        self.left_alone = False
        self.recovery: str | None = RECOVERY
        self.log: SqliteLog
        self.service: Service
        self.keeper: Timekeeper
        self.desk: Desk
        self.window: MainWindow
        self.keyboard: Keyboard

    def service_on_log(self) -> Service:
        """Opens the log, and a service on it; its timekeeper is in `keeper`."""
        key = load_or_create_secrets(self.key, self.path, KeyringVault(), may_move=False).key
        ids = UuidIds()
        self.log = open_log(self.path, "ward", LONDON, clock=self.clock, ids=ids, key=key)
        service, self.keeper = timed_service_on(
            self.log, self.clock, shipped_bytes(), LONDON, FakeHasher()
        )
        return service

    def open(self) -> None:
        """Shows the window."""
        service = self.service = self.service_on_log()
        self.desk = Desk(service)
        self.desk.timekeeper = self.keeper
        self.window = MainWindow(
            self.desk,
            make_record=partial(record_of, service),
            read_wristband=read_wristband,
            make_recovery=lambda: self.recovery,
        )
        self.keyboard = Keyboard(lambda: service.settings().scanner)
        self.window.listen(self.app, self.keyboard)
        self.window.show()
        self.window.activateWindow()
        self.tick()

    def close(self) -> None:
        """Closes window and log; nothing of either is kept."""
        self.window.leaving.close()
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
        if self.desk.locked and not self.left_alone:
            self.unlock()

    # --- who is here ----------------------------------------------------------------------------

    def sign_in(self, name: str, pin: str = "") -> None:
        """Somebody types their name and PIN where everybody does."""
        box = self.window.lock.box
        assert box.isVisible(), "there is nowhere to sign in"
        self.window.activateWindow()
        box.name.setFocus()
        QTest.keyClicks(box.name, name)
        QTest.keyClick(box.name, Qt.Key.Key_Return)
        self.type_pin(pin or PINS[name])

    def can_sign_in(self) -> list[str]:
        """Who is listed where everybody signs in."""
        listed = self.window.lock.box.list
        return [listed.item(row).text() for row in range(listed.count())]

    def type_pin(self, pin: str) -> None:
        """A PIN and Enter, where the cursor is in the sign-in box."""
        box = self.window.lock.box
        QTest.keyClicks(box.pin, pin)
        QTest.keyClick(box.pin, Qt.Key.Key_Return)
        QApplication.processEvents()

    def unlock(self) -> None:
        """Whoever was here comes back."""
        actor = self.desk.actor
        assert actor is not None
        self.type_pin(PINS[self.service.staff()[actor].name])
        assert not self.desk.locked, self.window.lock.box.fault.text()

    def sign_out(self) -> None:
        """Nobody acts here any more."""
        self.window.leaving.sign_out()
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
                self.service.register_staff(
                    StaffDetails("Left long ago", "nurse", active=False), actor="max"
                )
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
