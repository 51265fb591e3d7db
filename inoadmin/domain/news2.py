"""NEWS2 (Royal College of Physicians): the score of one set of observations."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.protocol.model import Band, News2Table


@dataclass(frozen=True, slots=True)
class Score:
    """`total` is None for a partial set; `parts` by parameter, those measured."""

    total: int | None
    parts: tuple[tuple[str, int], ...]

    @property
    def highest(self) -> int:
        """The highest single parameter; 0 when none was measured."""
        return max((score for _, score in self.parts), default=0)


def is_full(vitals: c.Vitals) -> bool:
    """All seven parameters (oxygen yes or no counts), or a total taken over from elsewhere."""
    if vitals.elsewhere:
        return vitals.total is not None
    measured = (vitals.resp_rate, vitals.spo2, vitals.systolic, vitals.pulse, vitals.temperature)
    return None not in measured and bool(vitals.consciousness)


def score(table: News2Table, vitals: c.Vitals) -> Score:
    """The score of a set; a total from elsewhere is taken as it is, without parts."""
    if vitals.elsewhere:
        total = None if vitals.total is None else int(vitals.total)
        return Score(total, ())
    parts = tuple(measured_parts(table, vitals))
    return Score(sum(points for _, points in parts) if is_full(vitals) else None, parts)


def measured_parts(table: News2Table, vitals: c.Vitals) -> list[tuple[str, int]]:
    """The points of each parameter that was measured."""
    banded = (
        ("respiration", table.respiration, vitals.resp_rate),
        ("SpO2", spo2_bands(table, vitals), vitals.spo2),
        ("systolic", table.systolic, vitals.systolic),
        ("pulse", table.pulse, vitals.pulse),
        ("temperature", table.temperature, vitals.temperature),
    )
    parts = [(name, points(bands, value)) for name, bands, value in banded if value is not None]
    parts.append(("oxygen", table.oxygen if vitals.oxygen else 0))
    if vitals.consciousness:
        parts.append(("consciousness", 0 if vitals.consciousness == "A" else table.not_alert))
    return parts


def spo2_bands(table: News2Table, vitals: c.Vitals) -> tuple[Band, ...]:
    """The saturation bands of the chosen scale; scale 2 differs on oxygen."""
    if vitals.spo2_scale == 1:
        return table.spo2_scale_1
    return table.spo2_scale_2_oxygen if vitals.oxygen else table.spo2_scale_2_air


def points(bands: tuple[Band, ...], value: Decimal) -> int:
    """The score of the first band that reaches the value; the last band has no end."""
    return next(band.score for band in bands if band.upto is None or value <= band.upto)


def band_name(table: News2Table, result: Score) -> str:
    """The clinical-risk band of a total: "low", "low-medium", "medium", "high"; "" when partial."""
    if result.total is None:
        return ""
    if result.total >= table.high_from:
        return "high"
    if result.total >= table.medium_from:
        return "medium"
    return "low-medium" if result.highest >= table.single else "low"
