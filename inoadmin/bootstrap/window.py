"""Wires the window: application, faults, clock, log, service and desk. Qt and the log meet here."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import FrameType

from PySide6.QtCore import Qt, QTimer, QTimeZone
from PySide6.QtWidgets import QApplication

from inoadmin.bootstrap.address import door_address
from inoadmin.bootstrap.asking import summon
from inoadmin.bootstrap.backing import BACKUP, backup_errand
from inoadmin.bootstrap.daily import Daily, Remembering
from inoadmin.bootstrap.display import DisplayFile, display_path
from inoadmin.bootstrap.downtime import form_bytes
from inoadmin.bootstrap.exporting import EXPORT, export_errand
from inoadmin.bootstrap.faults import keepers, take_display, watching
from inoadmin.bootstrap.incidents import Incidents
from inoadmin.bootstrap.journal import Journal
from inoadmin.bootstrap.privacy import belongings, keep_private, mend
from inoadmin.bootstrap.rung import RungFile, rung_path
from inoadmin.bootstrap.saying import DONE, UNAVAILABLE, complain
from inoadmin.bootstrap.unlocking import new_recovery, recovery_sheet
from inoadmin.bootstrap.verifying import VERIFY, verify_open_log
from inoadmin.bootstrap.ward import WARD, Ward, WardPlace, open_ward, ward_place
from inoadmin.bootstrap.wedging import HeldKeys
from inoadmin.bootstrap.zone import local_zone, system_names
from inoadmin.clock import SystemClock
from inoadmin.scan.wristband import read_wristband
from inoadmin.session.errands import Handler
from inoadmin.session.ports import HeldError, StorageError
from inoadmin.session.service import Service
from inoadmin.store.migrate import newest
from inoadmin.store.places import default_database_path
from inoadmin.ui.app import dress
from inoadmin.ui.background import Background
from inoadmin.ui.bell import AlarmBell, Beeper
from inoadmin.ui.desk import Desk
from inoadmin.ui.door import Door
from inoadmin.ui.front import bring_to_front
from inoadmin.ui.hearing import Relay, hear_qt
from inoadmin.ui.looks import Looks
from inoadmin.ui.refused import RefusedDialog
from inoadmin.ui.sheet import Sheet
from inoadmin.ui.spoken import speak_up
from inoadmin.ui.window import MainWindow

_TICK_MS = 1000
BROKEN_OFF = "Not the database that was here before"


def run_window(db: Path | None) -> int:
    """Shows the window until it is closed. Status 3, with a sentence and a message, when the
    database cannot be used; a window that has it open already comes to the front instead.
    """
    keep_private()
    place = ward_place(os.environ, db)
    journal, incidents = keepers(place.database, SystemClock())
    journal.started()
    app = QApplication(sys.argv[:1])
    speak_up()
    relay = Relay()
    incidents.listen(lambda incident: relay.incident.emit(incident.number, incident.sentence))
    with ExitStack() as leaving:
        leaving.enter_context(watching(incidents, relay.trouble.emit))
        leaving.callback(hear_qt(lambda category: take_display(incidents, category)))
        looks = dressed(app, place)
        try:
            ward, notes = opened(place)
        except HeldError as error:
            return DONE if summon(place.database) else refuse(app, journal, error)
        except StorageError as error:
            return refuse(app, journal, error)
        leaving.callback(ward.close)
        return show(app, looks, ward, relay, notes, journal, incidents)


def opened(place: WardPlace) -> tuple[Ward, list[str]]:
    """The ward's log, and what is to be told: a zone that had to be guessed, files that were open
    to others. A window that is closing at this moment is given the time to.

    Raises:
        HeldError: another window or program has it open.
        StorageError: it cannot be used.
    """
    zone, note = local_zone([*system_names(os.environ), zone_of_qt()])
    keys = (place.key_file, place.heads)
    own = place.database == default_database_path()
    mended = mend(belongings(place.database, keys, own_folder=own))
    return open_ward(place, zone), [told for told in (note, mended.sentence) if told]


def zone_of_qt() -> str:
    """The zone's name as Qt knows it, on every platform."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")


def dressed(app: QApplication, place: WardPlace) -> Looks:
    """Gives the application its looks, light or dark, from now on as they are chosen."""
    looks = Looks(DisplayFile(display_path(place.database)), app)
    looks.follow(app)
    dress(app, looks.tokens)
    looks.turned.connect(lambda: dress(app, looks.tokens))
    return looks


def show(
    app: QApplication,
    looks: Looks,
    ward: Ward,
    relay: Relay,
    notes: list[str],
    journal: Journal,
    incidents: Incidents,
) -> int:
    """Runs the window, with the tick that repaints it once a second."""
    service = ward.service
    head = ward.log.head().sequence
    journal.opened(ward.log.database_id, WARD, newest(), head)
    incidents.recorded(head)
    service.subscribe(lambda events: incidents.recorded(events[-1].sequence))
    stands, told = at_start(ward.broken_off, notes)
    desk = Desk(service)
    desk.timekeeper = ward.keeper
    window = MainWindow(
        desk,
        make_record=partial(record_of, service),
        read_wristband=read_wristband,
        make_recovery=partial(new_recovery, ward.place, ward.secrets),
        make_form=form_bytes,
        looks=looks,
        note=stands,
    )
    relay.incident.connect(window.trouble.tell_incident)
    relay.trouble.connect(window.trouble.tell)
    for sentence in told:
        window.trouble.tell(sentence)
    rung = RungFile(rung_path(ward.place.database), service.tick().boot_id)
    AlarmBell(desk, Beeper(), rung, parent=window)
    window.listen(app, HeldKeys())
    sheet = Sheet(partial(recovery_sheet, service), window)
    sheet.told.connect(window.trouble.tell)
    window.first.print_asked.connect(sheet.print)
    window.first.save_asked.connect(sheet.save)
    with ExitStack() as leaving:
        keep_up(desk, ward, window, leaving)
        check_when_asked(ward, window, leaving)
        leaving.callback(open_door(ward, window))
        tick = ticking(desk)
        leaving.callback(tick.stop)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, partial(leave, app))
        window.show()
        window.listen_to_system()
        tick.start()
        QTimer.singleShot(0, lambda: journal.shown(version("inoadmin")))
        status = app.exec()
    journal.ended("closed", ward.log.head().sequence)
    return status


def at_start(broken_off: str, notes: list[str]) -> tuple[str, list[str]]:
    """What stands in the bar as long as the window is open, and what is told once. That this is not
    the database that was here before stands before all else.
    """
    if broken_off:
        return BROKEN_OFF, [*notes, broken_off]
    return (notes[0] if notes else ""), notes[1:]


def keep_up(desk: Desk, ward: Ward, window: MainWindow, leaving: ExitStack) -> None:
    """The daily backup, and the log's end kept outside the database."""
    background = Background(window)
    background.failed.connect(window.trouble.tell)
    daily = Daily(ward, background.start)
    desk.ticked.connect(daily.tick)
    remembering = Remembering(ward, window.trouble.tell)
    ward.service.subscribe(remembering.heard)
    leaving.callback(remembering.remember)
    leaving.callback(background.stop)


def check_when_asked(ward: Ward, window: MainWindow, leaving: ExitStack) -> None:
    """The whole check that a manager asks for, in pieces between the window's own events."""
    background, shown = Background(window), window.office.checking
    background.progress.connect(shown.show_progress)
    background.line.connect(shown.add_line)
    background.failed.connect(shown.finish)
    background.done.connect(shown.finish)
    shown.asked.connect(lambda: background.start(handlers(ward)[VERIFY]({})))
    leaving.callback(background.stop)


def open_door(ward: Ward, window: MainWindow) -> Callable[[], None]:
    """Lets a second start and the commands ask this window; gives the shutting."""
    address = door_address(ward.place.database, os.environ)
    if address is None:
        return lambda: None
    door = Door(address, handlers(ward), window)
    door.shown.connect(partial(bring_to_front, window))
    door.listen()
    return door.close


def handlers(ward: Ward) -> Mapping[str, Handler]:
    """What the commands can ask of the window that holds the database."""
    return {
        VERIFY: lambda asked: verify_open_log(ward.log, asked, ward.prover, ward.place.heads),
        BACKUP: partial(backup_errand, ward),
        EXPORT: partial(export_errand, ward),
    }


def ticking(desk: Desk) -> QTimer:
    """The tick that repaints, once a second."""
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(_TICK_MS)
    timer.timeout.connect(desk.tick)
    return timer


def leave(app: QApplication, _number: int, _frame: FrameType | None) -> None:
    """The system asks to end: what is recorded is on disk. Not `quit`, which a window may refuse
    over something that was typed.
    """
    app.exit(DONE)


def record_of(service: Service, administration: str, number: int | None = None) -> bytes:
    """The administration's record as PDF; reportlab is imported when the first one is asked for."""
    from inoadmin.bootstrap.records import record_pdf

    return record_pdf(service, administration, version=number)


def refuse(app: QApplication, journal: Journal, error: StorageError) -> int:
    """Says on standard error and in a window why it does not open, and offers the blank form."""
    complain(error)
    journal.refused(error)
    dialog = RefusedDialog(str(error), form_bytes)
    dialog.finished.connect(app.quit)
    dialog.open()
    app.exec()
    return UNAVAILABLE
