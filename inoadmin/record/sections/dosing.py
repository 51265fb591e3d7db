"""The dose and what it was worked out from; the earlier doses of the course."""

from __future__ import annotations

from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.domain.course import Opening
from inoadmin.domain.dose import bsa_m2
from inoadmin.domain.expiry import local_date
from inoadmin.domain.flow import given_mg, run
from inoadmin.record.blocks import Block, KeyValues, Paragraph, Section, Table, Text, bold, text
from inoadmin.record.sections.whom import given_words, mass
from inoadmin.record.sources import Sources, changed, correction_mark, corrections_of
from inoadmin.session.present.words import day, dose, measured, number

REMISSIONS = {
    "none": "none",
    "cr": "complete remission (CR)",
    "cri": "complete remission with incomplete recovery (CRi)",
    "not assessed": "not assessed",
}
_FORMULAS = {"mosteller": "Mosteller", "dubois": "DuBois"}


def dosing(src: Sources) -> Section:
    """The section."""
    opening, standing = src.state.opening, src.standing
    level = f"{number(standing.level_mg_m2)} mg/m\u00b2"
    rows: list[tuple[str, Text]] = [
        ("Height", changed(src, opening, lambda k, _: measured(k.height_cm, "cm"))),
        ("Weight", changed(src, opening, lambda k, _: measured(k.weight_kg, "kg"))),
        ("Weight measured", changed(src, opening, lambda k, at: src.when(k.weight_measured or at))),
        (
            "Weight on the prescription",
            changed(
                src, opening, lambda k, _: measured(k.prescription_weight_kg or k.weight_kg, "kg")
            ),
        ),
        ("Body surface (BSA)", changed(src, opening, lambda k, _: surface(src, k))),
        ("Dose level", text(level if standing.bsa_m2 is not None else "not worked out")),
        ("Remission", changed(src, opening, lambda k, _: REMISSIONS.get(k.remission, k.remission))),
        ("25% reduction", text(reduction(src))),
        (
            "Interruption for toxicity before this dose",
            changed(src, opening, lambda k, _: f"{number(k.interruption_days)} days"),
        ),
        (
            "Transplant planned",
            changed(src, opening, lambda k, _: "yes" if k.transplant_planned else "no"),
        ),
        ("Expected", text(expected(src))),
        ("Prescribed", changed(src, opening, lambda k, _: mass(k.prescribed_mg))),
        ("Difference", text(difference(src))),
        ("Given", text(given_words(src))),
    ]
    if opening.command.delay_reason:
        rows.append(("Delayed because", text(opening.command.delay_reason)))
    if opening.command.third_cycle_reason:
        rows.append(("Third cycle because", text(opening.command.third_cycle_reason.upper())))
    blocks: list[Block] = [KeyValues(tuple(rows))]
    blocks += [
        Paragraph(text(f"Opening {correction_mark(src, known)}"), "small")
        for known in corrections_of(src, opening)
    ]
    return Section("Dose", tuple(blocks))


def surface(src: Sources, command: c.Open) -> str:
    """The body surface with its formula."""
    bsa = bsa_m2(src.protocol.dosing, command)
    formula = _FORMULAS.get(command.bsa_formula, command.bsa_formula)
    return "not worked out" if bsa is None else f"{number(bsa, 2)} m\u00b2 ({formula})"


def reduction(src: Sources) -> str:
    """Whether the reduction is in force, and why."""
    standing = src.standing
    if not standing.reduction:
        return "not in force"
    if standing.reduced_before:
        return "in force: a reduced dose was given before"
    if standing.reduction_due:
        return "in force: after an interruption for toxicity"
    return "in force: the prescriber's, for toxicity"


def expected(src: Sources) -> str:
    """The dose worked out: level x body surface, reduced where that is in force."""
    standing = src.standing
    if standing.expected_mg is None or standing.bsa_m2 is None:
        return "not worked out"
    level, bsa = number(standing.level_mg_m2), number(standing.bsa_m2, 2)
    factor = number(src.protocol.dosing.reduction_factor.value)
    reduced = f" x {factor}" if standing.reduction else ""
    return f"{dose(standing.expected_mg)} ({level} x {bsa}{reduced})"


def difference(src: Sources) -> str:
    """Prescribed against expected, in percent."""
    ordered, wanted = src.state.order.prescribed_mg, src.standing.expected_mg
    if ordered is None or not wanted:
        return "not worked out"
    apart = (ordered - wanted) / wanted * 100
    sign = "+" if apart > 0 else ""
    most = number(src.protocol.dosing.tolerance.value)
    return f"{sign}{number(apart, 1)}% (tolerance {most}%)"


def earlier(src: Sources) -> Section:
    """The doses of the course before this one, given here or elsewhere, and those left out."""
    rows = [dose_row(src, opening) for opening in src.standing.before]
    rows += [
        (
            text(f"Cycle {number(k.cycle or Decimal(0))} day {number(k.day or Decimal(0))}"),
            text(day(local_date(entry.occurred_at, src.ward.zone))),
            bold("omitted"),
            text(k.reason),
            text(src.by(entry)),
        )
        for entry in src.patient.omissions
        if entry.recorded_at <= src.at
        for k in (entry.command,)
    ]
    rows += [
        (
            text("Whole course"),
            text(day(local_date(entry.occurred_at, src.ward.zone))),
            bold("permanently discontinued"),
            text(f"{entry.command.authoriser} ({entry.command.role}): {entry.command.reason}"),
            text(src.by(entry)),
        )
        for entry in src.patient.discontinued
        if entry.recorded_at <= src.at
    ]
    if not rows:
        none = "No earlier dose is known: this record counts this dose as the first."
        return Section("Earlier doses of the course", (Paragraph(text(none)),))
    head = ("Dose", "Date", "Given", "How it is known", "Recorded by")
    return Section("Earlier doses of the course", (Table(head, tuple(rows), (16, 14, 18, 34, 18)),))


def dose_row(src: Sources, opening: Opening) -> tuple[Text, ...]:
    """One earlier dose."""
    place = text(f"Cycle {opening.cycle} day {opening.day}")
    on = text(day(opening.started) if opening.started is not None else "")
    if opening.transcribed is not None:
        k = opening.transcribed.command
        extras = [
            word
            for word in (
                "reduced dose" if k.reduced else "",
                REMISSIONS[k.remission] if k.remission in {"cr", "cri"} else "",
                f"{number(k.interruption_days)} days of interruption for toxicity"
                if k.interruption_days
                else "",
                "permanently discontinued" if k.permanently_discontinued else "",
            )
            if word
        ]
        source = f"transcribed, not witnessed here; from {k.transcribed_from or 'source not named'}"
        return (
            place,
            on,
            text(mass(k.given_mg)),
            text("; ".join([source, *extras])),
            text(src.by(opening.transcribed)),
        )
    known = next((state for state in src.others if state.id == opening.id), None)
    if known is None:
        return (place, on, text(mass(opening.order.prescribed_mg)), text("given here"), text(""))
    flown = run(src.protocol, known, src.at)
    mg = given_mg(flown, known.order.prescribed_mg or Decimal(0))
    here = f"given here, record {known.about.number}"
    return (place, on, text(dose(mg)), text(here), text(src.name(known.responsible)))
