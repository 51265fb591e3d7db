"""What would stand if the act that was refused last were tried again now."""

from __future__ import annotations

from inoadmin.domain.findings.base import Gate
from inoadmin.domain.findings.gates import NEXT_GATE, standing_at, uncovered, view_of
from inoadmin.domain.state import Stage
from inoadmin.session.present.findings import FindingRow, row_of
from inoadmin.session.service import Service


def attempted_rows(
    service: Service, administration: str, shown: tuple[FindingRow, ...]
) -> tuple[FindingRow, ...]:
    """The rows of the last refused attempt that still stand and are not shown already: a rate that
    is too high, say, which no default shows.
    """
    state, ward = service.administration(administration), service.ward(administration)
    refusal = state.refusal
    if refusal is None:
        return ()
    gate = Gate(refusal.gate)
    tried_here = gate is NEXT_GATE.get(state.stage)
    if not tried_here and not (gate is Gate.RATE and state.stage is Stage.INFUSING):
        return ()
    known = service.course(state.patient, administration)
    view = view_of(ward, state, known, service.now(), gate, refusal.command)
    asked = {seen.code for seen in refusal.seen} - {row.code for row in shown}
    items = {item.code for item in ward.protocol.items}
    found = uncovered(view, standing_at(view))
    return tuple(row_of(f, items) for f in found if f.code in asked and f.shuts)
