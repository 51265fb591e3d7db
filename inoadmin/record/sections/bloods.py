"""The bloods: every value with its sample, its upper limit of normal and the protocol's limit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from inoadmin.domain import commands as c
from inoadmin.domain.dose import age_years, cockcroft_gault
from inoadmin.protocol.model import Number
from inoadmin.record.blocks import Block, Paragraph, Section, Table, text
from inoadmin.record.sources import Cells, Sources, entries, told
from inoadmin.record.units import printed
from inoadmin.session.present.words import number

_PANELS = {"fbc": "Full blood count", "ue": "Kidney function", "lft": "Liver tests"}


def bloods(src: Sources) -> Section:
    """The section."""
    rows = [
        row
        for entry in sorted(
            entries(src, c.Bloods), key=lambda e: list(_PANELS).index(e.command.panel)
        )
        for row in told(src, entry, lambda command, _: panel_rows(src, command))
    ]
    rows += [
        row
        for entry in entries(src, c.Blasts)
        for row in told(src, entry, lambda command, at: blast_rows(src, command, at))
    ]
    blocks: list[Block] = []
    if rows:
        head = ("Panel", "Test", "Result", "ULN", "Limit to go ahead", "Sample", "Recorded by")
        blocks.append(Table(head, tuple(rows), (16, 15, 14, 9, 17, 15, 18)))
    lacking = [
        name
        for panel, name in _PANELS.items()
        if all(entry.command.panel != panel for entry in src.state.bloods)
    ]
    if lacking:
        blocks.append(Paragraph(text("Not recorded: " + ", ".join(lacking).lower() + ".")))
    blocks.append(Paragraph(text(validity(src)), "small"))
    return Section("Bloods", tuple(blocks))


def validity(src: Sources) -> str:
    """How old a sample may be for this dose."""
    rules = src.protocol.bloods
    first = (src.state.cycle, src.state.day) == (1, 1)
    most = rules.validity_first if first else rules.validity
    said = f"Samples for this dose may be at most {number(most.value)} {most.unit} old at the start"
    return f"{said}. ULN: upper limit of normal."


def panel_rows(src: Sources, command: c.Bloods) -> Sequence[Cells]:
    """One panel's values, a row each."""
    rules = src.protocol.bloods
    sample = src.when(command.taken) if command.taken is not None else "not recorded"
    reviewed = sample if command.reviewed else f"{sample}, NOT REVIEWED"
    count, micro = rules.neutrophils_min.unit, "µmol/L"
    clearance = f"above {number(rules.crcl_above.value)} {rules.crcl_above.unit}"
    values = {
        "fbc": (
            ("Neutrophils", command.neutrophils, count, None, least(rules.neutrophils_min)),
            ("Platelets", command.platelets, count, None, least(rules.platelets_min)),
        ),
        "ue": (
            ("Creatinine clearance", command.crcl, rules.crcl_above.unit, None, clearance),
            ("Creatinine", command.creatinine_umol_l, micro, None, derived(src, command)),
        ),
        "lft": (
            (
                "Bilirubin",
                command.bilirubin,
                micro,
                command.bilirubin_uln,
                most(rules.bilirubin_max),
            ),
            ("ALT", command.alt, "U/L", command.alt_uln, most(rules.alt_max)),
            ("AST", command.ast, "U/L", command.ast_uln, most(rules.ast_max)),
        ),
    }[command.panel]
    rows: list[Cells] = []
    for name, value, unit, uln, limit in values:
        if value is None and command.panel == "ue":
            continue
        rows.append(
            (
                "" if rows else _PANELS[command.panel],
                name,
                "not recorded" if value is None else f"{number(value)} {printed(unit)}",
                "" if uln is None else f"{number(uln)} {unit}",
                limit,
                "" if rows else reviewed,
            )
        )
    return rows or [(_PANELS[command.panel], "", "not recorded", "", clearance, reviewed)]


def least(limit: Number) -> str:
    """A lower limit."""
    return f"at least {number(limit.value)}"


def most(limit: Number) -> str:
    """An upper limit, in multiples of the upper limit of normal."""
    return f"at most {number(limit.value)} x ULN"


def derived(src: Sources, command: c.Bloods) -> str:
    """The clearance worked out from creatinine, with its limit."""
    person, weight = src.patient.details, src.state.order.weight_kg
    creatinine = command.creatinine_umol_l
    if creatinine is None or weight is None or person.sex not in {"female", "male"}:
        return ""
    value = cockcroft_gault(
        src.protocol,
        age=age_years(person.born, src.day),
        weight_kg=weight,
        creatinine_umol_l=creatinine,
        sex=person.sex,
    )
    limit = src.protocol.bloods.crcl_above
    return f"Cockcroft-Gault {number(value, 1)} {limit.unit}, must be above {number(limit.value)}"


def blast_rows(src: Sources, command: c.Blasts, at: datetime) -> Sequence[Cells]:
    """The peripheral blasts."""
    limit = src.protocol.bloods.blasts_max
    value = command.x10_9_per_l
    result = "not recorded" if value is None else f"{number(value)} {printed(limit.unit)}"
    first = src.standing.first_dose
    told_limit = f"at most {number(limit.value)}" if first else "not asked for this dose"
    return [("Peripheral blasts", "Blasts", result, "", told_limit, src.when(at))]
