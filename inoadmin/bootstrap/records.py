"""Wires the administration record: what the session knows, to a PDF."""

from __future__ import annotations

from importlib.metadata import version

from inoadmin.domain.commands import Open
from inoadmin.domain.events import Event, Refused
from inoadmin.domain.state import Administration
from inoadmin.record.document import ENDED, document
from inoadmin.record.sources import Sources
from inoadmin.session.service import Service
from inoadmin.session.streams import patient_stream


def sources(service: Service, administration: str, *, copy: int = 1) -> Sources:
    """Everything that a record is made from.

    An administration that has ended is told as it stood at its last event, so that it prints the
    same next year; any other as it stands now.

    Raises:
        KeyError: there is no such administration.
    """
    state = service.administration(administration)
    return Sources(
        ward=service.ward(administration),
        staff=service.staff(),
        state=state,
        course=service.course(state.patient, administration),
        events=service.events(administration),
        others=service.administrations_of(state.patient),
        at=state.recorded_until if state.stage in ENDED else service.now(),
        head=service.log.head(),
        kind=service.log.kind,
        software=version("inoadmin"),
        copy=copy,
        attempts=attempts(service, state),
    )


def attempts(service: Service, state: Administration) -> tuple[Event, ...]:
    """The refused attempts to open this dose, which stand in the patient's own stream."""
    wanted = (state.order.cycle, state.order.day)
    return tuple(
        event
        for event in service.log.read(patient_stream(state.patient))
        if isinstance(event.fact, Refused)
        and isinstance(event.fact.command, Open)
        and (event.fact.command.cycle, event.fact.command.day) == wanted
        and event.recorded_at <= state.recorded_until
    )


def record_pdf(service: Service, administration: str, *, copy: int = 1) -> bytes:
    """The administration record, A4, at any stage; `copy` counts printed copies from 1.

    Raises:
        KeyError: there is no such administration.
    """
    from inoadmin.record.pdf.writer import as_pdf

    return as_pdf(document(sources(service, administration, copy=copy)))


def record_text(service: Service, administration: str, *, copy: int = 1) -> str:
    """The same record as plain text.

    Raises:
        KeyError: there is no such administration.
    """
    from inoadmin.record.plain import as_text

    return as_text(document(sources(service, administration, copy=copy)))
