"""The append-only log in a SQLite database, behind the session's EventLog."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
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
    StorageError,
    Tick,
)
from inoadmin.store import rows as projections
from inoadmin.store.chain import Envelope, seal
from inoadmin.store.codec import decode, encode, instant_from, instant_text
from inoadmin.store.connection import Connection, DriverError, Value
from inoadmin.store.schema import NO_HASH
from inoadmin.store.trouble import FULL, IO_ERROR, from_driver, primary_code

_COLUMNS = tuple(Envelope.__dataclass_fields__)
_SELECT = """
    SELECT sequence, database_id, stream, version, kind, kind_version, occurred_at, recorded_at,
        local_offset_minutes, boot_id, counter_ns, actor, body, previous_hash, hash
    FROM events
"""
_INSERT = """
    INSERT INTO events (
        sequence, database_id, stream, version, kind, kind_version, occurred_at, recorded_at,
        local_offset_minutes, boot_id, counter_ns, actor, body, previous_hash, hash
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_Row = tuple[int, str, str, int, str, int, str, str, int, str, int, str, str, str, str]
_NOTHING_WRITTEN = "Nothing of this entry was written; what was recorded before is safe."
_LAST_CHARACTER = chr(0x10FFFF)


class SqliteLog:
    """One process's log. Use from one thread; `opening.open_log` makes it."""

    def __init__(
        self, connection: Connection, path: Path, database_id: str, kind: str, zone: tzinfo
    ) -> None:
        self._connection = connection
        self._path = path
        self._database_id = database_id
        self._kind = kind
        self._zone = zone
        self._in_doubt: StorageError | None = None

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
        with self._transaction():
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
                envelope = seal(
                    Envelope(
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
                )
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
        with self._reading():
            found = self._connection.execute(
                f"{_SELECT} WHERE stream = ? ORDER BY version", (stream,)
            ).fetchall()
        return tuple(_decoded(_envelope(row)) for row in found)

    def streams(self, prefix: str) -> tuple[str, ...]:
        """The names of the streams that begin with `prefix`, in order of their first event."""
        with self._reading():
            found = self._connection.execute(
                "SELECT stream FROM events WHERE version = 1 AND stream >= ? AND stream < ?"
                " ORDER BY sequence",
                (prefix, prefix + _LAST_CHARACTER),
            ).fetchall()
        return tuple(cast("str", name) for (name,) in found)

    def patients(self) -> tuple[PatientRow, ...]:
        """All projected patients, in the order in which they became known."""
        with self._reading():
            return projections.patients(self._connection)

    def administrations(self, patient: str | None = None) -> tuple[AdministrationRow, ...]:
        """All projected administrations, or a patient's, in order of opening."""
        with self._reading():
            return projections.administrations(self._connection, patient)

    def rebuild(self, rows: Sequence[ProjectionRow]) -> None:
        """Replaces every projection row by `rows`, in one transaction.

        Raises:
            StorageError: the environment refused; the projections are as before.
        """
        with self._transaction():
            projections.replace_all(self._connection, rows)

    def head(self) -> Head:
        """The log's last event; sequence 0 and 64 zeros when it is empty."""
        with self._reading():
            return self._head()

    def envelopes(self) -> Iterator[Envelope]:
        """All rows of the log in order of their sequence, as stored."""
        with self._reading():
            for row in self._connection.execute(f"{_SELECT} ORDER BY sequence"):
                yield _envelope(row)

    def keep_protocol(self, content_hash: str, data: bytes) -> None:
        """Stores a protocol file's bytes under their hash, once.

        Raises:
            StorageError: other bytes are stored under that hash, or the environment refused.
        """
        with self._transaction():
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
        with self._reading():
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

    @contextmanager
    def _reading(self) -> Generator[None]:
        try:
            yield
        except DriverError as error:
            raise from_driver(
                f"Cannot read the log {self._path}", error, "Nothing was changed."
            ) from error

    @contextmanager
    def _transaction(self) -> Generator[None]:
        """Everything inside is on disk afterwards, or nothing of it is."""
        if self._in_doubt is not None:
            if not self._unsynced_is_forgotten():
                raise self._in_doubt
            self._in_doubt = None
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except DriverError as error:
            self._roll_back()
            if primary_code(error) in {IO_ERROR, FULL} and not self._unsynced_is_forgotten():
                self._in_doubt = self._doubt()
                raise self._in_doubt from error
            raise from_driver(self._attempt, error, _NOTHING_WRITTEN) from error
        except UnicodeEncodeError as error:
            self._roll_back()
            raise StorageError(
                f"{self._attempt}: a text holds a character that cannot be stored. "
                f"{_NOTHING_WRITTEN} Type the text again."
            ) from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except DriverError:
            self._in_doubt = self._doubt()

    def _unsynced_is_forgotten(self) -> bool:
        """After a failed write or sync the refused entry may lie whole in the write-ahead log,
        where a restart would take it for committed. Emptying that file makes the refusal true.
        """
        try:
            answer = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except DriverError:
            return False
        return answer is not None and answer[0] == 0

    def _doubt(self) -> StorageError:
        return StorageError(
            f"{self._attempt}: the disk is full or failing, and the last entry could not be taken "
            "back for certain. What was recorded before it is safe. Record on paper, have the disk "
            "looked at, start the application again and see whether the last entry is there."
        )

    @property
    def _attempt(self) -> str:
        return f"Cannot write to the log {self._path}"


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
    )
