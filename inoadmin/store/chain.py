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
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from inoadmin.store.schema import NO_HASH


@dataclass(frozen=True, slots=True)
class Envelope:
    """A row of `events`. Instants are ISO 8601 in UTC, `body` is JSON text, hashes are in hex."""

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


class Chained(Protocol):
    """A log whose envelopes can be read."""

    def envelopes(self) -> Iterable[Envelope]:
        """All rows in order of their sequence."""
        ...


def seal(envelope: Envelope) -> Envelope:
    """The envelope with its hash."""
    return dataclasses.replace(envelope, hash=hash_of(envelope))


def hash_of(envelope: Envelope) -> str:
    """What an envelope's hash must be, in hex."""
    fields = {
        field.name: getattr(envelope, field.name)
        for field in dataclasses.fields(envelope)
        if field.name != "hash"
    }
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def verify_chain(log: Chained) -> int | None:
    """The first sequence at which the chain does not hold, or None.

    Each sequence must follow the last, each version the last of its stream, each previous hash be
    the hash before it, and each hash be that of its envelope.
    """
    previous_hash, database_id = NO_HASH, ""
    versions: dict[str, int] = {}
    for sequence, envelope in enumerate(log.envelopes(), start=1):
        version = versions.get(envelope.stream, 0) + 1
        if (
            envelope.sequence != sequence
            or envelope.version != version
            or envelope.previous_hash != previous_hash
            or envelope.database_id != (database_id or envelope.database_id)
            or envelope.hash != hash_of(envelope)
        ):
            return sequence
        versions[envelope.stream] = version
        previous_hash, database_id = envelope.hash, envelope.database_id
    return None
