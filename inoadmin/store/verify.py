"""Whether a database is as this program wrote it: `verifying` looks at all of it and tells every
fault, each with the entry or row that it is at.

What each check is and what it shows:
- the file's pages and structure, its tables and triggers, and what it says of itself;
- the chain, which an edit breaks;
- signatures, whose proofs cannot be made without the workstation's secret: who writes the chain
  anew cannot make them again;
- what is kept beside the log (hashes of PINs, protocols, projections), against the log;
- ends of the log seen elsewhere, without which a cut tail, or a tail without signatures that was
  written anew, cannot be told.

It changes nothing, so that also what is not sound can be looked at, and goes in slices, between
which no statement is open: entries may be added while it goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from inoadmin.session.ports import Head, Prover
from inoadmin.store.chain import Links
from inoadmin.store.connection import Connection, DriverError
from inoadmin.store.soundness import Steps
from inoadmin.store.verdict import (
    CHAIN,
    CONTENT,
    CREDENTIALS,
    FILE,
    IDENTITY,
    PROJECTIONS,
    PROTOCOLS,
    SCHEMA,
    Counts,
    Fault,
    Verdict,
    at_entry,
    in_order,
    plain,
)
from inoadmin.store.verify_entries import (
    UNREADABLE,
    References,
    UnreadableEntryError,
    entries,
    fact_of,
    stream_events,
    time_faults,
)
from inoadmin.store.verify_heads import Ends, SeenEnd
from inoadmin.store.verify_projections import Rows, projection_faults, protocol_faults, rows_of
from inoadmin.store.verify_schema import (
    Named,
    identity_faults,
    length_faults,
    made_at,
    named_by,
    reference_faults,
    schema_faults,
    sealed_faults,
    structure_faults,
)
from inoadmin.store.verify_signatures import Hands

#: The secret's prover for a log's kind; None where that is not at hand.
ProverOf = Callable[[str], Prover | None]

_STEPS_BEFORE_ENTRIES: Final = 3
_SLICE: Final = 16  # entries in one step: a few milliseconds, since a window waits for it
_PROJECTED: Final = ("patient/", "administration/")


def verifying(
    connection: Connection,
    path: Path,
    *,
    keyed: bool,
    prover_of: ProverOf,
    seen: Iterable[SeenEnd] = (),
) -> Steps[Verdict]:
    """Looks at the database behind `connection`, which lies at `path` and is encrypted when
    `keyed`; `seen` are ends of its log that were seen elsewhere.

    Yields how many steps of how many are done; the first two, on the file as a whole, take the
    longest.

    Raises:
        StorageError: it is no database of this program, or of a newer one.
    """
    try:
        named = named_by(connection, path)
    except DriverError as error:
        return unread(error)
    since_signing = named.kind == "ward" and made_at(named.database_id) is not None
    hands = Hands(named.kind, prover_of(named.kind), since_signing)
    check = _Check(connection, named, hands, seen)
    return (yield from check.steps(keyed))


def unread(why: object) -> Verdict:
    """What is found in a file that is damaged so that none of it can be read."""
    return Verdict((Fault(FILE, f"the file is damaged ({plain(why)})"),), unread=True)


def id_of(connection: Connection) -> str:
    """The id that a database gives itself; empty when that cannot be read."""
    try:
        row = connection.execute('SELECT id FROM "database"').fetchone()
    except DriverError:
        return ""
    return "" if row is None else str(row[0])


@dataclass(slots=True)
class _Check:
    """One check as it goes on."""

    connection: Connection
    named: Named
    hands: Hands
    seen: Iterable[SeenEnd]
    faults: list[Fault] = field(default_factory=list[Fault])
    references: References = field(default_factory=References)
    links: Links = field(init=False)
    ends: Ends = field(init=False)
    first: str | None = None
    count: int = 0
    torn: bool = False
    _read_to: int | None = None
    _streams: dict[str, None] = field(default_factory=dict[str, None])
    _rows: dict[str, Rows] = field(default_factory=dict[str, Rows])
    _credentials: int = 0
    _left_out: bool = False

    def __post_init__(self) -> None:
        self.links = Links(self.named.database_id)
        self.ends = Ends(self.seen, self.named.database_id)

    def steps(self, keyed: bool) -> Steps[Verdict]:
        length = self._length()
        total = _STEPS_BEFORE_ENTRIES + length + 1
        yield 0, total
        if keyed:
            self.faults += sealed_faults(self.connection)
        else:
            self._read(FILE, length_faults(self.connection))
        yield 1, total
        self.faults += structure_faults(self.connection)
        yield 2, total
        self._read(SCHEMA, schema_faults(self.connection, self.named))
        yield _STEPS_BEFORE_ENTRIES, total
        # what is added meanwhile is looked at in the end: else it might not come to one
        while self.count < length and self._slice():
            yield min(_STEPS_BEFORE_ENTRIES + self.count, total), total
        for stream in list(self._streams):
            self._fold(stream)
            yield total - 1, total
        self._finish(keyed)
        yield total, total
        return self._verdict()

    def _slice(self) -> bool:
        """Looks at the next entries; whether there were any."""
        if self.torn:
            return False
        found, why = entries(self.connection, self._read_to, _SLICE)
        for envelope in found:
            self.count += 1
            self._read_to = envelope.sequence
            self.first = envelope.recorded_at if self.first is None else self.first
            self.faults += (at_entry(CHAIN, envelope, s) for s in self.links.follow(envelope))
            self.ends.pass_by(envelope)
            self.faults += time_faults(envelope)
            fact, unread = fact_of(envelope)
            self.faults += unread
            if fact is not None:
                self.faults += self.hands.follow(envelope, fact, self.references)
                self.faults += self.references.follow(envelope, fact)
            if envelope.stream.startswith(_PROJECTED):
                self._streams[envelope.stream] = None
                self._rows.pop(envelope.stream, None)
        if why:
            self.torn = True
            self.faults.append(Fault(CONTENT, why))
        return bool(found)

    def _fold(self, stream: str) -> None:
        """Makes a stream's rows as the service makes them."""
        try:
            self._rows[stream] = rows_of(stream, stream_events(self.connection, stream))
        except (*UNREADABLE, UnreadableEntryError, DriverError):
            self._rows[stream] = Rows({})
            self.faults.append(Fault(CONTENT, f"the stream {plain(stream)} cannot be played again"))

    def _finish(self, keyed: bool) -> None:
        """What is held against the log as it stands now, in one piece."""
        while self._slice():
            pass
        for stream in self._streams:
            if stream not in self._rows:
                self._fold(stream)
        here = self.connection
        self._read(IDENTITY, identity_faults(here, self.named, keyed, self.first))
        self._read(PROJECTIONS, reference_faults(here))
        self._read(CREDENTIALS, self._wrong_credentials(keyed))
        self._read(PROTOCOLS, protocol_faults(here, self.references))
        self._read(PROJECTIONS, projection_faults(here, tuple(self._rows.values())))
        self.faults += self.ends.faults(self.links.head)

    def _wrong_credentials(self, keyed: bool) -> Iterator[Fault]:
        """A readable copy of a ward's log holds no hashes of PINs; any other log does."""
        rows: dict[str, object] = {}
        if self.named.schema > 1:
            found = self.connection.execute("SELECT member, hash FROM credentials").fetchall()
            rows = {str(member): hashed for member, hashed in found}
        self._credentials = len(rows)
        self._left_out = self.named.kind == "ward" and not keyed and not rows
        yield from self.hands.credential_faults(rows, self._left_out)

    def _read(self, check: str, found: Iterator[Fault]) -> None:
        """Takes faults in; what cannot even be read for them is one."""
        try:
            self.faults += found
        except DriverError as error:
            self.faults.append(Fault(check, f"it cannot be read ({plain(error)})"))

    def _length(self) -> int:
        try:
            row = self.connection.execute("SELECT count(*) FROM events").fetchone()
        except DriverError:
            return 0
        return cast("int", row[0]) if row else 0

    def _verdict(self) -> Verdict:
        counts = Counts(
            entries=self.count,
            signatures=self.hands.signatures,
            unproven=self.hands.unproven,
            unasked=self.hands.unasked,
            credentials=self._credentials,
            credentials_left_out=self._left_out,
            protocols=len(self.references.protocols),
            rows=sum(len(rows) for one in self._rows.values() for rows in one.by_table.values()),
            heads=len(self.ends),
        )
        head = Head(self.links.head.sequence, self.links.head.hash)
        named = self.named
        return Verdict(in_order(self.faults), head, counts, named.kind, named.schema)
