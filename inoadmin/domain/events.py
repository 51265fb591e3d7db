"""What happened, as the log keeps it.

Event: one fact in a stream with who and when. Facts: Recorded (an accepted command), Refused (an
attempt that a gate kept shut), Corrected (points at an earlier event), PatientRegistered,
StaffRegistered, and what happened at the workplace. State is the fold over events as corrected;
nothing else is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from inoadmin.domain.commands import Act
from inoadmin.domain.people import PatientDetails, StaffDetails
from inoadmin.domain.workplace import WorkplaceFact


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding as it was seen when it was refused or covered.

    `key` is the value in a canonical text; `basis` what it was read from (a sample, a bag);
    `breach` by how much a time was exceeded, for findings that grow with time.
    """

    code: str
    key: str
    basis: str = ""
    breach: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """A cover that opened a gate: the code, and the version of the event that covered it."""

    code: str
    cover: int


@dataclass(frozen=True, slots=True)
class Opening:
    """What an administration's first event adds: whose it is, its record number, its protocol."""

    patient: str
    number: str
    protocol_hash: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """An accepted command. `typed`: the time was given, to the minute, not stamped.

    `used` and `unresolved`: how its gate was passed; `seen`: what an authorisation or
    acknowledgement covers; `shown`: notes shown while it was recorded.
    """

    command: Act
    typed: bool = False
    used: tuple[Used, ...] = ()
    unresolved: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()
    shown: tuple[str, ...] = ()
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A command that a gate kept shut, with what shut it."""

    command: Act
    gate: str
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """An earlier event of this stream (`target`, its version) put right or voided.

    `command` and `occurred_at` replace the act's own where given; `before` and `after` are what a
    reader is shown.
    """

    target: int
    reason: str
    field: str = ""
    before: str = ""
    after: str = ""
    command: Act | None = None
    occurred_at: datetime | None = None
    void: bool = False


@dataclass(frozen=True, slots=True)
class PatientRegistered:
    """A patient became known here, or their details were put right."""

    details: PatientDetails


@dataclass(frozen=True, slots=True)
class StaffRegistered:
    """A member of staff became known, or their details (activity included) changed."""

    details: StaffDetails


Fact = Recorded | Refused | Corrected | PatientRegistered | StaffRegistered | WorkplaceFact


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose hand a fact bears, as they were when they signed: its time is the event's
    `recorded_at`.

    `meaning` says what was signed. `over` is the SHA-256, in hex, of the whole entry with the hash
    of the entry before it, signatures left out; `proof` holds signature and entry together and can
    be made only with this workstation's secret.
    """

    signer: str
    name: str
    role: str
    registration: str
    meaning: str
    over: str
    proof: str
    temporary: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One fact as logged. `stream` is "administration/…", "patient/…", "staff/…", "plan/…",
    "workstation" or "settings"; `version` counts from 1 within it, `sequence` across the database.
    Instants are UTC.
    """

    stream: str
    version: int
    sequence: int
    actor: str
    occurred_at: datetime
    recorded_at: datetime
    fact: Fact
    signatures: tuple[Signature, ...] = ()
