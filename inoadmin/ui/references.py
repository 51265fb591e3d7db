"""Keeps `True` alive: PySide6 6.12 gives back one reference to it too many at each `emit`.

`Signal.emit` returns True without taking a reference. From Python 3.12 on True lives for ever and
nothing happens; before that the process dies with "deallocating True or False" after some hundred
emissions, minutes of a ticking clock. Seen by running it: `sys.getrefcount(True)` falls by one with
each emission. So True is given as many references as no program can drop.
"""

from __future__ import annotations

import ctypes
import sys

_IMMORTAL = (3, 12)
_ENOUGH = 1 << 40
_NEAR = 100  # counts read a moment apart differ by a few


def keep_true_alive() -> bool:
    """Gives True its references where Python has not made it immortal; tells whether it did.

    The count is the first field of an object in release builds of CPython. It is only written when
    what stands there is the count.
    """
    if sys.version_info >= _IMMORTAL or sys.implementation.name != "cpython":
        return False
    count = ctypes.c_ssize_t.from_address(id(True))
    if abs(count.value - sys.getrefcount(True)) > _NEAR:
        return False
    count.value += _ENOUGH
    return True
