"""A ward in the middle of its day: scenarios of several patients, played on one log to a moment.

Visit: one scenario file as one patient's, so much later than the others. `ward` plays all visits
up to `at` and leaves the clock there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.domain.people import PatientDetails
from inoadmin.protocol.loading import load as load_protocol
from inoadmin.scan.gs1 import GS1Scanner
from inoadmin.scenario.clock import ScenarioClock
from inoadmin.scenario.loading import load
from inoadmin.scenario.model import Registration, Scenario, Step
from inoadmin.scenario.runner import Runner
from inoadmin.session.ports import EventLog
from inoadmin.session.service import Service
from tests.fakes import FakeIds, FakeLog

SCENARIOS = Path(__file__).resolve().parent / "scenarios"
STARTS = datetime(2026, 3, 2, 8, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")

MOORE = PatientDetails(
    "Moore", "Jean", date(1961, 7, 4), "female", "9990000018", "T123456", "Mrs", "Bay 3"
)
MOOR = PatientDetails("Moor", "Ida", date(1949, 12, 30), "female", "9990000026", "", "", "Bay 5")
HILL = PatientDetails("Hill", "Sam", date(1975, 1, 9), "male", "9999999999", "", "Mr", "Bay 1")


@dataclass(frozen=True)
class Visit:
    """A scenario file as one patient's, `later` than its own times."""

    file: str
    details: PatientDetails = MOORE
    later: timedelta = timedelta()
    allergies: tuple[str, ...] | None = ()
    until: timedelta | None = None


@dataclass
class Ward:
    """A service with its clock; `patients` in the order of the visits."""

    service: Service
    clock: ScenarioClock
    log: EventLog
    patients: tuple[str, ...]

    def go(self, length: timedelta) -> None:
        """Time goes by."""
        self.clock.move_to(self.service.now() + length)

    def administration(self, number: int = 0) -> str:
        """The administration of a visit's patient."""
        found = self.service.current(self.patients[number])
        assert found is not None
        return found


def ward(*visits: Visit, at: timedelta, log: EventLog | None = None) -> Ward:
    """Plays the visits, interleaved, to `at` after the start."""
    data = shipped_bytes()
    protocol = load_protocol(data)
    clock, kept = ScenarioClock(STARTS), log or FakeLog()
    service = Service(kept, clock, FakeIds(), GS1Scanner(), protocol, data, LONDON)
    codes = [item.code for item in protocol.items]
    scenarios = [load((SCENARIOS / visit.file).read_bytes(), codes) for visit in visits]
    merged = Scenario(
        "ward",
        STARTS,
        "Europe/London",
        {key: member for scenario in scenarios for key, member in scenario.staff.items()},
        {str(n): Registration(v.details, v.allergies) for n, v in enumerate(visits)},
        steps_of(visits, scenarios, at),
    )
    runner = Runner(merged, service, clock, lambda: service)
    runner.register()
    runner.play()
    clock.move_to(STARTS + at)
    return Ward(service, clock, kept, tuple(row.id for row in kept.patients()))


def steps_of(
    visits: Sequence[Visit], scenarios: Sequence[Scenario], at: timedelta
) -> tuple[Step, ...]:
    """The steps of all visits in order of time, up to a moment."""
    found: list[Step] = []
    for number, (visit, scenario) in enumerate(zip(visits, scenarios, strict=True)):
        for step in scenario.steps:
            own = step.at - scenario.starts
            if visit.until is not None and own > visit.until:
                continue
            moved = STARTS + own + visit.later
            if moved <= STARTS + at:
                found.append(replace(step, at=moved, patient=str(number)))
    return tuple(sorted(found, key=lambda step: step.at))
