"""What is recorded of a patient's course, as lines like those of an administration."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from inoadmin.domain import commands as c
from inoadmin.domain.state import Entry
from inoadmin.session.present.acts import course_text
from inoadmin.session.present.lines import Line, late_text, name_of, signed_versions
from inoadmin.session.present.words import moment_near
from inoadmin.session.service import Service
from inoadmin.session.streams import patient_stream


def patient_lines(
    service: Service, patient: str, kinds: Collection[str] | None = None
) -> tuple[Line, ...]:
    """The patient's own recorded acts, in order; `kinds` are public command names, None: all."""
    entries = service.patient(patient).entries
    wanted = (e for e in entries if kinds is None or c.kind_of(e.command) in kinds)
    signed = signed_versions(service.ledger.shelf.events(patient_stream(patient)))
    return tuple(line_of(service, entry, signed) for entry in wanted)


def line_of(service: Service, entry: Entry[c.Act], signed: Collection[int]) -> Line:
    """One entry as a line; `signed`: the versions that bear a signature."""
    ward, today = service.ward(), service.now().astimezone(service.zone).date()
    return Line(
        version=entry.version,
        kind=c.kind_of(entry.command),
        at=entry.occurred_at,
        when=moment_near(entry.occurred_at, ward.zone, today),
        what=course_text(cast("c.PatientCommand", entry.command)),
        who=name_of(service.staff(), entry.actor),
        late=late_text(ward, entry),
        corrected=("voided",) if entry.void else (),
        void=entry.void,
        signed=entry.version in signed,
    )
