"""Who may change the staff, and that a manager is always left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inoadmin.domain.people import StaffDetails
from inoadmin.domain.settings import Settings
from inoadmin.session.accounts import PinError, Proof
from inoadmin.session.enrolling import enrol
from inoadmin.session.registration import SYSTEM, RegistrationError
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import SAM, STAFF, Bench

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


def test_a_manager_without_a_pin_is_none_who_is_left(bench: Bench) -> None:
    service = bench.service
    service.accounts.set_pin("max", PIN, SYSTEM)
    service.register_staff(StaffDetails("Mia Next", "manager"), "mia", "max")
    left = replace(STAFF["max"], active=False)
    with pytest.raises(RegistrationError, match="the only manager"):
        service.register_staff(left, "max", "max")
    assert service.accounts.founded()
    service.accounts.set_pin("mia", "771204", "max")
    service.register_staff(left, "max", "max")
    assert service.accounts.founded()


@pytest.mark.parametrize("registration", ["12A3456E", " 12a 3456-e "])
def test_nobody_stands_in_the_list_twice(bench: Bench, registration: str) -> None:
    again = StaffDetails("Amy Meadow", "nurse", registration)
    for actor, details in (("max", again), ("ben", replace(again, temporary=True))):
        with pytest.raises(RegistrationError, match="is that of Amy Field"):
            bench.service.register_staff(details, actor=actor)
    with pytest.raises(RegistrationError, match="is that of Olga Past, who no longer works here"):
        bench.service.register_staff(replace(again, registration="11C1111E"), actor="max")


def test_nobody_admits_themself_to_check_their_own_work(bench: Bench) -> None:
    myself = StaffDetails("amy  field", "nurse", "99Z9999Z", temporary=True)
    with pytest.raises(RegistrationError, match="a second checker is somebody else"):
        bench.service.register_staff(myself, actor="amy")
    bench.service.register_staff(myself, actor="ben")


@pytest.mark.parametrize("temporary", [False, True])
def test_who_signs_has_a_registration(bench: Bench, temporary: bool) -> None:
    nameless = replace(NEW, registration=" ", temporary=temporary)
    with pytest.raises(RegistrationError, match="registration is missing"):
        bench.service.register_staff(nameless, actor="max")


def test_who_was_known_so_before_can_be_changed_and_leave(bench: Bench) -> None:
    log, service = bench.log, bench.service
    assert isinstance(log, FakeLog)
    log.become("scenario")
    service.register_staff(STAFF["amy"], "amy2")
    service.register_staff(replace(NEW, registration=""), "noor")
    log.become("ward")
    until = replace(STAFF["amy"], sact_until=date(2027, 1, 1))
    service.register_staff(until, "amy2", "max")
    service.register_staff(replace(until, active=False), "amy2", "max")
    with pytest.raises(RegistrationError, match="is that of Amy Field"):
        service.register_staff(until, "amy2", "max")
    service.register_staff(replace(NEW, registration="", active=False), "noor", "max")


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
    other = replace(NEW, registration="21B0000E")
    bench.service.register_staff(other, "other", "max")
    begun = bench.service.register_staff(guest, actor="amy")
    assert enrol(bench.service, guest, PIN, "amy") == begun


def test_what_is_changed_here_bears_the_signature_of_who_changed_it(bench: Bench) -> None:
    service, accounts = bench.service, bench.service.accounts
    accounts.set_pin("max", PIN, SYSTEM)

    def mine() -> Proof:
        return accounts.check("max", PIN, "sign")

    guest = replace(NEW, temporary=True)
    member = enrol(service, guest, "771204", "max", mine())
    service.register_staff(NEW, member, "max", mine())
    service.register_staff(replace(NEW, active=False), member, "max", mine())
    accounts.open_account("amy", "max", mine())
    accounts.set_pin("max", "640281", "max", mine())
    service.change_settings(Settings("Day unit"), "max", accounts.check("max", "640281", "sign"))
    streams = (f"staff/{member}", "staff/amy", "staff/max", "settings")
    signed = [
        (signature.name, signature.meaning)
        for stream in streams
        for event in bench.log.read(stream)
        for signature in event.signatures
    ]
    assert {name for name, _ in signed} == {"Max Reed"}
    assert [meaning for _, meaning in signed] == [
        "admitted a temporary checker",
        "gave a new PIN",
        "confirmed a member of staff",
        "changed a member of staff",
        "opened an account",
        "changed their PIN",
        "changed the ward's settings",
    ]


def test_a_pin_that_holds_no_more_changes_nothing(bench: Bench) -> None:
    service, accounts = bench.service, bench.service.accounts
    accounts.set_pin("max", PIN, SYSTEM)
    accounts.set_pin("amy", "771204", "max")
    spent, another = accounts.check("max", PIN, "sign"), accounts.check("amy", "771204", "sign")
    accounts.spend(spent)
    before = bench.log.head()
    for proof in (spent, another, Proof("max")):
        with pytest.raises(PinError, match="holds no more"):
            service.register_staff(NEW, actor="max", proof=proof)
        with pytest.raises(PinError, match="holds no more"):
            accounts.set_pin("amy", "640281", "max", proof)
        with pytest.raises(PinError, match="holds no more"):
            accounts.open_account("amy", "max", proof)
        with pytest.raises(PinError, match="holds no more"):
            service.change_settings(Settings("Day unit"), "max", proof)
    assert bench.log.head() == before


def test_a_temporary_checker_signs_but_does_not_sign_in(bench: Bench) -> None:
    accounts, guest = bench.service.accounts, replace(NEW, temporary=True)
    member = enrol(bench.service, guest, PIN, "amy")
    before = bench.log.head()
    with pytest.raises(PinError, match="does not sign in"):
        accounts.let_in(member, PIN)
    assert bench.log.head() == before
    assert accounts.holds(accounts.check(member, PIN, "second check of the bag"))
    bench.service.register_staff(NEW, member, "max")
    assert accounts.let_in(member, PIN).member == member


@pytest.mark.parametrize(
    ("actor", "may"),
    [
        ("amy", True),
        ("pia", True),
        ("dov", True),
        ("max", False),
        ("old", False),
        ("tess", False),
        ("nobody", False),
        (SYSTEM, False),
    ],
)
def test_who_records_here_registers_patients(bench: Bench, actor: str, may: bool) -> None:
    service = bench.service
    service.accounts.set_pin("max", PIN, SYSTEM)
    service.register_staff(replace(NEW, temporary=True), "tess", "max")
    before = bench.log.head()
    if may:
        assert service.register_patient(SAM, ("penicillin",), actor)
        return
    with pytest.raises(RegistrationError, match="only who records here"):
        service.register_patient(SAM, ("penicillin",), actor)
    assert bench.log.head() == before


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
