"""How long guessing a PIN takes: the real hasher on the real accounts, with the waits added up.

Nobody waits here: the clock is moved by hand over each wait, and each check is timed.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta

from inoadmin.session.accounts import PinError
from inoadmin.staff.hashing import Argon2Hasher
from tests.fakes import FakeLog
from tests.session.bench import Bench

PIN = "482915"


@dataclass(frozen=True)
class Guessed:
    """Seconds for all guesses, waits and checks together; `opened`: how often a manager had to
    open the account; `until_locked`: seconds until it was locked for the first time.
    """

    guesses: int
    taken: float
    opened: int
    until_locked: float


def guess_pins(count: int) -> Guessed:
    """Types `count` wrong PINs, each as soon as it is looked at."""
    bench = Bench(log=FakeLog("ward"), hasher=Argon2Hasher(b"p" * 32)).staffed()
    accounts = bench.service.accounts
    accounts.set_pin("amy", PIN, "max")
    taken, opened, until_locked = 0.0, 0, 0.0
    for guess in range(count):
        wait = accounts.account("amy").wait(bench.now)
        bench.clock.advance(wait)
        begun = time.perf_counter()
        try:
            accounts.check("amy", f"{100000 + guess}", "sign in")
        except PinError:
            pass
        else:
            raise AssertionError("a wrong PIN was taken")
        checking = time.perf_counter() - begun
        bench.clock.advance(timedelta(seconds=checking))
        taken += wait.total_seconds() + checking
        if accounts.account("amy").locked:
            until_locked = until_locked or taken
            opened += 1
            accounts.open_account("amy", "max")
    return Guessed(count, taken, opened, until_locked)
