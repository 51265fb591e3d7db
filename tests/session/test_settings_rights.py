"""What a ward may set for itself, and that nothing is switched off by it."""

from __future__ import annotations

import pytest

from inoadmin.domain.settings import AlarmTiming, ScannerSetup, Settings
from inoadmin.session.registration import RegistrationError
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import Bench


@pytest.fixture
def bench() -> Bench:
    return Bench(log=FakeLog("ward"), hasher=FakeHasher()).staffed()


@pytest.mark.parametrize(
    "settings",
    [
        Settings(lock_after_min=0),
        Settings(lock_after_min=31),
        Settings(backups_kept=0),
        Settings("x" * 201),
        Settings(alarms=AlarmTiming(high_every_s=16)),
        Settings(alarms=AlarmTiming(high_every_s=7)),
        Settings(alarms=AlarmTiming(medium_every_s=61)),
        Settings(alarms=AlarmTiming(escalates_after_min=0)),
        Settings(alarms=AlarmTiming(reaction_after_min=11)),
        Settings(alarms=AlarmTiming(pause_s=121)),
        Settings(alarms=AlarmTiming(test_every_h=25)),
        Settings(scanner=ScannerSetup(separators=("A1",))),
        Settings(scanner=ScannerSetup(gap_ms=101)),
    ],
)
def test_settings_that_would_switch_something_off_are_refused(
    bench: Bench, settings: Settings
) -> None:
    before = bench.log.head()
    with pytest.raises(RegistrationError):
        bench.service.change_settings(settings, "max")
    assert bench.log.head() == before
