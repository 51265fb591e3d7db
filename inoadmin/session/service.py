"""The session service: load, decide, append, fold, tell.

Every front end (window, scenario, tests) records through `submit` and reads through the queries.
Nothing is shown as recorded before `EventLog.append` has returned. A Service keeps no truth of its
own: close it, open another on the same log, and it says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from inoadmin.domain import commands as c
from inoadmin.domain.course import Course, Patient, Standing, standing
from inoadmin.domain.decide import decide
from inoadmin.domain.events import (
    Event,
    Opening,
    ReactionCalled,
    StaffRegistered,
)
from inoadmin.domain.expiry import local_date
from inoadmin.domain.findings.base import Finding
from inoadmin.domain.findings.gates import Ward, next_findings
from inoadmin.domain.people import PatientDetails, StaffDetails
from inoadmin.domain.requests import Accepted, Refusal, Request
from inoadmin.domain.state import Administration, Stage
from inoadmin.domain.timers import Timer, timers
from inoadmin.protocol.model import Protocol
from inoadmin.session.outcome import Outcome
from inoadmin.session.ports import (
    Clock,
    ConflictError,
    Draft,
    EventLog,
    Ids,
    ProjectionRow,
    Scanner,
    Tick,
)
from inoadmin.session.registration import patient_drafts, patient_faults, refuse, staff_faults
from inoadmin.session.rows import administration_row, patient_row
from inoadmin.session.scanning import with_scan_read
from inoadmin.session.shelf import Shelf
from inoadmin.session.streams import (
    WORKSTATION,
    administration_stream,
    staff_stream,
    stream_of,
    version_of,
)

SYSTEM = "system"
UNIDENTIFIED = "unidentified"
_ENDED = frozenset({Stage.COMPLETED, Stage.CANCELLED, Stage.VOIDED})


class Service:
    """One workstation's session on one log."""

    def __init__(
        self,
        log: EventLog,
        clock: Clock,
        ids: Ids,
        scanner: Scanner,
        protocol: Protocol,
        protocol_bytes: bytes,
        zone: tzinfo,
    ) -> None:
        self.log = log
        self.protocol = protocol
        self.zone = zone
        self._clock = clock
        self._ids = ids
        self._scanner = scanner
        self._protocol_bytes = protocol_bytes
        self._shelf = Shelf(log, protocol, zone)
        self._listeners: list[Callable[[tuple[Event, ...]], None]] = []

    # --- queries --------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The clock's time in UTC."""
        return self._clock.read().now

    def tick(self) -> Tick:
        """The clock's whole reading."""
        return self._clock.read()

    def staff(self) -> Mapping[str, StaffDetails]:
        """All members of staff by id, leavers included."""
        return self._shelf.staff()

    def patient(self, patient: str) -> Patient:
        """A patient; KeyError when unknown."""
        return self._shelf.patient(patient)

    def patients(self) -> tuple[Patient, ...]:
        """All patients, in order of registration."""
        return tuple(self._shelf.patient(row.id) for row in self.log.patients())

    def administration(self, administration: str) -> Administration:
        """The state of an administration; KeyError when unknown."""
        return self._shelf.administration(administration)

    def administrations_of(self, patient: str) -> tuple[Administration, ...]:
        """A patient's administrations, in order of opening."""
        return self._shelf.administrations_of(patient)

    def events(self, administration: str) -> tuple[Event, ...]:
        """An administration's events, as logged."""
        return self._shelf.events(administration_stream(administration))

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
        state = self.administration(administration)
        known = self.course(state.patient, administration)
        return next_findings(self.ward(administration), state, known, at or self.now())

    def timers(self, administration: str, at: datetime | None = None) -> dict[str, Timer]:
        """The administration's clocks."""
        ward, state = self.ward(administration), self.administration(administration)
        return timers(ward.protocol, ward.zone, state, at or self.now())

    def current(self, patient: str) -> str | None:
        """The patient's latest administration still open, else the latest; None without any."""
        known = self.administrations_of(patient)
        still = [state for state in known if state.stage not in _ENDED]
        return (still or known)[-1].id if known else None

    def read_scan(self, text: str) -> c.Reading:
        """What a scanner's text says, to be shown while it is typed in."""
        return self._scanner.read(text, self.protocol.bag.gtins.items())

    # --- people ---------------------------------------------------------------------------------

    def register_patient(
        self,
        details: PatientDetails,
        allergies: tuple[str, ...] | None = None,
        actor: str = SYSTEM,
    ) -> str:
        """Registers a patient and gives their id; `allergies` None: not recorded.

        Raises:
            RegistrationError: the details are not plausible; nothing was written.
            StorageError: the log could not be written.
        """
        tick = self._clock.read()
        # A scenario's patients are its own, whatever was played into the same database before.
        known = () if self.log.kind == "scenario" else self.log.patients()
        refuse(patient_faults(details, local_date(tick.now, self.zone), known))
        patient = self._ids.new()
        drafts = patient_drafts(patient, details, allergies, actor, tick.now)
        self._append(drafts, tick, (patient_row(patient, details),))
        return patient

    def register_staff(
        self, details: StaffDetails, member: str | None = None, actor: str = SYSTEM
    ) -> str:
        """Registers a member of staff, or changes their details, and gives their id.

        Raises:
            RegistrationError: the details are not plausible; nothing was written.
            StorageError: the log could not be written.
        """
        refuse(staff_faults(details))
        member = member or self._ids.new()
        tick, stream = self._clock.read(), staff_stream(member)
        version = len(self._shelf.events(stream))
        self._append([Draft(stream, version, actor, tick.now, StaffRegistered(details))], tick)
        return member

    # --- recording ------------------------------------------------------------------------------

    def submit(
        self,
        command: c.Command,
        *,
        actor: str,
        patient: str,
        administration: str | None = None,
        occurred: datetime | None = None,
    ) -> Outcome:
        """Decides a command and writes what follows; on disk when it returns.

        `administration` is needed by all but `open` and the patient's own commands. `occurred` is
        a typed time. A refusal at a gate is written too; any other refusal writes nothing.

        Raises:
            KeyError: patient or administration is unknown.
            StorageError: the log could not be written; nothing was recorded.
        """
        command = with_scan_read(command, self._scanner, self.protocol.bag.gtins)
        while True:
            tick = self._clock.read()
            request = self._request(command, actor, patient, administration, occurred, tick)
            try:
                return self._carry_out(request, tick)
            except ConflictError:
                self._shelf.forget(stream_of(request))

    def _request(
        self,
        command: c.Command,
        actor: str,
        patient: str,
        administration: str | None,
        occurred: datetime | None,
        tick: Tick,
    ) -> Request:
        """Everything a decision looks at."""
        own = isinstance(command, c.PatientCommand | c.Open)
        target = None if own else administration
        return Request(
            ward=self.ward(target),
            command=command,
            actor=actor,
            now=tick.now,
            occurred=occurred,
            staff=self.staff(),
            patient=self.patient(patient),
            course=self.course(patient, target),
            state=None if target is None else self.administration(target),
        )

    def _carry_out(self, request: Request, tick: Tick) -> Outcome:
        """Decides, writes and tells."""
        about, fresh = None, None
        if isinstance(request.command, c.Open):
            fresh = self._ids.new()
            number = f"INO-{len(self.log.administrations()) + 1:06d}"
            about = Opening(request.patient.id, number, self.protocol.content_hash)
        decision = decide(request, about)
        if isinstance(decision, Refusal):
            return self._refuse(request, decision, tick)
        return self._record(request, decision, tick, fresh)

    def _refuse(self, request: Request, refusal: Refusal, tick: Tick) -> Outcome:
        """Writes the attempt when a gate refused it."""
        events: tuple[Event, ...] = ()
        if refusal.attempt is not None:
            stream, version = stream_of(request), version_of(request)
            draft = Draft(stream, version, request.actor, request.at, refusal.attempt)
            events = self._append([draft], tick)
        target = request.state.id if request.state else None
        return Outcome(False, refusal.reasons, events, target)

    def _record(
        self, request: Request, decision: Accepted, tick: Tick, fresh: str | None
    ) -> Outcome:
        """Writes the fact with the projection row that follows from it."""
        if fresh is not None:
            self.log.keep_protocol(self.protocol.content_hash, self._protocol_bytes)
        stream = stream_of(request) if fresh is None else administration_stream(fresh)
        version = version_of(request) if fresh is None else 0
        draft = Draft(stream, version, request.actor, request.at, decision.fact)
        target = fresh or (request.state.id if request.state else None)
        row = administration_row(self._shelf.events(stream), draft, tick) if target else None
        events = self._append([draft], tick, () if row is None else (row,))
        return Outcome(True, (), events, target, decision.notes)

    def _append(
        self, drafts: list[Draft], tick: Tick, rows: tuple[ProjectionRow, ...] = ()
    ) -> tuple[Event, ...]:
        """Appends, takes the events in and tells the listeners."""
        events = self.log.append(drafts, tick, rows)
        self._shelf.take(events)
        for listener in self._listeners:
            listener(events)
        return events

    def call_reaction(self, actor: str) -> datetime:
        """Stamps that a reaction was called, before it is known whose; gives the moment, on disk.

        Raises:
            StorageError: the log could not be written.
        """
        tick = self._clock.read()
        version = len(self._shelf.events(WORKSTATION))
        self._append([Draft(WORKSTATION, version, actor, tick.now, ReactionCalled())], tick)
        return tick.now

    def subscribe(self, listener: Callable[[tuple[Event, ...]], None]) -> None:
        """Calls `listener` with the events of each append, once they are on disk."""
        self._listeners.append(listener)
