from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from inoadmin.bootstrap.headless import played
from inoadmin.bootstrap.serving import timed_service_on
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.workplace import ClockFollowed, ClockStepped, Restarted
from inoadmin.session.gaps import open_gap
from inoadmin.session.present.alarms import alarms
from tests.fakes import FakeLog, HandClock
from tests.protocol.files import DATA
from tests.scenario.files import SCENARIOS
from tests.session.bench import LONDON

HOUR = timedelta(hours=1)


def test_its_time_is_the_last_entry_s_and_the_counter_s() -> None:
    log, clock = FakeLog("ward"), HandClock()
    service, keeper = timed_service_on(log, clock, DATA, LONDON)
    service.register_staff(StaffDetails("Max Reed", "manager", "M-1"))
    assert keeper.step is None
    clock.step(HOUR)
    again, keeper = timed_service_on(log, clock, DATA, LONDON)
    facts = [event.fact for event in again.log.read("workstation")]
    assert facts == [ClockStepped(clock.read().now, HOUR), ClockFollowed(HOUR)]
    assert again.now() == clock.read().now


def test_a_restart_of_the_computer_is_on_disk_at_once() -> None:
    log, clock = FakeLog("ward"), HandClock()
    service, _ = timed_service_on(log, clock, DATA, LONDON)
    service.register_staff(StaffDetails("Max Reed", "manager", "M-1"))
    last = clock.read().now
    clock.reboot(HOUR)
    timed_service_on(log, clock, DATA, LONDON)
    (event,) = log.read("workstation")
    assert event.fact == Restarted(last)


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_a_scenario_is_never_asked_about_clock_or_restart(file: Path, tmp_path: Path) -> None:
    """Played twice into one database, years back and with restarts of its own."""
    path = tmp_path / "scenario.db"
    for times in (1, 2):
        with played(file.read_bytes(), path, None) as (_run, service):
            workstation = [event.fact for event in service.log.read("workstation")]
            assert not [f for f in workstation if isinstance(f, ClockStepped | Restarted)]
            doses = service.log.administrations()
            assert len(doses) >= times
            assert [open_gap(service, dose.id) for dose in doses] == [None] * len(doses)
            codes = {alarm.code for alarm in alarms(service, service.now())}
            assert "unverified" not in codes
