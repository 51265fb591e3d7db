"""The figures of a protocol one by one, and the shape that each must have.

Cast: Shape, the units a figure may bear and the values it may take; SHAPES, one for each figure,
by its path ("bloods.neutrophils_min"); figures, the walk over all of them.

The rules presume these units: a count of cells in another unit would be compared as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msgspec import Struct

from inoadmin.protocol.model import Number, Protocol


@dataclass(frozen=True, slots=True)
class Shape:
    """What a figure may be. `zero`: it may be nought; `whole`: it is counted, not measured;
    `most`: the largest value that makes sense, in the figure's unit (None: no such limit).
    """

    units: tuple[str, ...]
    whole: bool = False
    zero: bool = False
    most: int | None = None


TIME_UNITS = ("seconds", "minutes", "hours", "days")

_WINDOW = Shape(TIME_UNITS)
_SLACK = Shape(TIME_UNITS, zero=True)
_DAYS = Shape(("days",), whole=True)  # between calendar dates
_CYCLES = Shape(("cycle", "cycles"), whole=True)
_MONTHS = Shape(("months",), whole=True)
_LEVEL = Shape(("mg/m2",))
_PERCENT = Shape(("%",), zero=True, most=100)
_MODIFICATIONS = Shape(("modifications",), whole=True)
_CONSTANT = Shape(("constant",))
_EXPONENT = Shape(("exponent",))
_CELLS = Shape(("x 10^9/L",))
_ULN = Shape(("x ULN",))
_VOLUME = Shape(("mL",))
_POINTS = Shape(("points",), whole=True)

SHAPES: Mapping[str, Shape] = {
    "regimen.cycles_max": _CYCLES,
    "regimen.dose_interval_min": _DAYS,
    "regimen.second_cycle_after": _DAYS,
    "regimen.later_cycle_after": _DAYS,
    "regimen.delay_max": Shape(("days",), whole=True, zero=True),
    "regimen.remission_due_cycle": _CYCLES,
    "regimen.transplant_reason_cycle": _CYCLES,
    "regimen.contraception_women": _MONTHS,
    "regimen.contraception_men": _MONTHS,
    "dosing.level_first": _LEVEL,
    "dosing.level_remission": _LEVEL,
    "dosing.level_later_days": _LEVEL,
    "dosing.reduction_factor": Shape(("x dose",), most=1),
    "dosing.tolerance": _PERCENT,
    "dosing.omit_after": _DAYS,
    "dosing.reduce_after": _DAYS,
    "dosing.discontinue_after": _DAYS,
    "dosing.two_doses_from": _MODIFICATIONS,
    "dosing.doses_when_two": Shape(("doses",), whole=True),
    "dosing.not_tolerated_from": _MODIFICATIONS,
    "dosing.weight_fresh": _WINDOW,
    "dosing.weight_change": _PERCENT,
    "dosing.mosteller_divisor": _CONSTANT,
    "dosing.dubois_constant": _CONSTANT,
    "dosing.dubois_weight_exponent": _EXPONENT,
    "dosing.dubois_height_exponent": _EXPONENT,
    "dosing.cockcroft_age": Shape(("years",)),
    "dosing.cockcroft_male": _CONSTANT,
    "dosing.cockcroft_female": _CONSTANT,
    "bloods.validity_first": _WINDOW,
    "bloods.validity": _WINDOW,
    "bloods.neutrophils_min": _CELLS,
    "bloods.platelets_min": _CELLS,
    "bloods.crcl_above": Shape(("mL/min",)),
    "bloods.bilirubin_max": _ULN,
    "bloods.alt_max": _ULN,
    "bloods.ast_max": _ULN,
    "bloods.blasts_max": _CELLS,
    "bag.volume": _VOLUME,
    "bag.volume_max": _VOLUME,
    "bag.in_use": _WINDOW,
    "bag.replacement_tolerance": _PERCENT,
    "premedication.opens_after": _WINDOW,
    "premedication.closes_after": _WINDOW,
    "premedication.repeat_after": _WINDOW,
    "start.equilibration": _WINDOW,
    "start.equilibration_tolerance": _SLACK,
    "start.bedside_check": _WINDOW,
    "start.baseline_observations": _WINDOW,
    "start.news2_total": _POINTS,
    "start.news2_single": _POINTS,
    "start.infusion": _WINDOW,
    "start.rate_tolerance": _PERCENT,
    "infusion.short_by": _SLACK,
    "infusion.long_by": _SLACK,
    "infusion.severe_grade": Shape(("grade",), whole=True, most=4),
    "observation.observe": _WINDOW,
    "observation.every_infusing": _WINDOW,
    "observation.every_observing": _WINDOW,
    "times.future": _SLACK,
    "times.before_open": _WINDOW,
    "times.late_entry": _SLACK,
    "times.cover_growth": _SLACK,
}


def figures(protocol: Protocol) -> Iterator[tuple[str, Number]]:
    """Every cited figure with its path, in the order of the chapters."""
    for chapter in protocol.__struct_fields__:
        held = getattr(protocol, chapter)
        if isinstance(held, Struct):
            for name in held.__struct_fields__:
                figure = getattr(held, name)
                if isinstance(figure, Number):
                    yield f"{chapter}.{name}", figure
