"""What a PIN may be, and how long one waits after wrong ones. Pure.

Six digits or more, since fewer fall in minutes once a hash is stolen. The waits grow so that ten
guesses take minutes, and then the account is locked.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Final

LEAST_DIGITS: Final = 6
MOST_DIGITS: Final = 12
LOCKED_AT: Final = 10
_WAITS_S: Final = (0, 1, 2, 4, 8, 16, 32, 60, 60, 60)


def pin_fault(pin: str) -> str:
    """Why this may not be a PIN, in one sentence; empty when it may. Never repeats the PIN."""
    if not (pin.isascii() and pin.isdigit()):
        return f"PIN: digits only, {LEAST_DIGITS} to {MOST_DIGITS} of them"
    if not LEAST_DIGITS <= len(pin) <= MOST_DIGITS:
        return f"PIN has {len(pin)} digits: {LEAST_DIGITS} to {MOST_DIGITS}"
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        return "PIN: not one digit again and again, and not digits in a row such as 123456"
    return ""


def wait_after(failures: int) -> timedelta:
    """How long nothing is accepted after that many wrong PINs in a row."""
    return timedelta(seconds=_WAITS_S[min(failures, len(_WAITS_S) - 1)])
