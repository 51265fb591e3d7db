"""Wires the administration record: what the session knows, to a PDF."""

from __future__ import annotations

from importlib.metadata import version as installed

from inoadmin.record.document import document
from inoadmin.record.sources import Sources
from inoadmin.record.versions import Past, sources_of, staff_of, superseded_by, until
from inoadmin.session.issuing import Issue
from inoadmin.session.present.versions import record_versions
from inoadmin.session.service import Service
from inoadmin.session.streams import SETTINGS, WORKSTATION, patient_stream, staff_stream


def sources(
    service: Service, administration: str, *, issue: Issue | None = None, version: int | None = None
) -> Sources:
    """Everything that a record is made from; `version` names an earlier one, as it stood.

    Raises:
        KeyError: there is no such administration, or no such version of its record.
    """
    about, past = service.administration(administration).about, past_of(service, administration)
    versions = record_versions(past.events)
    wanted = len(versions) if version is None else version
    if not 1 <= wanted <= len(versions):
        raise KeyError(f"{about.number} version {wanted}")
    chosen, ward = versions[wanted - 1], service.ward(administration)
    # by the name that they had when they put it right
    then = staff_of((past if chosen.by is None else until(past, chosen.by.sequence)).staff)
    superseded = superseded_by(chosen, len(versions), then, service.zone)
    return sources_of(
        until(past, chosen.last.sequence) if superseded else past,
        ward,
        chosen.last.recorded_at if superseded else service.now(),
        service.log.head_at(chosen.last.sequence) if superseded else service.log.head(),
        kind=service.log.kind,
        software=installed("inoadmin"),
        issue=issue,
        superseded=superseded,
    )


def past_of(service: Service, administration: str) -> Past:
    """The streams that an administration's record is made from."""
    state, log = service.administration(administration), service.log
    every = [row.id for row in log.administrations(state.patient)]
    return Past(
        service.events(administration),
        log.read(patient_stream(state.patient)),
        tuple(service.events(known) for known in every),
        {member: log.read(staff_stream(member)) for member in service.staff()},
        log.read(WORKSTATION),
        log.read(SETTINGS),
    )


def record_pdf(
    service: Service, administration: str, *, issue: Issue | None = None, version: int | None = None
) -> bytes:
    """The administration record, A4, at any stage; `issue` says which paper or file it is,
    `version` names an earlier version of a record that was corrected after its completion.

    Raises:
        KeyError: there is no such administration, or no such version of its record.
    """
    from inoadmin.record.pdf.writer import as_pdf

    return as_pdf(document(sources(service, administration, issue=issue, version=version)))


def record_text(
    service: Service, administration: str, *, issue: Issue | None = None, version: int | None = None
) -> str:
    """The same record as plain text.

    Raises:
        KeyError: there is no such administration, or no such version of its record.
    """
    from inoadmin.record.plain import as_text

    return as_text(document(sources(service, administration, issue=issue, version=version)))
