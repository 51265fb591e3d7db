"""How long a proof of a PIN is worth anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from inoadmin.session.accounts import Accounts, PinError, Proof
from inoadmin.session.pins import LOCKED_AT
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import STAFF, Bench

PIN, WRONG = "482915", "482916"


@pytest.fixture
def bench() -> Bench:
    bench = Bench(log=FakeLog("ward"), hasher=FakeHasher()).staffed()
    bench.service.accounts.set_pin("amy", PIN, "max")
    return bench


def lock_out(bench: Bench) -> None:
    for _ in range(LOCKED_AT):
        bench.clock.advance(bench.service.accounts.account("amy").wait(bench.now))
        with pytest.raises(PinError):
            bench.service.accounts.check("amy", WRONG, "sign")


def leave(bench: Bench) -> None:
    bench.service.register_staff(replace(STAFF["amy"], active=False), "amy", "max")


def lock(bench: Bench) -> None:
    bench.service.accounts.screen_locked("amy", "idle")


def sign_out(bench: Bench) -> None:
    bench.service.accounts.signed_out("amy")


def change_pin(bench: Bench) -> None:
    bench.service.accounts.set_pin("amy", "771204", "max")


@pytest.mark.parametrize("happens", [lock, sign_out, change_pin, leave, lock_out])
def test_a_proof_is_worth_nothing_afterwards(
    bench: Bench, happens: Callable[[Bench], object]
) -> None:
    proof = bench.service.accounts.check("amy", PIN, "sign")
    assert bench.service.accounts.holds(proof)
    happens(bench)
    assert not bench.service.accounts.holds(proof)


def test_a_full_disk_does_not_keep_a_proof_alive(bench: Bench) -> None:
    proof, log = bench.service.accounts.check("amy", PIN, "sign"), bench.log
    assert isinstance(log, FakeLog)
    log.fail()
    with pytest.raises(Exception, match="disk is full"):
        bench.service.accounts.screen_locked("amy", "idle")
    assert not bench.service.accounts.holds(proof)


def test_a_proof_is_nobody_elses(bench: Bench) -> None:
    proof = bench.service.accounts.check("amy", PIN, "sign")
    proof.member = "ben"
    assert not bench.service.accounts.holds(proof)


def test_the_proof_of_who_comes_back_holds(bench: Bench) -> None:
    accounts: Accounts = bench.service.accounts
    accounts.screen_locked("amy", "key")
    proof: Proof = accounts.check("amy", PIN, "sign in")
    accounts.signed_in("amy", unlocked=True)
    assert accounts.holds(proof)
