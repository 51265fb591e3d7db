"""A record as it stood before it was corrected: everything folded up to one entry of the log. Pure.

Past: the streams that a record is made from. `until` cuts them off after an entry; `sources_of`
puts them together. Whatever was written later, a changed ward or a new name of a nurse, is not in
them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from inoadmin.domain.commands import Open
from inoadmin.domain.course import course_of, fold_patient
from inoadmin.domain.events import Event, Refused, StaffRegistered
from inoadmin.domain.evolve import fold
from inoadmin.domain.findings.gates import Ward
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.state import Administration, Stage
from inoadmin.domain.workplace import SettingsChanged
from inoadmin.record.sources import Sources
from inoadmin.session.issuing import Issue
from inoadmin.session.ports import Head
from inoadmin.session.present.lines import name_of
from inoadmin.session.present.versions import RecordVersion
from inoadmin.session.present.words import moment

ENDED = frozenset({Stage.COMPLETED, Stage.CANCELLED, Stage.VOIDED})


@dataclass(frozen=True, slots=True)
class Past:
    """The events of an administration, of its patient, of each of the patient's administrations
    (this one among them), of each member of staff, of the workstation and of the ward's settings.
    """

    events: Sequence[Event]
    patient: Sequence[Event]
    administrations: Sequence[Sequence[Event]]
    staff: Mapping[str, Sequence[Event]]
    workstation: Sequence[Event] = ()
    settings: Sequence[Event] = ()


def until(past: Past, sequence: int) -> Past:
    """The same up to an entry of the log, that one included."""

    def cut(events: Sequence[Event]) -> tuple[Event, ...]:
        return tuple(event for event in events if event.sequence <= sequence)

    return Past(
        cut(past.events),
        cut(past.patient),
        tuple(kept for events in past.administrations if (kept := cut(events))),
        {member: kept for member, events in past.staff.items() if (kept := cut(events))},
        cut(past.workstation),
        cut(past.settings),
    )


def staff_of(staff: Mapping[str, Sequence[Event]]) -> dict[str, StaffDetails]:
    """Everyone as they were registered last."""
    facts = ((member, e.fact) for member, events in staff.items() for e in events)
    return {m: fact.details for m, fact in facts if isinstance(fact, StaffRegistered)}


def sources_of(
    past: Past,
    ward: Ward,
    now: datetime,
    head: Head,
    *,
    kind: str,
    software: str,
    issue: Issue | None = None,
    superseded: str = "",
) -> Sources:
    """Everything that a record is made from.

    An administration that has ended is told as it stood at its last event, so that it prints the
    same next year; any other as it stands now.

    Raises:
        ValueError: the events are no administration's, or of an unknown patient.
    """
    state, patient = fold(past.events), fold_patient(past.patient)
    if state is None or patient is None:
        raise ValueError("no administration of a known patient")
    folded = (fold(events) for events in past.administrations)
    others = tuple(known for known in folded if known is not None)
    at = state.recorded_until if state.stage in ENDED else now
    return Sources(
        ward=ward,
        staff=staff_of(past.staff),
        state=state,
        course=course_of(ward.protocol, ward.zone, patient, others),
        events=past.events,
        others=others,
        at=at,
        head=head,
        kind=kind,
        software=software,
        issue=issue,
        attempts=attempts(past.patient, state),
        workstation=past.workstation,
        registered=past.staff,
        superseded=superseded,
        ward_name=ward_name_at(past.settings, at),
    )


def ward_name_at(settings: Sequence[Event], at: datetime) -> str:
    """What the ward called itself then; "" when nothing was set."""
    facts = (event.fact for event in settings if event.recorded_at <= at)
    names = [fact.settings.ward_name for fact in facts if isinstance(fact, SettingsChanged)]
    return names[-1] if names else ""


def attempts(patient: Sequence[Event], state: Administration) -> tuple[Event, ...]:
    """The refused attempts to open this dose, which stand in the patient's own stream."""
    wanted = (state.order.cycle, state.order.day)
    return tuple(
        event
        for event in patient
        if isinstance(event.fact, Refused)
        and isinstance(event.fact.command, Open)
        and (event.fact.command.cycle, event.fact.command.day) == wanted
        and event.recorded_at <= state.recorded_until
    )


def superseded_by(
    version: RecordVersion, of: int, staff: Mapping[str, StaffDetails], zone: tzinfo
) -> str:
    """What every page of an earlier version says; "" for the one that holds."""
    if version.by is None:
        return ""
    at = moment(version.by.recorded_at, zone)
    return (
        f"VERSION {version.number} of {of}, superseded by version {version.number + 1}"
        f" on {at} by {name_of(staff, version.by.actor)}"
    )
