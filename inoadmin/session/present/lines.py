"""Recorded acts as lines: what was done, when, by whom, and what became of the record since.

`lines` gives one Line for each recorded act of an administration, in order of recording. On screen
and on paper a line reads the same. An item reads as its assertion, never as a code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from inoadmin.domain import commands as c
from inoadmin.domain.events import Event
from inoadmin.domain.findings.gates import Ward
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.state import Administration, Correction, Entry
from inoadmin.session.present.acts import act_text
from inoadmin.session.present.words import clock_time, day, moment_near


@dataclass(frozen=True, slots=True)
class Line:
    """One recorded act. `what` is its text; `when` the local time it happened, with the date if it
    was another day; `late` says when it was written, if that was later; `corrected` has a sentence
    for each correction, the first value in it; `void`: it no longer counts; `signed`: with a PIN.
    """

    version: int
    kind: str
    at: datetime
    when: str
    what: str
    who: str
    late: str = ""
    corrected: tuple[str, ...] = ()
    void: bool = False
    signed: bool = False

    @property
    def signature(self) -> str:
        """Who recorded it, that it was signed, and when it was written if that was later."""
        return " · ".join(p for p in (self.who, "signed" if self.signed else "", self.late) if p)


def signed_versions(events: Iterable[Event]) -> frozenset[int]:
    """The entries of a stream that bear a signature."""
    return frozenset(event.version for event in events if event.signatures)


def lines(
    ward: Ward,
    staff: Mapping[str, StaffDetails],
    state: Administration,
    kinds: Collection[str] | None = None,
    signed: Collection[int] = (),
) -> tuple[Line, ...]:
    """The administration's recorded acts; `kinds` are public command names, None: all. `signed`:
    the versions that bear a signature.
    """
    made = (line_of(ward, staff, state, entry, signed) for entry in state.entries)
    return tuple(line for line in made if kinds is None or line.kind in kinds)


def line_of(
    ward: Ward,
    staff: Mapping[str, StaffDetails],
    state: Administration,
    entry: Entry[c.Act],
    signed: Collection[int] = (),
) -> Line:
    """One entry as a line."""
    opened_on = state.opening.occurred_at.astimezone(ward.zone).date()
    own = [k for k in state.corrections if k.fact.target == entry.version]
    return Line(
        version=entry.version,
        kind=c.kind_of(entry.command),
        at=entry.occurred_at,
        when=moment_near(entry.occurred_at, ward.zone, opened_on),
        what=act_text(ward, staff, state, entry.command),
        who=name_of(staff, entry.actor),
        late=late_text(ward, entry),
        corrected=tuple(correction_text(ward, staff, k) for k in own),
        void=entry.void,
        signed=entry.version in signed,
    )


def name_of(staff: Mapping[str, StaffDetails], member: str) -> str:
    """A member's name; an id that is nobody's stays as it is."""
    return staff[member].name if member in staff else member


def late_text(ward: Ward, entry: Entry[c.Act]) -> str:
    """When it was written down, if that is a late entry; "" otherwise."""
    apart: timedelta = abs(entry.recorded_at - entry.occurred_at)
    if apart <= ward.protocol.times.late_entry.duration:
        return ""
    happened = entry.occurred_at.astimezone(ward.zone).date()
    return f"written {moment_near(entry.recorded_at, ward.zone, happened)}, late"


def correction_text(ward: Ward, staff: Mapping[str, StaffDetails], correction: Correction) -> str:
    """What was put right, from what, by whom, when and why."""
    fact = correction.fact
    when = correction.recorded_at.astimezone(ward.zone)
    by = f"{name_of(staff, correction.actor)}, {day(when.date())} {clock_time(when, ward.zone)}"
    if fact.void:
        return f"voided by {by}: {fact.reason}"
    field = fact.field.replace("_", " ")
    return f"{field}: was {fact.before or 'blank'}, now {fact.after} ({by}: {fact.reason})"
