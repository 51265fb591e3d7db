"""Rulebook section 4, the bloods: panels, their age, the limits for administration to go ahead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.domain.dose import age_years, cockcroft_gault
from inoadmin.domain.expiry import local_date
from inoadmin.domain.findings.base import (
    Judge,
    Rule,
    Severity,
    Sight,
    View,
    key_of,
    plain,
    rule,
    span,
)
from inoadmin.domain.state import Entry
from inoadmin.protocol.model import Number


def newest(view: View, panel: str) -> Entry[c.Bloods] | None:
    """The newest sample of a panel; of two taken at once the one recorded later."""
    results = [e for e in view.state.bloods if e.command.panel == panel]
    return max(results, key=lambda e: (e.command.taken or e.occurred_at, e.version), default=None)


def complete(view: View, result: c.Bloods) -> bool:
    """Whether a result has all its values; of ALT and AST one is enough."""
    match result.panel:
        case "fbc":
            return result.neutrophils is not None and result.platelets is not None
        case "ue":
            return clearance(view, result) is not None
        case _:
            pairs = ((result.alt, result.alt_uln), (result.ast, result.ast_uln))
            if any(value is not None and uln is None for value, uln in pairs):
                return False
            judged = any(value is not None for value, _ in pairs)
            return judged and None not in (result.bilirubin, result.bilirubin_uln)


def newest_complete(view: View, panel: str) -> Entry[c.Bloods] | None:
    """The newest sample, when it has all its values; an incomplete one is judged by no value."""
    result = newest(view, panel)
    return result if result is not None and complete(view, result.command) else None


def clearance(view: View, result: c.Bloods) -> Decimal | None:
    """CrCl as reported, else by Cockcroft-Gault with this dose's weight, in mL/min."""
    person, weight = view.course.patient.details, view.order.weight_kg
    if result.crcl is not None or result.creatinine_umol_l is None or weight is None:
        return result.crcl
    if person.sex not in {"female", "male"}:
        return None
    return cockcroft_gault(
        view.protocol,
        age=age_years(person.born, local_date(view.state.opening.occurred_at, view.zone)),
        weight_kg=weight,
        creatinine_umol_l=result.creatinine_umol_l,
        sex=person.sex,
    )


def missing(panel: str) -> Judge:
    """Each panel has a result of this administration, reviewed before the dose."""

    def judge(view: View) -> Sight | None:
        result = newest(view, panel)
        if result is None:
            return Sight(value="no result")
        if not complete(view, result.command):
            return Sight(value="a value is missing", basis=str(result.version))
        if not result.command.reviewed:
            return Sight(value="not reviewed", basis=str(result.version))
        return None

    return judge


def stale(panel: str) -> Judge:
    """Sample age at the start: cycle 1 day 1 at most 7 days, every other dose 24 hours."""

    def judge(view: View) -> Sight | None:
        result = newest_complete(view, panel)
        if result is None or result.command.taken is None:
            return None
        bloods, first = view.protocol.bloods, (view.state.cycle, view.state.day) == (1, 1)
        most = (bloods.validity_first if first else bloods.validity).duration
        age = view.at - result.command.taken
        if age <= most:
            return None
        return Sight(
            value=f"{span(age)} old",
            limit=f"at most {span(most)}",
            basis=str(result.version),
            breach=age - most,
            moment=view.at,
        )

    return judge


@rule("fbc-missing", start=Severity.STOP)
def fbc_missing(view: View) -> Sight | None:
    """A full blood count of this administration, reviewed (Investigations)."""
    return missing("fbc")(view)


@rule("ue-missing", start=Severity.STOP)
def ue_missing(view: View) -> Sight | None:
    """Urea and electrolytes of this administration, reviewed (Investigations)."""
    return missing("ue")(view)


@rule("lft-missing", start=Severity.STOP)
def lft_missing(view: View) -> Sight | None:
    """Liver function tests of this administration, reviewed (Investigations)."""
    return missing("lft")(view)


@rule("fbc-stale", start=Severity.AUTHORISE)
def fbc_stale(view: View) -> Sight | None:
    """Age of the full blood count (Investigations)."""
    return stale("fbc")(view)


@rule("ue-stale", start=Severity.AUTHORISE)
def ue_stale(view: View) -> Sight | None:
    """Age of the urea and electrolytes (Investigations)."""
    return stale("ue")(view)


@rule("lft-stale", start=Severity.AUTHORISE)
def lft_stale(view: View) -> Sight | None:
    """Age of the liver function tests (Investigations)."""
    return stale("lft")(view)


def judged(
    view: View,
    panel: str,
    read: Callable[[c.Bloods], Decimal | None],
    allowed: Callable[[Decimal], bool],
    limit: str,
    unit: str,
) -> Sight | None:
    """A value of the newest complete sample against a limit."""
    result = newest_complete(view, panel)
    value = read(result.command) if result else None
    if result is None or value is None or allowed(value):
        return None
    return Sight(
        key_of(value),
        f"{plain(value)} {unit}",
        f"{limit} {unit}",
        str(result.version),
        amount=value,
    )


@rule("neutrophils-low", start=Severity.AUTHORISE)
def neutrophils_low(view: View) -> Sight | None:
    """Neutrophils at least 1.0 x 10^9/L (Standard limits)."""
    least = view.protocol.bloods.neutrophils_min
    return at_least(view, lambda r: r.neutrophils, least)


@rule("platelets-low", start=Severity.AUTHORISE)
def platelets_low(view: View) -> Sight | None:
    """Platelets at least 50 x 10^9/L (Standard limits)."""
    least = view.protocol.bloods.platelets_min
    return at_least(view, lambda r: r.platelets, least)


def at_least(view: View, read: Callable[[c.Bloods], Decimal | None], least: Number) -> Sight | None:
    """A count of the full blood count against its lower limit."""
    limit, bloods = f"at least {plain(least.value)}", view.protocol.bloods
    sight = judged(view, "fbc", read, lambda value: value >= least.value, limit, least.unit)
    if sight is None:
        return None
    later_day = (bloods.interruption_not_required,)
    return replace(sight, advice=bloods.recovery_criteria if view.state.day == 1 else later_day)


@rule("crcl-low", start=Severity.AUTHORISE)
def crcl_low(view: View) -> Sight | None:
    """CrCl greater than 15 mL/min; exactly 15 is a finding (Standard limits)."""
    above = view.protocol.bloods.crcl_above
    limit = f"greater than {plain(above.value)}"
    return judged(
        view,
        "ue",
        lambda result: clearance(view, result),
        lambda value: value > above.value,
        limit,
        above.unit,
    )


@rule("bilirubin-high", start=Severity.AUTHORISE)
def bilirubin_high(view: View) -> Sight | None:
    """Bilirubin at most 1.5 x ULN; exactly is allowed (Hepatic impairment)."""
    most = view.protocol.bloods.bilirubin_max
    return liver(view, most, "µmol/L", lambda r: (r.bilirubin, r.bilirubin_uln))


@rule("alt-high", start=Severity.AUTHORISE)
def alt_high(view: View) -> Sight | None:
    """ALT at most 2.5 x ULN; exactly is allowed (Hepatic impairment)."""
    most = view.protocol.bloods.alt_max
    return liver(view, most, "U/L", lambda r: (r.alt, r.alt_uln))


@rule("ast-high", start=Severity.AUTHORISE)
def ast_high(view: View) -> Sight | None:
    """AST at most 2.5 x ULN; exactly is allowed (Hepatic impairment)."""
    most = view.protocol.bloods.ast_max
    return liver(view, most, "U/L", lambda r: (r.ast, r.ast_uln))


def liver(
    view: View,
    most: Number,
    unit: str,
    read: Callable[[c.Bloods], tuple[Decimal | None, Decimal | None]],
) -> Sight | None:
    """A liver value against its limit in multiples of the upper limit of normal."""
    result = newest_complete(view, "lft")
    value, uln = read(result.command) if result else (None, None)
    if result is None or value is None or uln is None or value <= most.value * uln:
        return None
    limit = f"at most {plain(most.value * uln)} {unit} ({plain(most.value)} x ULN)"
    return Sight(
        f"{key_of(value)} of {key_of(uln)}",
        f"{plain(value)} {unit}",
        limit,
        str(result.version),
        amount=value,
    )


@rule("hepatic-interruption", start=Severity.AUTHORISE)
def hepatic_interruption(view: View) -> Sight | None:
    """Bilirubin over its limit and ALT or AST over theirs: dosing is interrupted until recovery,
    unless Gilbert's syndrome or haemolysis (Other toxicities). Covered ones count.
    """
    bilirubin = bilirubin_high.judge(view)
    enzymes = [sight for sight in (alt_high.judge(view), ast_high.judge(view)) if sight]
    if bilirubin is None or not enzymes:
        return None
    values = [bilirubin, *enzymes]
    return Sight(
        key="; ".join(sight.key for sight in values),
        value=", ".join(sight.value for sight in values),
        basis=bilirubin.basis,
    )


RULES: tuple[Rule, ...] = (
    fbc_missing,
    ue_missing,
    lft_missing,
    fbc_stale,
    ue_stale,
    lft_stale,
    neutrophils_low,
    platelets_low,
    crcl_low,
    bilirubin_high,
    alt_high,
    ast_high,
    hepatic_interruption,
)
