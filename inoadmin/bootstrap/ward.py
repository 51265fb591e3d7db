"""The ward's database with its secrets: where they lie on this computer, and opening them.

WardPlace: the paths. Ward: the log, open, with its secrets and the service on it. The window and
the commands open it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.bootstrap.serving import timed_service_on
from inoadmin.clock import DatedIds, SystemClock, read_awake_ns
from inoadmin.session.service import Service
from inoadmin.session.timekeeping import Timekeeper
from inoadmin.staff.hashing import Argon2Hasher
from inoadmin.staff.proving import PepperProver
from inoadmin.store.files import discard, sweep_left_over
from inoadmin.store.identity import continues, last_head, remember_head
from inoadmin.store.keys import Secrets, load_or_create_secrets
from inoadmin.store.log import SqliteLog
from inoadmin.store.opening import open_log
from inoadmin.store.places import (
    database_path,
    heads_path,
    key_is_named,
    key_path,
    prepare_default_folder,
    recovery_path,
    rekeyed_path,
)
from inoadmin.store.restoring import KeyPlace
from inoadmin.store.sorts import refuse_plain
from inoadmin.store.vault import KeyringVault, Vault

WARD: Final = "ward"
_BACKUPS: Final = "backups"


@dataclass(frozen=True, slots=True)
class WardPlace:
    """Where the ward's database and what belongs to it lie on this computer."""

    database: Path
    key_file: Path
    vault: Vault
    may_move: bool

    @property
    def heads(self) -> Path:
        """Where the ends of the log seen last are kept."""
        return heads_path(self.key_file)

    @property
    def backups(self) -> Path:
        """Where the daily backups go unless the ward has set another folder."""
        return self.database.parent / _BACKUPS

    @property
    def keys(self) -> KeyPlace:
        """Where the secrets are kept."""
        return KeyPlace(self.key_file, self.vault, self.may_move)


@dataclass(frozen=True, slots=True)
class Ward:
    """The ward's log, open, and the service on it; close it with `close`. `broken_off`: what is to
    be told when the end of the log that was seen last is not in it, else "".
    """

    place: WardPlace
    log: SqliteLog
    secrets: Secrets
    prover: PepperProver
    service: Service
    keeper: Timekeeper
    broken_off: str = ""

    def remember(self, *, anew: bool = False) -> None:
        """Keeps the end of the log outside the database, so that a cut is noticed. Where one was
        noticed, what was seen last is kept instead, until a restoring begins `anew`.

        Raises:
            StorageError: it cannot be written.
        """
        head = self.log.head()
        if not head.sequence or (self.broken_off and not anew):
            return
        remember_head(self.place.heads, self.log.database_id, head, self.service.now())

    def close(self) -> None:
        """Lets the database go."""
        self.log.close()


def ward_place(environment: Mapping[str, str], db: Path | None) -> WardPlace:
    """Where the ward's database lies: as named, or the platform's place."""
    return WardPlace(
        database_path(environment, db),
        key_path(environment),
        KeyringVault(),
        may_move=not key_is_named(environment),
    )


def open_ward(place: WardPlace, zone: ZoneInfo) -> Ward:
    """Opens the ward's log, made anew where there is none.

    Raises:
        HeldError: a window or another program has it open.
        StorageError: the database or its secrets cannot be used.
    """
    refuse_plain(place.database)
    prepare_default_folder(place.database)
    secrets = load_or_create_secrets(
        place.key_file, place.database, place.vault, may_move=place.may_move
    )
    clock, prover = SystemClock(), PepperProver(secrets.pepper)
    log = open_log(
        place.database,
        WARD,
        zone,
        clock=clock,
        ids=DatedIds(),
        key=secrets.key,
        prover=prover,
    )
    try:
        broken_off = broken_off_since(log, place.heads)
    except BaseException:
        log.close()
        raise
    hasher = Argon2Hasher(secrets.pepper)
    service, keeper = timed_service_on(
        log, clock, shipped_bytes(), zone, hasher, awake_ns=read_awake_ns
    )
    sweep(place, service.now(), settled=secrets.pending is None)
    return Ward(place, log, secrets, prover, service, keeper, broken_off)


def sweep(place: WardPlace, now: datetime, *, settled: bool) -> None:
    """Removes what killed commands left beside the database, which is held, and the key; `settled`:
    no change of key is still to be brought to its end.
    """
    for whole in (place.database, recovery_path(place.database), place.key_file, place.heads):
        sweep_left_over(whole, now)
    if settled:
        with suppress(OSError):
            discard(rekeyed_path(place.database))


def broken_off_since(log: SqliteLog, heads: Path) -> str:
    """What is told when the log does not hold the end that this workstation saw last: its own, or,
    of a database never seen here, any other's. Else "".

    Raises:
        StorageError: what was seen cannot be read.
    """
    seen = last_head(heads, log.database_id) or last_head(heads)
    if seen is None or continues(log.connection, seen):
        return ""
    what = (
        f"Entry {seen.sequence}, the last one that this workstation saw, is not in it"
        if seen.database_id == log.database_id
        else "It is another one than this workstation saw last"
    )
    return (
        f"The database is not the one that was here before. {what}: it was exchanged, cut off or "
        "put back. What is recorded now is kept. Tell a manager, run inoadmin verify, and look for "
        "the right one among the backups."
    )
