"""`inoadmin restore FILE`: a backup in the place of the ward's database, which is kept."""

from __future__ import annotations

import os
from pathlib import Path

from inoadmin.bootstrap.errand import show
from inoadmin.bootstrap.exporting import read_pin
from inoadmin.bootstrap.saying import DONE, UNAVAILABLE, complain, say
from inoadmin.bootstrap.ward import WARD, WardPlace, open_ward, ward_place
from inoadmin.bootstrap.zone import local_zone, system_names
from inoadmin.clock import SystemClock
from inoadmin.domain.workplace import Restored as RestoredFact
from inoadmin.session.ports import HeldError, StorageError
from inoadmin.session.registration import SYSTEM
from inoadmin.session.streams import WORKSTATION
from inoadmin.store.places import prepare_default_folder
from inoadmin.store.restoring import Restored, restoring

_PROMPT = "Recovery key of the backup: "


def restore(db: Path | None, file: Path, *, with_recovery_key: bool) -> int:
    """Checks the backup, keeps the database there is, puts the backup in its place and writes into
    it that this was done; the exit status. Nobody may have the database open. The
    backup's recovery key is asked for, or this workstation's key opens it.
    """
    place = ward_place(os.environ, db)
    recovery_key = read_pin(_PROMPT) if with_recovery_key else None
    try:
        prepare_default_folder(place.database)
        done = restored(place, file, recovery_key)
    except HeldError:
        complain(
            f"{place.database} is open in a window. Nothing was changed. Close that window on this "
            "computer, then run the command again."
        )
        return UNAVAILABLE
    except StorageError as error:
        complain(error)
        return UNAVAILABLE
    tell(place, file, done)
    try:
        note(place, file, done)
    except StorageError as error:
        complain(f"The backup is in place, which could not be recorded in it. {error}")
        return UNAVAILABLE
    return DONE


def tell(place: WardPlace, file: Path, done: Restored) -> None:
    """Says what was put where."""
    say(f"{file} is now {place.database}: ends with {done.new_head.sequence}:{done.new_head.hash}")
    if done.old_head is not None:
        say(f"It replaced one that ended with {done.old_head.sequence}:{done.old_head.hash}")
    if done.another:
        say("It is another database than the one it replaced, not an earlier state of it.")
    if done.kept is not None:
        say(f"What was there before is kept: {done.kept}")
    if done.old_key is not None:
        say(f"Its key is kept too: INOADMIN_KEY_FILE={done.old_key}")
    if done.secrets_changed:
        say("The key that came with the backup holds from now on, and so does its recovery key.")


def restored(place: WardPlace, file: Path, recovery_key: str | None) -> Restored:
    """Drives the restoring to its end.

    Raises:
        StorageError: it was refused; the database is as it was.
    """
    steps = restoring(
        file,
        place.database,
        WARD,
        now=SystemClock().read().now,
        place=place.keys,
        recovery_key=recovery_key,
    )
    while True:
        try:
            show(*next(steps))
        except StopIteration as ended:
            done: Restored = ended.value
            return done


def note(place: WardPlace, file: Path, done: Restored) -> None:
    """Writes into the restored log what it replaced.

    Raises:
        StorageError: the restored log cannot be written.
    """
    zone, _ = local_zone(system_names(os.environ))
    ward = open_ward(place, zone)
    try:
        old = done.old_head
        fact = RestoredFact(file.name, old.sequence if old else 0, old.hash if old else "")
        ward.service.ledger.add(WORKSTATION, fact, SYSTEM)
        ward.remember(anew=True)
    finally:
        ward.close()
