"""What happened at this workstation and to the accounts of its staff; none of it is on any
patient's record.

Of a member of staff (stream "staff/…"): PinSet, PinAccepted, PinRefused, AccountOpened, SignedIn,
SignedOut, Locked. Of the workstation (stream "workstation"): ReactionCalled, ReactionClaimed,
AlarmAcknowledged, SoundPaused, SoundTested, ClockStepped, ClockFollowed, Restarted, BackedUp,
Restored, Exported, RecordIssued, RecordNotIssued. Stream "settings": SettingsChanged. Of a plan
(stream "plan/…"): StartPlanned, which is about an administration but no clinical act of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from inoadmin.domain.settings import Settings


@dataclass(frozen=True, slots=True)
class PinSet:
    """A member of staff has a new PIN. `fingerprint`: SHA-256, in hex, of the hash that is kept
    apart from the log, so that an exchanged one is noticed.
    """

    fingerprint: str


@dataclass(frozen=True, slots=True)
class PinAccepted:
    """The right PIN was typed, for `purpose`; failures before it count no more."""

    purpose: str


@dataclass(frozen=True, slots=True)
class PinRefused:
    """A wrong PIN was typed, for `purpose`."""

    purpose: str


@dataclass(frozen=True, slots=True)
class AccountOpened:
    """A manager opened an account that too many wrong PINs had locked."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The member of staff acts here from now on. `unlocked`: the screen was locked before."""

    unlocked: bool = False


@dataclass(frozen=True, slots=True)
class SignedOut:
    """The member of staff no longer acts here."""


@dataclass(frozen=True, slots=True)
class Locked:
    """The screen was locked while the member of staff acted. `why`: "idle", "key", "session",
    "sleep".
    """

    why: str


@dataclass(frozen=True, slots=True)
class ReactionCalled:
    """The reaction key was pressed before it was known whose reaction it is, or who acts.

    The reaction itself is recorded afterwards, at this moment.
    """


@dataclass(frozen=True, slots=True)
class ReactionClaimed:
    """Whose reaction a call was (`call`: its version in the stream), or, without an
    administration, why it was none.
    """

    call: int
    administration: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AlarmAcknowledged:
    """Who acted took note of an alarm that stood; it sounds no more. `code` and `occasion` tell
    which of the administration's (none for a called reaction); `said` is what was read.
    """

    administration: str
    code: str
    occasion: str
    priority: str
    said: str


@dataclass(frozen=True, slots=True)
class SoundPaused:
    """Alarms were only to be seen for `seconds`, or until a new high one."""

    seconds: int


@dataclass(frozen=True, slots=True)
class SoundTested:
    """The sounds of alarms were played, and heard or not."""

    heard: bool


@dataclass(frozen=True, slots=True)
class ClockStepped:
    """The computer's wall clock moved against its counter: `wall` is what it says now, in UTC, and
    `by` how far it is from where the counter puts the time (positive: set forward).
    """

    wall: datetime
    by: timedelta


@dataclass(frozen=True, slots=True)
class ClockFollowed:
    """The time shown here was moved by `by` to what the computer's wall clock says."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class Restarted:
    """The computer was started anew; between `last_at` (the last entry, UTC) and this entry only
    the wall clock tells how long it was.
    """

    last_at: datetime


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A verified backup was written: its file's name, and the log's head that it ends with."""

    file: str
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Restored:
    """This database was put in the place of another one: the backup's file name, and the head of
    the log that it replaced (sequence 0 when that could not be read).
    """

    file: str
    replaced_sequence: int
    replaced_hash: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A readable copy was made, and why."""

    file: str
    reason: str
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class RecordIssued:
    """A record was asked for on paper or as a file, and which copy of it that is; written before
    anything is handed over.

    `version` is the record's, from 1; `finished` whether the administration had ended; `copy`
    counts from 1, the original; `how`: "printed", "saved".
    """

    administration: str
    version: int
    finished: bool
    copy: int
    how: str


@dataclass(frozen=True, slots=True)
class RecordNotIssued:
    """Nothing came of it after all (`issue`: its version in the stream): the printer or the disk
    refused it. The copy's number is free again.
    """

    issue: int
    why: str


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """The ward's settings from now on."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class StartPlanned:
    """The start that is wished for an administration, in UTC; None takes the plan away."""

    administration: str
    start: datetime | None


StaffFact = PinSet | PinAccepted | PinRefused | AccountOpened | SignedIn | SignedOut | Locked
WorkstationFact = (
    ReactionCalled
    | ReactionClaimed
    | AlarmAcknowledged
    | SoundPaused
    | SoundTested
    | ClockStepped
    | ClockFollowed
    | Restarted
    | BackedUp
    | Restored
    | Exported
    | RecordIssued
    | RecordNotIssued
)
WorkplaceFact = StaffFact | WorkstationFact | SettingsChanged | StartPlanned
