"""Whether the service says what the model says: stage, volumes, interruptions and clocks."""

from __future__ import annotations

from datetime import datetime, timedelta

from inoadmin.domain.flow import run
from inoadmin.session.service import Service
from tests.reliability import model

NEAR_ML = 1e-6
NEAR = timedelta(milliseconds=1)
LATER = timedelta(minutes=17)


def agree(service: Service, dose: str, acts: list[model.Act]) -> None:
    """Passes when they agree now, and on a moment to come."""
    told, state = model.tell(acts), service.administration(dose)
    assert state.stage == told.stage
    assert state.responsible == told.responsible
    assert (len(state.reactions), len(state.checks)) == (told.reactions, told.checks)
    for moment in (service.now(), service.now() + LATER):
        volumes_agree(service, dose, told, moment)
    clocks_agree(service, dose, acts, told)


def volumes_agree(service: Service, dose: str, told: model.Told, moment: datetime) -> None:
    """What has run at a moment, and when it stood still."""
    now = run(service.protocol, service.administration(dose), moment)
    if now is None:
        assert told.started is None
        return
    assert abs(float(now.given_ml) - told.given_at(moment)) < NEAR_ML
    assert now.interrupted(moment) == told.interrupted_by(moment)
    halts = [(i.since, i.until) for i in now.intervals if i.rate_ml_h == 0]
    assert halts == told.halts


def clocks_agree(service: Service, dose: str, acts: list[model.Act], told: model.Told) -> None:
    """Every clock that counts comes to its end when the model says."""
    shown, ends = service.timers(dose), model.clocks(acts, told)
    pairs = [
        (shown["infusion"].due_at, ends["infusion"]),
        (shown["observation"].due_at, ends["observation"]),
    ]
    if told.started is None:
        pairs += [
            (shown["premed"].due_at, ends["premed opens"]),
            (shown["premed"].closes_at, ends["premed closes"]),
            (shown["equilibration"].due_at, ends["equilibration"]),
        ]
    else:
        pairs.append((shown["vitals"].due_at, ends["vitals"]))
    for by_service, by_model in pairs:
        if by_service is None or by_model is None:
            assert by_service == by_model, pairs
        else:
            assert abs(by_service - by_model) < NEAR, pairs
