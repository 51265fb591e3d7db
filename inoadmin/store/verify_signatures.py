"""Signatures: whose hand each act bears, held against the staff as they stood at that entry.

The log itself says who was registered with which name, role and registration at any entry, who had
a PIN, and when signing began. So each signature is judged by what was known when it was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from inoadmin.domain import commands as c
from inoadmin.domain.events import Corrected, Fact, Recorded, Signature, StaffRegistered
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.permission import CHECKERS, SHARED
from inoadmin.domain.workplace import PinSet
from inoadmin.session.ports import Prover
from inoadmin.session.signing import signers
from inoadmin.store.chain import Envelope
from inoadmin.store.signing import Unkeyed, over_of, proof_of, signatures_of, text_of
from inoadmin.store.verdict import CREDENTIALS, SIGNATURES, Fault, at_entry, plain, short
from inoadmin.store.verify_entries import UNREADABLE, References

_STAFF = "staff/"


@dataclass(slots=True)
class Hands:
    """Who works here and may sign, as the log has told so far; `kind` is the log's.

    `prover` None: proofs cannot be looked at here, and are counted as `unproven`. `since_signing`:
    the log was begun when acts were signed already, so that none may lack its signature.
    """

    kind: str
    prover: Prover | None
    since_signing: bool = False
    signatures: int = 0
    unproven: int = 0
    unasked: int = 0
    _staff: dict[str, StaffDetails] = field(default_factory=dict[str, StaffDetails])
    _pins: dict[str, str] = field(default_factory=dict[str, str])

    def follow(self, envelope: Envelope, fact: Fact, before: References) -> Iterator[Fault]:
        """Goes on to the next entry, and tells what is wrong with its signatures."""
        try:
            found = signatures_of(envelope)
        except UNREADABLE:
            yield at_entry(SIGNATURES, envelope, "its signatures are not in their form")
            return
        if text_of(found) != envelope.signatures:
            yield at_entry(
                SIGNATURES, envelope, "its signatures are not as this program writes them"
            )
        self.signatures += len(found)
        for sentence in self._wrong(envelope, fact, found, before):
            yield at_entry(SIGNATURES, envelope, sentence)
        self._learn(envelope, fact)

    def credential_faults(self, rows: Mapping[str, object], left_out: bool) -> Iterator[Fault]:
        """Hashes of PINs that are not those that the log names; with `left_out` there are none.
        Each is made with chance of its own: no two members have the same one.
        """
        for member in sorted(rows.keys() | self._pins.keys()):
            if member not in self._pins:
                yield Fault(
                    CREDENTIALS,
                    f"there is a hash of a PIN for {plain(member)}, who was never given one",
                )
            elif member not in rows:
                if not left_out:
                    yield Fault(CREDENTIALS, f"the hash of {plain(member)}'s PIN is gone")
            elif fingerprint(rows[member]) != self._pins[member]:
                yield Fault(
                    CREDENTIALS,
                    f"the hash of {plain(member)}'s PIN was exchanged (its fingerprint is "
                    f"{short(fingerprint(rows[member]))}, due was {short(self._pins[member])})",
                )
        for hashed, members in _shared(rows).items():
            yield Fault(
                CREDENTIALS,
                f"{' and '.join(members)} have one and the same hash of a PIN "
                f"({short(fingerprint(hashed))}): one was given the other's",
            )

    def _learn(self, envelope: Envelope, fact: Fact) -> None:
        member = envelope.stream.removeprefix(_STAFF)
        if isinstance(fact, StaffRegistered):
            self._staff[member] = fact.details
        elif isinstance(fact, PinSet):
            self._pins[member] = fact.fingerprint

    def _wrong(
        self, envelope: Envelope, fact: Fact, found: tuple[Signature, ...], before: References
    ) -> Iterator[str]:
        over = over_of(envelope) if found else ""
        if isinstance(fact, PinSet) and self.kind == "scenario":
            yield "it gives a PIN, which a scenario's log never does: the kind was changed"
        for signature in found:
            yield from self._wrong_hand(signature, over)
        if isinstance(fact, Recorded | Corrected):
            command = command_of(fact)
            if envelope.stream.startswith("administration/"):
                yield from self._wrong_actor(envelope.actor)
            yield from self._wrong_signers(command, envelope.actor, found)
            yield from _own_work(envelope, fact, before)

    def _wrong_hand(self, signature: Signature, over: str) -> Iterator[str]:
        """What is wrong with one signature, whatever it was put under."""
        whose = f"the signature of {plain(signature.signer)}"
        if signature.over != over:
            yield (
                f"{whose} stands over another entry (over {short(signature.over)}, this one is "
                f"{short(over)}): this entry or one before it was written anew, or the signature "
                "was put here from elsewhere"
            )
        elif not self._proven(signature):
            yield f"{whose} was not made with this workstation's secret: it is forged"
        details = self._staff.get(signature.signer)
        if details is None:
            yield f"{whose} is nobody's who was registered by then"
            return
        named = ("name", "role", "registration", "temporary")
        differing = [part for part in named if getattr(signature, part) != getattr(details, part)]
        if differing:
            yield f"{whose} does not bear the {' and '.join(differing)} that they had then"
        if not details.active:
            yield f"{whose} is a leaver's"
        if self.kind != "scenario" and signature.signer not in self._pins:
            yield f"{whose} was made before they had a PIN"

    def _proven(self, signature: Signature) -> bool:
        if self.prover is not None:
            return signature.proof == proof_of(signature, self.prover)
        self.unproven += 1
        # anybody can make a plain digest: it is a proof of nothing in a log that has a secret
        return self.kind != "ward" or signature.proof != proof_of(signature, Unkeyed())

    def _wrong_actor(self, actor: str) -> Iterator[str]:
        details = self._staff.get(actor)
        if details is None or not details.active:
            yield f"its actor ({plain(actor)}) was no active member of staff then"

    def _wrong_signers(
        self, command: c.Command, actor: str, found: tuple[Signature, ...]
    ) -> Iterator[str]:
        """Signatures that an act lacks, or has and does not ask for."""
        due = signers(command, actor)
        begun = self.since_signing or self._pins or self.signatures
        if due and not found and not begun:
            self.unasked += 1
            return
        # by person, not by wording: what a signature says it means is held by its proof
        there = [signature.signer for signature in found]
        wanted = [signer.member for signer in due]
        for signer in due:
            if signer.member not in there:
                yield f"it lacks the signature of {plain(signer.member)} ({plain(signer.meaning)})"
        for signature in found:
            if signature.signer not in wanted or there.count(signature.signer) > 1:
                yield (
                    f"it bears a signature of {plain(signature.signer)} "
                    f"({plain(signature.meaning)}) that such an act does not have"
                )
        for member in wanted:
            details = self._staff.get(member)
            if details is not None and member in there:
                yield from _incompetent(command, member, details, member == wanted[0])


def fingerprint(hashed: object) -> str:
    """What the log keeps of the hash of a PIN."""
    return sha256(str(hashed).encode("utf-8", "replace")).hexdigest()


def _shared(rows: Mapping[str, object]) -> dict[object, list[str]]:
    """Hashes of PINs that several members have, and whose they are."""
    found: dict[object, list[str]] = {}
    for member in sorted(rows):
        found.setdefault(rows[member], []).append(plain(member))
    return {hashed: members for hashed, members in found.items() if len(members) > 1}


def command_of(fact: Recorded | Corrected) -> c.Command:
    """The command that a fact came from, as far as signing looks at it."""
    if isinstance(fact, Recorded):
        return fact.command
    return c.Correct(
        fact.target,
        field=fact.field,
        value=fact.after,
        corrected=fact.command,
        occurred_at=fact.occurred_at,
        void=fact.void,
        reason=fact.reason,
    )


def _incompetent(
    command: c.Command, member: str, details: StaffDetails, first: bool
) -> Iterator[str]:
    who = f"{plain(member)} signed it as {plain(details.role)}"
    if not first:
        if details.role not in CHECKERS:
            yield f"{who}, who is no second checker"
    elif details.temporary:
        yield f"{plain(member)} signed it, who was admitted as a second checker alone"
    elif details.role != "nurse" and not isinstance(command, SHARED):
        yield f"{who}, who does not record such an act"


def _own_work(envelope: Envelope, fact: Recorded | Corrected, before: References) -> Iterator[str]:
    """A second check by who made the first."""
    first = envelope.actor
    if isinstance(fact, Corrected):
        first = before.actor_of(envelope.stream, fact.target)
        if fact.field != "witness":
            return
    match fact.command:
        case c.SecondCheck(witness=witness) | c.Complete(witness=witness):
            if witness and witness == first:
                yield f"its second checker ({plain(witness)}) is the first one"
        case _:
            return
