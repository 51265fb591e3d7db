"""Who is infusing or observing now: those of whom a reaction can be reported."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inoadmin.domain.state import Stage
from inoadmin.session.present import words
from inoadmin.session.present.alarms import place_of
from inoadmin.session.service import Service

_REACTING = frozenset({Stage.INFUSING, Stage.INTERRUPTED, Stage.OBSERVING})


@dataclass(frozen=True, slots=True)
class Running:
    """One administration in which a reaction can happen."""

    patient: str
    administration: str
    place: str
    name: str


def running(service: Service) -> tuple[Running, ...]:
    """All of them, by place: bay 2 before bay 10."""
    found = [
        Running(
            row.patient,
            row.id,
            place_of(service, row.patient, row.id),
            words.full_name(service.patient(row.patient).details),
        )
        for row in service.open_doses()
        if Stage(row.stage) in _REACTING
    ]
    return tuple(sorted(found, key=lambda one: (_counted(one.place), one.name)))


def _counted(place: str) -> tuple[str, ...]:
    """A place to sort by: its numbers filled up, so that they count."""
    return tuple(part.zfill(6) if part.isdigit() else part for part in re.split(r"(\d+)", place))


def can_react(service: Service, administration: str | None) -> bool:
    """Whether a reaction can be reported of this administration."""
    return administration is not None and stage_of(service, administration) in _REACTING


def stage_of(service: Service, administration: str) -> Stage:
    """The administration's stage."""
    return service.administration(administration).stage


def is_over(service: Service, administration: str) -> bool:
    """Completed, cancelled or voided."""
    return stage_of(service, administration) in {Stage.COMPLETED, Stage.CANCELLED, Stage.VOIDED}


def number_of(service: Service, administration: str) -> str:
    """The record's number."""
    return service.administration(administration).about.number
