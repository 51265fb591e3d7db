"""Wires the session service on an open log, for the window and for whatever needs none."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from inoadmin.clock import UuidIds
from inoadmin.protocol.loading import load
from inoadmin.scan.gs1 import GS1Scanner
from inoadmin.session.ports import Clock, EventLog, PinHasher
from inoadmin.session.service import Service
from inoadmin.session.steady import SteadyClock
from inoadmin.session.timekeeping import Timekeeper


def service_on(
    log: EventLog,
    clock: Clock,
    protocol_bytes: bytes,
    zone: ZoneInfo,
    hasher: PinHasher | None = None,
) -> Service:
    """A service on an open log; without a hasher nobody can be asked for a PIN.

    Raises:
        ProtocolError: the protocol file does not hold.
    """
    protocol = load(protocol_bytes)
    return Service(log, clock, UuidIds(), GS1Scanner(), protocol, protocol_bytes, zone, hasher)


def timed_service_on(
    log: EventLog,
    clock: Clock,
    protocol_bytes: bytes,
    zone: ZoneInfo,
    hasher: PinHasher | None = None,
    awake_ns: Callable[[], int | None] = lambda: None,
) -> tuple[Service, Timekeeper]:
    """A service whose time nobody can set, and what holds it against the computer's clock.

    Not for a scenario, whose clock is its own. A restart of the computer is on disk when it
    returns, or will be tried again at the first tick.

    Raises:
        ProtocolError: the protocol file does not hold.
    """
    steady = SteadyClock(clock, log.last_tick())
    service = service_on(log, steady, protocol_bytes, zone, hasher)
    keeper = Timekeeper(service, steady, awake_ns)
    keeper.watch()
    return service, keeper
