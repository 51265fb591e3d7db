"""Where a journey begins that is not about the way there: recorded through the session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from inoadmin.domain import commands as c
from inoadmin.domain.people import PatientDetails
from inoadmin.session.outcome import Outcome
from inoadmin.session.registration import SYSTEM
from inoadmin.session.signing import signers
from tests.journeys.workstation import PINS, Workstation
from tests.session.bench import BAG, PREMEDS, STAFF, WELL, Bench, bloods, order, yes_to_all

AMY, BEN, MAX = "Amy Field", "Ben Okoro", "Max Reed"


@dataclass
class SigningBench(Bench):
    """A bench on a ward's log: everyone types the PIN that an act needs."""

    def act(
        self,
        command: c.Command,
        by: str = "amy",
        at: datetime | None = None,
        patient: str | None = None,
        dose: str | None = None,
    ) -> Outcome:
        """Submits a command with the proofs of all who sign it."""
        accounts = self.service.accounts
        proofs = [
            accounts.check(signer.member, PINS[STAFF[signer.member].name], signer.meaning)
            for signer in signers(command, by)
        ]
        outcome = self.service.submit(
            command,
            actor=by,
            patient=patient or self.patient,
            administration=dose or self.dose or None,
            occurred=at,
            proofs=proofs,
        )
        if outcome.accepted and isinstance(command, c.Open) and outcome.administration:
            self.dose = outcome.administration
        return outcome


def staffed(place: Workstation) -> None:
    """The staff with their PINs, recorded through the session; nobody is signed in yet."""
    for member in ("max", *(member for member in STAFF if member != "max")):
        by = SYSTEM if member == "max" else "max"
        place.service.register_staff(STAFF[member], member, by)
        if STAFF[member].name in PINS:
            place.service.accounts.set_pin(member, PINS[STAFF[member].name], by)


def registered(place: Workstation, *patients: PatientDetails, acting: str = AMY) -> list[Bench]:
    """The staff and the patients, with no known allergies; at 08:00, with somebody signed in."""
    staffed(place)
    if acting:
        place.sign_in(acting)
    benches: list[Bench] = []
    for details in patients:
        bench = SigningBench(log=place.log, clock=place.clock)
        bench.service = place.service
        bench.patient = place.service.register_patient(details, (), "amy")
        benches.append(bench)
    return benches


def answered(*benches: Bench) -> None:
    """The checks and the bloods of doses that are open."""
    for bench in benches:
        bench.dose = bench.service.current(bench.patient) or ""
        bench.do(yes_to_all(bench.protocol, "start"), c.Blasts(Decimal(2)))
        bench.do(*bloods(bench.now - timedelta(hours=6)))


def prepared(place: Workstation, *benches: Bench, rate: Decimal = Decimal(50)) -> None:
    """Ninety minutes later only what a dose itself has wrong keeps a start shut; the pump is set
    to `rate`, in mL/h.
    """
    answered(*benches)
    for bench in benches:
        bench.do(replace(BAG, dose_mg=bench.state.order.prescribed_mg), c.BagOut())
    place.clock.advance(timedelta(minutes=45))
    for bench in benches:
        bench.do(*PREMEDS)
    place.clock.advance(timedelta(minutes=45))
    for bench in benches:
        dose = bench.state.order.prescribed_mg
        bench.do(WELL, c.SecondCheck("bedside", "ben", dose, rate))
    place.tick()


def opened(place: Workstation, *patients: PatientDetails, acting: str = AMY) -> list[Bench]:
    """A dose is open for each patient, of 65 kg; nothing else is recorded of it."""
    benches = registered(place, *patients, acting=acting)
    for bench in benches:
        bench.do(order())
    return benches


def infusing(place: Workstation, *patients: PatientDetails, acting: str = AMY) -> list[Bench]:
    """All infusions were started at 09:30, just now."""
    benches = opened(place, *patients, acting=acting)
    prepared(place, *benches)
    for bench in benches:
        bench.do(c.Start())
    place.tick()
    return benches


def completed(place: Workstation, who: PatientDetails) -> Bench:
    """Signed off by Amy at 11:30, with Ben's countersignature."""
    (bench,) = infusing(place, who)
    bench.wait(30)
    bench.do(WELL)
    bench.wait(30)
    bench.do(c.End(), WELL)
    bench.wait(30)
    bench.do(WELL, yes_to_all(bench.protocol, "complete"))
    bench.wait(30)
    bench.do(WELL, c.Complete("ben"))
    place.tick()
    return bench
