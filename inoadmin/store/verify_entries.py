"""The log's entries one by one: that each can be read, follows the one before it, and refers to
what is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from inoadmin.domain import commands as c
from inoadmin.domain.events import (
    Corrected,
    Event,
    Fact,
    Opening,
    PatientRegistered,
    Recorded,
    StaffRegistered,
)
from inoadmin.domain.workplace import (
    ReactionCalled,
    ReactionClaimed,
    RecordIssued,
    RecordNotIssued,
    StartPlanned,
)
from inoadmin.session.ports import StorageError
from inoadmin.store.chain import Envelope
from inoadmin.store.codec import decode, encode, instant_from
from inoadmin.store.connection import Connection, DriverError, Value
from inoadmin.store.signing import signatures_of
from inoadmin.store.verdict import CONTENT, Fault, at_entry, plain
from inoadmin.store.verify_schema import is_instant

_LONGEST_OFFSET_MIN: Final = 14 * 60
_NUMBERS: Final = frozenset(
    {"sequence", "version", "kind_version", "local_offset_minutes", "counter_ns"}
)
#: A number below 1 is none of this program's, and is read by it all the same.
_FIRST: Final = "SELECT * FROM events ORDER BY sequence LIMIT ?"
_NEXT: Final = "SELECT * FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?"
#: What reading a body or a time that is not this program's may raise.
UNREADABLE: Final = (StorageError, ValueError, TypeError, LookupError, ArithmeticError)


class UnreadableEntryError(Exception):
    """An entry whose columns are not what they must be; the text says which."""


def entries(connection: Connection, after: int | None, count: int) -> tuple[list[Envelope], str]:
    """The next entries as stored, and why they go no further, which is empty when they do; after
    None they are the first ones, whatever their numbers.

    Everything is fetched at once: no statement stays open.
    """
    sql, limits = _NEXT, (after, count)
    if after is None:
        sql, limits, after = _FIRST, (count,), 0
    try:
        names = _columns(connection)
        rows = connection.execute(sql, limits).fetchall()
    except DriverError as error:
        return [], f"the entries after {after} cannot be read ({plain(error)})"
    found: list[Envelope] = []
    for row in rows:
        try:
            found.append(_envelope(names, row))
        except UnreadableEntryError as error:
            return found, f"the entry after {found[-1].sequence if found else after} {error}"
    return found, ""


def stream_events(connection: Connection, stream: str) -> tuple[Event, ...]:
    """The events of one stream, as the service reads them.

    Raises:
        DriverError: they cannot be read. One of UNREADABLE: nor understood.
        UnreadableEntryError: nor are they entries at all.
    """
    names = _columns(connection)
    rows = connection.execute(
        "SELECT * FROM events WHERE stream = ? ORDER BY version", (stream,)
    ).fetchall()
    envelopes = [_envelope(names, row) for row in rows]
    return tuple(event_of(envelope) for envelope in envelopes)


def event_of(envelope: Envelope) -> Event:
    """What an entry says.

    Raises:
        One of UNREADABLE: it does not read as an entry of this program.
    """
    return Event(
        stream=envelope.stream,
        version=envelope.version,
        sequence=envelope.sequence,
        actor=envelope.actor,
        occurred_at=instant_from(envelope.occurred_at),
        recorded_at=instant_from(envelope.recorded_at),
        fact=decode(envelope.kind, envelope.kind_version, envelope.body, envelope.sequence),
        signatures=signatures_of(envelope),
    )


def time_faults(envelope: Envelope) -> Iterator[Fault]:
    """Times that are none, or not as this program writes them."""
    for name in ("occurred_at", "recorded_at"):
        text = getattr(envelope, name)
        if not is_instant(text):
            yield at_entry(CONTENT, envelope, f"its {name} is no time ({plain(text)})")
    if abs(envelope.local_offset_minutes) > _LONGEST_OFFSET_MIN:
        offset = envelope.local_offset_minutes
        yield at_entry(CONTENT, envelope, f"its local offset is no zone's ({offset} minutes)")


def fact_of(envelope: Envelope) -> tuple[Fact | None, tuple[Fault, ...]]:
    """What an entry says was recorded; None, with the fault, when that cannot be read. What reads
    as such an entry and holds more than is read, or the same in other words, is a fault too.
    """
    try:
        fact = decode(envelope.kind, envelope.kind_version, envelope.body, envelope.sequence)
        written = encode(fact)
    except UNREADABLE:
        what = f'a "{plain(envelope.kind)}" of version {envelope.kind_version}'
        return None, (at_entry(CONTENT, envelope, f"its content does not read as {what}"),)
    older = envelope.kind_version < written[1]
    if older or written == (envelope.kind, envelope.kind_version, envelope.body):
        return fact, ()
    return fact, (at_entry(CONTENT, envelope, "its content is not as this program writes it"),)


class References:
    """What entries may refer to: what was recorded before them."""

    def __init__(self) -> None:
        self._facts: dict[str, dict[int, type[object]]] = defaultdict(dict)
        self._actors: dict[tuple[str, int], str] = {}
        self._numbers: set[str] = set()
        self.protocols: dict[str, Envelope] = {}

    def actor_of(self, stream: str, version: int) -> str:
        """Who recorded an earlier entry; empty when there is none."""
        return self._actors.get((stream, version), "")

    def follow(self, envelope: Envelope, fact: Fact) -> Iterator[Fault]:
        """Goes on to the next entry, and tells what it refers to that is not there."""
        stream = self._facts[envelope.stream]
        for sentence in self._wrong(envelope, fact, stream):
            yield at_entry(CONTENT, envelope, sentence)
        stream[envelope.version] = type(fact.command if isinstance(fact, Recorded) else fact)
        if isinstance(fact, Recorded):
            self._actors[envelope.stream, envelope.version] = envelope.actor
            if fact.opening is not None:
                self._numbers.add(fact.opening.number)
                self.protocols.setdefault(fact.opening.protocol_hash, envelope)

    def _wrong(
        self, envelope: Envelope, fact: Fact, stream: dict[int, type[object]]
    ) -> Iterator[str]:
        if not stream and not _begins(envelope.stream, fact):
            yield "its stream does not begin as such a stream does"
        match fact:
            case Recorded():
                yield from self._wrong_record(fact, stream)
            case Corrected(target=target):
                if (envelope.stream, target) not in self._actors:
                    yield f"it corrects version {target} of its stream, where no act is recorded"
            case ReactionClaimed(call=call) if stream.get(call) is not ReactionCalled:
                yield f"it claims a call of the reaction key (version {call}) that is not there"
            case RecordNotIssued(issue=issue) if stream.get(issue) is not RecordIssued:
                yield f"it takes back a copy (version {issue}) that is not there"
            case RecordIssued(administration=of) if f"administration/{of}" not in self._facts:
                yield "it tells of a copy of a record that is not there"
            case StartPlanned(administration=planned):
                if f"administration/{planned}" not in self._facts:
                    yield f"it plans an administration ({plain(planned)}) that is not there"
            case _:
                pass

    def _wrong_record(self, fact: Recorded, stream: dict[int, type[object]]) -> Iterator[str]:
        for used in fact.used:
            if stream.get(used.cover) not in {c.Authorise, c.Confirm}:
                yield f"it rests on version {used.cover} of its stream, which authorises nothing"
        if fact.opening is not None:
            yield from self._wrong_opening(fact.opening)

    def _wrong_opening(self, opening: Opening) -> Iterator[str]:
        if f"patient/{opening.patient}" not in self._facts:
            yield f"its patient ({plain(opening.patient)}) is not registered before it"
        if opening.number in self._numbers:
            yield f"its record number ({plain(opening.number)}) is another administration's"


def _begins(stream: str, fact: Fact) -> bool:
    match stream.partition("/")[0]:
        case "administration":
            return isinstance(fact, Recorded) and fact.opening is not None
        case "patient":
            return isinstance(fact, PatientRegistered)
        case "staff":
            return isinstance(fact, StaffRegistered)
        case "workstation" | "settings":
            return "/" not in stream
        case "plan":
            return isinstance(fact, StartPlanned) and stream == f"plan/{fact.administration}"
        case _:
            return False


def _columns(connection: Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM pragma_table_info('events')").fetchall()
    return [str(name) for (name,) in rows]


def _envelope(names: Sequence[str], row: Sequence[Value]) -> Envelope:
    found: dict[str, Any] = dict(zip(names, row, strict=True))
    fields: dict[str, Any] = {}
    for name in Envelope.__dataclass_fields__:
        if name not in found and name == "signatures":
            continue  # schema 1 has none
        value, due = found.get(name), int if name in _NUMBERS else str
        if not isinstance(value, due):
            raise UnreadableEntryError(f"has no {due.__name__} in its column {name}")
        fields[name] = value
    return Envelope(**fields)
