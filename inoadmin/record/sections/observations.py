"""The observations, as a table and as small plots, with NEWS2."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from math import ceil, floor
from typing import Literal

from inoadmin.domain import commands as c
from inoadmin.domain.news2 import band_name, score
from inoadmin.domain.state import Entry
from inoadmin.record.blocks import Block, Panel, Paragraph, Plot, Section, Series, Table, Tick, text
from inoadmin.record.sections.timeline import Axis
from inoadmin.record.sources import Cells, Sources, entries, told
from inoadmin.session.present.words import number

_AWAKE = {
    "A": "alert",
    "C": "confused",
    "V": "voice",
    "P": "pain",
    "U": "unresponsive",
}
_DASH = "\u2013"
#: So many sets at least make a line worth drawing.
_LEAST_SETS = 3
_MOST_TICKS = 6

Look = Literal["dot", "ring", "up", "down"]
Field = Literal["pulse", "systolic", "diastolic", "temperature", "spo2", "resp_rate"]
#: Name, unit, series (field, name, marker), what the scale shows at the least, its step.
PANELS: tuple[tuple[str, str, tuple[tuple[Field, str, Look], ...], int, int, int], ...] = (
    ("Pulse", "/min", (("pulse", "pulse", "dot"),), 60, 100, 20),
    (
        "Blood pressure",
        "mmHg",
        (("systolic", "systolic", "down"), ("diastolic", "diastolic", "up")),
        60,
        140,
        20,
    ),
    ("Temperature", "°C", (("temperature", "temperature", "dot"),), 36, 38, 1),
    ("SpO2", "%", (("spo2", "SpO2", "ring"),), 92, 100, 2),
    ("Respiration", "/min", (("resp_rate", "respiration", "dot"),), 10, 25, 5),
)


def observations(src: Sources) -> Section:
    """The section."""
    rows = [
        row
        for entry in entries(src, c.Vitals)
        for row in told(src, entry, lambda k, at: [vitals_row(src, k, at)])
    ]
    if not rows:
        return Section("Observations", (Paragraph(text("No observations were recorded.")),))
    head = (
        "At",
        "Phase",
        "Resp.\n/min",
        "SpO2\n% (scale)",
        "Oxygen",
        "BP\nmmHg",
        "Pulse\n/min",
        "Awake",
        "Temp.\n°C",
        "NEWS2 (band)",
        "Recorded by",
    )
    blocks: list[Block] = [
        Table(head, tuple(rows), (9, 10, 7, 9, 7, 10, 7, 9, 7, 13, 16)),
        Paragraph(text(credit(src)), "small"),
    ]
    drawn = plot(src)
    if drawn is not None:
        blocks.append(drawn)
    return Section("Observations", tuple(blocks))


def credit(src: Sources) -> str:
    """Whose score it is."""
    cited = src.protocol.news2.citation
    return f"NEWS2: National Early Warning Score 2, {cited}. A partial set has no total."


def phase(src: Sources, at: datetime) -> str:
    """Before, during or after the infusion."""
    flown = src.run
    if flown is None or at < flown.started_at:
        return "before"
    return "infusion" if flown.ended_at is None or at <= flown.ended_at else "after"


def vitals_row(src: Sources, command: c.Vitals, at: datetime) -> Cells:
    """One set."""
    table = src.protocol.news2
    result = score(table, command)
    total = "partial set" if result.total is None else str(result.total)
    band = band_name(table, result)
    if command.elsewhere:
        told_total = f"{total} ({band}), total taken over" if band else total
        return (src.when(at), phase(src, at), *[""] * 7, told_total)
    taken = command.systolic is not None or command.diastolic is not None
    pressure = f"{shown(command.systolic)}/{shown(command.diastolic)}" if taken else _DASH
    saturation = shown(command.spo2)
    if command.spo2 is not None:
        saturation += f" ({number(command.spo2_scale)})"
    return (
        src.when(at),
        phase(src, at),
        shown(command.resp_rate),
        saturation,
        "oxygen" if command.oxygen else "air",
        pressure,
        shown(command.pulse),
        _AWAKE.get(command.consciousness, command.consciousness or _DASH),
        shown(command.temperature),
        f"{total} ({band})" if band else total,
    )


def shown(value: Decimal | None) -> str:
    """A value, or a dash for one not taken."""
    return _DASH if value is None else number(value)


def plot(src: Sources) -> Plot | None:
    """The small plots of the sets that still stand; None for too few."""
    sets = [e for e in entries(src, c.Vitals) if not e.void and not e.command.elsewhere]
    if len(sets) < _LEAST_SETS:
        return None
    axis = Axis(src, [entry.occurred_at for entry in sets])
    panels = [panel(sets, axis, *about) for about in PANELS]
    return Plot(axis.ticks(_MOST_TICKS), tuple(panel for panel in panels if panel is not None))


def panel(
    sets: list[Entry[c.Vitals]],
    axis: Axis,
    name: str,
    unit: str,
    series: tuple[tuple[Field, str, Look], ...],
    low: int,
    high: int,
    step: int,
) -> Panel | None:
    """One parameter, or two that belong together; None when none was taken."""
    taken = {
        field: [(e.occurred_at, value) for e in sets if (value := value_of(e, field)) is not None]
        for field, _, _ in series
    }
    values = [value for points in taken.values() for _, value in points]
    if not values:
        return None
    bottom = min(low, floor(min(values) / step) * step)
    top = max(high, ceil(max(values) / step) * step)
    ticks = range(bottom, top + 1, step * (1 + (top - bottom) // (step * 6)))
    return Panel(
        name,
        unit,
        tuple(Tick(scaled(Decimal(n), bottom, top), str(n)) for n in ticks),
        tuple(
            Series(
                label,
                tuple((axis.at(at), scaled(value, bottom, top)) for at, value in taken[field]),
                look,
            )
            for field, label, look in series
        ),
    )


def value_of(entry: Entry[c.Vitals], field: Field) -> Decimal | None:
    """A parameter of a set."""
    command = entry.command
    match field:
        case "pulse":
            return command.pulse
        case "systolic":
            return command.systolic
        case "diastolic":
            return command.diastolic
        case "temperature":
            return command.temperature
        case "spo2":
            return command.spo2
        case "resp_rate":
            return command.resp_rate


def scaled(value: Decimal, bottom: int, top: int) -> float:
    """A value's place from 0 to 1."""
    return round(float((value - bottom) / (top - bottom)), 4)
