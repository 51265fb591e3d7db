"""What a premedication would meet, told before it is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from inoadmin.domain import commands as c
from inoadmin.domain.events import Recorded
from inoadmin.domain.evolve import evolve
from inoadmin.domain.findings.base import Gate, Rule, Severity, finding
from inoadmin.domain.findings.gates import view_of
from inoadmin.domain.findings.premed import allergy_conflict, premed_repeat_too_soon
from inoadmin.domain.state import Administration, Entry
from inoadmin.session.service import Service


def warnings(
    service: Service, administration: str, premed: c.Premed, at: datetime
) -> tuple[str, ...]:
    """The sentences about an allergy that names it, and a dose too soon after another."""
    if not premed.drug.strip():
        return ()
    state = service.administration(administration)
    alone = replace(state, premeds=(), flow=())
    return (
        *told(service, alone, premed, at, allergy_conflict),
        *told(service, state, premed, at, premed_repeat_too_soon),
    )


def told(
    service: Service, state: Administration, premed: c.Premed, at: datetime, row: Rule
) -> tuple[str, ...]:
    """The row's sentence if it would stand once this was recorded."""
    ward = service.ward(state.id)
    fact = Recorded(premed, typed=False)
    entry: Entry[c.Act] = Entry(state.version + 1, premed, at, at, state.responsible, fact)
    known = service.course(state.patient, state.id)
    sight = row.judge(view_of(ward, evolve(state, entry), known, at, Gate.START))
    if sight is None:
        return ()
    wording = ward.protocol.findings[row.code]
    return (finding(wording, row.code, Severity.NOTE, Gate.START, sight).sentence,)
