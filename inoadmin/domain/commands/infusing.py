"""What is recorded from the start on: the infusion, reactions, observation, the end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Start:
    """The infusion starts."""

    rate_ml_h: Decimal | None = None
    light_protected: bool = True
    access: str = ""
    pump: str = ""
    already_happened: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Interrupt:
    """The infusion is interrupted."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Resume:
    """The infusion goes on."""

    rate_ml_h: Decimal | None = None
    light_protected: bool = True
    already_happened: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """The rate is changed while infusing."""

    rate_ml_h: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PumpCheck:
    """What the pump shows: volume infused (mL, of the bag now hanging) and whether it runs."""

    volume_ml: Decimal | None = None
    running: bool = True


@dataclass(frozen=True, slots=True)
class Reaction:
    """An infusion-related reaction, graded now or later."""

    grade: Decimal | None = None
    symptoms: tuple[str, ...] = ()
    treatment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReactionUpdate:
    """Grade set or raised, symptoms and treatments added, for the latest open reaction."""

    grade: Decimal | None = None
    symptoms: tuple[str, ...] = ()
    treatment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReactionOutcome:
    """How every open reaction stands: resolved, improved, ongoing, transferred."""

    outcome: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Extravasation:
    """The drug left the vein; interrupts."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class NewAccess:
    """New venous access after an extravasation."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """The infusion is ended early; volume is of the bag now hanging."""

    reason: str = ""
    volume_given_ml: Decimal | None = None


@dataclass(frozen=True, slots=True)
class End:
    """The infusion has run to its end."""


@dataclass(frozen=True, slots=True)
class Left:
    """The patient left or was transferred before the hour was over."""

    reason: str = ""
    informed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """The responsible nurse changes."""

    to: str = ""


@dataclass(frozen=True, slots=True)
class Complete:
    """The administration is signed off."""

    witness: str = ""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Given up before the start."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Addendum:
    """A free text added to the record."""

    text: str = ""
