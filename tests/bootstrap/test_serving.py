from __future__ import annotations

from datetime import timedelta

from inoadmin.bootstrap.serving import timed_service_on
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.workplace import ClockFollowed, ClockStepped, Restarted
from tests.fakes import FakeLog, HandClock
from tests.protocol.files import DATA
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
