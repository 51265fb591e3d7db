"""The protocol as a frozen model.

Cast: Number, one figure with its unit and citation; the chapters (Regimen, Dosing, Bloods,
BagRules, Premedication, StartRules, InfusionRules, ObservationRules, Times), each a set of
Numbers; Range, what a typed value may be; Item, one yes-or-no check; Wording, the sentence of one
finding; Section and Erratum, what the nurse reads; Protocol, all of it with its content hash.

Every figure of a rule comes from here, never from code. Nothing here reads a file: see loading.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from msgspec import Struct


class Number(Struct, frozen=True, forbid_unknown_fields=True):
    """One figure: `value` in `unit`, cited as the nurse is shown it ("Administration", "local")."""

    value: Decimal
    unit: str
    citation: str

    @property
    def duration(self) -> timedelta:
        """The figure as a length of time.

        Raises:
            ValueError: the unit is not one of time.
        """
        seconds = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
        if self.unit not in seconds:
            raise ValueError(f"{self.unit} is not a unit of time")
        return timedelta(microseconds=int(self.value * seconds[self.unit] * 1_000_000))

    @property
    def whole(self) -> int:
        """The figure as a whole number (days, cycles, scores)."""
        return int(self.value)


class Identity(Struct, frozen=True, forbid_unknown_fields=True):
    """Which document this is."""

    title: str
    drug: str
    version: str
    review_date: str  # "2020-11", the month in which a review was due
    source: str


class Regimen(Struct, frozen=True, forbid_unknown_fields=True):
    """Cycles, days and the intervals between doses."""

    cycles_max: Number
    days: tuple[int, ...]
    dose_interval_min: Number  # days between the calendar dates of two doses
    second_cycle_after: Number  # days, day 1 of cycle 1 to day 1 of cycle 2
    later_cycle_after: Number  # days, day 1 to the next day 1 from cycle 2 on
    delay_max: Number  # days after the nominal day 8 or 15
    remission_due_cycle: Number  # from this cycle on a remission must have been recorded
    transplant_reason_cycle: Number  # this cycle needs its reason; any later one always stands
    contraception_women: Number
    contraception_men: Number


class Dosing(Struct, frozen=True, forbid_unknown_fields=True):
    """Levels, reduction, tolerance, weight and the body-surface and clearance formulas."""

    level_first: Number  # mg/m2, day 1 before remission
    level_remission: Number  # mg/m2, day 1 from cycle 2 once in remission
    level_later_days: Number  # mg/m2, days 8 and 15
    reduction_factor: Number
    tolerance: Number  # percent of the expected dose
    omit_after: Number  # days of toxicity interruption
    reduce_after: Number
    discontinue_after: Number
    two_doses_from: Number  # which modification brings two doses a cycle
    doses_when_two: Number
    not_tolerated_from: Number  # which modification is one too many
    weight_fresh: Number
    weight_change: Number  # percent of the prescription's weight
    mosteller_divisor: Number
    dubois_constant: Number
    dubois_weight_exponent: Number
    dubois_height_exponent: Number
    cockcroft_age: Number
    cockcroft_male: Number
    cockcroft_female: Number


class Bloods(Struct, frozen=True, forbid_unknown_fields=True):
    """Validity of samples and the limits for administration to go ahead."""

    validity_first: Number  # cycle 1 day 1
    validity: Number  # every other dose
    neutrophils_min: Number
    platelets_min: Number
    crcl_above: Number
    bilirubin_max: Number  # times ULN
    alt_max: Number
    ast_max: Number
    blasts_max: Number
    interruption_not_required: str  # the sentence for days 8 and 15
    recovery_criteria: tuple[str, ...]  # the criteria for day 1


class BagRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What the bag must be."""

    volume: Number
    volume_max: Number
    in_use: Number
    replacement_tolerance: Number  # percent of the dose still to be given
    product_names: tuple[str, ...]  # each word-set a label may bear
    diluents: tuple[str, ...]
    gtins: Mapping[str, str]  # GTIN to product name


class PremedOption(Struct, frozen=True, forbid_unknown_fields=True):
    """One drug that satisfies a class, with the doses and route as the source prints them."""

    drug_class: Literal["corticosteroid", "antihistamine", "antipyretic"]
    drug: str
    dose_min_mg: Decimal
    dose_max_mg: Decimal
    route: Literal["PO", "IV"]
    citation: str


class Premedication(Struct, frozen=True, forbid_unknown_fields=True):
    """The window before the start and what is given in it."""

    opens_after: Number  # minutes after the last of those given
    closes_after: Number  # minutes after the first of those given
    repeat_after: Number
    repeat_drug: str
    classes: tuple[str, ...]
    options: tuple[PremedOption, ...]


class StartRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What must be so at the start."""

    equilibration: Number
    equilibration_tolerance: Number
    bedside_check: Number
    baseline_observations: Number
    news2_total: Number  # at or above is a finding
    news2_single: Number
    infusion: Number  # the length that sets the default rate
    rate_tolerance: Number  # percent


class InfusionRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Tolerances of the running infusion."""

    short_by: Number
    long_by: Number
    severe_grade: Number
    ctcae_version: str
    grades: Mapping[str, str]  # "1" to "4": CTCAE's description in the project's own words
    symptoms: tuple[str, ...]


class ObservationRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The hour afterwards and how often observations are due."""

    observe: Number
    every_infusing: Number
    every_observing: Number


class Times(Struct, frozen=True, forbid_unknown_fields=True):
    """How recorded times are judged."""

    future: Number
    before_open: Number
    late_entry: Number
    cover_growth: Number  # a time breached may grow by this before its cover lapses


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """A ward's own choices."""

    countersignature: bool


class Range(Struct, frozen=True, forbid_unknown_fields=True):
    """What may be typed: from `low` to `high`, both included unless `low_excluded`."""

    low: Decimal
    high: Decimal
    unit: str
    low_excluded: bool = False
    whole: bool = False

    def holds(self, value: Decimal) -> bool:
        """Whether `value` is plausible; never for NaN or infinity."""
        if not value.is_finite() or (self.whole and value != value.to_integral_value()):
            return False
        low_ok = value > self.low if self.low_excluded else value >= self.low
        return low_ok and value <= self.high


class Item(Struct, frozen=True, forbid_unknown_fields=True):
    """One yes-or-no check; `code` is the finding that stands until it is answered "yes"."""

    code: str
    asked: Literal["every dose", "first dose", "later doses", "transplant planned"]
    gate: Literal["start", "complete"]
    group: str  # heading under which it is asked
    assertion: str  # reads as printed: "No prior severe or ongoing VOD/SOS"
    not_applicable: str = ""  # what "not applicable" means; empty: may not be chosen
    hint: str = ""


class Wording(Struct, frozen=True, forbid_unknown_fields=True):
    """A finding's sentence; `{value}` and `{limit}` are filled in. `citation` as shown."""

    sentence: str
    citation: str


class Band(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of NEWS2's table: values up to `upto` (included; none: any above) score `score`."""

    score: int
    upto: Decimal | None = None


class News2Table(Struct, frozen=True, forbid_unknown_fields=True):
    """NEWS2 (Royal College of Physicians): bands in rising order for each parameter."""

    citation: str
    respiration: tuple[Band, ...]
    spo2_scale_1: tuple[Band, ...]
    spo2_scale_2_air: tuple[Band, ...]
    spo2_scale_2_oxygen: tuple[Band, ...]
    systolic: tuple[Band, ...]
    pulse: tuple[Band, ...]
    temperature: tuple[Band, ...]
    oxygen: int
    not_alert: int
    medium_from: int
    high_from: int
    single: int


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the document."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """One section of the document, in the project's own words; `title` is what citations name."""

    title: str
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...] = ()


class Erratum(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the source is wrong, unclear or old, and what the application does."""

    section: str  # the Section's title that it is shown at
    printed: str
    done: str
    on_record: bool = False


class Protocol(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole protocol. `content_hash` is the SHA-256 of the file's bytes, in hex."""

    identity: Identity
    regimen: Regimen
    dosing: Dosing
    bloods: Bloods
    bag: BagRules
    premedication: Premedication
    start: StartRules
    infusion: InfusionRules
    observation: ObservationRules
    times: Times
    settings: Settings
    ranges: Mapping[str, Range]
    items: tuple[Item, ...]
    findings: Mapping[str, Wording]
    news2: News2Table
    sections: tuple[Section, ...]
    errata: tuple[Erratum, ...]
    content_hash: str = ""

    def item(self, code: str) -> Item | None:
        """The check with this code, or None."""
        return next((item for item in self.items if item.code == code), None)
