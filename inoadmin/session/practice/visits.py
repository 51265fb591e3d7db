"""What has happened on the practice ward until now: one visit a stage, in minutes from now.

Visit: a patient and their steps. Each is the same dose as far as its stage goes, given with a start
at another distance from now; what comes later is the trainee's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final

from inoadmin.domain import commands as c
from inoadmin.domain.flow import default_rate
from inoadmin.domain.people import PatientDetails
from inoadmin.protocol.model import Protocol
from inoadmin.session.practice import people

_GOOD_FOR: Final = timedelta(hours=12)
_SAMPLED: Final = timedelta(hours=6)  # before the opening
_MADE: Final = timedelta(minutes=30)  # a bag's reconstitution before it is received
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Step:
    """What a member of staff records, so many minutes from now; negative: before."""

    at_min: int
    by: str
    command: c.Command


@dataclass(frozen=True, slots=True)
class Visit:
    """A patient with the steps made so far; none: no dose is open."""

    patient: PatientDetails
    steps: tuple[Step, ...] = ()
    allergies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """What the steps are made from: now in UTC, the zone, the protocol."""

    now: datetime
    zone: tzinfo
    protocol: Protocol

    def at(self, minutes: int) -> datetime:
        """A moment so many minutes from now."""
        return self.now + timedelta(minutes=minutes)

    def date_at(self, minutes: int) -> date:
        """Its local date."""
        return self.at(minutes).astimezone(self.zone).date()

    def confirmed(self, gate: str) -> c.Answer:
        """Everything that is asked before a gate."""
        items = [item.code for item in self.protocol.items if item.gate == gate]
        return c.Answer({code: c.Answered("yes") for code in items})


@dataclass(frozen=True, slots=True)
class Dose:
    """One dose: who gives it with whom, its order, batch, and the start in minutes from now."""

    start_min: int
    nurse: str
    witness: str
    order: c.Open
    batch: str


def visits(day: Day) -> tuple[Visit, ...]:
    """All of them, in order of their places."""
    return (
        Visit(people.BLANKET, allergies=("penicillin",)),
        Visit(people.BUTTERCUP, before_window(day)),
        Visit(people.TEAPOT, inside_window(day)),
        Visit(people.MARMALADE, infusing(day)),
        Visit(people.MARMELADE, interrupted(day)),
        Visit(people.HAYSTACK, observing(day)),
        Visit(people.WINDMILL, completed(day)),
    )


def before_window(day: Day) -> tuple[Step, ...]:
    """Premedicated; the start window opens in 12 minutes."""
    return past(preparing(day, Dose(23, "amy", "ben", order("1.3", 160, 58), "PRACTICE-B2")))


def inside_window(day: Day) -> tuple[Step, ...]:
    """Everything is done but the start; the window closes in 18 minutes."""
    return past(preparing(day, Dose(3, "amy", "pia", order("1.6", 178, 82), "PRACTICE-B3")))


def infusing(day: Day) -> tuple[Step, ...]:
    """Started 22 minutes ago."""
    return past(given(day, Dose(-22, "amy", "ben", order("1.4", 170, 65), "PRACTICE-B4")))


def interrupted(day: Day) -> tuple[Step, ...]:
    """Started 32 minutes ago; a reaction six minutes ago has not settled."""
    dose = Dose(-32, "amy", "ben", order("1.4", 172, 64), "PRACTICE-B5")
    reaction = c.Reaction(
        Decimal(2), ("dyspnoea", "rash"), ("oxygen 2 L/min", "hydrocortisone 100 mg IV")
    )
    ill = replace(WELL, resp_rate=Decimal(22), pulse=Decimal(104), spo2=Decimal(95))
    return (
        *(step for step in given(day, dose) if step.at_min < -6),
        Step(-6, dose.nurse, reaction),
        Step(-4, dose.nurse, ill),
    )


def observing(day: Day) -> tuple[Step, ...]:
    """Day 8, ended 37 minutes ago; day 1 was given elsewhere a week ago."""
    dose = Dose(-97, "amy", "dov", order("0.88", 165, 70, day=8), "PRACTICE-B6")
    first = c.History(
        cycle=Decimal(1),
        day=Decimal(1),
        started=day.date_at(dose.start_min) - _WEEK,
        given_mg=Decimal("1.4"),
        transcribed_from="prescription chart",
    )
    earlier = Step(dose.start_min - 101, dose.nurse, first)
    return (earlier, *past(observed(day, dose)))


def completed(day: Day) -> tuple[Step, ...]:
    """Signed off 38 minutes ago."""
    return past(observed(day, Dose(-160, "ben", "amy", order("1.5", 181, 71), "PRACTICE-B7")))


# --- the course of a dose -----------------------------------------------------------------------

WELL: Final = c.Vitals(
    resp_rate=Decimal(16),
    spo2=Decimal(98),
    systolic=Decimal(122),
    diastolic=Decimal(74),
    pulse=Decimal(72),
    consciousness="A",
    temperature=Decimal("36.8"),
)


def order(mg: str, height_cm: int, weight_kg: int, *, day: int = 1) -> c.Open:
    """A dose of cycle 1."""
    return c.Open(
        cycle=Decimal(1),
        day=Decimal(day),
        prescribed_mg=Decimal(mg),
        height_cm=Decimal(height_cm),
        weight_kg=Decimal(weight_kg),
        remission="not assessed",
    )


def preparing(day: Day, dose: Dose) -> Iterator[Step]:
    """From the opening to the minute before the start."""
    start, nurse, read_mg = dose.start_min, dose.nurse, dose.order.prescribed_mg
    sampled = day.at(start - 100) - _SAMPLED
    yield Step(start - 100, nurse, dose.order)
    yield Step(start - 98, nurse, day.confirmed("start"))
    yield Step(start - 97, nurse, c.Blasts(Decimal("0.4")))
    yield Step(
        start - 96,
        nurse,
        c.Bloods("fbc", sampled, neutrophils=Decimal("1.9"), platelets=Decimal(104)),
    )
    yield Step(start - 96, nurse, c.Bloods("ue", sampled, crcl=Decimal(86)))
    yield Step(start - 95, nurse, liver(sampled))
    yield Step(start - 80, nurse, bag(day, dose))
    yield Step(start - 78, nurse, c.SecondCheck("bag", dose.witness, read_mg))
    yield Step(start - 77, nurse, c.BagOut())
    yield Step(start - 45, nurse, c.Premed("dexamethasone", Decimal(8), "PO"))
    yield Step(start - 43, nurse, c.Premed("chlorphenamine", Decimal(10), "IV"))
    yield Step(start - 41, nurse, c.Premed("paracetamol", Decimal(1000), "PO"))
    yield Step(start - 15, nurse, WELL)
    read = c.SecondCheck("bedside", dose.witness, read_mg, default_rate(day.protocol, None))
    yield Step(start - 8, nurse, read)


def liver(sampled: datetime) -> c.Bloods:
    """A liver panel within its limits."""
    return c.Bloods(
        "lft",
        sampled,
        bilirubin=Decimal(11),
        bilirubin_uln=Decimal(21),
        alt=Decimal(32),
        alt_uln=Decimal(40),
        ast=Decimal(27),
        ast_uln=Decimal(40),
    )


def bag(day: Day, dose: Dose) -> c.Bag:
    """A bag that is good for the rest of the day."""
    received = day.at(dose.start_min - 80)
    good = (day.now + _GOOD_FOR).astimezone(day.zone)
    return c.Bag(
        product=day.protocol.identity.drug,
        batch=dose.batch,
        expiry=f"{good:%Y-%m-%dT%H:%M}",
        dose_mg=dose.order.prescribed_mg,
        reconstituted=received - _MADE,
    )


def given(day: Day, dose: Dose) -> Iterator[Step]:
    """From the opening to the end of an infusion that runs its hour."""
    start, nurse = dose.start_min, dose.nurse
    yield from preparing(day, dose)
    yield Step(start, nurse, c.Start())
    for later in (15, 30, 45):
        yield Step(start + later, nurse, WELL)
    yield Step(start + 60, nurse, c.End())


def observed(day: Day, dose: Dose) -> Iterator[Step]:
    """From the opening to the signing off."""
    start, nurse = dose.start_min, dose.nurse
    yield from given(day, dose)
    for later in (89, 119):
        yield Step(start + later, nurse, WELL)
    yield Step(start + 120, nurse, day.confirmed("complete"))
    yield Step(start + 122, nurse, c.Complete())


def past(steps: Iterator[Step]) -> tuple[Step, ...]:
    """Those that lie before now."""
    return tuple(step for step in steps if step.at_min < 0)


def in_order(made: Sequence[Visit]) -> list[tuple[Visit, Step]]:
    """The steps of all visits as they come one after the other."""
    every = [(visit, step) for visit in made for step in visit.steps]
    return sorted(every, key=lambda one: one[1].at_min)
