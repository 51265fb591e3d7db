"""The planned start on the timeline: what should happen when, beside what happens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from inoadmin.domain.planning import outline
from inoadmin.domain.state import Stage
from inoadmin.session.planning import wished
from inoadmin.session.present import words
from inoadmin.session.service import Service

_GIVEN_UP = frozenset({Stage.CANCELLED, Stage.VOIDED})


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned stretch, in UTC: what is written on it and what is said of it."""

    since: datetime
    until: datetime
    label: str
    spoken: str


def planned(service: Service, administration: str) -> Mapping[str, Planned]:
    """The planned stretches by the lane that they belong to; empty without a plan."""
    state, start = service.administration(administration), wished(service, administration)
    if start is None or state.stage in _GIVEN_UP:
        return {}
    of = outline(service.ward(administration).protocol, state, start)

    def time(at: datetime) -> str:
        return words.clock_time(at, service.zone)

    def stretch(since: datetime, until: datetime, label: str) -> Planned:
        return Planned(since, until, label, f"planned {time(since)} to {time(until)}")

    given = f"{time(of.premedicate_from)}–{time(of.premedicate_until)}"
    found = {
        "Premedication": stretch(of.premedicate_from, of.premedicate_until, given),
        "Infusion": stretch(of.start, of.ends, f"plan {time(of.start)}"),
        "Observation": stretch(of.ends, of.home, f"plan to {time(of.home)}"),
    }
    if of.bag_out_by is not None:
        label = f"plan: out by {time(of.bag_out_by)}"
        found["Bag out"] = stretch(of.bag_out_by, of.start, label)
    return found
