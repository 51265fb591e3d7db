"""The hash chain over the log.

An event's hash is SHA-256 over its whole envelope, the previous event's hash included, written as
JSON with sorted keys, no spaces and characters as they are, in UTF-8. The first event's previous
hash is 64 zeros. The chain shows an edit; it cannot show that its tail was cut off or that all of
it was written anew: for that the head's hash has to leave this computer, on every record.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from inoadmin.session.ports import Head
from inoadmin.store.schema import NO_HASH

UNSIGNED: Final = "[]"

_HASH_SHOWN: Final = 16
_ID_SHOWN: Final = 36


@dataclass(frozen=True, slots=True)
class Envelope:
    """A row of `events`. Instants are ISO 8601 in UTC, `body` and `signatures` are JSON text,
    hashes are in hex.
    """

    sequence: int
    database_id: str
    stream: str
    version: int
    kind: str
    kind_version: int
    occurred_at: str
    recorded_at: str
    local_offset_minutes: int
    boot_id: str
    counter_ns: int
    actor: str
    body: str
    previous_hash: str
    hash: str = ""
    signatures: str = UNSIGNED


class Chained(Protocol):
    """A log whose envelopes can be read."""

    def envelopes(self) -> Iterable[Envelope]:
        """All rows in order of their sequence."""
        ...


def seal(envelope: Envelope) -> Envelope:
    """The envelope with its hash."""
    return dataclasses.replace(envelope, hash=hash_of(envelope))


def hash_of(envelope: Envelope) -> str:
    """What an envelope's hash must be, in hex. No signature is no field of it."""
    left_out = {"hash", "signatures"} if envelope.signatures == UNSIGNED else {"hash"}
    fields = {
        field.name: getattr(envelope, field.name)
        for field in dataclasses.fields(envelope)
        if field.name not in left_out
    }
    # damage can make bytes of a text, which json refuses: as repr they have another hash
    text = json.dumps(
        fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=repr
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Links:
    """A chain as far as it has been followed; of a database's id, when that is known.

    Each sequence must follow the last, each version the last of its stream, each previous hash be
    the hash before it, each hash be that of its envelope, and all bear one database's id. After a
    break it is followed on from what is stored, so that one edit is one break. What is numbered
    before the first entry is none, and is passed over.
    """

    def __init__(self, database_id: str = "") -> None:
        self.head = Head(0, NO_HASH)
        self._database_id = database_id
        self._versions: dict[str, int] = {}

    def follow(self, envelope: Envelope) -> tuple[str, ...]:
        """Goes on to the next entry, and says in what it does not follow."""
        version = self._versions.get(envelope.stream, 0) + 1
        self._database_id = self._database_id or envelope.database_id
        breaks = tuple(_breaks(envelope, self.head, version, self._database_id))
        if envelope.sequence < 1:
            return breaks
        self._versions[envelope.stream] = envelope.version
        self.head = Head(envelope.sequence, envelope.hash)
        return breaks


def verify_chain(log: Chained) -> int | None:
    """The first sequence at which the chain does not hold, or None."""
    links = Links()
    for sequence, envelope in enumerate(log.envelopes(), start=1):
        if links.follow(envelope):
            return sequence
    return None


def _breaks(envelope: Envelope, head: Head, version: int, database_id: str) -> Iterator[str]:
    """In what an entry does not follow `head`; `version` and `database_id` are due."""
    if envelope.sequence < 1:
        yield "it was put in before the first entry"
        return
    if envelope.sequence != head.sequence + 1:
        missing = f"entry {head.sequence + 1} is"
        if envelope.sequence > head.sequence + 2:
            missing = f"entries {head.sequence + 1} to {envelope.sequence - 1} are"
        yield f"{missing} missing before it"
    if envelope.version != version:
        yield f"its version in the stream is {envelope.version}, due was {version}"
    if envelope.database_id != database_id:
        found = _short(envelope.database_id, _ID_SHOWN)
        yield (
            f"it bears another database's id ({found}, this one's is "
            f"{_short(database_id, _ID_SHOWN)})"
        )
    if envelope.previous_hash != head.hash:
        yield (
            f"it was made to follow the hash {_short(envelope.previous_hash)}, the entry before "
            f"it has {_short(head.hash)}"
        )
    made = hash_of(envelope)
    if envelope.hash != made:
        yield (
            f"it was changed: its hash is {_short(envelope.hash)}, its content gives {_short(made)}"
        )


def _short(text: str, length: int = _HASH_SHOWN) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= length else f"{line[:length]}…"
