"""What is decided on, and how a decision reads.

Request: a command with who asks, when, and what is known. Refusal: the codes with a sentence each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from inoadmin.domain import commands as c
from inoadmin.domain.course import Course, Patient
from inoadmin.domain.events import Fact, Refused
from inoadmin.domain.findings.base import Finding
from inoadmin.domain.findings.gates import Ward
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.state import Administration


@dataclass(frozen=True, slots=True)
class Request:
    """A command asked for. `now` is the clock's; `occurred` a typed time, None for now.

    `state` is the administration it is for (None for `open` and the patient's own commands);
    `staff` are all members by id.
    """

    ward: Ward
    command: c.Command
    actor: str
    now: datetime
    occurred: datetime | None
    staff: Mapping[str, StaffDetails]
    patient: Patient
    course: Course
    state: Administration | None = None

    @property
    def at(self) -> datetime:
        """When the act happened: as typed, else now."""
        return self.occurred or self.now

    @property
    def typed(self) -> bool:
        """Whether the time was typed."""
        return self.occurred is not None


@dataclass(frozen=True, slots=True)
class Reason:
    """One code of a refusal, in words; a finding's where a gate refused."""

    code: str
    sentence: str
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing was recorded. `attempt` is what a gate keeps of it."""

    reasons: tuple[Reason, ...]
    attempt: Refused | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Each code once, in order."""
        return tuple(dict.fromkeys(reason.code for reason in self.reasons))


@dataclass(frozen=True, slots=True)
class Accepted:
    """The fact to be recorded. `notes` are shown while it is recorded."""

    fact: Fact
    notes: tuple[Finding, ...] = ()


def refused(code: str, sentence: str) -> Refusal:
    """A refusal of the command for itself."""
    return Refusal((Reason(code, sentence),))
