"""What a scenario run tells: the JSON as the scenario format has it, and a line a step.

Cast: the Structs of the JSON, in its order of keys; the roundings and spellings of its values.
Masses are rounded to 0.01 mg, BSA to 0.01 m2, volumes to 0.1 mL, all half up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct
from msgspec.json import Encoder
from msgspec.json import format as laid_out

from inoadmin.domain.timers import Timer

_HUNDREDTH = Decimal("0.01")
_TENTH = Decimal("0.1")

TimerLine = dict[str, str | int | None]


class StepLine(Struct, frozen=True):
    """One step. `outcome` is "accepted" or "refused"; `missed` has a sentence each; `notes` are
    the codes shown while it was recorded.
    """

    index: int
    at: str
    by: str | None
    command: str
    outcome: str
    codes: tuple[str, ...]
    stage: str | None
    missed: tuple[str, ...]
    notes: tuple[str, ...] = ()


class News2Line(Struct, frozen=True):
    """One NEWS2 total."""

    at: str
    total: int


class FindingLine(Struct, frozen=True):
    """One finding that stands at the next gate."""

    code: str
    severity: str
    gate: str


class DeviationLine(Struct, frozen=True):
    """One deviation on the record."""

    code: str
    kind: str
    by: str
    reason: str


class AdministrationLine(Struct, frozen=True):
    """One administration. Masses in mg, BSA in m2, volumes in mL, spans in seconds."""

    id: str
    patient: str
    cycle: int
    day: int
    stage: str
    version: int
    expected_mg: Decimal | None
    prescribed_mg: Decimal | None
    given_mg: Decimal
    bsa_m2: Decimal | None
    volume_given_ml: Decimal
    infusion_started: str | None
    infusion_ended: str | None
    interrupted_s: int
    observed_s: int
    batch: str | None
    expiry: str | None
    news2: tuple[News2Line, ...]
    timers: Mapping[str, TimerLine]
    findings: tuple[FindingLine, ...]
    deviations: tuple[DeviationLine, ...]
    events: int


class Report(Struct, frozen=True):
    """The whole run; `met` and `missed` count expectations."""

    scenario: str
    steps: tuple[StepLine, ...]
    administrations: tuple[AdministrationLine, ...]
    met: int
    missed: int


def mass(value_mg: Decimal) -> Decimal:
    """Round a mass to 0.01 mg, half up."""
    return value_mg.quantize(_HUNDREDTH, ROUND_HALF_UP)


def surface(value_m2: Decimal) -> Decimal:
    """Round a body surface to 0.01 m2, half up."""
    return value_m2.quantize(_HUNDREDTH, ROUND_HALF_UP)


def volume(value_ml: Decimal) -> Decimal:
    """Round a volume to 0.1 mL, half up."""
    return value_ml.quantize(_TENTH, ROUND_HALF_UP)


def instant(value: datetime) -> str:
    """Write an aware instant in UTC with Z, with a fraction of a second only where it has one."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def timer_fields(name: str, timer: Timer) -> dict[str, str | int | datetime | None]:
    """Give a timer's fields by the scenario format's names; only a premedication window closes."""
    fields: dict[str, str | int | datetime | None] = {
        "state": timer.state,
        "started_at": timer.started_at,
        "due_at": timer.due_at,
        "remaining_s": timer.remaining_s,
    }
    return {**fields, "closes_at": timer.closes_at} if name == "premed" else fields


def timer_line(name: str, timer: Timer) -> TimerLine:
    """Shape a timer for the JSON."""
    return {
        key: instant(value) if isinstance(value, datetime) else value
        for key, value in timer_fields(name, timer).items()
    }


def as_json(report: Report) -> bytes:
    """Write the report as JSON, ended by a newline; decimals as numbers, as they are."""
    return laid_out(Encoder(decimal_format="number").encode(report), indent=1) + b"\n"


def spoken(step: StepLine) -> str:
    """Tell one step in one line for a person."""
    who = step.by or "-"
    told = f"{step.index:>3}  {step.at}  {who}  {step.command}: {step.outcome}"
    if step.codes:
        told += f" ({', '.join(step.codes)})"
    if step.stage:
        told += f", {step.stage}"
    return " ".join([told, *(f"MISSED: {sentence}" for sentence in step.missed)])


def tallied(steps: Sequence[StepLine], met: int, missed: int) -> str:
    """Tell the whole run in one line for a person."""
    return f"Steps: {len(steps)}. Expectations met: {met}, missed: {missed}."
