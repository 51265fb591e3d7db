"""Where an administration departed from the protocol, or its record from what first stood there.

Deviation: one of them, of a kind that the rulebook names. They print first on the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from inoadmin.domain import commands as c
from inoadmin.domain.events import Used
from inoadmin.domain.state import Administration, Entry
from inoadmin.protocol.model import Times

Kind = Literal["unresolved", "authorised", "acknowledged", "left", "late-entry", "corrected"]


@dataclass(frozen=True, slots=True)
class Deviation:
    """`code` is the finding's, or the kind again. `by` is the authoriser's name, or a staff id.

    `recorded_by` is the staff id of who wrote it down; `version` the event that shows it.
    """

    kind: Kind
    code: str
    by: str
    reason: str
    recorded_by: str
    at: datetime
    version: int


def deviations(times: Times, state: Administration) -> tuple[Deviation, ...]:
    """All of them: breaches first, then authorisations, then how the record was written."""
    return (
        *unresolved(state),
        *covered(state),
        *left(state),
        *late(times, state),
        *corrected(state),
    )


def live(state: Administration) -> Iterator[Entry[c.Act]]:
    """The entries that were not voided."""
    return (entry for entry in state.entries if not entry.void)


def unresolved(state: Administration) -> Iterator[Deviation]:
    """What shut a gate when its act was recorded as already happened."""
    for entry in live(state):
        for code in entry.fact.unresolved:
            command = entry.command
            reason = command.reason if isinstance(command, c.Open | c.Start | c.Resume) else ""
            yield made("unresolved", code, entry.actor, reason, entry)


def covered(state: Administration) -> Iterator[Deviation]:
    """Authorisations and acknowledgements that opened a gate: one each, however many gates.

    One that was voided since leaves the gate passed without it: that is a breach, and shown as one.
    """
    used: dict[Used, Entry[c.Act]] = {}
    for entry in live(state):
        for use in entry.fact.used:
            used.setdefault(use, entry)
    for use, gated in used.items():
        cover = state.entry(use.cover)
        if cover is None or cover.void:
            why = "passed on an authorisation or acknowledgement that was voided since"
            yield made("unresolved", use.code, gated.actor, why, gated)
            continue
        given = cover.command
        reason = given.reason if isinstance(given, c.Authorise | c.Confirm) else ""
        if isinstance(given, c.Authorise):
            yield made("authorised", use.code, given.authoriser, reason, cover)
        else:
            yield made("acknowledged", use.code, cover.actor, reason, cover)


def left(state: Administration) -> Iterator[Deviation]:
    """The patient left before the hour was over."""
    if state.left is not None:
        yield made("left", "left", state.left.actor, state.left.command.reason, state.left)


def late(times: Times, state: Administration) -> Iterator[Deviation]:
    """What was written down more than the allowed time from when it happened."""
    for entry in live(state):
        if abs(entry.recorded_at - entry.occurred_at) > times.late_entry.duration:
            yield made("late-entry", "late-entry", entry.actor, "", entry)


def corrected(state: Administration) -> Iterator[Deviation]:
    """What was put right or voided."""
    for correction in state.corrections:
        yield Deviation(
            kind="corrected",
            code="corrected",
            by=correction.actor,
            reason=correction.fact.reason,
            recorded_by=correction.actor,
            at=correction.recorded_at,
            version=correction.version,
        )


def made(kind: Kind, code: str, by: str, reason: str, entry: Entry[c.Act]) -> Deviation:
    """A deviation that an entry shows."""
    return Deviation(kind, code, by, reason, entry.actor, entry.occurred_at, entry.version)
