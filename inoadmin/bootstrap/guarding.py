"""What a command breaks off with, should it break."""

from __future__ import annotations

from inoadmin.bootstrap.faults import Guard, keepers
from inoadmin.clock import SystemClock


def guard() -> Guard:
    """The outermost call of a command: a fault of ours is told by its number, status 4."""
    return Guard(keepers(None, SystemClock())[1])
