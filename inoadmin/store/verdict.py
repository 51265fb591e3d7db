"""What a check of a database found: Fault (one thing that is not as this program wrote it), Counts
(what was looked at) and Verdict (both, with where the log ends).

No text here holds what is recorded of a patient: entries are named by number, kind, stream, time
and the actor's id, rows by their id, and values only where they are nobody's name or number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from inoadmin.session.ports import Head
from inoadmin.store.chain import Envelope
from inoadmin.store.schema import NO_HASH

FILE, SCHEMA, IDENTITY, CHAIN = "file", "schema", "identity", "chain"
CONTENT, SIGNATURES, CREDENTIALS = "content", "signatures", "credentials"
PROTOCOLS, PROJECTIONS, HEADS = "protocols", "projections", "heads"

#: All checks, in the order in which they are told.
CHECKS: Final = (
    FILE,
    SCHEMA,
    IDENTITY,
    CHAIN,
    CONTENT,
    SIGNATURES,
    CREDENTIALS,
    PROTOCOLS,
    PROJECTIONS,
    HEADS,
)

_LONGEST: Final = 80  # characters of a text that may be anything
_HASH_SHOWN: Final = 16


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as this program wrote it. `check` is one of CHECKS; `sequence` and
    `entry` (its kind, stream, time and actor) are of the entry that it was found at, if at one.
    """

    check: str
    sentence: str
    sequence: int | None = None
    entry: str = ""

    @property
    def line(self) -> str:
        """In one plain line."""
        if self.sequence is None:
            return f"{self.check}: {self.sentence}"
        return f"{self.check}: entry {self.sequence} ({self.entry}): {self.sentence}"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was looked at. `unproven`: signatures whose proof could not be looked at without
    the workstation's secret; `unasked`: acts from before anybody had a PIN, which bear no
    signature though they would now; `credentials_left_out`: the copy holds no hashes of PINs.
    """

    entries: int = 0
    signatures: int = 0
    unproven: int = 0
    unasked: int = 0
    credentials: int = 0
    credentials_left_out: bool = False
    protocols: int = 0
    rows: int = 0
    heads: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in a database, and where its log ends. `kind` as it says itself, `schema` its
    version. `unread`: the file is damaged so that nothing else could be looked at.
    """

    faults: tuple[Fault, ...] = ()
    head: Head = field(default=Head(0, NO_HASH))
    counts: Counts = field(default_factory=Counts)
    kind: str = ""
    schema: int = 0
    unread: bool = False

    @property
    def holds(self) -> bool:
        """Whether everything that could be looked at is as this program wrote it."""
        return not self.faults


def at_entry(check: str, envelope: Envelope, sentence: str) -> Fault:
    """A fault found at an entry."""
    named = (
        f"{plain(envelope.kind)} in {plain(envelope.stream)}, recorded "
        f"{plain(envelope.recorded_at)} by {plain(envelope.actor)}"
    )
    return Fault(check, sentence, envelope.sequence, named)


def in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    """A damaged file first, then what is wrong with entries, the earliest first, then the rest."""

    def place(fault: Fault) -> tuple[int, int, int]:
        rank = 0 if fault.check == FILE else 1 if fault.sequence is not None else 2
        return rank, fault.sequence or 0, CHECKS.index(fault.check)

    return tuple(sorted(faults, key=place))


def plain(value: object) -> str:
    """A value that may be anything, as a short text in one line."""
    text = " ".join(str(value).split())
    text = "".join(character if character.isprintable() else "?" for character in text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def short(digest: object) -> str:
    """The beginning of a hash, enough to tell two apart."""
    text = plain(digest)
    return text if len(text) <= _HASH_SHOWN else f"{text[:_HASH_SHOWN]}…"
