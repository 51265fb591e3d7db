"""The daily backup, by a clock moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from inoadmin.bootstrap.daily import Daily
from inoadmin.bootstrap.errand import followed
from inoadmin.bootstrap.ward import Ward
from inoadmin.domain.settings import Settings
from inoadmin.domain.workplace import BackedUp
from inoadmin.session.errands import Work
from inoadmin.session.ports import StorageError
from inoadmin.session.streams import WORKSTATION
from tests.bootstrap.wards import site


class Desk:
    """Ticks, and does at once what is begun."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward
        self.now = ward.service.now()
        self.begun = 0
        self.failed = 0
        self.busy = False
        self.daily = Daily(ward, self.start)

    def start(self, work: Work) -> None:
        if self.busy:
            return
        self.begun += 1
        try:
            followed(work)
        except StorageError:
            self.failed += 1

    def tick(self, later: timedelta = timedelta()) -> int:
        """Time goes by, then a tick; how many backups were begun until now."""
        self.now += later
        self.daily.tick(self.now)
        return self.begun


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    opened = site(tmp_path, monkeypatch).open()
    yield opened
    opened.close()


@pytest.fixture
def desk(ward: Ward) -> Desk:
    return Desk(ward)


def copies(ward: Ward) -> int:
    return len(list(ward.place.backups.glob("*.db")))


def test_one_is_made_at_the_first_tick_and_then_a_day_later(ward: Ward, desk: Desk) -> None:
    assert desk.tick() == 1
    assert copies(ward) == 1
    assert desk.tick(timedelta(hours=23, minutes=58)) == 1
    assert desk.tick(timedelta(minutes=3)) == 2


def test_a_ward_that_has_no_people_yet_waits_a_minute_and_no_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = site(tmp_path, monkeypatch)
    place.place.database.unlink()
    ward = place.open()
    try:
        desk = Desk(ward)
        assert desk.tick() == 0
        ward.service.change_settings(Settings("Day unit"), "system")
        ward.service.call_reaction("unidentified")
        assert desk.tick(timedelta(seconds=59)) == 0
        assert desk.tick(timedelta(seconds=1)) == 1
    finally:
        ward.close()


def test_a_look_a_minute_and_none_at_the_disk(
    ward: Ward, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.tick()
    ward.service.workstation_events()
    monkeypatch.setattr(type(ward.log), "read", None)
    monkeypatch.setattr(type(ward.log), "head", None)
    for _ in range(120):
        desk.tick(timedelta(seconds=1))
    assert desk.begun == 1


def test_after_a_failure_an_hour(ward: Ward, desk: Desk) -> None:
    missing = Settings(backup_folder=str(ward.place.backups / "missing"))
    manager = next(m for m, d in ward.service.staff().items() if d.role == "manager")
    ward.service.change_settings(missing, manager)
    assert (desk.tick(), desk.failed) == (1, 1)
    assert desk.tick(timedelta(minutes=59)) == 1
    assert desk.tick(timedelta(minutes=2)) == 2
    ward.service.change_settings(Settings(), manager)
    assert desk.tick(timedelta(minutes=30)) == 2
    assert desk.tick(timedelta(minutes=31)) == 3
    assert copies(ward) == 1


def test_one_that_found_other_work_going_on_is_begun_a_minute_later(desk: Desk) -> None:
    desk.busy = True
    assert desk.tick() == 0
    desk.busy = False
    assert desk.tick(timedelta(minutes=1)) == 1


def test_a_backup_of_a_time_to_come_keeps_none_from_being_made(ward: Ward, desk: Desk) -> None:
    desk.tick()
    assert any(isinstance(e.fact, BackedUp) for e in ward.log.read(WORKSTATION))
    assert desk.tick(-timedelta(days=400)) == 2


def test_one_that_cannot_be_recorded_drives_no_other_out(ward: Ward, desk: Desk) -> None:
    for _ in range(3):
        desk.tick(timedelta(days=1))
    assert copies(ward) == 3
    database = ward.place.database
    away = database.rename(database.with_name("away"))  # nothing can be recorded meanwhile
    for hour in range(30):
        desk.tick(timedelta(days=1) if hour == 0 else timedelta(hours=1, minutes=1))
    assert desk.failed == 30
    assert copies(ward) == 4
    away.rename(database)
    desk.tick(timedelta(hours=2))
    assert (desk.failed, copies(ward)) == (30, 4)
    last = [e.fact for e in ward.log.read(WORKSTATION) if isinstance(e.fact, BackedUp)][-1]
    assert (ward.place.backups / last.file).is_file()
    assert sum(e.fact == last for e in ward.log.read(WORKSTATION)) == 1
