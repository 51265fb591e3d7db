"""The append-only log in a SQLite database, behind the session's EventLog."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, tzinfo
from pathlib import Path
from typing import cast

from inoadmin.domain.events import Event
from inoadmin.session.ports import (
    AdministrationRow,
    ConflictError,
    Draft,
    Head,
    PatientRow,
    ProjectionRow,
    Prover,
    StorageError,
    Tick,
)
from inoadmin.store import rows as projections
from inoadmin.store.chain import Envelope
from inoadmin.store.codec import decode, encode, instant_from, instant_text
from inoadmin.store.connection import Connection, Value
from inoadmin.store.schema import NO_HASH
from inoadmin.store.signing import sign, signatures_of
from inoadmin.store.transactions import Transactions

_COLUMNS = tuple(Envelope.__dataclass_fields__)
_SELECT = """
    SELECT sequence, database_id, stream, version, kind, kind_version, occurred_at, recorded_at,
        local_offset_minutes, boot_id, counter_ns, actor, body, previous_hash, hash, signatures
    FROM events
"""
_INSERT = """
    INSERT INTO events (
        sequence, database_id, stream, version, kind, kind_version, occurred_at, recorded_at,
        local_offset_minutes, boot_id, counter_ns, actor, body, previous_hash, hash, signatures
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_Row = tuple[int, str, str, int, str, int, str, str, int, str, int, str, str, str, str, str]
_LAST_CHARACTER = chr(0x10FFFF)


class SqliteLog:
    """One process's log. Use from one thread; `opening.open_log` makes it."""

    def __init__(
        self,
        connection: Connection,
        path: Path,
        database_id: str,
        kind: str,
        zone: tzinfo,
        prover: Prover,
    ) -> None:
        self._connection = connection
        self._path = path
        self._database_id = database_id
        self._kind = kind
        self._zone = zone
        self._prover = prover
        self._transactions = Transactions(connection, path)

    @property
    def kind(self) -> str:
        """One of "ward", "training", "scenario"."""
        return self._kind

    @property
    def database_id(self) -> str:
        """The database's own name."""
        return self._database_id

    @property
    def path(self) -> Path:
        """Where the database lies."""
        return self._path

    @property
    def connection(self) -> Connection:
        """What it reads and writes through, for the copies and checks of an open log."""
        return self._connection

    def append(
        self, drafts: Sequence[Draft], tick: Tick, rows: Sequence[ProjectionRow] = ()
    ) -> tuple[Event, ...]:
        """Writes all drafts and projection rows in one transaction; on disk when it returns.

        Raises:
            ConflictError: a stream is not at its expected version; nothing was written.
            StorageError: the environment refused; nothing was written.
        """
        bodies = [encode(draft.fact) for draft in drafts]
        local = tick.now.astimezone(self._zone).utcoffset()
        offset = int(local.total_seconds() // 60) if local is not None else 0
        written: list[Event] = []
        with self._transactions.writing():
            head = self._head()
            sequence, previous_hash = head.sequence, head.hash
            versions: dict[str, int] = {}
            for draft, (kind, kind_version, body) in zip(drafts, bodies, strict=True):
                version = versions.get(draft.stream)
                if version is None:
                    version = self._version(draft.stream)
                if version != draft.expected_version:
                    raise ConflictError(
                        f"{draft.stream} is at version {version}, not {draft.expected_version}"
                    )
                versions[draft.stream] = version + 1
                sequence += 1
                plain = Envelope(
                    sequence=sequence,
                    database_id=self._database_id,
                    stream=draft.stream,
                    version=version + 1,
                    kind=kind,
                    kind_version=kind_version,
                    occurred_at=instant_text(draft.occurred_at),
                    recorded_at=instant_text(tick.now),
                    local_offset_minutes=offset,
                    boot_id=tick.boot_id,
                    counter_ns=tick.counter_ns,
                    actor=draft.actor,
                    body=body,
                    previous_hash=previous_hash,
                )
                envelope = sign(plain, draft.signings, self._prover)
                self._connection.execute(_INSERT, _values(envelope))
                previous_hash = envelope.hash
                written.append(_event(draft, tick, envelope))
            for row in rows:
                projections.put(self._connection, row)
        return tuple(written)

    def read(self, stream: str) -> tuple[Event, ...]:
        """The events of a stream in order; empty when there is none.

        Raises:
            StorageError: the log cannot be read, or holds a kind or version unknown here.
        """
        with self._transactions.reading():
            found = self._connection.execute(
                f"{_SELECT} WHERE stream = ? ORDER BY version", (stream,)
            ).fetchall()
        return tuple(_decoded(_envelope(row)) for row in found)

    def streams(self, prefix: str) -> tuple[str, ...]:
        """The names of the streams that begin with `prefix`, in order of their first event."""
        with self._transactions.reading():
            found = self._connection.execute(
                "SELECT stream FROM events WHERE version = 1 AND stream >= ? AND stream < ?"
                " ORDER BY sequence",
                (prefix, prefix + _LAST_CHARACTER),
            ).fetchall()
        return tuple(cast("str", name) for (name,) in found)

    def patients(self) -> tuple[PatientRow, ...]:
        """All projected patients, in the order in which they became known."""
        with self._transactions.reading():
            return projections.patients(self._connection)

    def administrations(self, patient: str | None = None) -> tuple[AdministrationRow, ...]:
        """All projected administrations, or a patient's, in order of opening."""
        with self._transactions.reading():
            return projections.administrations(self._connection, patient)

    def rebuild(self, rows: Sequence[ProjectionRow]) -> None:
        """Replaces every projection row by `rows`, in one transaction.

        Raises:
            StorageError: the environment refused; the projections are as before.
        """
        with self._transactions.writing():
            projections.replace_all(self._connection, rows)

    def head(self) -> Head:
        """The log's last event; sequence 0 and 64 zeros when it is empty."""
        with self._transactions.reading():
            return self._head()

    def head_at(self, sequence: int) -> Head:
        """The log's end as it was after that entry; sequence 0 where there is none such."""
        with self._transactions.reading():
            row = self._connection.execute(
                "SELECT sequence, hash FROM events WHERE sequence = ?", (sequence,)
            ).fetchone()
        return Head(0, NO_HASH) if row is None else Head(*cast("tuple[int, str]", row))

    def envelopes(self) -> Iterator[Envelope]:
        """All rows of the log in order of their sequence, as stored."""
        with self._transactions.reading():
            for row in self._connection.execute(f"{_SELECT} ORDER BY sequence"):
                yield _envelope(row)

    def last_tick(self) -> Tick | None:
        """When the last entry was recorded: wall time, counter and boot; None in an empty log."""
        with self._transactions.reading():
            row = self._connection.execute(
                "SELECT recorded_at, counter_ns, boot_id FROM events ORDER BY sequence DESC LIMIT 1"
            ).fetchone()
        if row is None:
            return None
        recorded_at, counter_ns, boot_id = cast("tuple[str, int, str]", row)
        return Tick(instant_from(recorded_at), counter_ns, boot_id)

    def credential(self, member: str) -> str | None:
        """The hash of a member's PIN, or None when they have none."""
        with self._transactions.reading():
            return projections.credential(self._connection, member)

    def keep_protocol(self, content_hash: str, data: bytes) -> None:
        """Stores a protocol file's bytes under their hash, once.

        Raises:
            StorageError: other bytes are stored under that hash, or the environment refused.
        """
        with self._transactions.writing():
            kept = self._protocol(content_hash)
            if kept is None:
                self._connection.execute(
                    "INSERT INTO protocols (hash, bytes) VALUES (?, ?)", (content_hash, data)
                )
            elif kept != data:
                raise StorageError(
                    f"Cannot store the protocol {content_hash}: another one is stored under that "
                    "name. The stored one is unchanged. Have the protocol file looked at."
                )

    def protocol_bytes(self, content_hash: str) -> bytes | None:
        """The bytes stored under a protocol's hash, or None."""
        with self._transactions.reading():
            return self._protocol(content_hash)

    def close(self) -> None:
        """Closes the database; a second time does nothing."""
        self._connection.close()

    def _protocol(self, content_hash: str) -> bytes | None:
        row = self._connection.execute(
            "SELECT bytes FROM protocols WHERE hash = ?", (content_hash,)
        ).fetchone()
        return None if row is None else cast("bytes", row[0])

    def _head(self) -> Head:
        row = self._connection.execute(
            "SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        return Head(0, NO_HASH) if row is None else Head(*cast("tuple[int, str]", row))

    def _version(self, stream: str) -> int:
        row = self._connection.execute(
            "SELECT coalesce(max(version), 0) FROM events WHERE stream = ?", (stream,)
        ).fetchone()
        return 0 if row is None else cast("int", row[0])


def _values(envelope: Envelope) -> tuple[Value, ...]:
    return tuple(getattr(envelope, name) for name in _COLUMNS)


def _envelope(row: Sequence[Value]) -> Envelope:
    return Envelope(*cast("_Row", tuple(row)))


def _event(draft: Draft, tick: Tick, envelope: Envelope) -> Event:
    return Event(
        stream=draft.stream,
        version=envelope.version,
        sequence=envelope.sequence,
        actor=draft.actor,
        occurred_at=draft.occurred_at.astimezone(UTC),
        recorded_at=tick.now.astimezone(UTC),
        fact=draft.fact,
        signatures=signatures_of(envelope),
    )


def _decoded(envelope: Envelope) -> Event:
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
