"""What the session needs from outside: a log, a clock, a scanner reader, new ids.

The rooms store, clock and scan fill these; tests fill them with fakes that obey the same contract
tests. Errors here are the environment's, told to the nurse plainly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from inoadmin.domain.commands import Reading
from inoadmin.domain.events import Event, Fact


class StorageError(Exception):
    """The environment kept something from being written or read.

    The text says what happened, what is safe and what to do, in one line.
    """


class HeldError(StorageError):
    """Another process holds the database."""


class ConflictError(Exception):
    """Someone else wrote to the stream first: load it again and decide anew."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One reading of the clock: wall time in UTC, a counter of nanoseconds that goes on through
    sleep, and the boot it counts from.
    """

    now: datetime
    counter_ns: int
    boot_id: str


class Clock(Protocol):
    """Tells the time."""

    def read(self) -> Tick:
        """The time now."""
        ...


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature to be put on a fact: whose, as they are now, and what it means."""

    signer: str
    name: str
    role: str
    registration: str
    meaning: str
    temporary: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact to be appended. `expected_version` is the stream's version before it (0: new)."""

    stream: str
    expected_version: int
    actor: str
    occurred_at: datetime
    fact: Fact
    signings: tuple[Signing, ...] = ()


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A patient as the projection keeps it, to find them without reading the log."""

    id: str
    family_name: str
    given_name: str
    nhs_number: str
    hospital_number: str


@dataclass(frozen=True, slots=True)
class AdministrationRow:
    """An administration as the projection keeps it. `opened_at` is UTC."""

    id: str
    patient: str
    number: str
    cycle: int
    day: int
    stage: str
    opened_at: datetime
    batches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """The hash of a member's PIN, kept apart from the log and left out of readable copies."""

    member: str
    hash: str


ProjectionRow = PatientRow | AdministrationRow | CredentialRow


@dataclass(frozen=True, slots=True)
class Head:
    """The log's last event: its sequence (0: empty) and its hash in hex."""

    sequence: int
    hash: str


class EventLog(Protocol):
    """The append-only log. `kind` is "ward", "training" or "scenario"."""

    @property
    def kind(self) -> str:
        """What the database is for: "ward", "training" or "scenario"."""
        ...

    @property
    def database_id(self) -> str:
        """The name the database was given when it was made; in every event's envelope."""
        ...

    def append(
        self, drafts: Sequence[Draft], tick: Tick, rows: Sequence[ProjectionRow] = ()
    ) -> tuple[Event, ...]:
        """Writes all drafts and projection rows in one transaction; on disk when it returns.

        `recorded_at` is the tick's time. Drafts of one stream follow one another.

        Raises:
            ConflictError: a stream is not at its expected version; nothing was written.
            StorageError: the environment refused; nothing was written.
        """
        ...

    def read(self, stream: str) -> tuple[Event, ...]:
        """The events of a stream in order; empty when there is none."""
        ...

    def streams(self, prefix: str) -> tuple[str, ...]:
        """The names of the streams that begin with `prefix`, in order of their first event."""
        ...

    def patients(self) -> tuple[PatientRow, ...]:
        """All projected patients."""
        ...

    def administrations(self, patient: str | None = None) -> tuple[AdministrationRow, ...]:
        """All projected administrations, or a patient's, in order of opening."""
        ...

    def head(self) -> Head:
        """The end of the log as it stands."""
        ...

    def head_at(self, sequence: int) -> Head:
        """The log's end as it was after that entry; sequence 0 where there is none such."""
        ...

    def last_tick(self) -> Tick | None:
        """When the last event was recorded; None in an empty log."""
        ...

    def credential(self, member: str) -> str | None:
        """The hash of a member's PIN, or None when they have none."""
        ...

    def keep_protocol(self, content_hash: str, data: bytes) -> None:
        """Stores a protocol file's bytes under their hash, once."""
        ...

    def protocol_bytes(self, content_hash: str) -> bytes | None:
        """The bytes kept under the hash, or None."""
        ...

    def close(self) -> None:
        """Lets the database go; nothing can be read or written afterwards."""
        ...


class Scanner(Protocol):
    """Reads a scanner's raw text."""

    def read(
        self, text: str, gtins: Iterable[tuple[str, str]], separators: Sequence[str] = ()
    ) -> Reading:
        """What the text says; `gtins` are the known GTINs with their product names, `separators`
        what the ward's scanner sends for the group separator beside that itself.
        """
        ...


class Ids(Protocol):
    """Makes names that no other machine makes."""

    def new(self) -> str:
        """A name never given before."""
        ...


class Prover(Protocol):
    """Makes the proof of a signature from a secret that is not in the database."""

    def prove(self, data: bytes) -> str:
        """The proof over `data`, in hex."""
        ...


class PinHasher(Protocol):
    """Turns PINs into what may be kept."""

    def hash(self, pin: str) -> str:
        """A hash that takes time and memory to make, with its own salt."""
        ...

    def matches(self, hashed: str, pin: str) -> bool:
        """Whether the hash was made from the PIN; False for a hash that is not readable."""
        ...
