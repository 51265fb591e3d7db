"""Where a journey begins that is not about the way there: recorded through the session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.domain.people import PatientDetails
from tests.journeys.workstation import Workstation
from tests.session.bench import BAG, PREMEDS, STAFF, WELL, Bench, bloods, order, yes_to_all

AMY, BEN = "Amy Field (nurse)", "Ben Okoro (nurse)"


def opened(place: Workstation, *patients: PatientDetails) -> list[Bench]:
    """The staff, and a dose open for each patient, answered and with its bloods; no bag yet."""
    for member, details in STAFF.items():
        place.service.register_staff(details, member)
    benches: list[Bench] = []
    for details in patients:
        bench = Bench(log=place.log, clock=place.clock)
        bench.service = place.service
        bench.patient = place.service.register_patient(details, ())
        bench.do(order(), yes_to_all(bench.protocol, "start"), c.Blasts(Decimal(2)))
        bench.do(*bloods(bench.now - timedelta(hours=6)))
        benches.append(bench)
    return benches


def startable(place: Workstation, *patients: PatientDetails) -> list[Bench]:
    """At 09:30 nothing keeps any of the starts shut."""
    benches = opened(place, *patients)
    each(benches, BAG, c.BagOut())
    place.clock.advance(timedelta(minutes=45))
    each(benches, *PREMEDS)
    place.clock.advance(timedelta(minutes=45))
    each(benches, WELL, c.SecondCheck("bedside", "ben"))
    place.tick()
    return benches


def infusing(place: Workstation, *patients: PatientDetails) -> list[Bench]:
    """All infusions were started at 09:30, just now."""
    benches = startable(place, *patients)
    each(benches, c.Start())
    place.tick()
    return benches


def each(benches: Sequence[Bench], *commands: c.Command) -> None:
    """The same for every patient."""
    for bench in benches:
        bench.do(*commands)
