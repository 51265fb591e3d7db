"""Signatures on entries: what is signed, and what holds the signature to it.

A signature stands over the hash of the whole entry without its signatures, the hash of the entry
before it included; so it is bound to all that was recorded until then. Its proof is made by the
`Prover` from the signature's own fields, that hash among them.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from typing import cast

import msgspec

from inoadmin.domain.events import Signature
from inoadmin.session.ports import Prover, Signing, StorageError
from inoadmin.store.chain import UNSIGNED, Envelope, hash_of, seal


class Unkeyed:
    """Proofs of a log without a secret: they show that an entry was changed by accident, not who
    changed it. For scenarios, in which nobody types a PIN.
    """

    def prove(self, data: bytes) -> str:
        """A plain digest."""
        return hashlib.sha256(data).hexdigest()


def sign(envelope: Envelope, signings: Sequence[Signing], prover: Prover) -> Envelope:
    """The envelope with its signatures and its hash."""
    if not signings:
        return seal(envelope)
    over = over_of(envelope)
    made = [_signature(signing, over, prover) for signing in signings]
    return seal(dataclasses.replace(envelope, signatures=text_of(made)))


def text_of(signatures: Sequence[Signature]) -> str:
    """Signatures as they are written on an envelope."""
    return msgspec.json.encode(signatures).decode("utf-8") if signatures else UNSIGNED


def signatures_of(envelope: Envelope) -> tuple[Signature, ...]:
    """The signatures that an envelope bears.

    Raises:
        StorageError: they are not what this program writes.
    """
    if envelope.signatures == UNSIGNED:
        return ()
    try:
        return msgspec.json.decode(envelope.signatures, type=tuple[Signature, ...])
    except msgspec.MsgspecError as error:
        raise StorageError(
            f"Cannot read entry {envelope.sequence} of the log: its signatures are not in their "
            "form. The log is unchanged. Run inoadmin verify, and keep the file as it is."
        ) from error


def over_of(envelope: Envelope) -> str:
    """What a signature on this entry must stand over, in hex."""
    return hash_of(dataclasses.replace(envelope, signatures=UNSIGNED))


def proof_of(signature: Signature, prover: Prover) -> str:
    """What a signature's proof must be, in hex."""
    return prover.prove(_proven(signature))


def _signature(signing: Signing, over: str, prover: Prover) -> Signature:
    fields = {name: getattr(signing, name) for name in Signing.__dataclass_fields__}
    signature = Signature(**fields, over=over, proof="")
    return dataclasses.replace(signature, proof=proof_of(signature, prover))


def _proven(signature: Signature) -> bytes:
    """What a proof is made over: every field but the proof itself."""
    fields = cast("dict[str, object]", msgspec.to_builtins(signature))
    fields.pop("proof")
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
