"""Who is at the desk: signed in, locked, signed out; a locked desk records nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.domain.workplace import Locked, ReactionCalled, Restarted, SignedIn, SignedOut
from inoadmin.scan.gs1 import GS1Scanner
from inoadmin.session.accounts import PinError
from inoadmin.session.service import UNIDENTIFIED, Service
from inoadmin.session.steady import SteadyClock
from inoadmin.session.streams import WORKSTATION
from inoadmin.session.timekeeping import Timekeeper
from inoadmin.ui.desk import Arrival, Desk
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import Bench, order
from tests.ui.benches import PINS
from tests.ui.desks import MINUTE, desk_at, heard
from tests.wards import Visit


@pytest.fixture
def bench() -> Bench:
    made = Bench(log=FakeLog("ward"), hasher=FakeHasher()).staffed()
    for member, pin in PINS.items():
        made.service.accounts.set_pin(member, pin, "max")
    return made


@pytest.fixture
def desk(bench: Bench, qtbot: QtBot) -> Desk:
    return Desk(bench.service)


def facts(bench: Bench, member: str) -> list[object]:
    return [event.fact for event in bench.log.read(f"staff/{member}")][2:]


def test_signed_in_locked_and_back(bench: Bench, desk: Desk) -> None:
    arrived, covered = heard(desk.arrived), heard(desk.covered)
    desk.sign_in("amy", PINS["amy"])
    desk.lock("key")
    desk.lock("idle")
    assert (desk.actor, desk.locked, len(covered)) == ("amy", True, 1)
    desk.sign_in("ben", PINS["ben"])
    assert (desk.actor, desk.locked) == ("ben", False)
    assert facts(bench, "amy") == [SignedIn(), Locked("key")]
    assert facts(bench, "ben") == [SignedIn(unlocked=True)]
    assert [(one.member, one.before) for one in arrived if isinstance(one, Arrival)] == [
        ("amy", None),
        ("ben", "amy"),
    ]


def test_a_wrong_pin_lets_nobody_in(desk: Desk) -> None:
    with pytest.raises(PinError):
        desk.sign_in("amy", "000001")
    assert desk.actor is None


def test_nobody_at_the_desk_locks_nothing(bench: Bench, desk: Desk) -> None:
    covered, left = heard(desk.covered), heard(desk.left)
    desk.lock("idle")
    desk.sign_out()
    assert (covered, left) == ([], [])


def test_a_locked_desk_records_nothing_and_its_calls_are_nobodys(bench: Bench, desk: Desk) -> None:
    desk.sign_in("amy", PINS["amy"])
    desk.open_patient(bench.patient)
    desk.lock("key")
    before = bench.log.head()
    assert desk.record(c.Allergies(("latex",)), course=True) is None
    assert bench.log.head() == before
    desk.call_reaction()
    (called,) = bench.log.read(WORKSTATION)
    assert (called.fact, called.actor) == (ReactionCalled(), UNIDENTIFIED)


def test_signing_out_closes_the_patient_but_a_managers_leaves_the_nurses_open(
    bench: Bench, desk: Desk
) -> None:
    desk.sign_in("amy", PINS["amy"])
    desk.open_patient(bench.patient)
    desk.lock("key")
    desk.sign_in("max", PINS["max"])
    desk.sign_out()
    assert (desk.actor, desk.patient) == (None, bench.patient)
    desk.sign_in("amy", PINS["amy"])
    desk.sign_out()
    assert (desk.actor, desk.patient) == (None, None)
    assert facts(bench, "amy")[-1] == SignedOut()


def test_a_full_disk_is_told_and_hinders_nobody(bench: Bench, desk: Desk) -> None:
    failed = heard(desk.failed)
    assert isinstance(bench.log, FakeLog)
    bench.log.fail(3)
    desk.sign_in("amy", PINS["amy"])
    desk.lock("key")
    assert desk.locked
    desk.sign_in("amy", PINS["amy"])
    assert not desk.locked
    assert [told.partition(".")[0] for told in failed] == [
        "The sign-in could not be recorded",
        "The screen is locked, which could not be recorded",
        "The sign-in could not be recorded",
    ]


def test_nobody_records_unsigned_for_another(bench: Bench, desk: Desk) -> None:
    bench.do(order())
    desk.sign_in("amy", PINS["amy"])
    desk.open_patient(bench.patient)
    before, told = bench.log.head(), heard(desk.failed)
    assert desk.record(c.Addendum("seen"), actor="ben") is None
    assert bench.log.head() == before
    assert told == ["Not recorded: only who is signed in records this."]
    assert desk.record(c.Addendum("seen")) is not None


def test_alarms_are_worked_out_once_a_moment_and_anew_once_something_is_recorded() -> None:
    desk, here = desk_at(70, Visit("04-interruption-and-restart.toml", until=67 * MINUTE))
    now = here.service.now()
    assert desk.alarms(now) == ()
    assert desk.alarms(now) is desk.alarms(now)
    assert desk.record(c.Reaction())
    assert [alarm.code for alarm in desk.alarms(now)] == ["reaction"]


@pytest.mark.parametrize(
    "entry", ["record", "reaction", "sign in", "wrong PIN", "lock", "sign out"]
)
def test_a_restart_is_on_disk_before_any_entry(bench: Bench, qtbot: QtBot, entry: str) -> None:
    """The disk refused it when the program was opened, and there was no second yet."""
    bench.act(order())
    log, first = bench.log, bench.log.head().sequence + 1
    assert isinstance(log, FakeLog)
    bench.clock.reboot(timedelta(minutes=5))
    log.fail(1)
    steady = SteadyClock(bench.clock, log.last_tick())
    args = (log, steady, bench.ids, GS1Scanner(), bench.protocol, bench.data, bench.zone)
    desk = Desk(Service(*args, FakeHasher()))
    desk.timekeeper = Timekeeper(desk.service, steady)
    desk.timekeeper.watch()
    assert log.head().sequence == first - 1
    desk.act_as("amy")
    desk.open_patient(bench.patient)
    match entry:
        case "record":
            desk.record(c.Blasts(Decimal(2)))
        case "reaction":
            desk.call_reaction()
        case "sign in":
            desk.sign_in("ben", PINS["ben"])
        case "wrong PIN":
            with pytest.raises(PinError):
                desk.sign_in("ben", "000001")
        case "lock":
            desk.lock("key")
        case _:
            desk.sign_out()
    (restart,) = (e for e in log.read(WORKSTATION) if isinstance(e.fact, Restarted))
    assert (restart.sequence, log.head().sequence) == (first, first + 1)
