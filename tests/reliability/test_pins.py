"""Guessing at a PIN takes minutes for ten tries, and then nothing is taken any more."""

from __future__ import annotations

from inoadmin.session.pins import LOCKED_AT
from tests.reliability.pins import guess_pins


def test_ten_guesses_take_minutes_and_lock_the_account() -> None:
    guessed = guess_pins(LOCKED_AT)
    assert guessed.opened == 1
    assert guessed.until_locked >= 180
