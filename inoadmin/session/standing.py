"""How a member's account stands, folded from their stream. Pure.

Account: PINs they have had, wrong ones since, and whether they have to wait or a manager is needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from inoadmin.domain.events import Event
from inoadmin.domain.workplace import AccountOpened, PinAccepted, PinRefused, PinSet
from inoadmin.session.pins import LOCKED_AT, wait_after


@dataclass(frozen=True, slots=True)
class Account:
    """How a member's account stands. `failed_at`: the last wrong PIN, in UTC; `pins`: how many PINs
    they have had, the hash of the last of which has this `fingerprint`.
    """

    has_pin: bool = False
    failures: int = 0
    failed_at: datetime | None = None
    pins: int = 0
    fingerprint: str = ""

    @property
    def locked(self) -> bool:
        """Whether a manager has to open it."""
        return self.failures >= LOCKED_AT

    def wait(self, now: datetime) -> timedelta:
        """How long until a PIN is looked at again."""
        if self.failed_at is None:
            return timedelta()
        return max(self.failed_at + wait_after(self.failures) - now, timedelta())


def fold_account(events: Iterable[Event]) -> Account:
    """An account from its stream."""
    pins, failures, failed_at, fingerprint = 0, 0, None, ""
    for event in events:
        match event.fact:
            case PinSet(fingerprint=fingerprint):
                pins, failures, failed_at = pins + 1, 0, None
            case PinRefused():
                failures, failed_at = failures + 1, event.recorded_at
            case PinAccepted() | AccountOpened():
                failures, failed_at = 0, None
            case _:
                pass
    return Account(pins > 0, failures, failed_at, pins, fingerprint)


def fingerprint_of(hashed: str) -> str:
    """What the log keeps of the hash of a PIN: SHA-256, in hex."""
    return hashlib.sha256(hashed.encode("utf-8")).hexdigest()
