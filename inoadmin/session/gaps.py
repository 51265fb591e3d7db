"""How long nobody knows what a pump did: from the last entry before the computer was started anew
until the pump was looked at. Pure.

Gap: one such stretch of one administration. Nothing here is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inoadmin.domain import commands as c
from inoadmin.domain.events import Event
from inoadmin.domain.evolve import as_corrected, fold
from inoadmin.domain.expiry import in_order
from inoadmin.domain.state import Entry, Stage
from inoadmin.domain.workplace import Restarted
from inoadmin.session.queries import Queries

_RUNNING = frozenset({Stage.INFUSING, Stage.INTERRUPTED})


@dataclass(frozen=True, slots=True)
class Gap:
    """`since` is the last entry before the restart, `until` the entry that tells of the restart,
    both in UTC; `until` is the earlier one when the computer's clock was set back meanwhile.
    `restart` is that entry's version in the workstation's stream. `read` is the act that told what
    the pump did; None: nobody has said so far.
    """

    restart: int
    since: datetime
    until: datetime
    read: Entry[c.Act] | None = None


def gaps(workstation: Sequence[Event], events: Sequence[Event]) -> tuple[Gap, ...]:
    """The gaps of the administration whose events these are, in order.

    One for each restart during which the infusion ran or was interrupted, as it was recorded then.
    """
    entries = as_corrected(events)
    found = [
        Gap(event.version, last_at, event.recorded_at, first_reading(entries, events, event))
        for event, last_at in restarts(workstation)
        if was_running(events, event)
    ]
    return tuple(found)


def restarts(workstation: Sequence[Event]) -> list[tuple[Event, datetime]]:
    """The restarts, each with when the last entry before it was made."""
    return [
        (event, event.fact.last_at) for event in workstation if isinstance(event.fact, Restarted)
    ]


def was_running(events: Sequence[Event], restart: Event) -> bool:
    """Whether the infusion ran or was interrupted at a restart, as it was recorded then."""
    before = [known for known in events if known.sequence < restart.sequence]
    state = fold(before) if before else None
    return state is not None and state.stage in _RUNNING


def first_reading(
    entries: Sequence[Entry[c.Act]], events: Sequence[Event], restart: Event
) -> Entry[c.Act] | None:
    """The first act after a restart that says what the pump did: a reading, or the end."""
    later = {known.version for known in events if known.sequence > restart.sequence}
    for entry in entries:
        if entry.version in later and not entry.void and tells_of_pump(entry, restart.recorded_at):
            return entry
    return None


def tells_of_pump(entry: Entry[c.Act], restarted_at: datetime) -> bool:
    """Whether an act recorded after a restart says what the pump did until then.

    A reading whose time was given, when it was recorded or by a correction, and lies before the
    restart leaves open what came after it.
    """
    match entry.command:
        case c.Stop() | c.End():
            return True
        case c.PumpCheck():
            given = entry.fact.typed or entry.occurred_at != entry.recorded_at
            return not given or in_order(restarted_at, entry.occurred_at, typed=True)
        case _:
            return False


def gaps_of(service: Queries, administration: str) -> tuple[Gap, ...]:
    """An administration's gaps."""
    return gaps(service.workstation_events(), service.events(administration))


def open_gap(service: Queries, administration: str) -> Gap | None:
    """The first gap of those in which nobody has said what the pump did, since which it is not
    verified; None without one, or when the infusion has ended.
    """
    if service.administration(administration).stage not in _RUNNING:
        return None
    events = service.events(administration)
    entries = as_corrected(events)
    for event, last_at in restarts(service.workstation_events()):
        # asked of every second: what costs little rules out most before the fold is asked
        if event.sequence < events[0].sequence or first_reading(entries, events, event):
            continue
        if was_running(events, event):
            return Gap(event.version, last_at, event.recorded_at)
    return None
