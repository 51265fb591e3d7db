"""The real counter in a time namespace whose boot lies an hour further back: a sleep of an hour.

The kernel shifts CLOCK_BOOTTIME, which counts sleep, and leaves CLOCK_MONOTONIC, which does not.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

from inoadmin.clock import SystemClock
from tests.reliability.namespaces import unshared

SLEPT_S = 3600
_ASK = (
    "import time; from inoadmin.clock import SystemClock;"
    " print(SystemClock().read().counter_ns, time.monotonic_ns())"
)


@dataclass(frozen=True, slots=True)
class Shift:
    """By how many nanoseconds a process is ahead of this one that was started in the namespace:
    its counter, and its monotonic clock; `took_ns` is how long the asking took.
    """

    counter_ns: int
    monotonic_ns: int
    took_ns: int


def shift(slept_s: int = SLEPT_S) -> Shift:
    """What an hour of sleep does to both clocks.

    Raises:
        CannotUnshareError: this machine gives no time namespace.
    """
    counter, monotonic = SystemClock().read().counter_ns, time.monotonic_ns()
    options = ["--time", "--boottime", str(slept_s), "--fork"]
    (line,) = unshared(options, [sys.executable, "-c", _ASK])
    there = [int(number) for number in line.split()]
    took = SystemClock().read().counter_ns - counter
    return Shift(there[0] - counter, there[1] - monotonic, took)
