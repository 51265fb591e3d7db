"""Whole databases, made by the real service with everybody's PIN, for the tests that look at them.

`work_through` plays a morning: two patients, a dose that is interrupted, corrected, voided in part
and completed, another one that runs, a restart in between. Same calls, same database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from inoadmin.domain import commands as c
from inoadmin.domain.settings import Settings
from inoadmin.scan.gs1 import GS1Scanner
from inoadmin.session.outcome import Outcome
from inoadmin.session.ports import Prover
from inoadmin.session.service import Service
from inoadmin.staff.proving import PepperProver
from inoadmin.store.log import SqliteLog
from inoadmin.store.opening import open_log
from tests.fakes import FakeHasher, FakeIds, HandClock
from tests.session.bench import LONDON, SAM, STARTS, WELL, Bench
from tests.store.conftest import KEY

PEPPER = bytes(range(32, 64))
OTHER_PEPPER = bytes(range(64, 96))
ID = "4b1c7a52-0000-4000-8000-000000000001"
PINS = {"amy": "718293", "ben": "829304", "pia": "930415", "dov": "204152", "max": "315263"}


class Named(FakeIds):
    """Gives a database its id."""

    def __init__(self, database_id: str = ID) -> None:
        super().__init__()
        self._database_id = database_id

    def new(self) -> str:
        return self._database_id


def prover_for(kind: str, pepper: bytes = PEPPER) -> Prover | None:
    """What makes the proofs in a log of this kind; None: plain digests."""
    return PepperProver(pepper) if kind == "ward" else None


def log_at(path: Path, kind: str, clock: HandClock, database_id: str = ID) -> SqliteLog:
    """The real log, keyed when it is a ward's."""
    key = KEY if kind == "ward" else None
    ids, prover = Named(database_id), prover_for(kind)
    return open_log(path, kind, LONDON, clock=clock, ids=ids, key=key, prover=prover)


@dataclass
class SigningBench(Bench):
    """A bench where everybody who signs types their PIN."""

    purposes: list[str] = field(default_factory=list[str])

    def another(self) -> Service:
        return Service(
            self.log,
            self.clock,
            self.ids,
            GS1Scanner(),
            self.protocol,
            self.data,
            self.zone,
            None if self.log.kind == "scenario" else FakeHasher(),
        )

    def staffed(self) -> Bench:
        super().staffed()
        if self.log.kind != "scenario":
            for member, pin in PINS.items():
                self.service.accounts.set_pin(member, pin, "max")
        return self

    def act(
        self,
        command: c.Command,
        by: str = "amy",
        at: datetime | None = None,
        patient: str | None = None,
        dose: str | None = None,
    ) -> Outcome:
        outcome = super().act(command, by, at, patient, dose)
        if not outcome.unsigned:
            return outcome
        accounts = self.service.accounts
        proofs = [
            accounts.check(signer.member, PINS[signer.member], signer.meaning)
            for signer in outcome.unsigned
        ]
        return self.service.submit(
            command,
            actor=by,
            patient=patient or self.patient,
            administration=dose or self.dose or None,
            occurred=at,
            proofs=proofs,
        )


def work_through(path: Path, kind: str, database_id: str = ID) -> None:
    """Makes the database at `path`."""
    clock, ids = HandClock(STARTS), FakeIds()
    bench = SigningBench(log_at(path, kind, clock, database_id), clock, ids=ids)
    bench.staffed()
    bench.service.change_settings(Settings("Haematology"), "max")
    if kind != "scenario":
        bench.service.accounts.signed_in("amy")
    first_dose(bench)
    bench.log.close()
    again = SigningBench(log_at(path, kind, clock, database_id), clock, ids=ids)
    again.patient = again.service.register_patient(SAM, ("penicillin",), "amy")
    again.infuse()
    again.wait(10)
    again.do(WELL, by="ben")
    again.do(c.Addendum("Settled."))
    again.log.close()


def first_dose(bench: Bench) -> None:
    """A dose from its opening to corrections after its end."""
    bench.refused(c.Open(cycle=Decimal(1), day=Decimal(1), prescribed_mg=Decimal("1.4")))
    bench.infuse()
    bench.wait(20)
    bench.do(c.Interrupt("pump-alarm"), WELL)
    bench.wait(5)
    bench.do(c.Resume())
    bench.wait(40)
    bench.do(c.End())
    bench.wait(60)
    bench.do(WELL, WELL)
    put_right(bench)


def put_right(bench: Bench) -> None:
    """A value put right, and an entry voided."""
    vitals: Sequence[int] = [entry.version for entry in bench.state.vitals]
    right = replace(WELL, pulse=Decimal(76))
    bench.do(c.Correct(vitals[-1], "pulse", "76", right, reason="misread"))
    bench.do(c.Correct(vitals[-2], void=True, reason="entered twice"))
