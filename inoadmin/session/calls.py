"""Reactions called before it was known whose they are, or who called: open until claimed.

Call: one press of the reaction key. `open_calls` are those that nobody has claimed; they outlive
restarts. `claim` records the reaction at the moment of the call, and whose it was, in one go for
whoever asks; done again after a failure it goes on where it stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inoadmin.domain.commands import Reaction
from inoadmin.domain.requests import Reason
from inoadmin.domain.workplace import ReactionCalled, ReactionClaimed
from inoadmin.session.accounts import Proof
from inoadmin.session.outcome import Outcome
from inoadmin.session.service import UNIDENTIFIED, Service
from inoadmin.session.signing import Signer, signing_of
from inoadmin.session.streams import WORKSTATION

CLAIMED = "said whose reaction it was"
MISTAKEN = "said that the reaction key was pressed by mistake"


@dataclass(frozen=True, slots=True)
class Call:
    """One press of the key. `version` is its place in the workstation's stream, `at` the moment in
    UTC, `actor` who was signed in, or "unidentified".
    """

    version: int
    at: datetime
    actor: str

    @property
    def unsigned(self) -> bool:
        """Whether nobody was signed in: its claim is signed then."""
        return self.actor == UNIDENTIFIED


def open_calls(service: Service) -> tuple[Call, ...]:
    """The calls that nobody has claimed, the oldest first."""
    events = service.workstation_events()
    claimed = {event.fact.call for event in events if isinstance(event.fact, ReactionClaimed)}
    return tuple(
        Call(event.version, event.recorded_at, event.actor)
        for event in events
        if isinstance(event.fact, ReactionCalled) and event.version not in claimed
    )


def claim(
    service: Service, call: Call, actor: str, administration: str, proof: Proof | None = None
) -> Outcome:
    """Records the reaction at the moment of the call, then whose it was.

    Without the proof of the actor's PIN nothing is written when the call needs a signature; the
    outcome then names the signer. Where the administration has changed since, so that the moment
    itself is refused, the reaction is recorded as of now.

    Raises:
        StorageError: the log could not be written; what is missing is asked for again.
    """
    if not _may(service, actor):
        return Outcome(False, (Reason("not-permitted", "only a nurse says so"),))
    lacking = _lacking(service, call, actor, CLAIMED, proof)
    if lacking is not None:
        return lacking
    state = service.administration(administration)
    if any(known.report.occurred_at == call.at for known in state.reactions):
        outcome = Outcome(accepted=True, administration=administration)
    else:
        outcome = _react(service, actor, state.patient, administration, call.at)
    if outcome.accepted:
        fact = ReactionClaimed(call.version, administration)
        _write(service, call, fact, actor, CLAIMED, proof)
    return outcome


def dismiss(
    service: Service, call: Call, actor: str, reason: str, proof: Proof | None = None
) -> Outcome:
    """Records that a call was none, and why; without a reason nothing is written.

    Raises:
        StorageError: the log could not be written; the call stays open.
    """
    if not _may(service, actor):
        return Outcome(False, (Reason("not-permitted", "only a nurse says so"),))
    if not reason.strip():
        return Outcome(False, (Reason("invalid-value", "reason is missing"),))
    lacking = _lacking(service, call, actor, MISTAKEN, proof)
    if lacking is not None:
        return lacking
    fact = ReactionClaimed(call.version, reason=reason)
    _write(service, call, fact, actor, MISTAKEN, proof)
    return Outcome(accepted=True)


def _may(service: Service, actor: str) -> bool:
    """Whether the actor is a nurse who records; whose a reaction was is asked of no other."""
    known = service.staff().get(actor)
    return known is not None and known.active and known.role == "nurse" and not known.temporary


def _react(
    service: Service, actor: str, patient: str, administration: str, at: datetime
) -> Outcome:
    """The reaction at a moment; as of now where that moment is refused."""
    outcome = Outcome(accepted=False)
    for occurred in (at, None):
        outcome = service.submit(
            Reaction(),
            actor=actor,
            patient=patient,
            administration=administration,
            occurred=occurred,
        )
        if outcome.accepted:
            break
    return outcome


def _lacking(
    service: Service, call: Call, actor: str, meaning: str, proof: Proof | None
) -> Outcome | None:
    """The outcome that asks for the actor's PIN; None when there is enough."""
    if not call.unsigned or service.log.kind == "scenario":
        return None
    if proof is not None and proof.member == actor and service.accounts.holds(proof):
        return None
    return Outcome(accepted=False, unsigned=(Signer(actor, meaning),))


def _write(
    service: Service,
    call: Call,
    fact: ReactionClaimed,
    actor: str,
    meaning: str,
    proof: Proof | None,
) -> None:
    """Writes the claim, signed where nobody was signed in at the call."""
    signings = (signing_of(Signer(actor, meaning), service.staff()),) if call.unsigned else ()
    service.ledger.add(WORKSTATION, fact, actor, signings=signings)
    if proof is not None:
        service.accounts.spend(proof)
