"""What is recorded of a patient's course: doses elsewhere, allergies, omissions, the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class History:
    """A dose given elsewhere, transcribed here."""

    cycle: Decimal | None = None
    day: Decimal | None = None
    started: date | None = None
    given_mg: Decimal | None = None
    transcribed_from: str = ""
    reduced: bool = False
    interruption_days: Decimal = Decimal(0)
    remission: str = "not assessed"
    permanently_discontinued: bool = False


@dataclass(frozen=True, slots=True)
class Allergies:
    """The known allergies; empty means none known."""

    known: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Omit:
    """A dose that is left out."""

    cycle: Decimal | None = None
    day: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Discontinue:
    """The whole course is ended, permanently."""

    reason: str = ""
    authoriser: str = ""
    role: str = ""
