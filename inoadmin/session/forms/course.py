"""The forms of a patient's course: opening, earlier doses, allergies, omission, the end."""

from __future__ import annotations

from dataclasses import replace

from inoadmin.domain import commands as c
from inoadmin.session.forms.about import About, choice, happened, moment, tick, yes_no
from inoadmin.session.forms.model import Field, FormSpec, Kind

REMISSIONS = (("none", "None"), ("cr", "CR"), ("cri", "CRi"), ("not assessed", "Not assessed"))
REMISSION_HINT = "CR: complete remission; CRi: with incomplete recovery of the counts"


def days_hint(about: About) -> str:
    """Which days a dose may fall on."""
    *first, last = map(str, about.ward.protocol.regimen.days)
    return f"{', '.join(first)} or {last}"


def dose_fields(about: About) -> tuple[Field, Field]:
    """Cycle and day."""
    most = about.ward.protocol.regimen.cycles_max.whole
    cycle = about.number("cycle", "Cycle", unit="", required=True)
    day = about.number("day", "Day of the cycle", unit="", required=True)
    return replace(cycle, hint=f"1 to {most}"), replace(day, hint=days_hint(about))


def interruption(about: About) -> Field:
    """Days of interruption for toxicity."""
    return about.number(
        "interruption_days",
        "Days of interruption for toxicity before this dose",
        unit="days",
        hint="blank: none",
    )


def opening(about: About) -> FormSpec:
    """Opens an administration."""
    return about.form(
        "open",
        "Open an administration",
        c.Open(identity_confirmed=False),
        *dose_fields(about),
        about.number("prescribed_mg", "Prescribed dose", required=True),
        about.number("height_cm", "Height", required=True),
        about.number("weight_kg", "Weight"),
        moment("weight_measured", "Weight measured at", hint="blank: now"),
        about.number(
            "prescription_weight_kg",
            "Weight used by the prescription",
            "weight_kg",
            hint="blank: the same",
        ),
        choice(
            "bsa_formula",
            "Body surface formula",
            ("mosteller", "Mosteller"),
            ("dubois", "DuBois"),
            required=False,
            unset="Mosteller, unless chosen",
        ),
        choice("remission", "Remission", *REMISSIONS, hint=REMISSION_HINT),
        choice(
            "reduction",
            "Reduced by the prescriber for toxicity",
            ("none", "No"),
            ("25%", "Yes, by 25%"),
        ),
        interruption(about),
        about.text("delay_reason", "Reason for a delay", hint="blank: none"),
        yes_no("transplant_planned", "Transplant planned"),
        choice(
            "third_cycle_reason",
            "Transplant planned: reason for a third cycle",
            ("mrd", "MRD negativity"),
            ("delay", "Transplant delayed"),
            required=False,
            unset="None",
        ),
        tick(
            "identity_confirmed",
            "Identity confirmed",
            hint="stated name and date of birth against the wristband; for a patient unable to "
            "state them, wristband and a second person",
        ),
        *happened("The opening"),
    )


def history(about: About) -> FormSpec:
    """A dose given elsewhere."""
    return about.form(
        "history",
        "A dose given elsewhere",
        c.History(),
        *dose_fields(about),
        Field("started", "Date given", Kind.DATE, required=True, hint="DD-MMM-YYYY or DD/MM/YYYY"),
        about.number("given_mg", "Dose given", required=True),
        about.text(
            "transcribed_from",
            "Transcribed from",
            required=True,
            hint="such as: paper chart, discharge letter",
        ),
        yes_no("reduced", "This dose was reduced for toxicity"),
        interruption(about),
        choice("remission", "Remission", *REMISSIONS, required=False, unset="Not assessed"),
        yes_no("permanently_discontinued", "Treatment was permanently discontinued"),
    )


def allergies(about: About) -> FormSpec:
    """The patient's allergies."""
    known = Field(
        "known",
        "Allergies",
        Kind.ALLERGIES,
        required=True,
        hint="no known allergies, or each of them on a line",
        longest=about.free_text,
    )
    return about.form("allergies", "Allergies", c.Allergies(), known)


def omit(about: About) -> FormSpec:
    """A dose that is left out."""
    reason = about.text("reason", "Reason", long=True, required=True)
    return about.form("omit", "Leave a dose out", c.Omit(), *dose_fields(about), reason)


def discontinue(about: About) -> FormSpec:
    """The whole course is ended."""
    return about.form(
        "discontinue",
        "Discontinue treatment permanently",
        c.Discontinue(),
        about.text("authoriser", "Decided by", required=True, hint="name"),
        choice("role", "Role", ("prescriber", "Prescriber"), ("consultant", "Consultant")),
        about.text("reason", "Reason", long=True, required=True),
    )
