"""Rulebook section 6, premedication: what was given and the window for the start."""

from __future__ import annotations

from datetime import datetime

from inoadmin.domain import commands as c
from inoadmin.domain.findings.base import Rule, Severity, Sight, View, plain, rule, span
from inoadmin.domain.premeds import (
    as_printed,
    counted,
    drug_class,
    effective_times,
    given_by,
)


def line(premed: c.Premed) -> str:
    """A premedication for people: "dexamethasone 8 mg PO"."""
    dose = "no dose" if premed.dose_mg is None else f"{plain(premed.dose_mg)} mg"
    return f"{premed.drug} {dose} {premed.route}"


@rule("premed-missing", start=Severity.AUTHORISE)
def premed_missing(view: View) -> Sight | None:
    """All three classes given before the start (Pre-medication)."""
    given = {
        drug_class(view.protocol, entry.command.drug)
        for entry in counted(view.protocol, view.state, view.at)
    }
    lacking = [name for name in view.protocol.premedication.classes if name not in given]
    told = ", ".join(lacking)
    return Sight(key=told, value=told) if lacking else None


@rule("premed-dose-unexpected", start=Severity.CONFIRM)
def premed_dose_unexpected(view: View) -> Sight | None:
    """Drug, dose and route as the protocol has them; another drug belongs to no class.

    Pre-medication.
    """
    others = [
        line(entry.command)
        for entry in counted(view.protocol, view.state, view.at)
        if not as_printed(view.protocol, entry.command)
    ]
    told = ", ".join(sorted(others))
    return Sight(key=told, value=told) if others else None


@rule("premed-too-recent", start=Severity.AUTHORISE)
def premed_too_recent(view: View) -> Sight | None:
    """Start at least 30 minutes after the last of those given; exactly is allowed.

    Pre-medication.
    """
    given, least = times(view), view.protocol.premedication.opens_after.duration
    if not given or view.at - max(given) >= least:
        return None
    since = view.at - max(given)
    return Sight(
        key=max(given).isoformat(),
        value=f"{(max(given) + least).astimezone(view.zone):%H:%M}, in {span(least - since)}",
        limit=f"at least {span(least)}",
        breach=least - since,
    )


@rule("premed-window-passed", start=Severity.AUTHORISE)
def premed_window_passed(view: View) -> Sight | None:
    """Start at most 60 minutes after the first of those given; exactly is allowed.

    Pre-medication.
    """
    given, most = times(view), view.protocol.premedication.closes_after.duration
    if not given or view.at - min(given) <= most:
        return None
    over = view.at - min(given) - most
    return Sight(
        value=f"{(min(given) + most).astimezone(view.zone):%H:%M}, {span(over)} ago",
        limit=f"at most {span(most)}",
        breach=over,
        moment=view.at,
    )


@rule("premed-spread", start=Severity.NOTE)
def premed_spread(view: View) -> Sight | None:
    """First and last more than 30 minutes apart: no start satisfies both (Pre-medication)."""
    given, rules = times(view), view.protocol.premedication
    most = rules.closes_after.duration - rules.opens_after.duration
    if not given or max(given) - min(given) <= most:
        return None
    return Sight(value=span(max(given) - min(given)), limit=f"at most {span(most)}")


@rule("premed-pending", start=Severity.NOTE)
def premed_pending(view: View) -> Sight | None:
    """Some were given and the window is not open yet (Pre-medication)."""
    given, least = times(view), view.protocol.premedication.opens_after.duration
    if not given or view.at >= max(given) + least:
        return None
    opens = max(given) + least
    return Sight(value=f"{opens.astimezone(view.zone):%H:%M}, in {span(opens - view.at)}")


@rule("premed-repeat-too-soon")
def premed_repeat_too_soon(view: View) -> Sight | None:
    """Paracetamol within 4 hours of an earlier dose (practice).

    Shown while the last one is being recorded and printed beside it; it stands at no gate.
    """
    rules = view.protocol.premedication
    drug = rules.repeat_drug.casefold()
    doses = [e for e in view.state.premeds if e.command.drug.strip().casefold() == drug]
    if not doses or doses[-1] is not view.state.premeds[-1]:
        return None
    gaps = [abs(doses[-1].occurred_at - earlier.occurred_at) for earlier in doses[:-1]]
    soon = min(gaps, default=rules.repeat_after.duration)
    if soon >= rules.repeat_after.duration:
        return None
    return Sight(value=span(soon), limit=span(rules.repeat_after.duration))


@rule("allergy-conflict", start=Severity.AUTHORISE)
def allergy_conflict(view: View) -> Sight | None:
    """A recorded allergy names a premedication that was given (practice)."""
    conflicts = sorted(
        {
            f"{drug} (allergy: {allergy})"
            for allergy in view.course.patient.allergies or ()
            for drug in {e.command.drug.strip() for e in given_by(view.state, view.at)}
            if drug.casefold() in allergy.casefold()
        }
    )
    told = "; ".join(conflicts)
    return Sight(key=told, value=told) if conflicts else None


def times(view: View) -> list[datetime]:
    """When those that count for the window were given."""
    return effective_times(view.protocol, view.state, view.at)


RULES: tuple[Rule, ...] = (
    premed_missing,
    premed_dose_unexpected,
    premed_too_recent,
    premed_window_passed,
    premed_spread,
    premed_pending,
    premed_repeat_too_soon,
    allergy_conflict,
)
