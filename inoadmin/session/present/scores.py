"""NEWS2 in words, while one types and afterwards."""

from __future__ import annotations

from inoadmin.domain import commands as c
from inoadmin.domain.news2 import band_name, score
from inoadmin.protocol.model import Protocol

_TONES = {"low": "good", "low-medium": "warn", "medium": "warn", "high": "alarm"}
_PARAMETERS = 7


def news2_text(protocol: Protocol, vitals: c.Vitals, *, oxygen: bool = True) -> tuple[str, str]:
    """What a set scores so far, and the tone: "NEWS2 3: low (pulse 2, oxygen 1)".

    `oxygen`: whether air or oxygen was said yet; before that there is no total.
    """
    table, found = protocol.news2, score(protocol.news2, vitals)
    said = [(name, points) for name, points in found.parts if oxygen or name != "oxygen"]
    parts = ", ".join(f"{name} {points}" for name, points in said if points)
    detail = f" ({parts})" if parts else ""
    if found.total is None or not (oxygen or vitals.elsewhere):
        return f"NEWS2: {len(said)} of {_PARAMETERS} measured, no total yet{detail}", "calm"
    band = band_name(table, found)
    return f"NEWS2 {found.total}: {band}{detail}. {table.citation}", _TONES.get(band, "calm")
