"""The blank form for a dose that this workstation cannot record, from the shipped protocol."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

from inoadmin.bootstrap.resources import shipped_bytes
from inoadmin.protocol.loading import load


def form_bytes(
    printed_at: datetime | None = None, zone: ZoneInfo | None = None, *, training: bool = False
) -> bytes:
    """The form as PDF; reportlab is imported when the first one is asked for.

    It needs no database, so that it can be printed when there is none. `printed_at`: when it is
    printed, aware; `zone`: the workstation's, for that moment (default: UTC); `training`: it is
    marked as one to practise on.
    """
    from inoadmin.record.downtime import downtime_form

    software = version("inoadmin")
    local = zone or ZoneInfo("UTC")
    return downtime_form(load(shipped_bytes()), software, printed_at, local, training=training)
