"""Accounts: right and wrong PINs, waits, locks, and what the log keeps of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inoadmin.domain.workplace import AccountOpened, PinAccepted, PinRefused, PinSet
from inoadmin.session.accounts import Accounts, PinError
from inoadmin.session.pins import LOCKED_AT
from inoadmin.session.ports import StorageError
from inoadmin.session.service import Service
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import Bench

PIN, WRONG = "482915", "482916"


def facts(service: Service, member: str = "amy") -> list[type]:
    return [type(event.fact) for event in service.log.read(f"staff/{member}")][1:]


@pytest.fixture
def bench() -> Bench:
    bench = Bench(log=FakeLog("ward"), hasher=FakeHasher()).staffed()
    bench.service.accounts.set_pin("amy", PIN, "max")
    return bench


@pytest.fixture
def accounts(bench: Bench) -> Accounts:
    return bench.service.accounts


def guess(bench: Bench, times: int) -> PinError:
    """Wrong PINs, each after its wait; the last error."""
    for _ in range(times):
        bench.clock.advance(bench.service.accounts.account("amy").wait(bench.now))
        with pytest.raises(PinError) as error:
            bench.service.accounts.check("amy", WRONG, "sign in")
    return error.value


def test_the_right_pin_gives_a_proof_and_writes_nothing(bench: Bench, accounts: Accounts) -> None:
    proof = accounts.check("amy", PIN, "sign in")
    assert proof.member == "amy"
    assert accounts.holds(proof)
    assert facts(bench.service) == [PinSet]


def test_a_spent_proof_is_gone(accounts: Accounts) -> None:
    proof = accounts.check("amy", PIN, "sign in")
    accounts.spend(proof)
    assert not accounts.holds(proof)


def test_a_proof_of_other_accounts_is_none_here(bench: Bench, accounts: Accounts) -> None:
    proof = accounts.check("amy", PIN, "sign in")
    assert not bench.another().accounts.holds(proof)


def test_a_wrong_pin_is_in_the_log_before_it_is_told(bench: Bench) -> None:
    error = guess(bench, 1)
    assert "Wrong PIN. 9 tries are left." in str(error)
    assert facts(bench.service) == [PinSet, PinRefused]


def test_a_wait_is_not_a_guess(bench: Bench, accounts: Accounts) -> None:
    guess(bench, 1)
    with pytest.raises(PinError, match="Wait 1 s"):
        accounts.check("amy", PIN, "sign in")
    assert accounts.account("amy").failures == 1


@pytest.mark.parametrize(("after", "let_in"), [(999, False), (1000, True), (1001, True)])
def test_the_wait_ends_on_its_moment(
    bench: Bench, accounts: Accounts, after: int, let_in: bool
) -> None:
    guess(bench, 1)
    bench.clock.advance(timedelta(milliseconds=after))
    if let_in:
        assert accounts.check("amy", PIN, "sign in")
    else:
        with pytest.raises(PinError):
            accounts.check("amy", PIN, "sign in")


def test_the_right_pin_forgives(bench: Bench, accounts: Accounts) -> None:
    guess(bench, 3)
    bench.wait(5)
    accounts.check("amy", PIN, "sign in")
    assert accounts.account("amy").failures == 0
    assert facts(bench.service)[-1] is PinAccepted


def test_nine_wrong_ones_leave_a_try_and_ten_lock(bench: Bench, accounts: Accounts) -> None:
    assert "1 try is left" in str(guess(bench, LOCKED_AT - 1))
    assert not accounts.account("amy").locked
    assert "locked" in str(guess(bench, 1))
    assert accounts.account("amy").locked


def test_a_locked_account_takes_no_pin_until_a_manager_opens_it(
    bench: Bench, accounts: Accounts
) -> None:
    guess(bench, LOCKED_AT)
    bench.wait(600)
    with pytest.raises(PinError, match="A manager opens it again"):
        accounts.check("amy", PIN, "sign in")
    accounts.open_account("amy", "max")
    assert accounts.check("amy", PIN, "sign in")
    opened = [e for e in bench.log.read("staff/amy") if isinstance(e.fact, AccountOpened)]
    assert [event.actor for event in opened] == ["max"]


def test_guesses_are_counted_over_a_restart(bench: Bench) -> None:
    guess(bench, LOCKED_AT)
    bench.service = bench.another()
    assert bench.service.accounts.account("amy").locked


def test_a_full_disk_neither_opens_the_way_nor_closes_it(bench: Bench, accounts: Accounts) -> None:
    log = bench.log
    assert isinstance(log, FakeLog)
    log.fail(times=LOCKED_AT - 1)
    guess(bench, LOCKED_AT - 1)
    assert facts(bench.service) == [PinSet]
    assert accounts.account("amy").failures == LOCKED_AT - 1
    bench.wait(5)
    log.fail()
    assert accounts.check("amy", PIN, "unlock")
    assert accounts.account("amy").failures == LOCKED_AT - 1
    assert accounts.check("amy", PIN, "unlock")
    assert accounts.account("amy").failures == 0


def test_a_leaver_and_a_stranger_have_no_way_in(accounts: Accounts) -> None:
    for member in ("old", "nobody"):
        with pytest.raises(PinError, match="Not an active member"):
            accounts.check(member, PIN, "sign in")


def test_who_has_no_pin_is_told_so(accounts: Accounts) -> None:
    with pytest.raises(PinError, match="Ben Okoro has no PIN yet"):
        accounts.check("ben", PIN, "sign in")


def test_a_weak_pin_is_refused_and_the_old_one_stays(bench: Bench, accounts: Accounts) -> None:
    with pytest.raises(PinError, match="digits in a row"):
        accounts.set_pin("amy", "123456", "amy")
    assert accounts.check("amy", PIN, "sign in")
    assert facts(bench.service) == [PinSet]


def test_a_pin_that_could_not_be_written_is_not_set(bench: Bench, accounts: Accounts) -> None:
    log = bench.log
    assert isinstance(log, FakeLog)
    log.fail()
    with pytest.raises(StorageError):
        accounts.set_pin("amy", "771204", "amy")
    assert accounts.check("amy", PIN, "sign in")


def test_a_new_pin_replaces_the_old_one_and_opens_the_account(
    bench: Bench, accounts: Accounts
) -> None:
    guess(bench, LOCKED_AT)
    accounts.set_pin("amy", "771204", "max")
    with pytest.raises(PinError, match="Wrong PIN"):
        accounts.check("amy", PIN, "sign in")
    bench.wait(5)
    assert accounts.check("amy", "771204", "sign in")


def test_the_log_holds_no_pin_and_no_hash(bench: Bench) -> None:
    guess(bench, 2)
    every = [repr(event) for event in bench.log.read("staff/amy")]
    assert not any(PIN in text or WRONG in text or "fake$" in text for text in every)


def test_a_clock_set_back_keeps_nobody_waiting_for_years(bench: Bench) -> None:
    guess(bench, 5)
    bench.clock.step(-timedelta(days=3650))
    bench.service = bench.another()
    accounts = bench.service.accounts
    assert accounts.account("amy").wait(bench.now) == timedelta(seconds=16)
    with pytest.raises(PinError, match="Wait 16 s"):
        accounts.check("amy", PIN, "sign in")
    bench.clock.advance(timedelta(seconds=16))
    assert accounts.check("amy", PIN, "sign in")


def test_a_clock_set_back_again_and_again_shortens_no_wait(bench: Bench) -> None:
    guess(bench, 5)
    for _ in range(3):
        bench.clock.step(-timedelta(days=1))
        bench.clock.advance(timedelta(seconds=15))
        assert bench.service.accounts.account("amy").wait(bench.now) > timedelta()


def test_the_wait_is_of_the_last_wrong_pin_on_disk_or_not(bench: Bench, accounts: Accounts) -> None:
    log = bench.log
    assert isinstance(log, FakeLog)
    log.fail()
    guess(bench, 1)
    bench.clock.advance(timedelta(minutes=5))
    guess(bench, 1)
    with pytest.raises(PinError, match="Wait 2 s"):
        accounts.check("amy", PIN, "sign in")


def test_an_exchanged_hash_lets_nobody_in(bench: Bench, accounts: Accounts) -> None:
    accounts.set_pin("max", "350917", "max")
    head, log = bench.log.head(), bench.log
    assert isinstance(log, FakeLog)
    mine = log.credential("amy")
    assert mine is not None
    log.exchange_credential("max", mine)
    for pin in (PIN, "350917"):
        with pytest.raises(PinError, match="it was exchanged"):
            accounts.check("max", pin, "sign in")
    assert bench.log.head() == head
