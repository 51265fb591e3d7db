"""The downtime form up to the bedside check: patient, checks, bloods, dose, bag."""

from __future__ import annotations

from inoadmin.protocol.model import Protocol
from inoadmin.record.blanks import Field, Fields, Grid, Part
from inoadmin.record.downtime_words import (
    TIME,
    YES_NO,
    asked_together,
    cited,
    note,
)
from inoadmin.session.present.words import number


def whom(protocol: Protocol) -> Part:
    """Patient, dose, and which clock was read."""
    return Part(
        "Patient and dose",
        (
            Fields(
                (
                    (
                        Field("Gender", 4, ("female", "male")),
                        Field("Allergies", 6),
                        Field("", 2, ("none known",)),
                    ),
                    (
                        Field("Cycle", 2),
                        Field("Day", 4, tuple(str(day) for day in protocol.regimen.days)),
                        Field("Date", 3),
                        Field("Ward, bed", 4),
                        Field("Clock read for all times", 5),
                    ),
                    (
                        Field("Remission", 7, ("none", "CR", "CRi", "not assessed")),
                        Field("Transplant planned", 4, YES_NO),
                        Field("Dose before this: date, where", 5),
                    ),
                    (
                        Field("Identity: stated name, birth date, wristband", 5, YES_NO),
                        Field("Days interrupted for toxicity", 3, (), "days"),
                        Field("Why the form is used", 4),
                    ),
                )
            ),
        ),
    )


def checks(protocol: Protocol) -> Part:
    """All checks before the start, for a first or a later dose, and who let one pass."""
    before = [item for item in protocol.items if item.gate == "start"]
    groups = list(dict.fromkeys(item.group for item in before))
    return Part(
        "Checks before the start",
        (
            *(
                asked_together(group, [item for item in before if item.group == group])
                for group in groups
            ),
            note(
                "Whatever is not confirmed, or lies outside a limit on the next page, is for the "
                "prescriber or a consultant to authorise before the start (Standard limits):"
            ),
            Grid(
                ("What is authorised, and up to which value", "By: name, role", "How", TIME),
                (("", "", "", ""),) * 2,
                (20, 14, 10, 6),
            ),
        ),
    )


def bloods(protocol: Protocol) -> Part:
    """Results beside their limits, with the times of the samples."""
    rules = protocol.bloods
    rows = (
        ("Neutrophils", f"at least {cited(rules.neutrophils_min)}", "-"),
        ("Platelets, untransfused", f"at least {cited(rules.platelets_min)}", "-"),
        ("Creatinine clearance", f"above {cited(rules.crcl_above)}", "-"),
        ("Bilirubin", f"at most {cited(rules.bilirubin_max)}", ""),
        ("ALT", f"at most {cited(rules.alt_max)}", ""),
        ("AST", f"at most {cited(rules.ast_max)}", ""),
        ("Blasts, first dose", f"at most {cited(rules.blasts_max)}", "-"),
    )
    return Part(
        "Bloods",
        (
            Grid(
                ("Test", "Limit", "Result, unit", "ULN", "Sample taken: date, time", "Reviewed by"),
                tuple((test, limit, "", uln, "", "") for test, limit, uln in rows),
                (12, 20, 9, 6, 13, 9),
            ),
            note(
                f"Samples are valid for {cited(rules.validity_first)} on day 1 of cycle 1, for "
                f"{cited(rules.validity)} before every other dose. "
                f"{rules.interruption_not_required} ULN: upper limit of normal."
            ),
        ),
        fresh=True,
    )


def dosing(protocol: Protocol) -> Part:
    """Height, weight, body surface, and the dose."""
    rules = protocol.dosing
    return Part(
        "Dose",
        (
            Fields(
                (
                    (
                        Field("Height", 3, (), "cm"),
                        Field("Weight today", 3, (), "kg"),
                        Field("Weighed: date, time", 4),
                        Field("Weight on prescription", 4, (), "kg"),
                        Field("Body surface", 3, (), "m\u00b2"),
                    ),
                    (
                        Field("Level", 2, (), "mg/m\u00b2"),
                        Field("Level x body surface", 3, (), "mg"),
                        Field("Prescribed dose", 3, (), "mg"),
                        Field("Difference", 2, (), "%"),
                        Field("Reduced earlier", 4, YES_NO),
                    ),
                )
            ),
            note(
                f"Level, day 1: {cited(rules.level_first)}; once in CR or CRi, from cycle 2 on: "
                f"{cited(rules.level_remission)}. Days 8 and 15: {cited(rules.level_later_days)}. "
                f"Reduced for toxicity: x {number(rules.reduction_factor.value)} "
                f"({rules.reduction_factor.citation}), not raised again. Body surface (Mosteller): "
                f"root of (cm x kg / {number(rules.mosteller_divisor.value)}) "
                f"({rules.mosteller_divisor.citation}). Difference at most "
                f"{cited(rules.tolerance)}. Weight within {cited(rules.weight_fresh)}, changed by "
                f"less than {cited(rules.weight_change)}."
            ),
        ),
    )


def bag(protocol: Protocol) -> Part:
    """The bag, its two checkers, and when it left the fridge."""
    rules, start = protocol.bag, protocol.start
    checker = (Field("Name", 6), Field("Role", 3), Field("Signature", 5), Field(TIME, 3))
    return Part(
        "Bag",
        (
            Fields(
                (
                    (
                        Field("Product, as on the label", 5),
                        Field("Batch", 4),
                        Field("Vial batches", 4),
                        Field("Expiry: date, time", 4),
                    ),
                    (
                        Field("Dose on label", 3, (), "mg"),
                        Field("Volume", 3, (), "mL"),
                        Field("Diluent", 4),
                        Field("Reconstituted: date, time", 4),
                    ),
                    (
                        Field("Label is this patient's", 4, YES_NO),
                        Field("Intact, no particles or leak", 5, YES_NO),
                        Field("Protected from light", 4, YES_NO),
                    ),
                    (
                        Field("Kept in the fridge", 4, YES_NO),
                        Field("Out of the fridge", 3),
                        Field("Left until", 3),
                    ),
                    (Field("Checked by (1)", 2), *checker),
                    (Field("Checked by (2)", 2), *checker),
                )
            ),
            note(
                f"Product: {' or '.join(rules.product_names)}. Diluent: "
                f"{' or '.join(rules.diluents)}, {cited(rules.volume)}; at most "
                f"{cited(rules.volume_max)}. Infusion over within {cited(rules.in_use)} of "
                f"reconstitution and before the expiry. Out of the fridge for about "
                f"{cited(start.equilibration)} before the start, give or take "
                f"{cited(start.equilibration_tolerance)}; a bag never refrigerated needs no wait."
            ),
        ),
    )


def bedside(protocol: Protocol) -> Part:
    """What two read at the bed, just before the start."""
    rules = protocol.start
    return Part(
        "Bedside check by two, just before the start",
        (
            Fields(
                (
                    (
                        Field("Patient, wristband and bag agree", 5, YES_NO),
                        Field("Dose read from bag", 3, (), "mg"),
                        Field("Rate read from pump", 3, (), "mL/h"),
                    ),
                    (
                        Field("(1) name, signature", 5),
                        Field("(2) name, signature", 5),
                        Field("Time of the check", 3),
                    ),
                )
            ),
            note(
                f"Within {cited(rules.bedside_check)} before the start, after a new bag again. The "
                f"second one reads dose and rate alone. Rate: the bag's volume over "
                f"{cited(rules.infusion)}, within {cited(rules.rate_tolerance)}."
            ),
        ),
    )
