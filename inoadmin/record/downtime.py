"""The blank form for one dose that cannot be recorded at the workstation. Pure.

Everything that the record asks for, to be written by hand and entered later as already happened.
Every figure comes from the protocol, with its citation; the form needs no database.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, tzinfo

from inoadmin.protocol.model import Protocol
from inoadmin.record.blanks import Field, Form
from inoadmin.record.downtime_after import (
    completion,
    infusion,
    observations,
    premedication,
    reactions,
    signatures,
)
from inoadmin.record.downtime_before import bag, bedside, bloods, checks, dosing, whom
from inoadmin.session.present.words import moment

TRAINING = "TRAINING"


def downtime_form(
    protocol: Protocol,
    software: str,
    printed_at: datetime | None,
    zone: tzinfo,
    *,
    training: bool = False,
) -> bytes:
    """The form as PDF, A4, at most four pages. `printed_at` is aware; None: not told. `training`:
    it is marked as one to practise on.
    """
    from inoadmin.record.pdf.blanks import form_pdf

    made = form(protocol, software, printed_at, zone)
    if training:
        status = f"{TRAINING}, not a patient record — {made.status}"
        made = replace(made, status=status, mark=TRAINING)
    return form_pdf(made)


def form(protocol: Protocol, software: str, printed_at: datetime | None, zone: tzinfo) -> Form:
    """What stands on the form."""
    identity = protocol.identity
    return Form(
        heading=f"Downtime form: one dose of {identity.drug}",
        dated="" if printed_at is None else f"Printed {moment(printed_at, zone)}",
        status=(
            "BLANK FORM, for use while the workstation cannot record. Afterwards everything is "
            "entered there as already happened, with the times written here."
        ),
        owner=(
            Field("Patient: SURNAME, given name", 9),
            Field("Date of birth", 4),
            Field("NHS No. (or hospital No.)", 5),
        ),
        footer=(
            f"Protocol: {identity.title}, version {identity.version},"
            f" {protocol.content_hash[:12]}. In brackets: where a figure comes from.",
            f"inoadmin {software}. It supports and records; it does not decide treatment.",
        ),
        parts=(
            whom(protocol),
            checks(protocol),
            bloods(protocol),
            dosing(protocol),
            bag(protocol),
            bedside(protocol),
            premedication(protocol),
            infusion(protocol),
            reactions(protocol),
            observations(protocol),
            completion(protocol),
            signatures(),
        ),
    )
