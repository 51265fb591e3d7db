"""`inoadmin demo`: the window on a practice database, made first where one is wanted."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from inoadmin.bootstrap.asking import summon
from inoadmin.bootstrap.downtime import form_bytes
from inoadmin.bootstrap.practice import (
    TRAINING,
    Practice,
    making,
    must_make,
    open_practice,
    practice_path,
)
from inoadmin.bootstrap.privacy import keep_private
from inoadmin.bootstrap.saying import DONE, UNAVAILABLE, complain
from inoadmin.bootstrap.verifying import VERIFY, verify_open_log
from inoadmin.bootstrap.window import Shell, Station, shell, show, zone_here
from inoadmin.clock import SystemClock
from inoadmin.session.ports import Clock, HeldError, StorageError
from inoadmin.store.places import heads_path
from inoadmin.store.sorts import refuse_keyed
from inoadmin.ui.training.band import Practising
from inoadmin.ui.training.preparing import NotBegun, Preparing

#: What the window's end says when practice is to begin afresh; no exit status of the program.
_AFRESH: Final = 100


def run_demo(db: Path | None, *, fresh: bool) -> int:
    """Shows a practice window until it is closed. Status 3, with a sentence and a message, when the
    database cannot be used; a window that has it open already comes to the front instead.
    """
    keep_private()
    path, computer = practice_path(db), SystemClock()
    with shell(practice_s_own(path)) as around:
        zone, note = zone_here()
        status = _AFRESH
        while status == _AFRESH:
            try:
                if must_make(path, zone, computer, named=db is not None, fresh=fresh):
                    make(around, path, zone, computer)
                practice = open_practice(path, zone, computer)
            except HeldError as error:
                return DONE if summon(path) else refuse(around, error)
            except StorageError as error:
                return refuse(around, error)
            with closing(practice):
                status = show(around, station_of(around, practice, note))
            fresh = True
        return status


def practice_s_own(path: Path) -> Path | None:
    """Where the program's log may lie beside: nowhere, when a ward's database was named."""
    try:
        refuse_keyed(path)
    except StorageError:
        return None
    return path


def make(around: Shell, path: Path, zone: ZoneInfo, computer: Clock) -> None:
    """Makes the database, showing how far that is where it takes long.

    Raises:
        StorageError: it could not be made.
    """
    troubles: list[str] = []
    preparing = Preparing(making(path, zone, computer))
    preparing.over.connect(troubles.append)
    preparing.over.connect(around.app.quit)
    around.app.exec()
    preparing.deleteLater()
    if any(troubles):
        raise StorageError(troubles[0])


def station_of(around: Shell, practice: Practice, note: str) -> Station:
    """Nothing is done unasked: no backup is made of practice, and no end of its log kept."""
    return Station(
        practice.path,
        practice.log,
        practice.service,
        TRAINING,
        {
            VERIFY: lambda asked: verify_open_log(
                practice.log, asked, None, heads_path(practice.path)
            )
        },
        make_form=partial(form_bytes, training=True),
        practising=Practising(practice.clock, lambda: around.app.exit(_AFRESH)),
        stands=note,
    )


def refuse(around: Shell, error: StorageError) -> int:
    """Says on standard error and in a window why there is no practice."""
    complain(error)
    around.journal.refused(error)
    dialog = NotBegun(str(error))
    dialog.finished.connect(around.app.quit)
    dialog.open()
    around.app.exec()
    return UNAVAILABLE
