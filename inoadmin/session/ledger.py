"""The log with what was read of it, and who is told: shared by all that the session records.

Ledger: one log, one clock, one shelf, one roll. Nothing is told as recorded before
`EventLog.append` has returned.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo

from inoadmin.domain.events import Event, Fact
from inoadmin.protocol.model import Protocol
from inoadmin.session.moment import Moment
from inoadmin.session.ports import (
    Clock,
    ConflictError,
    Draft,
    EventLog,
    ProjectionRow,
    Signing,
    Tick,
)
from inoadmin.session.roll import Roll
from inoadmin.session.shelf import Shelf

Listener = Callable[[tuple[Event, ...]], None]


class Ledger:
    """One workstation's, on one log."""

    def __init__(self, log: EventLog, clock: Clock, protocol: Protocol, zone: tzinfo) -> None:
        self.log = log
        self.clock = clock
        self.roll = Roll(log)
        self.shelf = Shelf(log, protocol, zone, self.roll)
        self.moment = Moment()
        self._listeners: list[Listener] = []

    def append(
        self, drafts: Sequence[Draft], tick: Tick, rows: Sequence[ProjectionRow] = ()
    ) -> tuple[Event, ...]:
        """Appends, takes the events in and tells the listeners; on disk when it returns.

        Raises:
            ConflictError: a stream has gone on; nothing was written.
            StorageError: the log could not be written.
        """
        events = self.log.append(drafts, tick, rows)
        self.shelf.take(events)
        self.roll.take(rows)
        self.moment.forget()
        for listener in self._listeners:
            listener(events)
        return events

    def add(
        self,
        stream: str,
        fact: Fact,
        actor: str,
        *,
        rows: Sequence[ProjectionRow] = (),
        signings: tuple[Signing, ...] = (),
    ) -> Event:
        """Appends one fact of now at a stream's end, wherever that is.

        Raises:
            StorageError: the log could not be written.
        """
        while True:
            tick, version = self.clock.read(), len(self.shelf.events(stream))
            draft = Draft(stream, version, actor, tick.now, fact, signings)
            try:
                return self.append([draft], tick, rows)[0]
            except ConflictError:
                self.forget(stream)

    def forget(self, stream: str) -> None:
        """Drops what was read of a stream and of the roll: somebody else has written."""
        self.shelf.forget(stream)
        self.roll.forget()
        self.moment.forget()

    def subscribe(self, listener: Listener) -> None:
        """Calls `listener` with the events of each append, once they are on disk."""
        self._listeners.append(listener)
