"""What is recorded before the infusion starts: opening, checks, bloods, bag, premedication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Answered:
    """An item's answer: "yes" (the assertion holds), "no" or "not applicable"."""

    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a scanner's text said. `separator_lost`: a batch swallowed what followed it."""

    gtin: str | None = None
    product: str | None = None
    batch: str | None = None
    expiry: str | None = None  # as `Bag.expiry`
    serial: str | None = None
    separator_lost: bool = False
    remarks: tuple[str, ...] = ()  # sentences for the nurse


@dataclass(frozen=True, slots=True)
class Open:
    """Opens one administration."""

    cycle: Decimal | None = None
    day: Decimal | None = None
    prescribed_mg: Decimal | None = None
    height_cm: Decimal | None = None
    weight_kg: Decimal | None = None
    remission: str = ""
    weight_measured: datetime | None = None
    prescription_weight_kg: Decimal | None = None
    bsa_formula: str = "mosteller"
    transplant_planned: bool = False
    third_cycle_reason: str | None = None
    interruption_days: Decimal = Decimal(0)
    delay_reason: str | None = None
    reduction: str = "none"
    identity_confirmed: bool = True
    already_happened: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One or several items answered at once."""

    answers: Mapping[str, Answered] = field(default_factory=dict[str, Answered])


@dataclass(frozen=True, slots=True)
class Blasts:
    """Peripheral blast count, 10^9/L."""

    x10_9_per_l: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Bloods:
    """One panel's result. Units: 10^9/L, mL/min, µmol/L (creatinine, bilirubin), U/L (ALT, AST)."""

    panel: str = ""
    taken: datetime | None = None
    reviewed: bool = True
    neutrophils: Decimal | None = None
    platelets: Decimal | None = None
    crcl: Decimal | None = None
    creatinine_umol_l: Decimal | None = None
    bilirubin: Decimal | None = None
    bilirubin_uln: Decimal | None = None
    alt: Decimal | None = None
    alt_uln: Decimal | None = None
    ast: Decimal | None = None
    ast_uln: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Authorise:
    """Someone with authority lets codes pass, perhaps up to a bound."""

    codes: tuple[str, ...] = ()
    authoriser: str = ""
    role: str = ""
    means: str = ""
    reason: str = ""
    until: datetime | None = None
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Confirm:
    """The nurse acknowledges codes, with a reason."""

    codes: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag received. `expiry` is local: date and time, date, or month."""

    product: str = ""
    batch: str = ""
    vial_batches: tuple[str, ...] = ()
    expiry: str = ""
    dose_mg: Decimal | None = None
    volume_ml: Decimal | None = None  # default: the protocol's
    diluent: str | None = None  # default: the protocol's
    reconstituted: datetime | None = None
    refrigerated: bool = True
    light_protected: bool = True
    inspected: bool = True
    label_matches: bool = True
    scan: str = ""
    reading: Reading | None = None  # what `scan` said; filled by the session, never typed


@dataclass(frozen=True, slots=True)
class BagOut:
    """The bag came out of the fridge; `latest`: at the latest then."""

    latest: bool = False


@dataclass(frozen=True, slots=True)
class Premed:
    """A premedication given."""

    drug: str = ""
    dose_mg: Decimal | None = None
    route: str = ""
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class SecondCheck:
    """Two members of staff checked; the actor is the first checker. What the second one read from
    bag and pump is kept where it was asked for.
    """

    subject: str = ""  # "bag" or "bedside"
    witness: str = ""
    dose_read_mg: Decimal | None = None
    rate_read_ml_h: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Vitals:
    """A set of observations, perhaps partial, or a NEWS2 total taken over from elsewhere."""

    resp_rate: Decimal | None = None
    spo2: Decimal | None = None
    spo2_scale: Decimal = Decimal(1)
    oxygen: bool = False
    systolic: Decimal | None = None
    diastolic: Decimal | None = None
    pulse: Decimal | None = None
    consciousness: str = ""
    temperature: Decimal | None = None
    elsewhere: bool = False
    total: Decimal | None = None
