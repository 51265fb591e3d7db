"""Rulebook section 5, the bag. Rows marked for `resume` are judged there again."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.domain.dose import percent, rounded
from inoadmin.domain.expiry import minute
from inoadmin.domain.findings.base import Rule, Severity, Sight, View, plain, rule, span
from inoadmin.domain.findings.dose import mg
from inoadmin.domain.flow import pending, replacement, time_for, volume_ml
from inoadmin.domain.state import Entry
from inoadmin.domain.timers import (
    bag_batch,
    bag_expiry,
    bag_product,
    expires_at,
    in_use_until,
)

_STOP, _AUTHORISE, _NOTE = Severity.STOP, Severity.AUTHORISE, Severity.NOTE


def letters(text: str) -> str:
    """A name with case, spacing and punctuation taken out."""
    return "".join(ch for ch in text.casefold() if ch.isalnum())


def basis(bag: Entry[c.Bag]) -> str:
    """A cover of a finding on the bag lapses with the next bag."""
    return f"bag {bag.version}"


def runs_until(view: View) -> datetime:
    """When the infusion, run on from now at the rate attempted, would end."""
    return view.at + time_for(still_to_run(view), view.rate_ml_h)


def still_to_run(view: View) -> Decimal:
    """The volume that would run from now: a bag not yet hung runs whole."""
    waiting = pending(view.state)
    if view.run is None or waiting is not None:
        return volume_ml(view.protocol, view.state.bag)
    return view.run.hanging.remaining_ml


@rule("bag-not-recorded", start=_STOP)
def bag_not_recorded(view: View) -> Sight | None:
    """A bag was recorded (Additional comments)."""
    return Sight(value="no bag recorded") if view.state.bag is None else None


@rule("bag-patient-wrong", start=_STOP, resume=_STOP)
def bag_patient_wrong(view: View) -> Sight | None:
    """Name, date of birth and number on the bag's label are this patient's (practice)."""
    bag = view.state.bag
    return None if bag is None or bag.command.label_matches else Sight(value="not this patient's")


@rule("product-name-wrong", start=_STOP, resume=_STOP)
def product_name_wrong(view: View) -> Sight | None:
    """Inotuzumab ozogamicin, Besponsa, or both; case and spacing do not matter.

    Additional comments.
    """
    bag = view.state.bag
    if bag is None:
        return None
    names = [letters(name) for name in view.protocol.bag.product_names]
    both = [one + other for one in names for other in names if one != other]
    product = bag_product(bag.command)
    if letters(product) in {*names, *both}:
        return None
    return Sight(value=product or "no name", limit=" or ".join(view.protocol.bag.product_names))


@rule("batch-missing", start=_STOP, resume=_STOP)
def batch_missing(view: View) -> Sight | None:
    """Batch number recorded (Additional comments)."""
    bag = view.state.bag
    return None if bag is None or bag_batch(bag.command) else Sight(value="not recorded")


@rule("expiry-missing", start=_STOP, resume=_STOP)
def expiry_missing(view: View) -> Sight | None:
    """Expiry recorded (Additional comments)."""
    bag = view.state.bag
    return None if bag is None or bag_expiry(bag.command) else Sight(value="not recorded")


@rule("product-expired", pharmacist=True, start=_STOP, resume=_AUTHORISE)
def product_expired(view: View) -> Sight | None:
    """Now is not past the expiry; at that instant it is still good (practice)."""
    bag = view.state.bag
    expiry = expires_at(view.zone, bag.command) if bag else None
    if bag is None or expiry is None or view.at <= expiry:
        return None
    return past(view, bag, expiry, view.at)


@rule("bag-life-short", pharmacist=True, start=_STOP, resume=_AUTHORISE)
def bag_life_short(view: View) -> Sight | None:
    """The infusion, run on from now, ends before the expiry; exactly at it is allowed.

    Not beside `product-expired` (practice).
    """
    bag = view.state.bag
    expiry = expires_at(view.zone, bag.command) if bag else None
    if bag is None or expiry is None or view.at > expiry or runs_until(view) <= expiry:
        return None
    return past(view, bag, expiry, runs_until(view))


@rule("in-use-limit", pharmacist=True, start=_AUTHORISE, resume=_AUTHORISE)
def in_use_limit(view: View) -> Sight | None:
    """The same against reconstitution + 8 hours, when that time is known (label)."""
    bag = view.state.bag
    good = in_use_until(view.protocol, bag.command) if bag else None
    if bag is None or good is None or runs_until(view) <= good:
        return None
    return past(view, bag, good, runs_until(view))


def past(view: View, bag: Entry[c.Bag], good: datetime, ends: datetime) -> Sight:
    """A moment that lies past the one until which the bag is good."""
    return Sight(
        key=good.isoformat(),
        value=f"{ends.astimezone(view.zone):%H:%M}, {span(ends - good)} past",
        limit=f"{good.astimezone(view.zone):%d-%b-%Y %H:%M}",
        basis=basis(bag),
        breach=max(ends - good, timedelta()),
        moment=ends,
    )


@rule("bag-dose-differs", start=_STOP, resume=_STOP)
def bag_dose_differs(view: View) -> Sight | None:
    """The label's dose equals the prescribed one, both to 0.01 mg; a replacement carries at most
    the dose still to be given plus 5 % (practice).
    """
    bag, prescribed = view.state.bag, view.order.prescribed_mg
    if bag is None or prescribed is None:
        return None
    dose = bag.command.dose_mg
    if dose is None:
        return Sight(value="no dose recorded", limit=mg(prescribed))
    if replacement(view.state) is not None:
        most = still_to_give(view, prescribed)
        most *= 1 + percent(view.protocol.bag.replacement_tolerance)
        return None if dose <= most else Sight(value=mg(dose), limit=f"at most {mg(most)}")
    if rounded(dose) == rounded(prescribed):
        return None
    return Sight(value=mg(dose), limit=mg(prescribed))


def still_to_give(view: View, prescribed: Decimal) -> Decimal:
    """The prescribed dose less what the bags before the last recorded one gave."""
    earlier = () if view.run is None else view.run.bags
    given = Decimal(0)
    for hung in earlier:
        if hung.bag is not view.state.bag:
            dose = hung.bag.command.dose_mg if hung.bag else None
            given += (prescribed if dose is None else dose) * hung.given_ml / hung.volume_ml
    return prescribed - given


@rule("diluent-wrong", start=_STOP, resume=_STOP)
def diluent_wrong(view: View) -> Sight | None:
    """Sodium chloride 0.9 % (Administration)."""
    bag, allowed = view.state.bag, view.protocol.bag.diluents
    if bag is None or bag.command.diluent is None:
        return None
    named = "".join(bag.command.diluent.casefold().split())
    if named in {"".join(name.casefold().split()) for name in allowed}:
        return None
    return Sight(value=bag.command.diluent, limit=" or ".join(allowed))


@rule("volume-differs", start=_AUTHORISE)
def volume_differs(view: View) -> Sight | None:
    """50 mL; label totals up to 65 mL pass. Not judged for a replacement (Administration)."""
    bag, rules = view.state.bag, view.protocol.bag
    if bag is None or replacement(view.state) is not None:
        return None
    volume = volume_ml(view.protocol, bag)
    if rules.volume.value <= volume <= rules.volume_max.value:
        return None
    limit = f"{plain(rules.volume.value)} to {plain(rules.volume_max.value)} mL"
    return Sight(plain(volume), f"{plain(volume)} mL", limit, basis(bag))


@rule("bag-damaged", start=_STOP, resume=_STOP)
def bag_damaged(view: View) -> Sight | None:
    """Inspected: intact, no particles, no leak (practice)."""
    bag = view.state.bag
    return None if bag is None or bag.command.inspected else Sight(value="not intact")


@rule("not-light-protected", start=_STOP, resume=_STOP)
def not_light_protected(view: View) -> Sight | None:
    """Protected from light on receipt, at start and at resume (Administration)."""
    bag = view.state.bag
    if bag is None or (bag.command.light_protected and view.light_protected):
        return None
    when = "on receipt" if not bag.command.light_protected else f"at {view.gate}"
    return Sight(value=f"not covered {when}")


@rule("second-check-missing", start=_STOP, resume=_STOP)
def second_check_missing(view: View) -> Sight | None:
    """A second member of staff checked the bag; a bedside check since then counts (practice)."""
    bag = view.state.bag
    if bag is None or any(checked_since(check, bag) for check in view.state.checks):
        return None
    return Sight(value="not done")


def checked_since(check: Entry[c.SecondCheck], bag: Entry[c.Bag]) -> bool:
    """Whether a check was made, and written down, since the bag was, and what was read is what the
    bag's entry says, also where either was corrected since.
    """
    after = check.version > bag.version
    read, recorded = check.command.dose_read_mg, bag.command.dose_mg
    agrees = read is None or recorded is None or read == recorded
    return after and agrees and minute(check.occurred_at) >= minute(bag.occurred_at)


@rule("scan-incomplete", start=_NOTE)
def scan_incomplete(view: View) -> Sight | None:
    """The scanned code lacks batch or expiry; gone once typed (practice)."""
    bag = view.state.bag
    if bag is None or not bag.command.scan:
        return None
    lacking = [
        name
        for name, value in (("batch", bag_batch(bag.command)), ("expiry", bag_expiry(bag.command)))
        if not value
    ]
    return Sight(value=" and ".join(lacking)) if lacking else None


RULES: tuple[Rule, ...] = (
    bag_not_recorded,
    bag_patient_wrong,
    product_name_wrong,
    batch_missing,
    expiry_missing,
    product_expired,
    bag_life_short,
    in_use_limit,
    bag_dose_differs,
    diluent_wrong,
    volume_differs,
    bag_damaged,
    not_light_protected,
    second_check_missing,
    scan_incomplete,
)
