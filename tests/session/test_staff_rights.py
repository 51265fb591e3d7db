"""Who may change the staff, and that a manager is always left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inoadmin.domain.people import StaffDetails
from inoadmin.domain.settings import AlarmTiming, Settings
from inoadmin.session.enrolling import enrol
from inoadmin.session.registration import SYSTEM, RegistrationError
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import STAFF, Bench

PIN = "350917"
NEW = StaffDetails("Noor New", "nurse", "20A0001E")


@pytest.fixture
def bench() -> Bench:
    return Bench(log=FakeLog("ward"), hasher=FakeHasher()).staffed()


def test_a_manager_registers_and_changes(bench: Bench) -> None:
    member = bench.service.register_staff(NEW, actor="max")
    bench.service.register_staff(replace(NEW, active=False), member, actor="max")
    assert not bench.service.staff()[member].active
    assert [event.actor for event in bench.log.read(f"staff/{member}")] == ["max", "max"]


@pytest.mark.parametrize("actor", ["amy", "pia", "dov", "old", "nobody"])
def test_nobody_else_does(bench: Bench, actor: str) -> None:
    before = bench.log.head()
    with pytest.raises(RegistrationError, match="only a manager"):
        bench.service.register_staff(NEW, actor=actor)
    with pytest.raises(RegistrationError, match="only a manager"):
        bench.service.register_staff(replace(STAFF["ben"], active=False), "ben", actor=actor)
    assert bench.log.head() == before


@pytest.mark.parametrize(("actor", "may"), [("amy", True), ("pia", False), ("old", False)])
def test_a_nurse_admits_a_temporary_checker(bench: Bench, actor: str, may: bool) -> None:
    guest = replace(NEW, temporary=True)
    if may:
        member = bench.service.register_staff(guest, actor=actor)
        assert bench.service.staff()[member].temporary
        return
    with pytest.raises(RegistrationError):
        bench.service.register_staff(guest, actor=actor)


def test_a_nurse_confirms_nobody(bench: Bench) -> None:
    guest = bench.service.register_staff(replace(NEW, temporary=True), actor="amy")
    for details in (NEW, replace(NEW, temporary=True, name="Another")):
        with pytest.raises(RegistrationError):
            bench.service.register_staff(details, guest, actor="amy")
    bench.service.register_staff(NEW, guest, actor="max")
    assert not bench.service.staff()[guest].temporary


@pytest.mark.parametrize("change", [{"active": False}, {"role": "nurse"}])
def test_the_last_manager_stays(bench: Bench, change: dict[str, Any]) -> None:
    left = replace(STAFF["max"], **change)
    with pytest.raises(RegistrationError, match="the only manager"):
        bench.service.register_staff(left, "max", actor="max")
    bench.service.register_staff(StaffDetails("Mia Next", "manager"), "mia", actor="max")
    bench.service.register_staff(left, "max", actor="mia")
    assert bench.service.staff()["max"] == left


def test_settings_are_the_last_ones_recorded(bench: Bench) -> None:
    assert bench.service.settings() == Settings()
    bench.service.change_settings(Settings("Day unit", 5), "max")
    assert bench.another().settings() == Settings("Day unit", 5)


def test_the_workstation_itself_does_nothing_once_a_manager_has_a_pin(bench: Bench) -> None:
    service, before = bench.service, bench.log.head()
    service.register_staff(NEW, "new", SYSTEM)
    service.accounts.set_pin("max", PIN, SYSTEM)
    before = bench.log.head()
    with pytest.raises(RegistrationError):
        service.register_staff(replace(STAFF["max"], name="Somebody Else"), "max2", SYSTEM)
    with pytest.raises(RegistrationError):
        service.accounts.set_pin("amy", PIN, SYSTEM)
    with pytest.raises(RegistrationError):
        service.accounts.open_account("amy", SYSTEM)
    with pytest.raises(RegistrationError):
        service.change_settings(Settings("Day unit"), SYSTEM)
    assert bench.log.head() == before


@pytest.mark.parametrize("actor", ["amy", "pia", "old", "nobody"])
def test_only_a_manager_gives_pins_opens_accounts_and_sets_the_ward(
    bench: Bench, actor: str
) -> None:
    service = bench.service
    service.accounts.set_pin("max", PIN, "max")
    before = bench.log.head()
    with pytest.raises(RegistrationError, match="only a manager"):
        service.accounts.set_pin("ben", PIN, actor)
    with pytest.raises(RegistrationError, match="only a manager"):
        service.accounts.open_account("ben", actor)
    with pytest.raises(RegistrationError, match="only a manager"):
        service.change_settings(Settings("Day unit"), actor)
    assert bench.log.head() == before


def test_everyone_changes_their_own_pin_but_the_first(bench: Bench) -> None:
    accounts = bench.service.accounts
    with pytest.raises(RegistrationError, match="only a manager gives a PIN"):
        accounts.set_pin("amy", PIN, "amy")
    accounts.set_pin("amy", PIN, "max")
    accounts.set_pin("amy", "771204", "amy")
    assert accounts.check("amy", "771204", "sign in")


def test_a_leaver_gets_no_pin(bench: Bench) -> None:
    with pytest.raises(RegistrationError, match="only an active member"):
        bench.service.accounts.set_pin("old", PIN, "max")


def test_a_nurse_gives_a_temporary_checker_their_first_pin_and_no_other(bench: Bench) -> None:
    guest = bench.service.register_staff(replace(NEW, temporary=True), actor="amy")
    bench.service.accounts.set_pin(guest, PIN, "amy")
    with pytest.raises(RegistrationError, match="only a manager gives a PIN"):
        bench.service.accounts.set_pin(guest, "771204", "ben")


def test_a_temporary_checker_whose_pin_could_not_be_written_is_gone_on_with(bench: Bench) -> None:
    guest, log = replace(NEW, temporary=True), bench.log
    assert isinstance(log, FakeLog)
    bench.service.register_staff(NEW, "other", "max")
    begun = bench.service.register_staff(guest, actor="amy")
    assert enrol(bench.service, guest, PIN, "amy") == begun


def test_a_nurse_admits_no_manager(bench: Bench) -> None:
    guest = StaffDetails("Mia Guest", "manager", temporary=True)
    with pytest.raises(RegistrationError, match="only a manager"):
        bench.service.register_staff(guest, actor="amy")


def test_a_temporary_manager_manages_nothing(bench: Bench) -> None:
    with pytest.raises(RegistrationError, match="the only manager"):
        bench.service.register_staff(replace(STAFF["max"], temporary=True), "max", "max")
    guest = StaffDetails("Mia Guest", "manager", temporary=True)
    bench.service.register_staff(guest, "mia", "max")
    with pytest.raises(RegistrationError, match="only a manager"):
        bench.service.register_staff(NEW, actor="mia")


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
    ],
)
def test_settings_that_would_switch_something_off_are_refused(
    bench: Bench, settings: Settings
) -> None:
    before = bench.log.head()
    with pytest.raises(RegistrationError):
        bench.service.change_settings(settings, "max")
    assert bench.log.head() == before
