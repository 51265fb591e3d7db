"""The computer's clock, and new names. The only place that asks what time it is.

Wall time can be set, stepped or wrong; the counter cannot, but it starts anew with every boot. A
Tick bears both, and the boot, so that a reader can tell when they disagree.
"""

from __future__ import annotations

import sys
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from inoadmin.session.ports import Clock, Tick

_BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")
_BOOT_NAMESPACE: Final = uuid.UUID("6f4b0b1e-6c1c-4c29-9d3f-0c7a5b8f2d11")
_BOOT_GRAIN_S: Final = 60
_ONE_MOMENT_NS: Final = 100_000_000
_READINGS: Final = 5  # after so many the computer is just too busy


class SystemClock:
    """This computer's time."""

    def __init__(self) -> None:
        self._boot_id = read_boot_id()

    def read(self) -> Tick:
        """Wall time in UTC, the counter in nanoseconds, and the boot it counts from.

        Both of one moment: the computer may fall asleep between one and the other.
        """
        counter_ns, now = read_counter_ns(), _wall_time()
        for _ in range(_READINGS):
            if read_counter_ns() - counter_ns < _ONE_MOMENT_NS:
                break
            counter_ns, now = read_counter_ns(), _wall_time()
        return Tick(now, counter_ns, self._boot_id)


class UuidIds:
    """Random names (UUID version 4), which no other machine makes."""

    def new(self) -> str:
        """A new name."""
        return str(uuid.uuid4())


class DatedIds:
    """Random names that begin with the moment at which they were made, to the millisecond (UUID
    version 7, RFC 9562): a database's, so that nobody changes when it was made unnoticed.

    `clock` tells the moment, by default this computer's.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock

    def new(self) -> str:
        """A new name."""
        now = _wall_time() if self._clock is None else self._clock.read().now
        milliseconds = int(now.timestamp() * 1000) & (2**48 - 1)
        chance = uuid.uuid4().int & (2**80 - 1)
        bare = milliseconds << 80 | chance
        bare = bare & ~(0xF << 76) | 7 << 76
        return str(uuid.UUID(int=bare & ~(0b11 << 62) | 0b10 << 62))


def made_at(name: str) -> datetime | None:
    """When a name of DatedIds was made, in UTC; None for any other name."""
    try:
        known = uuid.UUID(name)
    except ValueError:
        return None
    if known.version != 7:
        return None
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=known.int >> 80)


def read_counter_ns() -> int:
    """Nanoseconds since this boot, sleep included.

    Linux: CLOCK_BOOTTIME (clock_gettime(2)). macOS: mach_continuous_time. Windows:
    QueryInterruptTime, in steps of 100 ns. Elsewhere: the monotonic clock, which may stand still
    in sleep.
    """
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return _continuous_time_macos_ns()
    if sys.platform == "win32":
        return _interrupt_time_windows_ns()
    return time.monotonic_ns()


def read_awake_ns() -> int | None:
    """Nanoseconds since this boot without those asleep; None where no counter leaves sleep out.

    Linux: CLOCK_MONOTONIC. macOS: mach_absolute_time, which Python's monotonic clock is.
    """
    return time.monotonic_ns() if sys.platform in {"linux", "darwin"} else None


def read_boot_id() -> str:
    """The name of this boot: the kernel's own on Linux, else one derived from when it began."""
    try:
        return _BOOT_ID_FILE.read_text(encoding="ascii").strip()
    except OSError:
        return derived_boot_id(_wall_time(), read_counter_ns())


def derived_boot_id(now: datetime, counter_ns: int) -> str:
    """A name made from the minute in which the boot began, as wall time and counter tell it.

    Two processes of one boot may fall on both sides of a minute, and a stepped wall clock moves
    the beginning: the boot then passes for a new one, which asks the nurse once too often and
    never trusts a counter wrongly.
    """
    began = now - timedelta(microseconds=counter_ns // 1000)
    minute = int(began.timestamp()) // _BOOT_GRAIN_S
    return str(uuid.uuid5(_BOOT_NAMESPACE, f"{uuid.getnode():x}/{minute}"))


def _wall_time() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one place that may


def _continuous_time_macos_ns() -> int:
    """mach_continuous_time counts through sleep in units that mach_timebase_info explains."""
    import ctypes

    class Timebase(ctypes.Structure):
        _fields_ = (("numer", ctypes.c_uint32), ("denom", ctypes.c_uint32))

    library = ctypes.CDLL(None)
    library.mach_continuous_time.restype = ctypes.c_uint64
    base = Timebase()
    library.mach_timebase_info(ctypes.byref(base))
    return int(library.mach_continuous_time()) * int(base.numer) // int(base.denom)


def _interrupt_time_windows_ns() -> int:
    """QueryInterruptTime counts through sleep, in units of 100 ns."""
    import ctypes

    value = ctypes.c_ulonglong()
    if sys.platform == "win32":
        ctypes.WinDLL("api-ms-win-core-realtime-l1-1-1.dll").QueryInterruptTime(ctypes.byref(value))
    return value.value * 100
