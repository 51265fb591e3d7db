"""Dose arithmetic: body surface, expected dose, creatinine clearance. Decimal throughout."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from inoadmin.domain import commands as c
from inoadmin.protocol.model import Dosing, Number, Protocol


def rounded(value: Decimal, step: str = "0.01") -> Decimal:
    """The value rounded half up to `step`, for display and for label comparison."""
    return value.quantize(Decimal(step), rounding=ROUND_HALF_UP)


def percent(number: Number) -> Decimal:
    """A percentage as a factor: 5 % gives 0.05."""
    return number.value / 100


def bsa_m2(dosing: Dosing, order: c.Open) -> Decimal | None:
    """Body surface in m2 from the height (cm) and weight (kg) recorded for this dose.

    Mosteller, or DuBois when the order says so (facts: label). None without a weight.
    """
    if order.height_cm is None or order.weight_kg is None:
        return None
    if order.bsa_formula == "dubois":
        return (
            dosing.dubois_constant.value
            * order.weight_kg**dosing.dubois_weight_exponent.value
            * order.height_cm**dosing.dubois_height_exponent.value
        )
    return (order.height_cm * order.weight_kg / dosing.mosteller_divisor.value).sqrt()


def level_mg_m2(dosing: Dosing, cycle: int, day: int, remission: bool) -> Decimal:
    """The dose level: Regimen details, rulebook section 3."""
    if day != 1:
        return dosing.level_later_days.value
    if cycle > 1 and remission:
        return dosing.level_remission.value
    return dosing.level_first.value


def age_years(born: date, on: date) -> int:
    """Completed years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def cockcroft_gault(
    protocol: Protocol, *, age: int, weight_kg: Decimal, creatinine_umol_l: Decimal, sex: str
) -> Decimal:
    """Creatinine clearance in mL/min; `sex` is "female" or "male" (Cockcroft-Gault, facts)."""
    dosing = protocol.dosing
    constant = dosing.cockcroft_male if sex == "male" else dosing.cockcroft_female
    return (dosing.cockcroft_age.value - age) * weight_kg * constant.value / creatinine_umol_l
