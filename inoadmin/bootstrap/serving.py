"""Wires the session service on an open log, for the window and for whatever needs none."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from inoadmin.clock import UuidIds
from inoadmin.protocol.loading import load
from inoadmin.scan.gs1 import GS1Scanner
from inoadmin.session.ports import Clock, EventLog
from inoadmin.session.service import Service


def service_on(log: EventLog, clock: Clock, protocol_bytes: bytes, zone: ZoneInfo) -> Service:
    """A service on an open log.

    Raises:
        ProtocolError: the protocol file does not hold.
    """
    protocol = load(protocol_bytes)
    return Service(log, clock, UuidIds(), GS1Scanner(), protocol, protocol_bytes, zone)
