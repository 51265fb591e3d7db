"""The counter that the application really reads goes on through sleep."""

from __future__ import annotations

from tests.reliability.counter import SLEPT_S, shift


def test_the_counter_moves_with_the_boot_and_the_monotonic_clock_does_not() -> None:
    seen = shift()
    slept_ns = SLEPT_S * 10**9
    assert slept_ns <= seen.counter_ns <= slept_ns + seen.took_ns
    assert seen.monotonic_ns <= seen.took_ns + 10**9
