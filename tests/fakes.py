"""Hand-written stand-ins for what the session needs from outside.

FakeLog keeps everything in memory, HandClock goes on only when told to, FakeIds count, FakeRinger
notes. FakeLog passes the same contract tests as the real log (tests/store/test_contract.py),
FakeRinger those of the real sound (tests/ui/alarms/test_ringer.py).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from inoadmin.domain.events import Event, Signature
from inoadmin.session.ports import (
    AdministrationRow,
    ConflictError,
    CredentialRow,
    Draft,
    Head,
    PatientRow,
    ProjectionRow,
    Signing,
    StorageError,
    Tick,
)
from inoadmin.session.present.alarms import PRIORITIES


class HandClock:
    """A clock moved by hand."""

    def __init__(self, start: datetime = datetime(2026, 3, 2, 8, tzinfo=UTC)) -> None:
        self._now = start.astimezone(UTC)
        self._counter_ns = 1_000_000_000
        self._boot = 1

    def read(self) -> Tick:
        return Tick(self._now, self._counter_ns, f"boot-{self._boot}")

    def advance(self, length: timedelta) -> None:
        """Time goes by: wall time and counter alike."""
        self._now += length
        self._counter_ns += length // timedelta(microseconds=1) * 1000

    def set_to(self, now: datetime) -> None:
        """Time goes by until `now`."""
        self.advance(now.astimezone(UTC) - self._now)

    def step(self, length: timedelta) -> None:
        """Someone sets the wall clock; the counter does not follow."""
        self._now += length

    def reboot(self, off: timedelta = timedelta()) -> None:
        """The computer is off for a while and starts anew."""
        self._now += off
        self._counter_ns = 1_000_000_000
        self._boot += 1


class FakeIds:
    """Counts: "id-1", "id-2", …"""

    def __init__(self, prefix: str = "id") -> None:
        self._prefix = prefix
        self._count = 0

    def new(self) -> str:
        self._count += 1
        return f"{self._prefix}-{self._count}"


class FakeHasher:
    """PINs as good as plain, at no cost; no two hashes are the same, as with the real one."""

    def hash(self, pin: str) -> str:
        return f"fake${secrets.token_hex(8)}${pin}"

    def matches(self, hashed: str, pin: str) -> bool:
        return hashed.startswith("fake$") and hashed.rpartition("$")[2] == pin


def signed(signing: Signing, over: str) -> Signature:
    """A signature over the hash of what came before."""
    proof = hashlib.sha256(f"{over}{signing!r}".encode()).hexdigest()
    return Signature(
        signing.signer,
        signing.name,
        signing.role,
        signing.registration,
        signing.meaning,
        over,
        proof,
        signing.temporary,
    )


class FakeLog:
    """A log in memory. `fail` makes the next writes fail as a full disk would."""

    def __init__(self, kind: str = "scenario", database_id: str = "fake-database") -> None:
        self._kind = kind
        self._database_id = database_id
        self._streams: dict[str, list[Event]] = {}
        self._sequence = 0
        self._hash = "0" * 64
        self._patients: dict[str, PatientRow] = {}
        self._administrations: dict[str, AdministrationRow] = {}
        self._protocols: dict[str, bytes] = {}
        self._credentials: dict[str, str] = {}
        self._last: Tick | None = None
        self._heads: dict[int, str] = {}
        self._failures = 0
        self._closed = False

    @property
    def kind(self) -> str:
        return self._kind

    @property
    def database_id(self) -> str:
        return self._database_id

    def become(self, kind: str) -> None:
        """Goes on as a log of another kind."""
        self._kind = kind

    def fail(self, times: int = 1) -> None:
        """The next `times` writes raise StorageError."""
        self._failures = times

    def exchange_credential(self, member: str, hashed: str) -> None:
        """Somebody puts another hash in the place of a member's, past the log."""
        self._credentials[member] = hashed

    def append(
        self, drafts: Sequence[Draft], tick: Tick, rows: Sequence[ProjectionRow] = ()
    ) -> tuple[Event, ...]:
        self._before_writing()
        written: list[Event] = []
        versions: dict[str, int] = {}
        for draft in drafts:
            version = versions.get(draft.stream, len(self._streams.get(draft.stream, ())))
            versions[draft.stream] = version + 1
            if version != draft.expected_version:
                raise ConflictError(f"{draft.stream} is at version {version}")
            written.append(
                Event(
                    stream=draft.stream,
                    version=version + 1,
                    sequence=self._sequence + len(written) + 1,
                    actor=draft.actor,
                    occurred_at=draft.occurred_at.astimezone(UTC),
                    recorded_at=tick.now.astimezone(UTC),
                    fact=draft.fact,
                    signatures=tuple(signed(signing, self._hash) for signing in draft.signings),
                )
            )
        for event in written:
            self._streams.setdefault(event.stream, []).append(event)
            self._sequence = event.sequence
            self._hash = hashlib.sha256(f"{self._hash}{event!r}".encode()).hexdigest()
            self._heads[self._sequence] = self._hash
        self._last = tick if written else self._last
        for row in rows:
            self._put(row)
        return tuple(written)

    def last_tick(self) -> Tick | None:
        self._refuse_when_closed()
        return self._last

    def credential(self, member: str) -> str | None:
        self._refuse_when_closed()
        return self._credentials.get(member)

    def read(self, stream: str) -> tuple[Event, ...]:
        self._refuse_when_closed()
        return tuple(self._streams.get(stream, ()))

    def streams(self, prefix: str) -> tuple[str, ...]:
        self._refuse_when_closed()
        return tuple(name for name in self._streams if name.startswith(prefix))

    def patients(self) -> tuple[PatientRow, ...]:
        self._refuse_when_closed()
        return tuple(self._patients.values())

    def administrations(self, patient: str | None = None) -> tuple[AdministrationRow, ...]:
        self._refuse_when_closed()
        wanted = (row for row in self._administrations.values() if patient in {None, row.patient})
        return tuple(sorted(wanted, key=lambda row: row.opened_at))

    def rebuild(self, rows: Sequence[ProjectionRow]) -> None:
        self._before_writing()
        self._patients.clear()
        self._administrations.clear()
        for row in rows:
            self._put(row)

    def head(self) -> Head:
        self._refuse_when_closed()
        return Head(self._sequence, self._hash)

    def head_at(self, sequence: int) -> Head:
        self._refuse_when_closed()
        if sequence not in self._heads:
            return Head(0, "0" * 64)
        return Head(sequence, self._heads[sequence])

    def keep_protocol(self, content_hash: str, data: bytes) -> None:
        self._before_writing()
        if self._protocols.setdefault(content_hash, data) != data:
            raise StorageError(f"Another protocol is stored under {content_hash}.")

    def protocol_bytes(self, content_hash: str) -> bytes | None:
        self._refuse_when_closed()
        return self._protocols.get(content_hash)

    def close(self) -> None:
        self._closed = True

    def _put(self, row: ProjectionRow) -> None:
        if isinstance(row, CredentialRow):
            self._credentials[row.member] = row.hash
            return
        if isinstance(row, PatientRow):
            self._patients[row.id] = row
            return
        once = AdministrationRow(
            id=row.id,
            patient=row.patient,
            number=row.number,
            cycle=row.cycle,
            day=row.day,
            stage=row.stage,
            opened_at=row.opened_at,
            batches=tuple(dict.fromkeys(row.batches)),
        )
        self._administrations[row.id] = once

    def _before_writing(self) -> None:
        self._refuse_when_closed()
        if self._failures:
            self._failures -= 1
            raise StorageError("The disk is full. Nothing was written. Make room and try again.")

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise StorageError("The log is closed.")


class FakeRinger:
    """Keeps which sounds were asked for; `breaks` makes it a machine without sound."""

    def __init__(self) -> None:
        self.sounds: list[str] = []
        self._fault = ""

    @property
    def fault(self) -> str:
        return self._fault

    def breaks(self, fault: str) -> None:
        """From now on nothing can be heard, or, with "", everything again."""
        self._fault = fault

    def ring(self, priority: str, /) -> None:
        if priority not in PRIORITIES:
            raise KeyError(priority)
        self.sounds.append(priority)


class FakeMemory:
    """Keeps which alarms had begun, as long as it is kept itself."""

    def __init__(self, kept: Mapping[str, int] | None = None) -> None:
        self.kept = kept

    def heard(self) -> Mapping[str, int] | None:
        return self.kept

    def keep(self, began: Mapping[str, int]) -> None:
        self.kept = dict(began)
