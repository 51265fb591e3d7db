"""Backups: `inoadmin backup DIR`, and the daily one that the window makes by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from inoadmin.bootstrap.errand import carry_out
from inoadmin.bootstrap.ward import Ward
from inoadmin.domain.workplace import BackedUp
from inoadmin.session.errands import Answer, Line, MalformedError, Progress, Work
from inoadmin.session.ports import Head, StorageError
from inoadmin.session.registration import SYSTEM
from inoadmin.session.service import Service
from inoadmin.session.streams import WORKSTATION
from inoadmin.store.copies import backing_up

BACKUP: Final = "backup"
EVERY: Final = timedelta(days=1)
_KEPT_BY_HAND: Final = 1000  # backups made by hand are not rotated away


def back_up(db: Path | None, folder: Path) -> int:
    """Writes a verified copy of the ward's database into a folder; the exit status."""
    return carry_out(BACKUP, backup_errand, db, {"folder": str(folder.absolute())})


def backup_errand(ward: Ward, arguments: Mapping[str, str]) -> Work:
    """The same on the open log."""
    folder = arguments.get("folder", "")
    if not folder:
        raise MalformedError("backup needs a folder. Nothing was done.")
    return (yield from writing_backup(ward, Path(folder), _KEPT_BY_HAND))


def writing_backup(ward: Ward, folder: Path, keep: int) -> Work:
    """Writes the copy, reads it back, and keeps in the log and beside the key where it ends.

    Raises:
        StorageError: it could not be made, and nothing of it stays; or it is made and could not be
            recorded.
    """
    steps = backing_up(
        ward.log.connection,
        folder,
        key=ward.secrets.key,
        now=ward.service.now(),
        keep=keep,
        apart_from=(ward.place.key_file,),
    )
    while True:
        try:
            yield Progress(*next(steps))
        except StopIteration as ended:
            made = ended.value
            break
    yield Line(f"{made.path}: verified, ends with {made.head.sequence}:{made.head.hash}")
    if made.recovery is None:
        yield Line(
            "It opens with this workstation's key only: no recovery file lies beside the log."
        )
    for stuck in made.stuck:
        yield Line(f"{stuck} should have given way and could not be removed.")
    note(ward, made.path, made.head)
    return Answer(0)


def note(ward: Ward, made: Path, head: Head) -> None:
    """Records a backup, and keeps beside the key where the log ends.

    Raises:
        StorageError: it is made and could not be recorded.
    """
    done = BackedUp(made.name, head.sequence, head.hash)
    try:
        ward.service.ledger.add(WORKSTATION, done, SYSTEM)
        ward.remember()
    except StorageError as error:
        raise StorageError(
            f"The backup {made} is whole; that it was made could not be recorded. {error}"
        ) from error


def backup_due(service: Service, now: datetime) -> bool:
    """Whether the last backup that the log knows of is a day old, or of a time to come, as after
    a clock that was wrong. A log without people needs none.
    """
    events = service.workstation_events()
    made = [event.recorded_at for event in events if isinstance(event.fact, BackedUp)]
    if not made:
        return bool(events or service.staff())
    return abs(now - made[-1]) >= EVERY
