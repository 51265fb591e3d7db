"""What a finding is and how a rule makes one.

Gate, Severity: the rulebook's. Sight: what a rule saw. Rule: one row of the rulebook, made by the
decorator `rule` from the function that judges it. View: everything a rule may look at. Finding: a
sight with its row's severity, sentence and citation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum

from inoadmin.domain import commands as c
from inoadmin.domain.course import Course, Standing
from inoadmin.domain.events import Seen
from inoadmin.domain.flow import Run
from inoadmin.domain.state import Administration
from inoadmin.protocol.model import Protocol, Wording


class Gate(StrEnum):
    """Where a finding stands. `rate` is the gate of the command that changes the rate."""

    OPEN = "open"
    START = "start"
    RATE = "rate"
    RESUME = "resume"
    END = "end"
    COMPLETE = "complete"


class Severity(StrEnum):
    """How a finding keeps its gate."""

    STOP = "stop"
    AUTHORISE = "authorise"
    CONFIRM = "confirm"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Sight:
    """What a rule saw. `value` and `limit` are shown; `key`, `basis` and `breach` tell whether a
    cover still holds; `moment` and `amount` are compared with a stated bound.
    """

    key: str = ""
    value: str = ""
    limit: str = ""
    basis: str = ""
    breach: timedelta | None = None
    moment: datetime | None = None
    amount: Decimal | None = None
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What the rules look at: the state and course at a moment, and the act that is attempted.

    `rate_ml_h` is the rate attempted (or its default), `light_protected` as stated at the act.
    """

    protocol: Protocol
    zone: tzinfo
    state: Administration
    course: Course
    standing: Standing
    at: datetime
    gate: Gate
    run: Run | None
    rate_ml_h: Decimal
    light_protected: bool = True
    countersigned: bool = False

    @property
    def order(self) -> c.Open:
        """What the opening says."""
        return self.state.order


Judge = Callable[[View], Sight | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rulebook. `pharmacist`: may authorise it too."""

    code: str
    severities: dict[Gate, Severity]
    judge: Judge
    pharmacist: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's row standing at a gate."""

    code: str
    severity: Severity
    gate: Gate
    sentence: str
    citation: str
    sight: Sight

    @property
    def shuts(self) -> bool:
        """Notes are never in the way."""
        return self.severity is not Severity.NOTE

    @property
    def seen(self) -> Seen:
        """What an authorisation, acknowledgement or refusal keeps of it."""
        return Seen(self.code, self.sight.key, self.sight.basis, self.sight.breach)


def rule(code: str, *, pharmacist: bool = False, **gates: Severity) -> Callable[[Judge], Rule]:
    """Makes a Rule of a judging function: `@rule("crcl-low", start=Severity.AUTHORISE)`."""

    def made(judge: Judge) -> Rule:
        severities = {Gate(name): severity for name, severity in gates.items()}
        return Rule(code, severities, judge, pharmacist)

    return made


def finding(wording: Wording, code: str, severity: Severity, gate: Gate, sight: Sight) -> Finding:
    """The finding with its sentence filled in."""
    sentence = wording.sentence.format(value=sight.value, limit=sight.limit)
    return Finding(code, severity, gate, sentence, wording.citation, sight)


_LARGEST_WRITTEN_OUT = Decimal("1E+15")


def plain(value: Decimal) -> str:
    """A number for people: no exponent, no trailing zeros, no more than four decimals.

    Only what no value can be keeps its exponent, since written out it may not fit anywhere.
    """
    if value.copy_abs() > _LARGEST_WRITTEN_OUT:
        return f"{value:.4G}"
    text = f"{value.quantize(Decimal('0.0001')):f}".rstrip("0").rstrip(".")
    return text or "0"


def key_of(value: Decimal) -> str:
    """A number's canonical text: 1.40 and 1.4 are the same value."""
    return str(value.normalize())


def span(length: timedelta) -> str:
    """A length of time for people: "3 days", "1hr 5min", "12min", "40s"."""
    seconds = int(abs(length).total_seconds())
    days, hours, minutes = seconds // 86400, seconds // 3600, seconds // 60
    if days >= 2:
        return f"{days} days"
    if hours:
        return f"{hours}hr {minutes % 60}min" if minutes % 60 else f"{hours}hr"
    return f"{minutes}min" if minutes else f"{seconds}s"
