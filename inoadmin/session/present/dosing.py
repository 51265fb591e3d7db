"""How the expected dose comes about, line by line, and what was ordered."""

from __future__ import annotations

from decimal import Decimal

from inoadmin.session.present.words import dose, number
from inoadmin.session.service import Service


def expected_lines(service: Service, administration: str) -> tuple[tuple[str, str], ...]:
    """Label and text of each step of the arithmetic, rounded for display only."""
    state, standing = service.administration(administration), service.standing(administration)
    dosing = service.ward(administration).protocol.dosing
    order = state.order
    formula = "DuBois" if order.bsa_formula == "dubois" else "Mosteller"
    height = f"{number(order.height_cm)} cm" if order.height_cm is not None else "not recorded"
    weight = f"{number(order.weight_kg)} kg" if order.weight_kg is not None else "not recorded"
    lines = [("Height, weight", f"{height}, {weight}")]
    if standing.bsa_m2 is None or standing.full_mg is None or standing.expected_mg is None:
        lines.append(("Expected dose", "cannot be worked out without the weight"))
    else:
        area = f"{number(standing.bsa_m2, 2)} m²"
        level = f"{number(standing.level_mg_m2)} mg/m²"
        lines.append(("Body surface", f"{area} ({formula})"))
        lines.append(
            ("Dose level", f"{level}{reason_of(state.cycle, state.day, standing.remission)}")
        )
        lines.append(("Full dose", f"{level} × {area} = {dose(standing.full_mg)}"))
        if standing.reduction:
            factor = number(dosing.reduction_factor.value)
            reduced = dose(standing.expected_mg)
            lines.append(("Reduced", f"{dose(standing.full_mg)} × {factor} = {reduced}"))
        lines.append(("Expected dose", dose(standing.expected_mg)))
    lines.append(("Prescribed dose", prescribed(order.prescribed_mg, standing.expected_mg)))
    return tuple(lines)


def reason_of(cycle: int, day: int, remission: bool) -> str:
    """Why this level."""
    if day != 1:
        return f" (day {day})"
    if cycle == 1:
        return " (cycle 1 day 1)"
    return " (day 1, in remission)" if remission else " (day 1, no remission recorded)"


def prescribed(asked_mg: Decimal | None, expected_mg: Decimal | None) -> str:
    """The prescribed dose and how far it is from the expected one."""
    if asked_mg is None:
        return "not recorded"
    if expected_mg is None or expected_mg == 0:
        return dose(asked_mg)
    apart = (asked_mg - expected_mg) / expected_mg * 100
    size = number(abs(apart), 1)
    if size == "0":
        return f"{dose(asked_mg)}, as expected"
    return f"{dose(asked_mg)}, {size}% {'above' if apart > 0 else 'below'} the expected"


def order_lines(service: Service, administration: str) -> tuple[tuple[str, str], ...]:
    """What else the opening says: remission, reduction, interruption, transplant, weight."""
    order = service.administration(administration).order
    remission = {"cr": "complete (CR)", "cri": "with incomplete recovery (CRi)"}
    lines = [("Remission", remission.get(order.remission, order.remission))]
    if order.reduction != "none":
        lines.append(("Reduced by the prescriber", order.reduction))
    if order.interruption_days:
        lines.append(("Toxicity interruption", f"{number(order.interruption_days)} days"))
    if order.delay_reason:
        lines.append(("Delay", order.delay_reason))
    if order.transplant_planned:
        lines.append(("Transplant", "planned"))
    if order.prescription_weight_kg is not None:
        used = f"{number(order.prescription_weight_kg)} kg"
        lines.append(("Weight used by the prescription", used))
    return tuple(lines)
