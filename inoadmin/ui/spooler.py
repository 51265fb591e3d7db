"""What CUPS answered to the job that Qt has just sent it."""

from __future__ import annotations

import ctypes
import sys
from ctypes import c_char_p, c_int

_LAST_OK = 0x0007  # IPP: successful-ok-events-complete; what is higher is a refusal


def cups_refusal() -> str:
    """Why CUPS did not take the last job of this thread; "" when it did, and on other systems.

    Qt 6 does not look at the answer, so that a job which nobody took ends like one that was taken:
    https://code.qt.io/cgit/qt/qtbase.git/tree/src/plugins/printsupport/cups/qcupsprintengine.cpp
    The library keeps it for each thread.
    """
    if not sys.platform.startswith("linux"):
        return ""
    try:
        cups = ctypes.CDLL("libcups.so.2")
    except OSError:  # then nothing of CUPS is here, and Qt did not print with it either
        return ""
    cups.cupsLastError.restype = c_int
    cups.cupsLastErrorString.restype = c_char_p
    if cups.cupsLastError() <= _LAST_OK:
        return ""
    said: bytes | None = cups.cupsLastErrorString()
    return (said or b"").decode("utf-8", "replace").strip().rstrip(".") or "no reason given"
