"""Rulebook section 7, the start; equilibration, bedside check and rate also at a resume."""

from __future__ import annotations

from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.domain.dose import percent
from inoadmin.domain.expiry import minute
from inoadmin.domain.findings.bag import checked_since
from inoadmin.domain.findings.base import Gate, Rule, Severity, Sight, View, plain, rule, span
from inoadmin.domain.flow import default_rate, first_bag, pending
from inoadmin.domain.news2 import score
from inoadmin.domain.state import Entry
from inoadmin.domain.timers import full_sets


def bag_goes_up(view: View) -> bool:
    """Whether a bag is hung by this act: at the start, or at a resume with a new bag."""
    return view.gate is Gate.START or pending(view.state) is not None


@rule("equilibration-not-started", start=Severity.STOP, resume=Severity.STOP)
def equilibration_not_started(view: View) -> Sight | None:
    """A refrigerated bag was taken out and the time recorded (Administration)."""
    bag = view.state.bag
    if bag is None or not bag.command.refrigerated or not bag_goes_up(view):
        return None
    return Sight(value="not taken out") if view.state.bag_out is None else None


@rule("equilibration-short", start=Severity.CONFIRM, resume=Severity.CONFIRM)
def equilibration_short(view: View) -> Sight | None:
    """A refrigerated bag has been out 60 minutes; from exactly 50 there is no finding.

    Administration; the tolerance is local. A bag never refrigerated needs none.
    """
    bag, out, rules = view.state.bag, view.state.bag_out, view.protocol.start
    if bag is None or out is None or not bag.command.refrigerated or not bag_goes_up(view):
        return None
    least = rules.equilibration.duration - rules.equilibration_tolerance.duration
    been_out = view.at - out.occurred_at
    if been_out >= least:
        return None
    return Sight(
        value=span(been_out),
        limit=f"about {span(rules.equilibration.duration)}",
        basis=f"bag {bag.version}",
        breach=least - been_out,
    )


@rule("bedside-check-missing", start=Severity.STOP, resume=Severity.STOP)
def bedside_check_missing(view: View) -> Sight | None:
    """Within the last 60 minutes and since the bag was recorded, two members of staff checked.

    Identity, prescription, label, drug, dose, expiry, line, pump volume and rate (practice).
    """
    if not bag_goes_up(view) or any(holds(view, check) for check in view.state.checks):
        return None
    return Sight(value="not done", limit=span(view.protocol.start.bedside_check.duration))


def holds(view: View, check: Entry[c.SecondCheck]) -> bool:
    """Whether a check is a bedside check of this bag, recent enough."""
    bag = view.state.bag
    if bag is None or check.command.subject != "bedside" or not checked_since(check, bag):
        return False
    made = check.occurred_at
    recent = view.at - made <= view.protocol.start.bedside_check.duration
    return recent and minute(made) <= minute(view.at)


def rate_read(view: View) -> Decimal | None:
    """The rate that the second checker read from the pump in the last bedside check that holds."""
    read = [check.command.rate_read_ml_h for check in view.state.checks if holds(view, check)]
    return read[-1] if read else None


@rule("baseline-observations-missing", start=Severity.AUTHORISE)
def baseline_observations_missing(view: View) -> Sight | None:
    """A full set of observations within 60 minutes before the start; exactly is allowed.

    Practice.
    """
    last, most = last_full_set(view), view.protocol.start.baseline_observations.duration
    if last is None:
        return Sight(key="none", value="none recorded", limit=f"within {span(most)}")
    age = view.at - last.occurred_at
    if age <= most:
        return None
    return Sight(
        key=last.occurred_at.isoformat(),
        value=f"{span(age)} ago",
        limit=f"within {span(most)}",
        breach=age - most,
    )


def last_full_set(view: View) -> Entry[c.Vitals] | None:
    """The last full set taken by now, to the minute."""
    taken = [e for e in full_sets(view.state) if minute(e.occurred_at) <= minute(view.at)]
    return max(taken, key=lambda e: (e.occurred_at, e.version), default=None)


@rule("news2-high", start=Severity.AUTHORISE)
def news2_high(view: View) -> Sight | None:
    """Last full set within those 60 minutes: total below 5 and no single parameter at 3.

    Practice.
    """
    last, rules = last_full_set(view), view.protocol.start
    if last is None or view.at - last.occurred_at > rules.baseline_observations.duration:
        return None
    result = score(view.protocol.news2, last.command)
    total, single = result.total or 0, result.highest >= rules.news2_single.value
    if total < rules.news2_total.value and not single:
        return None
    told = f"{total}, one parameter at {result.highest}" if single else str(total)
    return Sight(key=str(total), value=told, limit=f"below {rules.news2_total.whole}")


@rule("rate-high", start=Severity.AUTHORISE, resume=Severity.AUTHORISE, rate=Severity.AUTHORISE)
def rate_high(view: View) -> Sight | None:
    """Rate at most the first bag's volume over 60 minutes, plus 5 % (Administration)."""
    usual = default_rate(view.protocol, first_bag(view.state))
    most = usual * (1 + percent(view.protocol.start.rate_tolerance))
    if view.rate_ml_h <= most:
        return None
    rate = plain(view.rate_ml_h)
    return Sight(key=rate, value=f"{rate} mL/h", limit=f"at most {plain(most)} mL/h")


RULES: tuple[Rule, ...] = (
    equilibration_not_started,
    equilibration_short,
    bedside_check_missing,
    baseline_observations_missing,
    news2_high,
    rate_high,
)
