"""The desk: what the window's parts share — the service, who acts, which patient is open.

Parts read the service through it, record through `record`, and repaint on its signals. It decides
nothing. `ticked` comes once a second and only repaints.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from inoadmin.domain.commands import Command
from inoadmin.session.accounts import Proof
from inoadmin.session.outcome import Outcome
from inoadmin.session.planning import plan_start
from inoadmin.session.ports import StorageError
from inoadmin.session.present.accounts import is_manager
from inoadmin.session.present.alarms import Alarm, alarms
from inoadmin.session.service import UNIDENTIFIED, Service
from inoadmin.session.signing import signers
from inoadmin.session.timekeeping import Timekeeper
from inoadmin.ui.unrecorded import CALLED, entry_of


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody has signed in. `before`: who acted when the screen was locked, None when nobody
    did; `proof` is that of the PIN just typed, good for one signature.
    """

    member: str
    before: str | None
    proof: Proof


class Desk(QObject):
    """Shared by all parts of one window.

    Signals: `changed` after anything was recorded or selected; `ticked` with the time in UTC;
    `refused` with the Outcome of a refused command; `failed` with what kept something from the log;
    `unrecorded` with an entry's name and the same sentence, `recorded` with its name once it is on
    disk after all; `covered` when the screen is locked; `arrived` with an Arrival; `left` when
    somebody signed out, and before it `cleared` when nothing typed waits for anybody any more.
    """

    changed = Signal()
    covered = Signal()
    arrived = Signal(object)
    left = Signal()
    cleared = Signal()
    ticked = Signal(object)
    refused = Signal(object)
    failed = Signal(str)
    unrecorded = Signal(str, str)
    recorded = Signal(str)

    def __init__(self, service: Service, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self.actor: str | None = None
        self.locked = False
        self.patient: str | None = None
        self.administration: str | None = None
        self._recording = False
        self.timekeeper: Timekeeper | None = None
        service.subscribe(self._recorded)

    def act_as(self, member: str | None) -> None:
        """Chooses who acts from now on."""
        self.actor = member
        self.changed.emit()

    # --- who is here ----------------------------------------------------------------------------

    def sign_in(self, member: str, pin: str) -> None:
        """Lets a member in, or back in. The right PIN lets them in though the disk refuses: the
        patient is served first, and `failed` tells.

        Raises:
            PinError: the PIN was not taken.
        """
        accounts = self.service.accounts
        self._look_at_clock()
        proof = accounts.let_in(member, pin)
        before, unlocking = self.actor, self.locked
        self._noted(
            lambda: accounts.signed_in(member, unlocked=unlocking),
            "The sign-in could not be recorded.",
        )
        self.actor, self.locked = member, False
        self.changed.emit()
        self.arrived.emit(Arrival(member, before, proof))

    def lock(self, why: str) -> None:
        """Covers the screen: "idle", "key", "session" or "sleep". Who acts stays known."""
        actor = self.actor
        if actor is None or self.locked:
            return
        self.locked = True
        self._noted(
            lambda: self.service.accounts.screen_locked(actor, why),
            "The screen is locked, which could not be recorded.",
        )
        self.covered.emit()

    def sign_out(self) -> None:
        """Nobody acts here any more, and no patient is open; what a nurse left open when a manager
        came stays theirs.
        """
        actor = self.actor
        if actor is None:
            return
        self._noted(
            lambda: self.service.accounts.signed_out(actor),
            "The sign-out could not be recorded.",
        )
        manager = is_manager(self.service, actor)
        self.actor, self.locked = None, False
        if manager:
            self.changed.emit()
        else:
            self.open_patient(None)
            self.cleared.emit()
        self.left.emit()

    def _noted(self, write: Callable[[], None], failure: str) -> None:
        """Writes what must not wait for the disk; a failure is told."""
        self._recording = True
        try:
            self._look_at_clock()
            write()
        except StorageError as error:
            self.failed.emit(f"{failure} {error}")
        finally:
            self._recording = False

    # --- what is shown and recorded -------------------------------------------------------------

    def open_patient(self, patient: str | None, administration: str | None = None) -> None:
        """Shows a patient, at an administration or the current one; None shows the board alone."""
        self.patient = patient
        known = patient is not None and administration is None
        self.administration = self.service.current(patient) if known and patient else administration
        self.changed.emit()

    def now(self) -> datetime:
        """The clock's time."""
        return self.service.now()

    def alarms(self, now: datetime) -> tuple[Alarm, ...]:
        """Every alarm that stands, gravest first; worked out once for all who ask in one tick."""
        return alarms(self.service, now)

    def tick(self) -> None:
        """Tells the parts the time; called once a second."""
        if self.timekeeper is not None:
            self.timekeeper.tick()
        self.ticked.emit(self.service.now())

    def call_reaction(self) -> datetime | None:
        """Stamps the moment of the reaction key, on disk; None when it could not be written."""
        actor = None if self.locked else self.actor
        self._look_at_clock()
        try:
            called = self.service.call_reaction(actor or UNIDENTIFIED)
        except StorageError as error:
            self._tell_unrecorded(CALLED, error)
            return None
        self.recorded.emit(CALLED)
        return called

    def _tell_unrecorded(self, entry: str, error: StorageError) -> None:
        """The disk refused an entry: it is missing until it is recorded or written on paper."""
        self.failed.emit(f"Not recorded. {error}")
        self.unrecorded.emit(entry, f"Not recorded. {error}")

    def record(
        self,
        command: Command,
        *,
        occurred: datetime | None = None,
        course: bool = False,
        actor: str | None = None,
        proofs: Sequence[Proof] = (),
    ) -> Outcome | None:
        """Records a command for the open patient as `actor`, by default whoever is signed in.

        `course`: a correction of what belongs to the patient, not to the open administration.
        `proofs` are spent for the signatures that the command needs; when one is lacking, the
        outcome names whose PIN is asked for, and nothing was written or told.
        Gives the outcome once it is on disk, or None when nothing could be written; refusals and
        failures are told by signal as well.
        """
        actor = None if self.locked else actor or self.actor
        if actor is None or self.patient is None:
            self.failed.emit("Not recorded: sign in and open a patient first.")
            return None
        if actor != self.actor and not signers(command, actor):
            self.failed.emit("Not recorded: only who is signed in records this.")
            return None
        entry = entry_of(command, None if course else self.administration or self.patient)
        self._recording = True
        try:
            self._look_at_clock()
            outcome = self.service.submit(
                command,
                actor=actor,
                patient=self.patient,
                administration=None if course else self.administration,
                occurred=occurred,
                proofs=proofs,
            )
        except StorageError as error:
            self._tell_unrecorded(entry, error)
            return None
        finally:
            self._recording = False
        if outcome.unsigned:
            return outcome
        if outcome.accepted and outcome.administration is not None:
            self.administration = outcome.administration
        if outcome.accepted:
            self.recorded.emit(entry)
        else:
            self.refused.emit(outcome)
        self.changed.emit()
        return outcome

    def plan_start(self, start: datetime | None) -> Outcome | None:
        """Keeps the start that is wished for the open administration; None takes the plan away.

        Gives the outcome once it is on disk, or None when it could not be written; a failure is
        told by signal as well, a refusal is not.
        """
        actor, administration = None if self.locked else self.actor, self.administration
        if actor is None or administration is None:
            self.failed.emit("The plan was not kept: sign in and open a dose first.")
            return None
        self._recording = True
        try:
            self._look_at_clock()
            outcome = plan_start(self.service, administration, start, actor)
        except StorageError as error:
            self.failed.emit(f"The plan was not kept. {error}")
            return None
        finally:
            self._recording = False
        self.changed.emit()
        return outcome

    def _look_at_clock(self) -> None:
        """Before each entry: a restart or a step of the clock is on disk first."""
        if self.timekeeper is not None:
            self.timekeeper.watch()

    def _recorded(self, _events: tuple[object, ...]) -> None:
        """Something is on disk; what this desk recorded is told once, when its outcome is known."""
        if not self._recording:
            self.changed.emit()
