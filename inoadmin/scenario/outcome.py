"""One administration at the end of a scenario, shaped for the report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from inoadmin.domain.deviations import deviations
from inoadmin.domain.flow import Run, given_mg, run
from inoadmin.domain.news2 import score
from inoadmin.domain.state import Administration
from inoadmin.domain.timers import bag_batch, expires_at, full_sets
from inoadmin.scenario.report import (
    AdministrationLine,
    DeviationLine,
    FindingLine,
    News2Line,
    instant,
    mass,
    surface,
    timer_line,
    volume,
)
from inoadmin.session.service import Service


def administration_line(
    service: Service, administration: str, patients: Mapping[str, str]
) -> AdministrationLine:
    """The administration as it stands at the clock's time; `patients` gives the file's keys."""
    state, ward = service.administration(administration), service.ward(administration)
    now, known = service.now(), service.standing(administration)
    flown = run(ward.protocol, state, now)
    bag, prescribed = state.bag, state.order.prescribed_mg
    expiry = expires_at(ward.zone, bag.command) if bag else None
    return AdministrationLine(
        id=state.id,
        patient=patients[state.patient],
        cycle=state.cycle,
        day=state.day,
        stage=state.stage,
        version=state.record_version,
        expected_mg=None if known.expected_mg is None else mass(known.expected_mg),
        prescribed_mg=None if prescribed is None else mass(prescribed),
        given_mg=mass(given_mg(flown, prescribed or Decimal(0))),
        bsa_m2=None if known.bsa_m2 is None else surface(known.bsa_m2),
        volume_given_ml=volume(flown.given_ml if flown else Decimal(0)),
        infusion_started=moment(flown.started_at if flown else None),
        infusion_ended=moment(flown.ended_at if flown else None),
        interrupted_s=seconds(flown.interrupted(now)) if flown else 0,
        observed_s=observed_s(state, flown, now),
        batch=(bag_batch(bag.command) or None) if bag else None,
        expiry=moment(expiry),
        news2=news2_lines(service, administration),
        timers={n: timer_line(n, t) for n, t in service.timers(administration).items()},
        findings=tuple(
            FindingLine(f.code, f.severity, f.gate) for f in service.findings(administration)
        ),
        deviations=tuple(
            DeviationLine(d.code, d.kind, d.by, d.reason)
            for d in deviations(ward.protocol.times, state)
        ),
        events=len(service.events(administration)),
    )


def moment(at: datetime | None) -> str | None:
    """An instant as the report writes it; None stays None."""
    return None if at is None else instant(at)


def seconds(length: timedelta) -> int:
    """Whole seconds."""
    return int(length.total_seconds())


def observed_s(state: Administration, flown: Run | None, now: datetime) -> int:
    """How long the patient was observed: to now until completed or left."""
    if flown is None or flown.ended_at is None:
        return 0
    closing = state.left or state.completed
    return max(seconds((closing.occurred_at if closing else now) - flown.ended_at), 0)


def news2_lines(service: Service, administration: str) -> tuple[News2Line, ...]:
    """Every NEWS2 total, in order of time."""
    table = service.ward(administration).protocol.news2
    sets = sorted(full_sets(service.administration(administration)), key=lambda e: e.occurred_at)
    return tuple(
        News2Line(instant(entry.occurred_at), score(table, entry.command).total or 0)
        for entry in sets
    )
