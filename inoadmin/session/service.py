"""The session service: load, decide, append, fold, tell.

Every front end (window, scenario, tests) records through `submit` and reads through the queries.
Nothing is shown as recorded before `EventLog.append` has returned. A Service keeps no truth of its
own: close it, open another on the same log, and it says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from inoadmin.domain import commands as c
from inoadmin.domain.decide import decide
from inoadmin.domain.events import Event, Opening, StaffRegistered
from inoadmin.domain.expiry import local_date
from inoadmin.domain.people import PatientDetails, StaffDetails
from inoadmin.domain.requests import Accepted, Refusal, Request, refused
from inoadmin.domain.settings import ScannerSetup, Settings
from inoadmin.domain.workplace import ReactionCalled, SettingsChanged
from inoadmin.protocol.model import Protocol
from inoadmin.session.accounts import Accounts, Proof
from inoadmin.session.ledger import Listener
from inoadmin.session.outcome import Outcome
from inoadmin.session.ports import (
    Clock,
    ConflictError,
    Draft,
    EventLog,
    Ids,
    PinHasher,
    Scanner,
    Signing,
    Tick,
)
from inoadmin.session.queries import Queries
from inoadmin.session.registration import (
    SYSTEM,
    forbidden_patient,
    forbidden_registration,
    forbidden_to_manage,
    mistaken_identity,
    patient_drafts,
    patient_faults,
    refuse,
    settings_faults,
    staff_faults,
)
from inoadmin.session.rows import administration_row, patient_row
from inoadmin.session.scanning import with_scan_read
from inoadmin.session.signing import Signer, registering, signers, signing_of, unread
from inoadmin.session.streams import (
    SETTINGS,
    WORKSTATION,
    administration_stream,
    staff_stream,
    stream_of,
    version_of,
)

UNIDENTIFIED = "unidentified"


class Service(Queries):
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
        hasher: PinHasher | None = None,
    ) -> None:
        super().__init__(log, clock, protocol, zone)
        self.accounts = Accounts(self.ledger, hasher)
        self._ids = ids
        self._scanner = scanner
        self._protocol_bytes = protocol_bytes

    def read_scan(self, text: str, setup: ScannerSetup | None = None) -> c.Reading:
        """What a scanner's text says, to be shown while it is typed in; `setup`: with the scanner
        set up so, default as the ward's is.
        """
        separators = (setup or self.settings().scanner).separators
        return self._scanner.read(text, self.protocol.bag.gtins.items(), separators)

    # --- people ---------------------------------------------------------------------------------

    def register_patient(
        self,
        details: PatientDetails,
        allergies: tuple[str, ...] | None = None,
        actor: str = SYSTEM,
    ) -> str:
        """Registers a patient and gives their id; `allergies` None: not recorded.

        Raises:
            RegistrationError: the details are not plausible, or the actor may not; nothing was
                written.
            StorageError: the log could not be written.
        """
        if not self.accounts.may_do_all(actor):
            refuse(forbidden_patient(actor, self.staff()))
        tick = self._clock.read()
        # A scenario's patients are its own, whatever was played into the same database before.
        known = () if self.log.kind == "scenario" else self.log.patients()
        refuse(patient_faults(details, local_date(tick.now, self.zone), known))
        patient = self._ids.new()
        drafts = patient_drafts(patient, details, allergies, actor, tick.now)
        self.ledger.append(drafts, tick, (patient_row(patient, details),))
        return patient

    def register_staff(
        self,
        details: StaffDetails,
        member: str | None = None,
        actor: str = SYSTEM,
        proof: Proof | None = None,
    ) -> str:
        """Registers a member of staff, or changes their details, and gives their id. `proof`: that
        of the actor's PIN, whose signature is kept with the change.

        Raises:
            RegistrationError: the details are not plausible, or the actor may not; nothing was
                written.
            PinError: the proof does not hold; nothing was written.
            StorageError: the log could not be written.
        """
        refuse(staff_faults(details))
        staff = self.staff()
        if not self.accounts.may_do_all(actor):
            with_pin = frozenset(known for known in staff if self.accounts.account(known).has_pin)
            refuse(forbidden_registration(details, member, actor, staff, with_pin=with_pin))
        if self.log.kind != "scenario":
            refuse(mistaken_identity(details, member, actor, staff))
        known = staff.get(member or "")
        signings = self.accounts.vouched(actor, registering(known, details), proof)
        member = member or self._ids.new()
        self.ledger.add(staff_stream(member), StaffRegistered(details), actor, signings=signings)
        return member

    def change_settings(self, settings: Settings, actor: str, proof: Proof | None = None) -> None:
        """Sets what the ward has set for itself. `proof`: the actor's.

        Raises:
            RegistrationError: a figure is not plausible, or the actor may not; nothing was written.
            PinError: the proof does not hold; nothing was written.
            StorageError: the log could not be written.
        """
        refuse(settings_faults(settings))
        if not self.accounts.may_do_all(actor):
            refuse(forbidden_to_manage(actor, self.staff()))
        signings = self.accounts.vouched(actor, "changed the ward's settings", proof)
        self.ledger.add(SETTINGS, SettingsChanged(settings), actor, signings=signings)

    # --- recording ------------------------------------------------------------------------------

    def submit(
        self,
        command: c.Command,
        *,
        actor: str,
        patient: str,
        administration: str | None = None,
        occurred: datetime | None = None,
        proofs: Sequence[Proof] = (),
    ) -> Outcome:
        """Decides a command and writes what follows; on disk when it returns.

        `administration` is needed by all but `open` and the patient's own commands. `occurred` is
        a typed time. A refusal at a gate is written too; any other refusal writes nothing. A
        command that would be accepted but lacks the proof of one who signs it writes nothing
        either: the outcome names whose PIN is asked for. A scenario's are signed unasked.

        Raises:
            KeyError: patient or administration is unknown.
            StorageError: the log could not be written; nothing was recorded.
        """
        command = with_scan_read(
            command,
            self._scanner,
            self.protocol.bag.gtins,
            self.settings().scanner.separators,
        )
        while True:
            tick = self._clock.read()
            request = self._request(command, actor, patient, administration, occurred, tick)
            try:
                return self._carry_out(request, tick, proofs)
            except ConflictError:
                self.ledger.forget(stream_of(request))

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

    def _carry_out(self, request: Request, tick: Tick, proofs: Sequence[Proof]) -> Outcome:
        """Decides, writes and tells."""
        about, fresh = None, None
        if isinstance(request.command, c.Open):
            fresh = self._ids.new()
            number = f"INO-{len(self.log.administrations()) + 1:06d}"
            about = Opening(request.patient.id, number, self.protocol.content_hash)
        decision = decide(request, about)
        if isinstance(decision, Refusal):
            return self._refuse(request, decision, tick)
        # Scenario files, and the practice that is played from them, tell of no readings.
        lack = unread(request.command) if self.log.kind == "ward" else None
        if lack is not None:
            return self._refuse(request, refused("invalid-value", lack), tick)
        wanted = signers(request.command, request.actor)
        lacking = self._lacking(wanted, proofs)
        if lacking:
            return Outcome(False, unsigned=lacking)
        signings = tuple(signing_of(signer, request.staff) for signer in wanted)
        outcome = self._record(request, decision, tick, fresh, signings)
        for proof in proofs:
            self.accounts.spend(proof)
        return outcome

    def _lacking(self, wanted: Sequence[Signer], proofs: Sequence[Proof]) -> tuple[Signer, ...]:
        """Whose PIN is still asked for."""
        if self.log.kind == "scenario":
            return ()
        given = {proof.member for proof in proofs if self.accounts.holds(proof)}
        return tuple(signer for signer in wanted if signer.member not in given)

    def _refuse(self, request: Request, refusal: Refusal, tick: Tick) -> Outcome:
        """Writes the attempt when a gate refused it."""
        events: tuple[Event, ...] = ()
        if refusal.attempt is not None:
            stream, version = stream_of(request), version_of(request)
            draft = Draft(stream, version, request.actor, request.at, refusal.attempt)
            events = self.ledger.append([draft], tick)
        target = request.state.id if request.state else None
        return Outcome(False, refusal.reasons, events, target)

    def _record(
        self,
        request: Request,
        decision: Accepted,
        tick: Tick,
        fresh: str | None,
        signings: tuple[Signing, ...],
    ) -> Outcome:
        """Writes the fact with the projection row that follows from it."""
        if fresh is not None:
            self.log.keep_protocol(self.protocol.content_hash, self._protocol_bytes)
        stream = stream_of(request) if fresh is None else administration_stream(fresh)
        version = version_of(request) if fresh is None else 0
        draft = Draft(stream, version, request.actor, request.at, decision.fact, signings)
        target = fresh or (request.state.id if request.state else None)
        row = administration_row(self._shelf.events(stream), draft, tick) if target else None
        events = self.ledger.append([draft], tick, () if row is None else (row,))
        return Outcome(True, (), events, target, decision.notes)

    def call_reaction(self, actor: str) -> datetime:
        """Stamps that a reaction was called, before it is known whose; gives the moment, on disk.

        Raises:
            StorageError: the log could not be written.
        """
        return self.ledger.add(WORKSTATION, ReactionCalled(), actor).recorded_at

    def subscribe(self, listener: Listener) -> None:
        """Calls `listener` with the events of each append, once they are on disk."""
        self.ledger.subscribe(listener)
