"""`inoadmin unlock --recovery-key` and `inoadmin change-key`: when a key was lost, or may be known.

The recovery key is typed unseen, or piped in. It also opens the account of a manager whom too many
wrong PINs have locked out, where no other manager is left to do it.
"""

from __future__ import annotations

import os
from pathlib import Path

from inoadmin.bootstrap.errand import missing, show
from inoadmin.bootstrap.exporting import manager_called, proven_manager, read_pin
from inoadmin.bootstrap.saying import DONE, INVALID, UNAVAILABLE, complain, say
from inoadmin.bootstrap.ward import Ward, WardPlace, open_ward, ward_place
from inoadmin.bootstrap.zone import local_zone, system_names
from inoadmin.session.errands import MalformedError
from inoadmin.session.ports import HeldError, StorageError
from inoadmin.session.service import Service
from inoadmin.store.keys import Secrets
from inoadmin.store.recovery import (
    MistypedError,
    WrongRecoveryKeyError,
    make_recovery,
    open_recovery,
    restore_secrets,
)
from inoadmin.store.rekey import Rekeyed, changing_key

_OPEN_IN_A_WINDOW = (
    "The database is open in a window. Nothing was changed. Close that window on this computer, "
    "then run the command again."
)


def unlock(db: Path | None, manager: str | None) -> int:
    """Asks for the recovery key and brings a lost key back by it; with `manager`, opens their
    locked account. The exit status.
    """
    place = ward_place(os.environ, db)
    try:
        recovery_key = read_pin("Recovery key: ")
        if manager is not None:
            return open_account(place, recovery_key, manager)
        restore_secrets(
            recovery_key, place.database, place.key_file, place.vault, may_move=place.may_move
        )
    except HeldError:
        complain(_OPEN_IN_A_WINDOW)
        return UNAVAILABLE
    except (MistypedError, WrongRecoveryKeyError, MalformedError) as error:
        complain(error)
        return INVALID
    except StorageError as error:
        complain(error)
        return UNAVAILABLE
    say(f"The key of {place.database} is back: start the application.")
    return DONE


def open_account(place: WardPlace, recovery_key: str, name: str) -> int:
    """Opens a manager's account; who has the recovery key has the database.

    Raises:
        MalformedError: there is no such database, or no such manager.
        StorageError: the recovery key is not this database's, or it cannot be opened.
    """
    found = open_recovery(place.database, recovery_key)
    ward = open_existing(place)
    try:
        # the file beside the database may be another's, put there with a key to it
        if ward.secrets.key not in {one.key for one in (found, found.pending) if one is not None}:
            complain("This recovery key is another database's. Nothing was changed.")
            return INVALID
        member = manager_called(ward.service, name)
        ward.service.accounts.open_by_recovery_key(member)
        say(f"The account of {ward.service.staff()[member].name} is open again.")
    finally:
        ward.close()
    return DONE


def change_key(db: Path | None, manager: str) -> int:
    """Gives the database a new key and a new recovery key, which is shown once; the exit status.

    A manager asks for it with name and PIN. The database must be closed.
    """
    place = ward_place(os.environ, db)
    try:
        refuse_but_manager(place, manager, read_pin(f"PIN of {manager}: "))
        done = rekeyed(place)
    except HeldError:
        complain(_OPEN_IN_A_WINDOW)
        return UNAVAILABLE
    except MalformedError as error:
        complain(error)
        return INVALID
    except StorageError as error:
        complain(error)
        return UNAVAILABLE
    say(f"{place.database} has a new key.")
    say(f"Its recovery key is now: {done.recovery_key}")
    say("Write it down: it is not shown again. Backups made until now open with the earlier one.")
    return DONE


def open_existing(place: WardPlace) -> Ward:
    """The ward's database, which must be there: opening one that is not would make it.

    Raises:
        MalformedError: it is not there.
        StorageError: it cannot be opened.
    """
    if not place.database.exists():
        raise MalformedError(missing(place.database))
    zone, _ = local_zone(system_names(os.environ))
    return open_ward(place, zone)


def refuse_but_manager(place: WardPlace, manager: str, pin: str) -> None:
    """Goes on when an active manager typed their PIN.

    Raises:
        MalformedError: not so.
        StorageError: the database cannot be opened.
    """
    ward = open_existing(place)
    try:
        proven_manager(ward.service, manager, pin, "change the key")
    finally:
        ward.close()


def rekeyed(place: WardPlace) -> Rekeyed:
    """Drives the change to its end.

    Raises:
        StorageError: it was refused; the database opens as before.
    """
    steps = changing_key(place.database, place.key_file, place.vault)
    while True:
        try:
            show(*next(steps))
        except StopIteration as ended:
            done: Rekeyed = ended.value
            return done


def new_recovery(place: WardPlace, secrets: Secrets) -> str:
    """The recovery key to be shown at the first start; one that was made before holds no longer.

    Raises:
        StorageError: its file cannot be written.
    """
    return make_recovery(secrets, place.database)


def recovery_sheet(service: Service, key: str) -> bytes:
    """The key on a page; reportlab is imported when it is asked for."""
    from inoadmin.record.pdf.recovery import recovery_pdf

    made = service.now().astimezone(service.zone)
    return recovery_pdf(key, service.log.database_id, f"{made:%d-%b-%Y}".upper())
