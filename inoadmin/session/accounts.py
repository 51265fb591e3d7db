"""Who may act: PINs, failures, locked accounts, and the proof that somebody has just typed theirs.

Accounts: checks PINs and writes what came of it. Proof: given for one right PIN, spent by one
signature; worth nothing once the screen was locked, or the member signed out, left, was locked out
or has another PIN. A wrong PIN is on disk before anyone is told that it was wrong; while the disk
refuses, it is counted in memory, so that a full disk neither opens the way to guessing nor keeps
the ward out.

Who may give PINs and open accounts is held here. Until a manager has a PIN, the workstation itself
may (`SYSTEM`); a scenario asks nobody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from inoadmin.domain.workplace import (
    AccountOpened,
    Locked,
    PinAccepted,
    PinRefused,
    PinSet,
    SignedIn,
    SignedOut,
)
from inoadmin.session.ledger import Ledger
from inoadmin.session.pins import LOCKED_AT, pin_fault, wait_after
from inoadmin.session.ports import CredentialRow, PinHasher, Signing, StorageError
from inoadmin.session.registration import (
    SYSTEM,
    forbidden_pin,
    forbidden_to_manage,
    managers_of,
    refuse,
)
from inoadmin.session.signing import Signer, signing_of
from inoadmin.session.standing import Account, fingerprint_of, fold_account
from inoadmin.session.streams import staff_stream


class PinError(Exception):
    """The PIN was not taken; the text says why and what to do. `wait` is how long to wait."""

    def __init__(self, sentence: str, wait: timedelta = timedelta()) -> None:
        super().__init__(sentence)
        self.wait = wait


class Proof:
    """That a member has just typed their PIN, for one signature. Accounts know their own."""

    __slots__ = ("member",)

    def __init__(self, member: str) -> None:
        self.member = member


class Accounts:
    """The accounts of one log's staff; without a hasher nobody's PIN can be set or checked."""

    def __init__(self, ledger: Ledger, hasher: PinHasher | None) -> None:
        self._ledger = ledger
        self._hasher = hasher
        self._unwritten: Counter[str] = Counter()
        self._unwritten_at: dict[str, datetime] = {}
        self._set_back: dict[str, tuple[datetime, datetime]] = {}
        self._proofs: dict[Proof, tuple[str, int]] = {}

    def account(self, member: str) -> Account:
        """How a member's account stands."""
        known = fold_account(self._ledger.shelf.events(staff_stream(member)))
        if self._unwritten[member]:
            ats = (known.failed_at, self._unwritten_at[member])
            known = replace(
                known,
                failures=known.failures + self._unwritten[member],
                failed_at=max(at for at in ats if at is not None),
            )
        return replace(known, failed_at=self._not_ahead(member, known.failed_at))

    def founded(self) -> bool:
        """Whether a manager can look after staff and ward; until then the workstation does."""
        staff = self._ledger.shelf.staff()
        return any(self.account(member).has_pin for member in managers_of(staff))

    def may_do_all(self, actor: str) -> bool:
        """Whether nobody asks who the actor is: in a scenario, and at the first start."""
        scenario = self._ledger.log.kind == "scenario"
        return scenario or (actor == SYSTEM and not self.founded())

    def _not_ahead(self, member: str, failed_at: datetime | None) -> datetime | None:
        """When the last wrong PIN was, or, where the clock has been set back behind it, when that
        was noticed: nobody waits for a time that may be years away.
        """
        now = self._ledger.clock.read().now
        if failed_at is None or failed_at <= now:
            return failed_at
        of, noticed = self._set_back.get(member, (failed_at, now))
        if of != failed_at or noticed > now:
            noticed = now
        self._set_back[member] = (failed_at, noticed)
        return noticed

    def check(self, member: str, pin: str, purpose: str) -> Proof:
        """Takes a PIN; `purpose` says what for, and is kept with a wrong one.

        Raises:
            PinError: it is wrong, too early, or the account is locked or has no PIN.
        """
        self._refuse_now(member)
        hashed, account = self._ledger.log.credential(member), self.account(member)
        if hashed is not None and fingerprint_of(hashed) != account.fingerprint:
            raise PinError(
                "The PIN kept here is not the one that was recorded: it was exchanged. "
                "A manager gives a new one and runs inoadmin verify."
            )
        if hashed is None or self._hasher is None or not self._hasher.matches(hashed, pin):
            self._count(member, purpose)
            raise self._wrong(member)
        if account.failures:
            self._forgive(member, purpose)
        proof = Proof(member)
        self._proofs[proof] = (member, account.pins)
        return proof

    def let_in(self, member: str, pin: str) -> Proof:
        """Takes the PIN of somebody who is about to act here: not of a temporary checker, who
        signs second checks beside who acts.

        Raises:
            PinError: it is wrong, too early, or the member may not sign in.
        """
        known = self._ledger.shelf.staff().get(member)
        if known is not None and known.active and known.temporary:
            raise PinError(
                f"{known.name} is a temporary checker: signs second checks, and does not sign in."
            )
        return self.check(member, pin, "sign in")

    def holds(self, proof: Proof) -> bool:
        """Whether a proof was given here, is not spent, and its member may still sign with it."""
        if proof not in self._proofs:
            return False
        member, pins = self._proofs[proof]
        details, account = self._ledger.shelf.staff().get(member), self.account(member)
        active = details is not None and details.active
        return active and proof.member == member and account.pins == pins and not account.locked

    def vouched(self, actor: str, meaning: str, proof: Proof | None) -> tuple[Signing, ...]:
        """The actor's signature under what is changed here; none where no PIN was asked for.

        Raises:
            PinError: the proof is another one's, or worth nothing any more; nothing was written.
        """
        if proof is None:
            return ()
        if proof.member != actor or not self.holds(proof):
            raise PinError("The PIN that was typed holds no more. Type it again.")
        return (signing_of(Signer(actor, meaning), self._ledger.shelf.staff()),)

    def spend(self, proof: Proof) -> None:
        """Uses a proof up."""
        self._proofs.pop(proof, None)

    def set_pin(self, member: str, pin: str, actor: str, proof: Proof | None = None) -> None:
        """Gives a member a new PIN; failures before it count no more. `proof`: the actor's.

        Raises:
            RegistrationError: the actor may not; nothing was written.
            PinError: it may not be a PIN, or the proof does not hold; nothing was written.
            StorageError: the log could not be written.
        """
        if not self.may_do_all(actor):
            staff, has_pin = self._ledger.shelf.staff(), self.account(member).has_pin
            refuse(forbidden_pin(member, actor, staff, has_pin=has_pin))
        fault = pin_fault(pin)
        if fault:
            raise PinError(fault)
        if self._hasher is None:
            raise PinError("Nobody has a PIN in a scenario's database.")
        meaning = "changed their PIN" if member == actor else "gave a new PIN"
        signings = self.vouched(actor, meaning, proof)
        hashed = self._hasher.hash(pin)
        self._ledger.add(
            staff_stream(member),
            PinSet(fingerprint_of(hashed)),
            actor,
            rows=(CredentialRow(member, hashed),),
            signings=signings,
        )
        del self._unwritten[member]

    def open_account(self, member: str, actor: str, proof: Proof | None = None) -> None:
        """A manager opens a locked account. `proof`: the manager's.

        Raises:
            RegistrationError: the actor may not; nothing was written.
            PinError: the proof does not hold; nothing was written.
            StorageError: the log could not be written.
        """
        if not self.may_do_all(actor):
            refuse(forbidden_to_manage(actor, self._ledger.shelf.staff()))
        signings = self.vouched(actor, "opened an account", proof)
        self._ledger.add(staff_stream(member), AccountOpened(), actor, signings=signings)
        del self._unwritten[member]

    def open_by_recovery_key(self, member: str) -> None:
        """Opens a locked account for whoever has shown the database's recovery key.

        Raises:
            StorageError: the log could not be written.
        """
        self._ledger.add(staff_stream(member), AccountOpened(), SYSTEM)
        del self._unwritten[member]

    def signed_in(self, member: str, *, unlocked: bool = False) -> None:
        """Writes that a member acts here from now on.

        Raises:
            StorageError: the log could not be written.
        """
        self._ledger.add(staff_stream(member), SignedIn(unlocked), member)

    def signed_out(self, member: str) -> None:
        """Writes that a member no longer acts here.

        Raises:
            StorageError: the log could not be written.
        """
        self._proofs.clear()
        self._ledger.add(staff_stream(member), SignedOut(), member)

    def screen_locked(self, member: str, why: str) -> None:
        """Writes that the screen was locked while a member acted: "idle", "key", "session",
        "sleep".

        Raises:
            StorageError: the log could not be written.
        """
        self._proofs.clear()
        self._ledger.add(staff_stream(member), Locked(why), member)

    def _refuse_now(self, member: str) -> None:
        """Refuses before the PIN is looked at."""
        details, account = self._ledger.shelf.staff().get(member), self.account(member)
        if details is None or not details.active:
            raise PinError("Not an active member of staff here. A manager can change that.")
        if not account.has_pin:
            raise PinError(f"{details.name} has no PIN yet. A manager can give one.")
        if account.locked:
            raise PinError(
                f"{details.name}'s account is locked after {LOCKED_AT} wrong PINs. "
                "A manager opens it again."
            )
        wait = account.wait(self._ledger.clock.read().now)
        if wait:
            seconds = -(-wait // timedelta(seconds=1))
            raise PinError(f"Wait {seconds} s after a wrong PIN, then type it again.", wait)

    def _wrong(self, member: str) -> PinError:
        """What is told of a wrong PIN, once it is counted."""
        account = self.account(member)
        if account.locked:
            return PinError(
                f"Wrong PIN. The account is locked after {LOCKED_AT} wrong PINs; "
                "a manager opens it again."
            )
        left = LOCKED_AT - account.failures
        tries = "1 try is" if left == 1 else f"{left} tries are"
        return PinError(f"Wrong PIN. {tries} left.", wait_after(account.failures))

    def _count(self, member: str, purpose: str) -> None:
        """A wrong PIN, on disk, or in memory while the disk refuses."""
        try:
            self._ledger.add(staff_stream(member), PinRefused(purpose), member)
        except StorageError:
            self._unwritten[member] += 1
            self._unwritten_at[member] = self._ledger.clock.read().now

    def _forgive(self, member: str, purpose: str) -> None:
        """The right PIN: failures count no more. While the disk refuses, they go on counting."""
        try:
            self._ledger.add(staff_stream(member), PinAccepted(purpose), member)
        except StorageError:
            return
        del self._unwritten[member]
