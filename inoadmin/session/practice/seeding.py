"""Fills a practice ward: everything is recorded through the session, signed, at its own time.

SeedingClock: stands at the step that is being recorded. `seeding` records it all, piece by piece.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from inoadmin.domain import commands as c
from inoadmin.domain.settings import Settings
from inoadmin.session.ports import Clock, Tick
from inoadmin.session.practice.people import MANAGER, NURSE, PIN, STAFF, WARD
from inoadmin.session.practice.visits import Day, Visit, in_order, visits
from inoadmin.session.registration import SYSTEM
from inoadmin.session.service import Service
from inoadmin.session.signing import signers

#: How long the ward has been open before the practice begins.
OPEN_FOR: Final = timedelta(hours=5)


class RefusedStepError(Exception):
    """A step that the rules refuse: what practice is made of does not fit the protocol file."""


class SeedingClock:
    """The moment of the step, the ward's opening at first; counter and boot are the computer's own.
    `ends_at`: now, when the practice begins.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.ends_at = clock.read().now
        self._now = self.ends_at - OPEN_FOR

    def move_to(self, now: datetime) -> None:
        """Goes on to a step's moment in UTC."""
        self._now = now

    def read(self) -> Tick:
        """The moment."""
        return replace(self._clock.read(), now=self._now)


def seeding(service: Service, clock: SeedingClock) -> Generator[tuple[int, int]]:
    """Records the staff, the patients and their stages as they are now; gives so much of so much
    done after each step. `clock` is the one that the service reads.

    Raises:
        RefusedStepError: a step was refused.
        StorageError: the log could not be written.
    """
    day = Day(clock.ends_at, service.zone, service.protocol)
    enrol(service, day)
    made = visits(day)
    names = {
        visit.patient.nhs_number: service.register_patient(visit.patient, visit.allergies, NURSE)
        for visit in made
    }
    steps = in_order(made)
    for number, (visit, step) in enumerate(steps, start=1):
        clock.move_to(day.at(step.at_min))
        record(service, names[visit.patient.nhs_number], visit, step.by, step.command)
        yield number, len(steps)
    clock.move_to(clock.ends_at)


def enrol(service: Service, day: Day) -> None:
    """The staff with their PINs, and the ward's name."""
    until = (day.now + timedelta(days=365)).date().replace(month=12, day=31)
    for member in (MANAGER, *(known for known in STAFF if known != MANAGER)):
        details = STAFF[member]
        by = SYSTEM if member == MANAGER else MANAGER
        competent = details if member == MANAGER else replace(details, sact_until=until)
        service.register_staff(competent, member, by)
        service.accounts.set_pin(member, PIN, by)
    service.change_settings(Settings(WARD), MANAGER)


def record(service: Service, patient: str, visit: Visit, by: str, command: c.Command) -> None:
    """Records one step with the PINs of all who sign it.

    Raises:
        RefusedStepError: it was refused.
    """
    accounts = service.accounts
    outcome = service.submit(
        command,
        actor=by,
        patient=patient,
        administration=service.current(patient),
        proofs=[accounts.check(s.member, PIN, s.meaning) for s in signers(command, by)],
    )
    if not outcome.accepted:
        what, codes = type(command).__name__, ", ".join(outcome.codes)
        raise RefusedStepError(f"{what} of {visit.patient.family_name}: {codes}")
