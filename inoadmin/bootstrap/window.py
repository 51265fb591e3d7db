"""Wires the window: application, clock, log, service and desk. Qt and the ward's log meet here."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from PySide6.QtCore import Qt, QTimer, QTimeZone
from PySide6.QtWidgets import QApplication, QMessageBox

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.bootstrap.saying import UNAVAILABLE, complain
from inoadmin.bootstrap.serving import service_on
from inoadmin.bootstrap.wedging import HeldKeys
from inoadmin.bootstrap.zone import local_zone, system_names
from inoadmin.clock import SystemClock, UuidIds
from inoadmin.scan.wristband import read_wristband
from inoadmin.session.ports import StorageError
from inoadmin.session.service import Service
from inoadmin.store.keys import load_or_create_key
from inoadmin.store.opening import open_log
from inoadmin.store.places import database_path, key_path, prepare_default_folder
from inoadmin.ui.app import dress
from inoadmin.ui.desk import Desk
from inoadmin.ui.window import MainWindow

_TICK_MS = 1000
_WARD = "ward"


def run_window(db: Path | None) -> int:
    """Shows the window until it is closed. Status 3, with a sentence and a message, when the
    database cannot be used.
    """
    app = QApplication(sys.argv[:1])
    dress(app)
    try:
        service, note = open_ward(db)
    except StorageError as error:
        complain(error)
        return refuse(app, str(error))
    try:
        return show(app, service, note)
    finally:
        service.log.close()


def open_ward(db: Path | None) -> tuple[Service, str]:
    """The service on the ward's log, and a note about the time zone when one is due.

    Raises:
        StorageError: the database or its key cannot be used.
    """
    zone, note = local_zone([*system_names(os.environ), zone_of_qt()])
    path = database_path(os.environ, db)
    prepare_default_folder(path)
    key = load_or_create_key(key_path(os.environ), path)
    clock = SystemClock()
    log = open_log(path, _WARD, zone, clock=clock, ids=UuidIds(), key=key)
    return service_on(log, clock, shipped_bytes(), zone), note


def zone_of_qt() -> str:
    """The zone's name as Qt knows it, on every platform."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")


def show(app: QApplication, service: Service, note: str) -> int:
    """Runs the window, with the tick that repaints it once a second."""
    desk = Desk(service)
    window = MainWindow(
        desk,
        make_record=lambda administration: record_of(service, administration),
        read_wristband=read_wristband,
        note=note,
    )
    window.listen(app, HeldKeys())
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(_TICK_MS)
    timer.timeout.connect(desk.tick)

    def leave(_number: int, _frame: FrameType | None) -> None:
        app.quit()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    window.show()
    timer.start()
    try:
        return app.exec()
    finally:
        timer.stop()


def record_of(service: Service, administration: str) -> bytes:
    """The administration's record as PDF; reportlab is imported when the first one is asked for."""
    from inoadmin.bootstrap.records import record_pdf

    return record_pdf(service, administration)


def refuse(app: QApplication, sentence: str) -> int:
    """One message window that says why the window does not open."""
    box = QMessageBox(QMessageBox.Icon.Critical, "inoadmin", sentence)
    box.finished.connect(app.quit)
    box.open()
    app.exec()
    return UNAVAILABLE
