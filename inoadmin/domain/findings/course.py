"""Rulebook section 2, the course: who may have which dose."""

from __future__ import annotations

from datetime import date, timedelta

from inoadmin.domain.course import Opening
from inoadmin.domain.expiry import local_date
from inoadmin.domain.findings.base import Severity, Sight, View, plain, rule
from inoadmin.domain.findings.bloods import newest_complete


def named(opening: Opening) -> str:
    """A dose for people: "cycle 1 day 8"."""
    return f"cycle {opening.cycle} day {opening.day}"


def dose_date(view: View) -> date:
    """The local calendar date of this dose's start, or of now before it."""
    start = view.state.start
    return local_date(start.occurred_at if start else view.at, view.zone)


def day_1_of(view: View, cycle: int) -> date | None:
    """The date on which a cycle's day 1 was started; None when it was not."""
    days = [o.started for o in view.course.started if o.cycle == cycle and o.day == 1]
    return next((day for day in days if day is not None), None)


def started_elsewhere(view: View) -> tuple[Opening, ...]:
    """The started doses of the course other than this one."""
    return tuple(o for o in view.course.started if o.id != view.state.id)


@rule("identity-unconfirmed", open=Severity.STOP)
def identity_unconfirmed(view: View) -> Sight | None:
    """Identity confirmed: stated name and date of birth against the wristband (practice)."""
    return None if view.order.identity_confirmed else Sight(value="not confirmed")


@rule("cycle-limit", open=Severity.STOP)
def cycle_limit(view: View) -> Sight | None:
    """Cycle 1 to 6 (Number of cycles)."""
    most = view.protocol.regimen.cycles_max.whole
    if 1 <= view.state.cycle <= most:
        return None
    return Sight(value=f"cycle {view.state.cycle}", limit=f"1 to {most}")


@rule("day-invalid", open=Severity.STOP)
def day_invalid(view: View) -> Sight | None:
    """Dose day 1, 8 or 15 (Regimen details)."""
    days = view.protocol.regimen.days
    if view.state.day in days:
        return None
    return Sight(value=f"day {view.state.day}", limit=", ".join(str(day) for day in days))


@rule("dose-already-given", open=Severity.STOP)
def dose_already_given(view: View) -> Sight | None:
    """This cycle and day was not started before (practice)."""
    this = (view.state.cycle, view.state.day)
    given = [o for o in started_elsewhere(view) if (o.cycle, o.day) == this]
    return Sight(value=named(given[0])) if given else None


@rule("day-out-of-order", open=Severity.STOP)
def day_out_of_order(view: View) -> Sight | None:
    """Days 8 and 15 need their day 1, a day 1 the one before; nothing after later doses.

    Regimen details.
    """
    cycle, day = view.state.cycle, view.state.day
    given = {(o.cycle, o.day) for o in started_elsewhere(view)}
    later = sorted(place for place in given if place > (cycle, day))
    if later:
        return Sight(value=f"cycle {later[-1][0]} day {later[-1][1]} was already started")
    if day != 1 and day in view.protocol.regimen.days and (cycle, 1) not in given:
        return Sight(value=f"day 1 of cycle {cycle} is not known to have been given")
    if day == 1 and cycle > 1 and (cycle - 1, 1) not in given:
        return Sight(value=f"day 1 of cycle {cycle - 1} is not known to have been given")
    return None


@rule("dose-interval-short", open=Severity.STOP)
def dose_interval_short(view: View) -> Sight | None:
    """At least 6 days between the calendar dates of two doses (Dose modifications)."""
    least = view.protocol.regimen.dose_interval_min.whole
    days = [abs((dose_date(view) - o.started).days) for o in started_elsewhere(view) if o.started]
    if min(days, default=least) >= least:
        return None
    return Sight(value=f"{min(days)} days", limit=f"at least {least} days")


@rule("permanently-discontinued", open=Severity.STOP, start=Severity.STOP, resume=Severity.STOP)
def permanently_discontinued(view: View) -> Sight | None:
    """The course is not permanently discontinued (Administration; Other toxicities)."""
    return Sight(value="permanently discontinued") if view.course.discontinued else None


@rule("two-dose-cycle", open=Severity.STOP)
def two_dose_cycle(view: View) -> Sight | None:
    """After the second modification a cycle has two doses (Dose modifications)."""
    dosing = view.protocol.dosing
    if len(view.standing.modified_cycles) < dosing.two_doses_from.value:
        return None
    given = [o for o in started_elsewhere(view) if o.cycle == view.state.cycle]
    if len(given) < dosing.doses_when_two.value:
        return None
    return Sight(value=f"{len(given)} doses given", limit=f"{dosing.doses_when_two.whole} a cycle")


@rule("allergies-unchecked", start=Severity.STOP)
def allergies_unchecked(view: View) -> Sight | None:
    """Allergy status recorded: a list, or none known (practice)."""
    return Sight(value="not recorded") if view.course.patient.allergies is None else None


@rule("blasts-high", start=Severity.AUTHORISE)
def blasts_high(view: View) -> Sight | None:
    """First dose: peripheral blasts at most 10 x 10^9/L; not recorded stands too.

    Pre-medication.
    """
    if not view.standing.first_dose:
        return None
    most = view.protocol.bloods.blasts_max
    newest = max(view.state.blasts, key=lambda e: (e.occurred_at, e.version), default=None)
    value = newest.command.x10_9_per_l if newest else None
    if value is not None and value <= most.value:
        return None
    told = "not recorded" if value is None else f"{plain(value)} {most.unit}"
    basis = "" if newest is None else str(newest.version)
    return Sight(told, told, f"at most {plain(most.value)} {most.unit}", basis)


@rule("cycle-interval-short", start=Severity.AUTHORISE)
def cycle_interval_short(view: View) -> Sight | None:
    """Day 1 of cycle 2 at least 21 days after day 1 of cycle 1, later ones 28.

    Cycle frequency.
    """
    regimen = view.protocol.regimen
    before = day_1_of(view, view.state.cycle - 1)
    if view.state.day != 1 or before is None:
        return None
    least = regimen.second_cycle_after if view.state.cycle == 2 else regimen.later_cycle_after
    days = (dose_date(view) - before).days
    if days >= least.value:
        return None
    short = timedelta(days=least.whole - days)
    return Sight("", f"{days} days", f"at least {least.whole} days", breach=short)


@rule("response-not-achieved", start=Severity.AUTHORISE)
def response_not_achieved(view: View) -> Sight | None:
    """Cycle 4 or later: complete remission was recorded (Number of cycles)."""
    if view.state.cycle < view.protocol.regimen.remission_due_cycle.value:
        return None
    if view.standing.remission:
        return None
    return Sight(key="no remission", value="no remission recorded", limit="CR or CRi")


@rule("transplant-cycle-limit", start=Severity.AUTHORISE)
def transplant_cycle_limit(view: View) -> Sight | None:
    """Transplant planned: cycle 3 carries its reason; cycle 4 or later always stands.

    Number of cycles.
    """
    third = view.protocol.regimen.transplant_reason_cycle.whole
    if not view.order.transplant_planned or view.state.cycle < third:
        return None
    if view.state.cycle == third and view.order.third_cycle_reason:
        return None
    told = f"cycle {view.state.cycle}"
    return Sight(key=told, value=told, limit=f"{third - 1} cycles, a third with its reason")


@rule("bilirubin-before-transplant", start=Severity.NOTE)
def bilirubin_before_transplant(view: View) -> Sight | None:
    """Transplant planned and bilirubin at or above ULN (Other toxicities)."""
    liver = newest_complete(view, "lft")
    if liver is None or not view.order.transplant_planned:
        return None
    bilirubin, uln = liver.command.bilirubin, liver.command.bilirubin_uln
    if bilirubin is None or uln is None or bilirubin < uln:
        return None
    return Sight(value=f"{plain(bilirubin)} µmol/L", limit=f"ULN {plain(uln)} µmol/L")


@rule("delay-unexplained", start=Severity.CONFIRM)
def delay_unexplained(view: View) -> Sight | None:
    """Day 8 or 15 more than 2 days late, with neither toxicity nor another reason (label)."""
    day_1 = day_1_of(view, view.state.cycle)
    if view.state.day == 1 or day_1 is None:
        return None
    if view.order.interruption_days > 0 or (view.order.delay_reason or "").strip():
        return None
    late = (dose_date(view) - day_1).days - (view.state.day - 1)
    most = view.protocol.regimen.delay_max.whole
    if late <= most:
        return None
    return Sight("", f"{late} days late", f"{most} days", breach=timedelta(days=late - most))


@rule("first-dose-outpatient", start=Severity.NOTE)
def first_dose_outpatient(view: View) -> Sight | None:
    """First dose: in-patient administration to be considered (Administration)."""
    return Sight() if view.standing.first_dose else None


RULES = (
    identity_unconfirmed,
    cycle_limit,
    day_invalid,
    dose_already_given,
    day_out_of_order,
    dose_interval_short,
    permanently_discontinued,
    two_dose_cycle,
    allergies_unchecked,
    blasts_high,
    cycle_interval_short,
    response_not_achieved,
    transplant_cycle_limit,
    bilirubin_before_transplant,
    delay_unexplained,
    first_dose_outpatient,
)
