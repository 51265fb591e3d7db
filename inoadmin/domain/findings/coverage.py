"""Which finding an authorisation or acknowledgement answers, and when that lapses (section 1).

A cover holds for the value that was seen: it lapses with a newer sample, another bag, another
value, or a time breached that has grown by more than the protocol allows. With a stated bound it
holds up to the bound, whatever was seen.
"""

from __future__ import annotations

from inoadmin.domain import commands as c
from inoadmin.domain.events import Seen
from inoadmin.domain.findings.base import Finding, Severity
from inoadmin.domain.state import Administration, Entry
from inoadmin.protocol.model import Times

#: Codes whose cover may carry `until`: they grow with time.
UNTIL_CODES = frozenset(
    {
        "premed-window-passed",
        "fbc-stale",
        "ue-stale",
        "lft-stale",
        "weight-stale",
        "in-use-limit",
    }
)
#: Codes whose cover may carry `limit`, a lowest value that is still covered.
LOWEST_CODES = frozenset({"neutrophils-low", "platelets-low", "crcl-low"})
#: Codes whose cover may carry `limit`, a highest value that is still covered.
HIGHEST_CODES = frozenset({"bilirubin-high", "alt-high", "ast-high"})


def bound_allowed(command: c.Authorise, code: str) -> bool:
    """Whether a code may carry the bound that the authorisation states."""
    if command.until is not None and code not in UNTIL_CODES:
        return False
    return command.limit is None or code in LOWEST_CODES | HIGHEST_CODES


def bounded(command: c.Authorise | c.Confirm) -> bool:
    """Whether a bound is stated."""
    return isinstance(command, c.Authorise) and (
        command.until is not None or command.limit is not None
    )


def cover_of(
    times: Times, state: Administration, finding: Finding
) -> Entry[c.Authorise | c.Confirm] | None:
    """The latest cover that answers a finding; None when it stands uncovered."""
    if finding.severity in {Severity.STOP, Severity.NOTE}:
        return None
    return next((cover for cover in reversed(state.covers) if answers(times, cover, finding)), None)


def answers(times: Times, cover: Entry[c.Authorise | c.Confirm], finding: Finding) -> bool:
    """Whether this cover answers this finding now."""
    command = cover.command
    if finding.code not in command.codes:
        return False
    if isinstance(command, c.Confirm):
        if finding.severity is not Severity.CONFIRM:
            return False
    elif bounded(command):
        return within_bound(command, finding)
    return any(holds(times, seen, finding.seen) for seen in cover.fact.seen)


def within_bound(command: c.Authorise, finding: Finding) -> bool:
    """Whether the finding lies within the bound that the authoriser stated."""
    sight = finding.sight
    if command.until is not None and sight.moment is not None:
        return sight.moment <= command.until
    if command.limit is not None and sight.amount is not None:
        if finding.code in LOWEST_CODES:
            return sight.amount >= command.limit
        return sight.amount <= command.limit
    return False


def holds(times: Times, then: Seen, now: Seen) -> bool:
    """Whether what is seen now is what was covered then."""
    if (then.code, then.key, then.basis) != (now.code, now.key, now.basis):
        return False
    if then.breach is None or now.breach is None:
        return then.breach == now.breach
    return now.breach - then.breach <= times.cover_growth.duration
