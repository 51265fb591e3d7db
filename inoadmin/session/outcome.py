"""What a front end learns of a command that it submitted."""

from __future__ import annotations

from dataclasses import dataclass

from inoadmin.domain.events import Event
from inoadmin.domain.findings.base import Finding
from inoadmin.domain.requests import Reason
from inoadmin.session.signing import Signer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command: the events written, or why it was refused (each code once), or
    whose PIN it still needs (`unsigned`; nothing was written then).
    """

    accepted: bool
    reasons: tuple[Reason, ...] = ()
    events: tuple[Event, ...] = ()
    administration: str | None = None
    notes: tuple[Finding, ...] = ()
    unsigned: tuple[Signer, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The refusal's codes."""
        return tuple(dict.fromkeys(reason.code for reason in self.reasons))
