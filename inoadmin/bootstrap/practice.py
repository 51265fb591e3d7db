"""The practice database: where it lies, whether the one there is goes on, making one, opening it.
`computer` is this computer's clock.

It is plain SQLite of kind "training", with nothing secret about it: no key, no backups, nothing
kept elsewhere. The ward's database and what belongs to that are never looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.bootstrap.serving import service_on
from inoadmin.clock import DatedIds, made_at
from inoadmin.domain.expiry import local_date
from inoadmin.session.errands import Answer, Progress, Work
from inoadmin.session.ports import Clock
from inoadmin.session.practice.clock import PracticeClock, begins
from inoadmin.session.practice.seeding import OPEN_FOR, RefusedStepError, SeedingClock, seeding
from inoadmin.session.service import Service
from inoadmin.staff.hashing import Argon2Hasher
from inoadmin.store.files import discard, new_name_beside, publish
from inoadmin.store.log import SqliteLog
from inoadmin.store.opening import open_log
from inoadmin.store.places import default_practice_path, earlier_path, prepare_default_folder
from inoadmin.store.sorts import refuse_keyed
from inoadmin.store.trouble import from_system, refusal

TRAINING: Final = "training"
#: Everybody is told the practice PINs: their hashes need not be costly, nor keyed with a secret.
_PEPPER: Final = bytes(32)
_CHEAP_KIB: Final = 64


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice database, open, with the service and the clock on it; close it with `close`."""

    path: Path
    log: SqliteLog
    service: Service
    clock: PracticeClock

    def close(self) -> None:
        """Lets the database go."""
        self.log.close()


def practice_path(db: Path | None) -> Path:
    """Where it lies: as named, or in the user's data folder under its own name."""
    return default_practice_path() if db is None else db.absolute()


def must_make(path: Path, zone: ZoneInfo, computer: Clock, *, named: bool, fresh: bool) -> bool:
    """Whether a new one is wanted: where there is none, when `fresh` is asked for, or when the one
    in the usual place is of an earlier day. One that was `named` goes on, however old.

    Raises:
        HeldError: a practice window has it open.
        StorageError: what is there is no practice database, or cannot be used.
    """
    prepare_default_folder(path)
    refuse_keyed(path)
    if not path.exists():
        return True
    log = opened_log(path, zone, computer)
    log.close()
    return fresh or not (named or is_of(computer.read().now, log.database_id, zone))


def is_of(now: datetime, database_id: str, zone: ZoneInfo) -> bool:
    """Whether a database was made on the day of `now`."""
    opened_at = made_at(database_id)
    if opened_at is None:
        return False
    return local_date(opened_at + OPEN_FOR, zone) == local_date(now, zone)


def making(path: Path, zone: ZoneInfo, computer: Clock) -> Work:
    """Makes one with patients in every stage; what had its name before is kept beside it.

    Raises:
        HeldError: a practice window has the one open that would give way.
        StorageError: it could not be made; nothing of it stays.
    """
    made = new_name_beside(path)
    try:
        clock = SeedingClock(computer)
        log = opened_log(made, zone, clock)
        try:
            for done, total in seeding(service_of(log, clock, zone), clock):
                yield Progress(done, total)
        finally:
            log.close()
        set_aside(path, zone, computer)
        publish(made, path)
    except RefusedStepError as error:
        raise refusal(
            f"Cannot make the practice database {path}",
            f"the rules refuse a step of it ({error})",
            "Report it.",
            "Nothing else was changed.",
        ) from error
    except OSError as error:
        raise from_system(
            f"Cannot make the practice database {path}", error, "Nothing else was changed."
        ) from error
    finally:
        discard(made)
    return Answer(0)


def set_aside(path: Path, zone: ZoneInfo, computer: Clock) -> None:
    """Gives way to a new one: it is whole in one file, which stands in for the one kept before.

    Raises:
        HeldError: a window has it open.
        StorageError: it is no practice database, or cannot be used.
        OSError: the system refused.
    """
    if path.exists():
        opened_log(path, zone, computer).close()
        path.replace(earlier_path(path))


def open_practice(path: Path, zone: ZoneInfo, computer: Clock) -> Practice:
    """Opens it; its time goes on at its own speed.

    Raises:
        HeldError: another window has it open.
        StorageError: it cannot be used.
    """
    log = opened_log(path, zone, computer)
    last = log.last_tick()
    clock = PracticeClock(computer, begins(computer.read().now, last.now if last else None, zone))
    return Practice(path, log, service_of(log, clock, zone), clock)


def opened_log(path: Path, zone: ZoneInfo, clock: Clock) -> SqliteLog:
    """The log alone."""
    return open_log(path, TRAINING, zone, clock=clock, ids=DatedIds(clock))


def service_of(log: SqliteLog, clock: Clock, zone: ZoneInfo) -> Service:
    """The service on it."""
    hasher = Argon2Hasher(_PEPPER, memory_kib=_CHEAP_KIB, passes=1)
    return service_on(log, clock, shipped_bytes(), zone, hasher)
