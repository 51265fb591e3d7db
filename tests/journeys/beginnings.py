"""Where a journey begins that is not about the way there: recorded through the session."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.domain.people import PatientDetails
from tests.journeys.workstation import Workstation
from tests.session.bench import BAG, PREMEDS, STAFF, WELL, Bench, bloods, order, yes_to_all


def registered(place: Workstation, *patients: PatientDetails) -> list[Bench]:
    """The staff and the patients, with no known allergies; at 08:00."""
    for member, details in STAFF.items():
        place.service.register_staff(details, member)
    benches: list[Bench] = []
    for details in patients:
        bench = Bench(log=place.log, clock=place.clock)
        bench.service = place.service
        bench.patient = place.service.register_patient(details, ())
        benches.append(bench)
    return benches


def answered(*benches: Bench) -> None:
    """The checks and the bloods of doses that are open."""
    for bench in benches:
        bench.dose = bench.service.current(bench.patient) or ""
        bench.do(yes_to_all(bench.protocol, "start"), c.Blasts(Decimal(2)))
        bench.do(*bloods(bench.now - timedelta(hours=6)))


def prepared(place: Workstation, *benches: Bench) -> None:
    """Ninety minutes later only what a dose itself has wrong keeps a start shut."""
    answered(*benches)
    for bench in benches:
        bench.do(replace(BAG, dose_mg=bench.state.order.prescribed_mg), c.BagOut())
    place.clock.advance(timedelta(minutes=45))
    for bench in benches:
        bench.do(*PREMEDS)
    place.clock.advance(timedelta(minutes=45))
    for bench in benches:
        bench.do(WELL, c.SecondCheck("bedside", "ben"))
    place.tick()


def opened(place: Workstation, *patients: PatientDetails) -> list[Bench]:
    """A dose is open for each patient, of 65 kg; nothing else is recorded of it."""
    benches = registered(place, *patients)
    for bench in benches:
        bench.do(order())
    return benches


def infusing(place: Workstation, *patients: PatientDetails) -> list[Bench]:
    """All infusions were started at 09:30, just now."""
    benches = opened(place, *patients)
    prepared(place, *benches)
    for bench in benches:
        bench.do(c.Start())
    place.tick()
    return benches
