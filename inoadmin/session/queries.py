"""What can be asked of the session: people, states, findings, clocks. Nothing here writes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import datetime, tzinfo

from inoadmin.domain.course import Course, Patient, Standing, standing
from inoadmin.domain.events import Event
from inoadmin.domain.findings.base import Finding
from inoadmin.domain.findings.gates import Ward, next_finding, next_findings
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.settings import Settings
from inoadmin.domain.state import Administration
from inoadmin.domain.timers import Timer, timers
from inoadmin.domain.workplace import SettingsChanged
from inoadmin.protocol.model import Protocol
from inoadmin.session.ledger import Ledger
from inoadmin.session.moment import Worked
from inoadmin.session.ports import AdministrationRow, Clock, EventLog, Tick
from inoadmin.session.roll import is_open
from inoadmin.session.streams import (
    SETTINGS,
    WORKSTATION,
    administration_stream,
    plan_stream,
    staff_stream,
)


class Queries:
    """What one workstation's log says."""

    def __init__(self, log: EventLog, clock: Clock, protocol: Protocol, zone: tzinfo) -> None:
        self.log = log
        self.protocol = protocol
        self.zone = zone
        self.ledger = Ledger(log, clock, protocol, zone)
        self._clock = clock
        self._shelf = self.ledger.shelf

    def now(self) -> datetime:
        """The clock's time in UTC."""
        return self._clock.read().now

    def tick(self) -> Tick:
        """The clock's whole reading."""
        return self._clock.read()

    def once(self, at: datetime, key: Hashable, work_out: Callable[[], Worked]) -> Worked:
        """A figure of a moment, worked out when it is first asked for: see Moment."""
        return self.ledger.moment.recall(at, key, work_out)

    def staff(self) -> Mapping[str, StaffDetails]:
        """All members of staff by id, leavers included."""
        return self._shelf.staff()

    def patient(self, patient: str) -> Patient:
        """A patient; KeyError when unknown."""
        return self._shelf.patient(patient)

    def patients(self) -> tuple[Patient, ...]:
        """All patients, in order of registration."""
        return tuple(self._shelf.patient(row.id) for row in self.ledger.roll.patients())

    def open_doses(self) -> tuple[AdministrationRow, ...]:
        """All administrations that have not ended, in order of opening."""
        return self.ledger.roll.open_doses()

    def administration(self, administration: str) -> Administration:
        """The state of an administration; KeyError when unknown."""
        return self._shelf.administration(administration)

    def administrations_of(self, patient: str) -> tuple[Administration, ...]:
        """A patient's administrations, in order of opening."""
        return self._shelf.administrations_of(patient)

    def events(self, administration: str) -> tuple[Event, ...]:
        """An administration's events, as logged."""
        return self._shelf.events(administration_stream(administration))

    def plan_events(self, administration: str) -> tuple[Event, ...]:
        """What was planned for an administration; no part of its record."""
        return self._shelf.events(plan_stream(administration))

    def workstation_events(self) -> tuple[Event, ...]:
        """What happened at this workstation and is no patient's."""
        return self._shelf.events(WORKSTATION)

    def member_events(self, member: str) -> tuple[Event, ...]:
        """What is on record about a member of staff: details, PINs, signing in."""
        return self._shelf.events(staff_stream(member))

    def ward(self, administration: str | None = None) -> Ward:
        """The protocol in force for an administration (default: for a new one) and the zone."""
        if administration is None:
            return Ward(self.protocol, self.zone)
        about = self.administration(administration).about
        return Ward(self._shelf.protocol(about.protocol_hash), self.zone)

    def course(self, patient: str, administration: str | None = None) -> Course:
        """The patient's course, judged by the administration's protocol."""
        return self._shelf.course(patient, self.ward(administration).protocol)

    def standing(self, administration: str) -> Standing:
        """What the course means for an administration: expected dose, first dose and so on."""
        state, ward = self.administration(administration), self.ward(administration)
        openings = self.course(state.patient, administration).openings
        if not any(opening.id == administration for opening in openings):
            return Standing()
        return standing(ward.protocol, openings, administration)

    def findings(self, administration: str, at: datetime | None = None) -> tuple[Finding, ...]:
        """What stands unresolved at the administration's next gate."""
        at = at or self.now()

        def work_out() -> tuple[Finding, ...]:
            state = self.administration(administration)
            known = self.course(state.patient, administration)
            return next_findings(self.ward(administration), state, known, at)

        return self.once(at, ("findings", administration), work_out)

    def stands(self, administration: str, code: str, at: datetime | None = None) -> bool:
        """Whether one finding stands unresolved at the administration's next gate."""
        state = self.administration(administration)
        known = self.course(state.patient, administration)
        ward = self.ward(administration)
        return next_finding(ward, state, known, at or self.now(), code) is not None

    def timers(self, administration: str, at: datetime | None = None) -> dict[str, Timer]:
        """The administration's clocks."""
        at = at or self.now()

        def work_out() -> dict[str, Timer]:
            ward, state = self.ward(administration), self.administration(administration)
            return timers(ward.protocol, ward.zone, state, at)

        return self.once(at, ("timers", administration), work_out)

    def current(self, patient: str) -> str | None:
        """The patient's latest administration still open, else the latest; None without any."""
        known = self.ledger.roll.doses_of(patient)
        still = [row for row in known if is_open(row)]
        return (still or known)[-1].id if known else None

    def has_ended(self, patient: str) -> bool:
        """Whether the patient had a dose here and none of them is open any more."""
        known = self.ledger.roll.doses_of(patient)
        return bool(known) and not any(is_open(row) for row in known)

    def settings(self) -> Settings:
        """What the ward has set for itself."""
        facts = [event.fact for event in self._shelf.events(SETTINGS)]
        changes = [fact.settings for fact in facts if isinstance(fact, SettingsChanged)]
        return changes[-1] if changes else Settings()
