"""Which acts are signed, by whom, and what each signature means. Pure.

A signature takes its signer's PIN. Acts that must not wait for one (stopping a pump, a reaction,
observations) are recorded by whoever is signed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from inoadmin.domain import commands as c
from inoadmin.domain.people import StaffDetails
from inoadmin.session.ports import Signing

_SUBJECTS = {"bag": "of the bag", "bedside": "at the bedside"}

#: What the second of two stands for with their own signature.
_THE_WITNESS_S = frozenset({"witness", "subject", "dose_read_mg", "rate_read_ml_h"})

SignedAct = (
    c.Start
    | c.Resume
    | c.Answer
    | c.Authorise
    | c.Confirm
    | c.SecondCheck
    | c.Complete
    | c.Discontinue
    | c.Correct
)


@dataclass(frozen=True, slots=True)
class Signer:
    """A member of staff whose signature an act needs, and what it will mean."""

    member: str
    meaning: str


def signers(command: c.Command, actor: str) -> tuple[Signer, ...]:
    """Who signs a command, the actor first; empty for one that is not signed."""
    if not isinstance(command, SignedAct):
        return ()
    found = [Signer(actor, meaning(command))]
    witness = witness_of(command)
    if witness is not None and witness.member and witness.member != actor:
        found.append(witness)
    return tuple(found)


def meaning(command: SignedAct) -> str:
    """What the actor's signature means."""
    match command:
        case c.Start():
            return "started the infusion"
        case c.Resume():
            return "resumed the infusion"
        case c.Answer():
            return "made the checks"
        case c.Authorise():
            return f"recorded the authorisation by {command.authoriser}"
        case c.Confirm():
            return "acknowledged"
        case c.SecondCheck():
            return f"first check {_SUBJECTS.get(command.subject, '')}".strip()
        case c.Complete():
            return "completed the record"
        case c.Discontinue():
            return "recorded the discontinuation"
        case c.Correct():
            return "voided an entry" if command.void else "corrected an entry"
        case _:
            assert_never(command)


def witness_of(command: SignedAct) -> Signer | None:
    """The second person who signs, when there is one: also where a correction changes who that is,
    or what they have read or checked.
    """
    act = command
    if isinstance(command, c.Correct):
        if command.field not in _THE_WITNESS_S or command.corrected is None:
            return None
        act = command.corrected
    match act:
        case c.SecondCheck():
            return Signer(act.witness, f"second check {_SUBJECTS.get(act.subject, '')}".strip())
        case c.Complete():
            return Signer(act.witness, "countersigned")
        case _:
            return None


def unread(command: c.Command) -> str | None:
    """What a second checker has to read for themselves, and has not; None when nothing lacks.

    The dose on the bag or the pump, at the bedside the rate too: nobody agrees to a tick.
    """
    act: c.Command | None = command
    asked = {"dose_read_mg", "rate_read_ml_h"}
    if isinstance(command, c.Correct):
        act, asked = command.corrected, asked & {command.field}
    if not isinstance(act, c.SecondCheck):
        return None
    if act.dose_read_mg is None and "dose_read_mg" in asked:
        return "dose_read_mg is missing: the second checker reads it for themselves"
    if act.rate_read_ml_h is None and act.subject != "bag" and "rate_read_ml_h" in asked:
        return "rate_read_ml_h is missing: the second checker reads it from the pump"
    return None


def registering(known: StaffDetails | None, details: StaffDetails) -> str:
    """What the signature under a change of the staff means."""
    if known is None:
        new = "registered a member of staff"
        return "admitted a temporary checker" if details.temporary else new
    if known.temporary and not details.temporary:
        return "confirmed a member of staff"
    return "changed a member of staff"


def signing_of(signer: Signer, staff: Mapping[str, StaffDetails]) -> Signing:
    """A signature as it will stand, with the signer as they are now."""
    details = staff[signer.member]
    return Signing(
        signer.member,
        details.name,
        details.role,
        details.registration,
        signer.meaning,
        details.temporary,
    )
