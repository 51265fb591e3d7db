"""Rulebook section 3, the dose: expected dose, reductions, weight."""

from __future__ import annotations

from decimal import Decimal

from inoadmin.domain.dose import percent, rounded
from inoadmin.domain.expiry import local_date
from inoadmin.domain.findings.base import Rule, Severity, Sight, View, key_of, plain, rule, span


def mg(value: Decimal) -> str:
    """A dose for people: at most two decimals, no trailing zeros."""
    return f"{plain(rounded(value))} mg"


def within(value: Decimal, of: Decimal, tolerance: Decimal) -> bool:
    """Whether a value lies within a tolerance (a factor) of another; exactly is within."""
    return abs(value - of) <= tolerance * of


def doses(view: View) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    """Prescribed, expected, full and reduced dose in mg; None without a weight."""
    now, prescribed = view.standing, view.order.prescribed_mg
    expected, full, less = now.expected_mg, now.full_mg, now.reduced_mg
    if prescribed is None or expected is None or full is None or less is None:
        return None
    return prescribed, expected, full, less


def sight(prescribed: Decimal, expected: Decimal, tolerance: Decimal) -> Sight:
    """What the rules on the dose saw: both doses as shown."""
    limit = f"{mg(expected)}, within {plain(tolerance * 100)} %"
    return Sight(f"{key_of(prescribed)} of {rounded(expected)}", mg(prescribed), limit)


def keeps_full(view: View) -> bool:
    """A reduction is due, none was given yet, and the prescribed dose is about the full one."""
    known, now = doses(view), view.standing
    if known is None or not now.reduction_due or now.reduced_before:
        return False
    return within(known[0], known[2], percent(view.protocol.dosing.tolerance))


def goes_back_up(view: View) -> bool:
    """A reduced dose was given before and the prescribed one is above it."""
    known = doses(view)
    if known is None or not view.standing.reduced_before:
        return False
    return known[0] > known[3] * (1 + percent(view.protocol.dosing.tolerance))


@rule("dose-differs", start=Severity.AUTHORISE)
def dose_differs(view: View) -> Sight | None:
    """Prescribed within 5 % of expected; exactly 5 % is allowed (Regimen details)."""
    known, tolerance = doses(view), percent(view.protocol.dosing.tolerance)
    if known is None or within(known[0], known[1], tolerance):
        return None
    if keeps_full(view) or goes_back_up(view):
        return None
    return sight(known[0], known[1], tolerance)


@rule("reduction-due", start=Severity.AUTHORISE)
def reduction_due(view: View) -> Sight | None:
    """The 25 % reduction holds, none was given yet, and the full dose is prescribed.

    Dose modifications.
    """
    known = doses(view)
    if known is None or not keeps_full(view):
        return None
    return sight(known[0], known[3], percent(view.protocol.dosing.tolerance))


@rule("dose-re-escalated", start=Severity.STOP)
def dose_re_escalated(view: View) -> Sight | None:
    """A dose once reduced for toxicity is not raised again (Dose modifications)."""
    known = doses(view)
    if known is None or not goes_back_up(view):
        return None
    return sight(known[0], known[3], percent(view.protocol.dosing.tolerance))


@rule("next-dose-to-omit", start=Severity.AUTHORISE)
def next_dose_to_omit(view: View) -> Sight | None:
    """Day 8 or 15 after 7 days or more of interruption: omit the next dose of the cycle.

    Dose modifications. An omission recorded since the last started dose answers it.
    """
    least, days = view.protocol.dosing.omit_after, view.order.interruption_days
    if view.state.day == 1 or days < least.value or omitted(view):
        return None
    return Sight(key_of(days), f"{plain(days)} days", f"{least.whole} days or more")


def omitted(view: View) -> bool:
    """Whether a dose of this cycle was recorded as omitted since the last started dose."""
    last = view.standing.before[-1] if view.standing.before else None
    for entry in view.course.patient.omissions:
        if entry.command.cycle != view.state.cycle:
            continue
        if last is None:
            return True
        if last.started_at is not None and entry.occurred_at >= last.started_at:
            return True
        day = local_date(entry.occurred_at, view.zone)
        if last.started_at is None and last.started is not None and day >= last.started:
            return True
    return False


@rule("interruption-long", start=Severity.AUTHORISE)
def interruption_long(view: View) -> Sight | None:
    """More than 28 days of interruption: consider permanent discontinuation.

    Dose modifications.
    """
    most, days = view.protocol.dosing.discontinue_after, view.order.interruption_days
    if days <= most.value:
        return None
    return Sight(key_of(days), f"{plain(days)} days", f"{most.whole} days")


@rule("not-tolerated", start=Severity.AUTHORISE)
def not_tolerated(view: View) -> Sight | None:
    """A third modification was needed: discontinue, says the source (Dose modifications)."""
    count = len(view.standing.modified_cycles)
    if count < view.protocol.dosing.not_tolerated_from.value:
        return None
    return Sight(str(count), f"{count} modifications")


@rule("weight-missing", start=Severity.STOP)
def weight_missing(view: View) -> Sight | None:
    """Weight recorded for this dose (Investigations)."""
    return Sight(value="not recorded") if view.order.weight_kg is None else None


@rule("weight-stale", start=Severity.CONFIRM)
def weight_stale(view: View) -> Sight | None:
    """Weight measured within 24 hours before the start (Investigations)."""
    if view.order.weight_kg is None:
        return None
    fresh = view.protocol.dosing.weight_fresh
    age = view.at - view.state.weight_measured
    if age <= fresh.duration:
        return None
    return Sight(
        key=view.state.weight_measured.isoformat(),
        value=f"{span(age)} old",
        limit=f"at most {span(fresh.duration)}",
        breach=age - fresh.duration,
        moment=view.at,
    )


@rule("weight-changed", start=Severity.AUTHORISE)
def weight_changed(view: View) -> Sight | None:
    """Weight within 10 % of the weight that the prescription used (practice)."""
    weight, used = view.order.weight_kg, view.order.prescription_weight_kg
    most = view.protocol.dosing.weight_change
    if weight is None or used is None or within(weight, used, percent(most)):
        return None
    shown = f"{plain(weight)} kg"
    return Sight(
        f"{key_of(weight)} of {key_of(used)}",
        shown,
        f"{plain(used)} kg, within {plain(most.value)} %",
    )


#: Shown with a high alarm when a correction made after the start makes one of these stand.
WRONG_AFTER_START = (dose_differs, reduction_due, dose_re_escalated, weight_changed)

RULES: tuple[Rule, ...] = (
    dose_differs,
    reduction_due,
    dose_re_escalated,
    next_dose_to_omit,
    interruption_long,
    not_tolerated,
    weight_missing,
    weight_stale,
    weight_changed,
)
