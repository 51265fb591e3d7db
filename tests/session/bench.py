"""A service with its people and patients, moved by hand: what the tests of the session share.

Bench: one workstation on a log. Its acts are named as the commands are; each returns the outcome,
and `Bench.do` fails the test when it is refused. `clean` records all that a start needs.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from inoadmin.domain import commands as c
from inoadmin.domain.deviations import deviations
from inoadmin.domain.people import PatientDetails, StaffDetails
from inoadmin.domain.state import Administration
from inoadmin.domain.timers import Timer
from inoadmin.protocol.model import Protocol
from inoadmin.scan.gs1 import GS1Scanner
from inoadmin.session.outcome import Outcome
from inoadmin.session.ports import EventLog, PinHasher
from inoadmin.session.service import Service
from tests.fakes import FakeIds, FakeLog, HandClock
from tests.protocol.files import DATA, shipped

LONDON = ZoneInfo("Europe/London")
STARTS = datetime(2026, 3, 2, 8, tzinfo=UTC)
STAFF = {
    "amy": StaffDetails("Amy Field", "nurse", "12A3456E"),
    "ben": StaffDetails("Ben Okoro", "nurse", "98B7654E"),
    "pia": StaffDetails("Pia Lund", "pharmacist", "2071234"),
    "dov": StaffDetails("Dov Adler", "prescriber", "7654321"),
    "max": StaffDetails("Max Reed", "manager", "M-1"),
    "old": StaffDetails("Olga Past", "nurse", "11C1111E", active=False),
}
JEAN = PatientDetails("MOORE", "Jean", date(1961, 7, 4), "female", "9990000018", title="Mrs")
SAM = PatientDetails("HILL", "Sam", date(1975, 1, 9), "male", "9990000026", title="Mr")

PREMEDS = (
    c.Premed("dexamethasone", Decimal(8), "PO"),
    c.Premed("chlorphenamine", Decimal(10), "IV"),
    c.Premed("paracetamol", Decimal(1000), "PO"),
)
FIRST = c.Open(
    cycle=Decimal(1),
    day=Decimal(1),
    prescribed_mg=Decimal("1.4"),
    height_cm=Decimal(170),
    weight_kg=Decimal(65),
    remission="none",
)
BAG = c.Bag(
    product="inotuzumab ozogamicin",
    batch="B1",
    expiry="2026-03-02T18:00",
    dose_mg=Decimal("1.4"),
    reconstituted=STARTS - timedelta(minutes=30),
)
WELL = c.Vitals(
    resp_rate=Decimal(16),
    spo2=Decimal(98),
    systolic=Decimal(120),
    diastolic=Decimal(70),
    pulse=Decimal(72),
    consciousness="A",
    temperature=Decimal("36.8"),
)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def yes_to_all(protocol: Protocol, gate: str) -> c.Answer:
    """Every item asked before a gate confirmed; an item that is not asked has no effect."""
    items = [item.code for item in protocol.items if item.gate == gate]
    return c.Answer({code: c.Answered("yes") for code in items})


def order(**changes: Any) -> c.Open:
    """Cycle 1 day 1: 170 cm, 65 kg, 1.75 m2, expected 1.40 mg."""
    return replace(FIRST, **changes)


def bloods(taken: datetime) -> tuple[c.Bloods, c.Bloods, c.Bloods]:
    """Three panels within all limits."""
    return (
        c.Bloods("fbc", taken, neutrophils=Decimal("2.1"), platelets=Decimal(120)),
        c.Bloods("ue", taken, crcl=Decimal(90)),
        c.Bloods(
            "lft",
            taken,
            bilirubin=Decimal(10),
            bilirubin_uln=Decimal(21),
            alt=Decimal(30),
            alt_uln=Decimal(40),
        ),
    )


@dataclass
class Bench:
    """One workstation. `patient` and `dose` are those that acts go to unless others are named."""

    log: EventLog = field(default_factory=FakeLog)
    clock: HandClock = field(default_factory=lambda: HandClock(STARTS))
    zone: ZoneInfo = LONDON
    protocol: Protocol = field(default_factory=shipped)
    data: bytes = DATA
    ids: FakeIds = field(default_factory=FakeIds)
    hasher: PinHasher | None = None
    service: Service = field(init=False)
    patient: str = ""
    dose: str = ""

    def __post_init__(self) -> None:
        self.service = self.another()

    def another(self) -> Service:
        """One more service on the same log, as after a restart."""
        args = (self.log, self.clock, self.ids, GS1Scanner(), self.protocol, self.data, self.zone)
        return Service(*args, self.hasher)

    def staffed(self) -> Bench:
        """With the staff and one patient registered."""
        for member, details in STAFF.items():
            self.service.register_staff(details, member)
        self.patient = self.service.register_patient(JEAN, ())
        return self

    def act(
        self,
        command: c.Command,
        by: str = "amy",
        at: datetime | None = None,
        patient: str | None = None,
        dose: str | None = None,
    ) -> Outcome:
        """Submits a command; remembers the administration that an `open` makes."""
        outcome = self.service.submit(
            command,
            actor=by,
            patient=patient or self.patient,
            administration=dose or self.dose or None,
            occurred=at,
        )
        if outcome.accepted and isinstance(command, c.Open) and outcome.administration:
            self.dose = outcome.administration
        return outcome

    def do(self, *commands: c.Command, by: str = "amy", at: datetime | None = None) -> Outcome:
        """Submits commands, each of which must be accepted; the last outcome."""
        outcome = Outcome(accepted=False)
        for command in commands:
            outcome = self.act(command, by, at)
            assert outcome.accepted, (command, outcome.codes)
        return outcome

    def refused(
        self, command: c.Command, by: str = "amy", at: datetime | None = None
    ) -> tuple[str, ...]:
        """The codes of a command that must be refused."""
        outcome = self.act(command, by, at)
        assert not outcome.accepted, command
        return outcome.codes

    def wait(self, count: float) -> None:
        """Minutes go by."""
        self.clock.advance(minutes(count))

    @property
    def now(self) -> datetime:
        return self.clock.read().now

    @property
    def state(self) -> Administration:
        return self.service.administration(self.dose)

    @property
    def stage(self) -> str:
        return str(self.state.stage)

    @property
    def codes(self) -> set[str]:
        """The codes that stand at the next gate, notes included."""
        return {finding.code for finding in self.service.findings(self.dose)}

    @property
    def deviations(self) -> list[tuple[str, str]]:
        """Kind and code of each deviation."""
        found = deviations(self.protocol.times, self.state)
        return [(deviation.kind, deviation.code) for deviation in found]

    def timer(self, name: str) -> Timer:
        return self.service.timers(self.dose)[name]

    def clock_reads(self, name: str) -> tuple[str, int | None]:
        """A timer's state and seconds."""
        timer = self.timer(name)
        return timer.state, timer.remaining_s

    # --- parts of a walk ------------------------------------------------------------------------

    def prepare(self, **opening: Any) -> Bench:
        """From the opening to a start that nothing keeps shut, 90 minutes later."""
        self.do(order(**opening))
        dose = self.state.order.prescribed_mg
        self.do(yes_to_all(self.protocol, "start"), c.Blasts(Decimal(2)))
        self.do(*bloods(self.now - timedelta(hours=6)))
        self.do(replace(BAG, dose_mg=dose), c.BagOut())
        self.wait(45)
        self.do(*PREMEDS)
        self.wait(35)
        self.do(WELL)
        self.wait(10)
        read = (dose, Decimal(50)) if self.log.kind == "ward" else ()
        self.do(c.SecondCheck("bedside", "ben", *read))
        return self

    def infuse(self, **opening: Any) -> Bench:
        """To a running infusion, started at 50 mL/h."""
        self.prepare(**opening)
        self.do(c.Start())
        return self

    def observe(self, **opening: Any) -> Bench:
        """To the hour after an infusion that ran its hour."""
        self.infuse(**opening)
        self.wait(30)
        self.do(WELL)
        self.wait(30)
        self.do(c.End())
        return self

    def complete(self, **opening: Any) -> Bench:
        """To a completed administration."""
        self.observe(**opening)
        self.wait(30)
        self.do(WELL, yes_to_all(self.protocol, "complete"))
        self.wait(30)
        self.do(c.Complete())
        return self
