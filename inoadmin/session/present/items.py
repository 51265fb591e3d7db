"""The checks as rows: each item's assertion with its answer, who gave it and when."""

from __future__ import annotations

from dataclasses import dataclass

from inoadmin.domain.findings.base import Gate
from inoadmin.domain.findings.items import asked
from inoadmin.session.present.lines import late_text, name_of
from inoadmin.session.present.words import clock_time
from inoadmin.session.service import Service

_ANSWERS = {"yes": "Confirmed", "no": "Not confirmed", "not applicable": "Not applicable"}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item asked. `answer` is "" until it is answered; `version` is the answer's event."""

    code: str
    group: str
    assertion: str
    answer: str = ""
    told: str = ""
    version: int = 0


def item_rows(service: Service, administration: str, gate: str) -> tuple[ItemRow, ...]:
    """The items asked before the gate "start" or "complete", in the protocol's order."""
    protocol = service.ward(administration).protocol
    state, standing = service.administration(administration), service.standing(administration)
    rows: list[ItemRow] = []
    for item in asked(protocol, state, standing, Gate(gate)):
        answer, version = state.answers.get(item.code, (None, 0))
        row = ItemRow(item.code, item.group, item.assertion)
        entry = state.entry(version)
        if answer is not None and answer.value.strip() and entry is not None:
            who = name_of(service.staff(), entry.actor)
            late = late_text(service.ward(administration), entry)
            at = clock_time(entry.occurred_at, service.zone) + (f", {late}" if late else "")
            said = _ANSWERS.get(answer.value, answer.value)
            note = f" ({answer.note})" if answer.note else ""
            row = ItemRow(
                item.code,
                item.group,
                item.assertion,
                answer.value,
                f"{said}{note} · {who}, {at}",
                version,
            )
        rows.append(row)
    return tuple(rows)
