"""A scenario as loaded: who there is, and what is done when.

Cast: Scenario, the whole file; Registration, one patient; Step, one act with its Expectations;
CorrectStep, RestartApplication and Look, the acts that are not commands of the domain.
Instants are aware and UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from inoadmin.domain.commands import Act
from inoadmin.domain.people import PatientDetails, StaffDetails


class ScenarioError(Exception):
    """The file is not a valid scenario; the text says where and why in one line."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A patient before the first step. `allergies`: none known when empty, None not recorded."""

    details: PatientDetails
    allergies: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class CorrectStep:
    """Puts the record of step `of` right.

    `value` is as the file has it; `instant` is the moment that it names, where the field is one.
    """

    of: int | None = None
    field: str = ""
    value: object = None
    instant: datetime | None = None
    void: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RestartApplication:
    """Everything is closed and opened again from the log."""


@dataclass(frozen=True, slots=True)
class Look:
    """Nothing happens."""


StepCommand = Act | CorrectStep | RestartApplication | Look


@dataclass(frozen=True, slots=True)
class Expectations:
    """What should be so after a step; None asks nothing. `outcome`: the codes of a refusal."""

    outcome: Literal["accepted"] | tuple[str, ...] | None = None
    includes: tuple[str, ...] | None = None
    stage: str | None = None
    findings: tuple[str, ...] | None = None
    findings_include: tuple[str, ...] | None = None
    timers: Mapping[str, Mapping[str, str | Decimal | datetime]] | None = None

    @property
    def of_state(self) -> bool:
        """Whether anything is asked of an administration's state."""
        asked = (self.stage, self.findings, self.findings_include, self.timers)
        return any(each is not None for each in asked)


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `occurred` None: at `at`. `administration` None: the patient's current one."""

    index: int
    at: datetime
    name: str
    command: StepCommand
    by: str | None = None
    patient: str | None = None
    occurred: datetime | None = None
    administration: int | None = None
    expects: Expectations = field(default_factory=Expectations)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole scenario. `zone` is the workstation's, by its IANA name."""

    title: str
    starts: datetime
    zone: str
    staff: Mapping[str, StaffDetails]
    patients: Mapping[str, Registration]
    steps: tuple[Step, ...]
