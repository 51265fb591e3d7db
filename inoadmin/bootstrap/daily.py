"""What the window does unasked on the ward's database: the daily backup, and keeping the log's end.

The end of the log goes into a file beside the key when an administration ends, with each backup,
and every so many entries, so that a log that is cut afterwards is found out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from inoadmin.bootstrap.backing import backup_due, note, writing_backup
from inoadmin.bootstrap.privacy import make_private_folder
from inoadmin.bootstrap.ward import Ward
from inoadmin.domain.commands import Cancel, Complete
from inoadmin.domain.events import Corrected, Event, Recorded
from inoadmin.session.errands import Answer, Work
from inoadmin.session.ports import StorageError
from inoadmin.store.copies import backups_in, last_entry_in

_LOOKED_EVERY: Final = timedelta(minutes=1)
_TRY_AGAIN: Final = timedelta(hours=1)
_KEPT_EVERY: Final = 50  # entries


class Daily:
    """Asked at each tick; `start` begins a backup, or drops it where other work is going on."""

    def __init__(self, ward: Ward, start: Callable[[Work], None]) -> None:
        self._ward = ward
        self._start = start
        self._looked_at: datetime | None = None
        self._tried_at: datetime | None = None
        self._now: datetime | None = None

    def tick(self, now: datetime) -> None:
        """Begins a backup when the last one is a day old: looks once a minute, in what was read of
        the log already; after a failure an hour goes by.
        """
        self._now = now
        if within(self._looked_at, now, _LOOKED_EVERY) or within(self._tried_at, now, _TRY_AGAIN):
            return
        self._looked_at = now
        if backup_due(self._ward.service, now):
            self._start(self._tried())

    def _tried(self) -> Work:
        """The backup; that it was tried counts from when it begins, not from when it was asked."""
        self._tried_at = self._now
        return (yield from daily_backup(self._ward))


def within(since: datetime | None, now: datetime, length: timedelta) -> bool:
    """Whether less than `length` has gone by; the time may have been set back meanwhile."""
    return since is not None and abs(now - since) < length


def daily_backup(ward: Ward) -> Work:
    """The backup into the ward's folder. One that could not be recorded is recorded now: others of
    the same log would only drive the earlier ones out.

    Raises:
        StorageError: it could not be made or recorded.
    """
    settings = ward.service.settings()
    folder = Path(settings.backup_folder) if settings.backup_folder else ward.place.backups
    if not settings.backup_folder:
        make_private_folder(folder)
    head, newest = ward.log.head(), backups_in(folder, ward.log.database_id)[:1]
    if newest and last_entry_in(newest[0]) == head.sequence:
        note(ward, newest[0], head)
        return Answer(0)
    return (yield from writing_backup(ward, folder, settings.backups_kept))


class Remembering:
    """Keeps the log's end outside the database; a listener of the service."""

    def __init__(self, ward: Ward, failed: Callable[[str], None]) -> None:
        self._ward = ward
        self._failed = failed
        self._since = 0

    def heard(self, events: tuple[Event, ...]) -> None:
        """Something is on disk."""
        self._since += len(events)
        if self._since >= _KEPT_EVERY or any(ends(event) for event in events):
            self.remember()

    def remember(self) -> None:
        """Keeps the end as it is now."""
        self._since = 0
        try:
            self._ward.remember()
        except StorageError as error:
            self._failed(f"What is recorded is on disk. {error}")


def ends(event: Event) -> bool:
    """Whether an administration ended, or one that had ended was put right."""
    fact = event.fact
    return isinstance(fact, Corrected) or (
        isinstance(fact, Recorded) and isinstance(fact.command, Complete | Cancel)
    )
