"""Wires the window: application, faults, clock, log, service and desk. Qt and the log meet here."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, QTimeZone
from PySide6.QtWidgets import QApplication

from inoadmin.bootstrap.address import door_address
from inoadmin.bootstrap.asking import summon
from inoadmin.bootstrap.backing import BACKUP, backup_errand
from inoadmin.bootstrap.daily import Daily, Remembering
from inoadmin.bootstrap.downtime import form_bytes
from inoadmin.bootstrap.exporting import EXPORT, export_errand
from inoadmin.bootstrap.journal import Journal, Kind
from inoadmin.bootstrap.privacy import belongings, keep_private, mend
from inoadmin.bootstrap.resources import sound_files
from inoadmin.bootstrap.rung import RungFile, rung_path
from inoadmin.bootstrap.saying import DONE, UNAVAILABLE, complain
from inoadmin.bootstrap.shell import Shell, shell
from inoadmin.bootstrap.unlocking import new_recovery, recovery_sheet
from inoadmin.bootstrap.verifying import VERIFY, verify_open_log
from inoadmin.bootstrap.ward import WARD, Ward, WardPlace, open_ward, ward_place
from inoadmin.bootstrap.wedging import HeldKeys
from inoadmin.bootstrap.zone import local_zone, system_names
from inoadmin.scan.wristband import read_wristband
from inoadmin.session.errands import Handler
from inoadmin.session.issuing import Issue
from inoadmin.session.ports import HeldError, StorageError
from inoadmin.session.service import Service
from inoadmin.session.timekeeping import Timekeeper
from inoadmin.store.log import SqliteLog
from inoadmin.store.migrate import newest
from inoadmin.store.places import default_database_path
from inoadmin.ui.alarms.ringer import SoundRinger
from inoadmin.ui.background import Background
from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.desk import Desk
from inoadmin.ui.door import Door
from inoadmin.ui.front import bring_to_front, show_whole
from inoadmin.ui.refused import RefusedDialog
from inoadmin.ui.sheet import Sheet
from inoadmin.ui.training.band import Practising
from inoadmin.ui.window import MainWindow, MakeForm, MakeRecovery, no_recovery

_TICK_MS = 1000
BROKEN_OFF = "Not the database that was here before"


@dataclass(frozen=True, slots=True)
class Station:
    """What a window stands on: a database with its service. `handlers`: what commands can ask of
    it; `attend`: what the window does unasked; `stands` in the bar, `told` once.
    """

    database: Path
    log: SqliteLog
    service: Service
    kind: Kind
    handlers: Mapping[str, Handler]
    keeper: Timekeeper | None = None
    make_recovery: MakeRecovery = no_recovery
    make_form: MakeForm = form_bytes
    attend: Callable[[Desk, MainWindow, ExitStack], None] = lambda _desk, _window, _leaving: None
    practising: Practising | None = None
    stands: str = ""
    told: Sequence[str] = ()


def run_window(db: Path | None) -> int:
    """Shows the window until it is closed. Status 3, with a sentence and a message, when the
    database cannot be used; a window that has it open already comes to the front instead.
    """
    keep_private()
    place = ward_place(os.environ, db)
    with shell(place.database) as around:
        if not place.database.exists() and summon(place.database, attempts=1):
            return DONE  # a window has it open yet: none is made in its place
        try:
            ward, notes = opened(place)
        except HeldError as error:
            if summon(place.database):
                return DONE
            return refuse(around.app, around.journal, error)
        except StorageError as error:
            return refuse(around.app, around.journal, error)
        with closing(ward):
            return show(around, station_of(ward, notes))


def station_of(ward: Ward, notes: list[str]) -> Station:
    """The ward's."""
    stands, told = at_start(ward.broken_off, notes)
    return Station(
        ward.place.database,
        ward.log,
        ward.service,
        WARD,
        handlers(ward),
        ward.keeper,
        partial(new_recovery, ward.place, ward.secrets),
        attend=partial(keep_up, ward),
        stands=stands,
        told=told,
    )


def opened(place: WardPlace) -> tuple[Ward, list[str]]:
    """The ward's log, and what is to be told: a zone that had to be guessed, files that were open
    to others. A window that is closing at this moment is given the time to.

    Raises:
        HeldError: another window or program has it open.
        StorageError: it cannot be used.
    """
    zone, note = zone_here()
    keys = mend((place.key_file, place.heads))  # with a key that others may read none is opened
    ward = open_ward(place, zone)
    # not before it is known to be ours: a file that somebody named by mistake stays as it is
    own = place.database == default_database_path()
    mended = keys + mend(belongings(place.database, own_folder=own))
    return ward, [told for told in (note, mended.sentence) if told]


def zone_here() -> tuple[ZoneInfo, str]:
    """The workstation's zone, and the note that it had to be guessed."""
    return local_zone([*system_names(os.environ), zone_of_qt()])


def zone_of_qt() -> str:
    """The zone's name as Qt knows it, on every platform."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")


def show(around: Shell, station: Station) -> int:
    """Runs the window, with the tick that repaints it once a second."""
    app, relay, journal, incidents = around.app, around.relay, around.journal, around.incidents
    service = station.service
    head = station.log.head().sequence
    journal.opened(station.log.database_id, station.kind, newest(), head)
    incidents.recorded(head)
    service.subscribe(lambda events: incidents.recorded(events[-1].sequence))
    desk = Desk(service)
    desk.timekeeper = station.keeper
    ringer = SoundRinger(sound_files(), desk)
    rung = RungFile(rung_path(station.database), service.tick().boot_id)
    window = MainWindow(
        desk,
        make_record=partial(record_of, service),
        read_wristband=read_wristband,
        make_recovery=station.make_recovery,
        make_form=station.make_form,
        looks=around.looks,
        bell=AlarmBell(desk, ringer, rung, parent=desk),
        practising=station.practising,
        note=station.stands,
    )
    relay.incident.connect(window.trouble.tell_incident)
    relay.trouble.connect(window.trouble.tell)
    for sentence in station.told:
        window.trouble.tell(sentence)
    window.listen(app, HeldKeys(lambda: service.settings().scanner))
    sheet = Sheet(partial(recovery_sheet, service), window)
    sheet.told.connect(window.trouble.tell)
    window.first.print_asked.connect(sheet.print)
    window.first.save_asked.connect(sheet.save)
    with ExitStack() as leaving:
        station.attend(desk, window, leaving)
        check_when_asked(station, window, leaving)
        leaving.callback(open_door(station, window))
        leaving.callback(window.ending.emit)
        tick = ticking(desk)
        leaving.callback(tick.stop)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, partial(leave, app))
        show_whole(window)
        window.listen_to_system()
        tick.start()
        QTimer.singleShot(_TICK_MS, ringer.prepare)  # once the window is painted
        QTimer.singleShot(0, lambda: journal.shown(version("inoadmin")))
        status = app.exec()
    journal.ended("closed", station.log.head().sequence)
    if station.practising is not None:
        let_go(window)
    return status


def let_go(window: MainWindow) -> None:
    """Closes a window for good, so that another one can stand in its place."""
    window.leaving.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def at_start(broken_off: str, notes: list[str]) -> tuple[str, list[str]]:
    """What stands in the bar as long as the window is open, and what is told once. That this is not
    the database that was here before stands before all else.
    """
    if broken_off:
        return BROKEN_OFF, [*notes, broken_off]
    return (notes[0] if notes else ""), notes[1:]


def keep_up(ward: Ward, desk: Desk, window: MainWindow, leaving: ExitStack) -> None:
    """The daily backup, and the log's end kept outside the database."""
    background = Background(window)
    background.failed.connect(window.trouble.tell)
    daily = Daily(ward, background.start)
    desk.ticked.connect(daily.tick)
    remembering = Remembering(ward, window.trouble.tell)
    ward.service.subscribe(remembering.heard)
    leaving.callback(remembering.remember)
    leaving.callback(background.stop)


def check_when_asked(station: Station, window: MainWindow, leaving: ExitStack) -> None:
    """The whole check that a manager asks for, in pieces between the window's own events."""
    background, shown = Background(window), window.office.checking
    background.progress.connect(shown.show_progress)
    background.line.connect(shown.add_line)
    background.failed.connect(shown.finish)
    background.done.connect(shown.finish)
    shown.asked.connect(lambda: background.start(station.handlers[VERIFY]({})))
    leaving.callback(background.stop)


def open_door(station: Station, window: MainWindow) -> Callable[[], None]:
    """Lets a second start and the commands ask this window; gives the shutting."""
    address = door_address(station.database, os.environ)
    if address is None:
        return lambda: None
    door = Door(address, station.handlers, window)
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


def record_of(
    service: Service,
    administration: str,
    number: int | None = None,
    issue: Issue | None = None,
) -> bytes:
    """The administration's record as PDF; reportlab is imported when the first one is asked for."""
    from inoadmin.bootstrap.records import record_pdf

    return record_pdf(service, administration, version=number, issue=issue)


def refuse(app: QApplication, journal: Journal, error: StorageError) -> int:
    """Says on standard error and in a window why it does not open, and offers the blank form."""
    complain(error)
    journal.refused(error)
    dialog = RefusedDialog(str(error), form_bytes)
    dialog.finished.connect(app.quit)
    dialog.open()
    app.exec()
    return UNAVAILABLE
