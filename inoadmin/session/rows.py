"""Projection rows: what is kept beside the log so that things are found without reading it all."""

from __future__ import annotations

from collections.abc import Sequence

from inoadmin.domain.events import Event
from inoadmin.domain.evolve import fold
from inoadmin.domain.people import PatientDetails
from inoadmin.domain.timers import bag_batch
from inoadmin.session.ports import AdministrationRow, Draft, PatientRow, Tick


def patient_row(patient: str, details: PatientDetails) -> PatientRow:
    """The row of a patient."""
    return PatientRow(
        patient,
        details.family_name,
        details.given_name,
        details.nhs_number,
        details.hospital_number,
    )


def administration_row(
    events: Sequence[Event], draft: Draft, tick: Tick
) -> AdministrationRow | None:
    """The row of an administration as it will be once the draft is appended."""
    coming = Event(
        draft.stream,
        draft.expected_version + 1,
        0,
        draft.actor,
        draft.occurred_at,
        tick.now,
        draft.fact,
    )
    return row_of((*events, coming))


def row_of(events: Sequence[Event]) -> AdministrationRow | None:
    """The row of an administration from its stream; None when nothing was opened."""
    state = fold(events)
    if state is None:
        return None
    batches = {
        batch
        for bag in state.bags
        for batch in (bag_batch(bag.command), *bag.command.vial_batches)
        if batch
    }
    return AdministrationRow(
        state.id,
        state.patient,
        state.about.number,
        state.cycle,
        state.day,
        state.stage,
        state.opening.occurred_at,
        tuple(sorted(batches)),
    )
