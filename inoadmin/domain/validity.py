"""Whether the values of a command are well-formed and plausible (`invalid-value`, section 11).

Each command has its checks in `CHECKS`; a check gives a sentence that names field, value and
range. A missing value for which a finding exists is that finding, so it is not checked here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from inoadmin.domain import commands as c
from inoadmin.domain.course import Patient
from inoadmin.domain.expiry import last_good
from inoadmin.domain.findings.base import plain
from inoadmin.domain.findings.coverage import bound_allowed
from inoadmin.domain.findings.gates import Ward
from inoadmin.protocol.model import Range

Check = Callable[[Ward, Patient, Any], Iterator[str]]

REMISSIONS = ("none", "cr", "cri", "not assessed")


def invalid(ward: Ward, patient: Patient, command: c.Act) -> str | None:
    """What is wrong with the first value that is; None when all are plausible."""
    for check in CHECKS.get(type(command), ()):
        for sentence in check(ward, patient, command):
            return sentence
    return None


def shown(limits: Range) -> str:
    """A range for people: "2 to 300 kg", "above 0, to 500 U/L"."""
    low = f"above {plain(limits.low)}, to" if limits.low_excluded else f"{plain(limits.low)} to"
    whole = "a whole number, " if limits.whole else ""
    return f"{whole}{low} {plain(limits.high)} {limits.unit}".rstrip()


def number(name: str, limits: str = "", *, required: bool = False) -> Check:
    """The field, if given, lies in the protocol's range of that name (default: its own)."""

    def check(ward: Ward, _patient: Patient, command: Any) -> Iterator[str]:
        value: Decimal | None = getattr(command, name)
        allowed = ward.protocol.ranges[limits or name]
        if value is None:
            if required:
                yield f"{name} is missing: {shown(allowed)}"
        elif not allowed.holds(value):
            told = plain(value) if value.is_finite() else str(value)
            yield f"{name} {told} is outside {shown(allowed)}"

    return check


def storable(text: str) -> bool:
    """Whether a text can be written at all: half a character pair, from a bad scan, cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def text(name: str, limits: str = "free_text", *, required: bool = False) -> Check:
    """The field is not too long, nor blank when required."""

    def check(ward: Ward, _patient: Patient, command: Any) -> Iterator[str]:
        value: str = getattr(command, name) or ""
        most = ward.protocol.ranges[limits].high
        if required and not value.strip():
            yield f"{name} is missing: up to {plain(most)} characters"
        elif len(value) > most:
            yield f"{name} has {len(value)} characters: up to {plain(most)}"
        elif not storable(value):
            yield f"{name} holds a character that cannot be stored"

    return check


def texts(name: str, *, required: bool = False) -> Check:
    """Each text of a list is neither blank nor too long."""

    def check(ward: Ward, _patient: Patient, command: Any) -> Iterator[str]:
        values: tuple[str, ...] = getattr(command, name) or ()
        most = ward.protocol.ranges["free_text"].high
        if required and not values:
            yield f"{name} is missing: at least one"
        for value in values:
            if not value.strip() or len(value) > most:
                yield f"{name}: each of 1 to {plain(most)} characters"
            elif not storable(value):
                yield f"{name} holds a character that cannot be stored"

    return check


def choice(name: str, *allowed: str, required: bool = True) -> Check:
    """The field is one of a few words."""

    def check(_ward: Ward, _patient: Patient, command: Any) -> Iterator[str]:
        value: str | None = getattr(command, name)
        if value not in allowed and (required or value):
            yield f"{name} {value or '(missing)'}: one of {', '.join(allowed)}"

    return check


def present(name: str) -> Check:
    """The field is given."""

    def check(_ward: Ward, _patient: Patient, command: Any) -> Iterator[str]:
        if getattr(command, name) is None:
            yield f"{name} is missing"

    return check


def in_days(_ward: Ward, _patient: Patient, command: c.History | c.Omit) -> Iterator[str]:
    """Cycle and day name a dose of the regimen; no gate judges these commands."""
    days, most = _ward.protocol.regimen.days, _ward.protocol.regimen.cycles_max.whole
    if command.cycle is not None and not 1 <= command.cycle <= most:
        yield f"cycle {plain(command.cycle)} is outside 1 to {most}"
    if command.day is not None and command.day not in days:
        yield f"day {plain(command.day)}: one of {', '.join(map(str, days))}"


def reason_if_happened(ward: Ward, patient: Patient, command: Any) -> Iterator[str]:
    """What has already happened carries a reason."""
    yield from text("reason", required=command.already_happened)(ward, patient, command)


def items_known(ward: Ward, patient: Patient, command: c.Answer) -> Iterator[str]:
    """Every item exists, and "not applicable" is chosen only where it means something."""
    if not command.answers:
        yield "item is missing: at least one"
    for code, answer in command.answers.items():
        item = ward.protocol.item(code)
        if item is None:
            yield f"item {code} is not one of the protocol's"
            continue
        allowed = ["yes", "no", *(["not applicable"] if item.not_applicable else [])]
        if answer.value.strip() and answer.value not in allowed:
            yield f"{code} {answer.value}: one of {', '.join(allowed)}"
        yield from text("note")(ward, patient, answer)


def creatinine_usable(_ward: Ward, patient: Patient, command: c.Bloods) -> Iterator[str]:
    """Cockcroft-Gault needs a sex."""
    sex = patient.details.sex
    if (
        command.creatinine_umol_l is not None
        and command.crcl is None
        and sex not in {"female", "male"}
    ):
        yield f"creatinine_umol_l: sex is {sex}; enter crcl as reported"


def expiry_readable(ward: Ward, _patient: Patient, command: c.Bag) -> Iterator[str]:
    """The expiry, if given, is a date and time, a date or a month."""
    if not command.expiry.strip():
        return
    try:
        last_good(command.expiry, ward.zone)
    except ValueError as error:
        yield f"expiry {command.expiry}: {error}"


def set_usable(ward: Ward, patient: Patient, command: c.Vitals) -> Iterator[str]:
    """A set taken over from elsewhere has its total; the scale is 1 or 2."""
    if command.elsewhere:
        yield from number("total", "news2_total", required=True)(ward, patient, command)


def bounds_allowed(_ward: Ward, _patient: Patient, command: c.Authorise) -> Iterator[str]:
    """A stated bound fits every code; a limit is a number."""
    for code in command.codes:
        if not bound_allowed(command, code):
            name = "until" if command.until is not None else "limit"
            yield f"{name} cannot bound {code}"
    if command.limit is not None and not command.limit.is_finite():
        yield f"limit {command.limit} is not a number"


CHECKS: Mapping[type[c.Act], tuple[Check, ...]] = {
    c.History: (
        number("cycle", required=True),
        number("day", required=True),
        in_days,
        present("started"),
        number("given_mg", required=True),
        number("interruption_days"),
        choice("remission", *REMISSIONS),
        text("transcribed_from", required=True),
    ),
    c.Allergies: (present("known"), texts("known")),
    c.Omit: (
        number("cycle", required=True),
        number("day", required=True),
        in_days,
        text("reason", required=True),
    ),
    c.Discontinue: (
        text("reason", required=True),
        text("authoriser", required=True),
        choice("role", "prescriber", "consultant"),
    ),
    c.Open: (
        number("cycle", required=True),
        number("day", required=True),
        number("prescribed_mg", required=True),
        number("height_cm", required=True),
        number("weight_kg"),
        number("prescription_weight_kg", "weight_kg"),
        choice("remission", *REMISSIONS),
        choice("bsa_formula", "mosteller", "dubois"),
        choice("third_cycle_reason", "mrd", "delay", required=False),
        number("interruption_days"),
        text("delay_reason"),
        choice("reduction", "none", "25%"),
        reason_if_happened,
    ),
    c.Answer: (items_known,),
    c.Blasts: (number("x10_9_per_l", "blasts"),),
    c.Bloods: (
        choice("panel", "fbc", "ue", "lft"),
        present("taken"),
        *(
            number(name)
            for name in (
                "neutrophils",
                "platelets",
                "crcl",
                "creatinine_umol_l",
                "bilirubin",
                "bilirubin_uln",
                "alt",
                "alt_uln",
                "ast",
                "ast_uln",
            )
        ),
        creatinine_usable,
    ),
    c.Authorise: (
        texts("codes", required=True),
        text("authoriser", required=True),
        choice("role", "prescriber", "consultant", "pharmacist"),
        choice("means", "in person", "telephone", "written"),
        text("reason", required=True),
        bounds_allowed,
    ),
    c.Confirm: (texts("codes", required=True), text("reason", required=True)),
    c.Bag: (
        text("product"),
        text("batch", "batch"),
        texts("vial_batches"),
        expiry_readable,
        number("dose_mg"),
        number("volume_ml"),
        text("diluent"),
        text("scan"),
    ),
    c.BagOut: (),
    c.Premed: (
        text("drug", required=True),
        number("dose_mg", "premed_mg", required=True),
        choice("route", "PO", "IV"),
    ),
    c.SecondCheck: (
        choice("subject", "bag", "bedside"),
        text("witness", required=True),
        number("dose_read_mg", "dose_mg"),
        number("rate_read_ml_h", "rate_ml_h"),
    ),
    c.Vitals: (
        number("resp_rate"),
        number("spo2"),
        number("spo2_scale"),
        number("systolic"),
        number("diastolic"),
        number("pulse"),
        choice("consciousness", "A", "C", "V", "P", "U", required=False),
        number("temperature"),
        set_usable,
    ),
    c.Start: (number("rate_ml_h"), text("access"), text("pump"), reason_if_happened),
    c.Interrupt: (text("reason", required=True),),
    c.Resume: (number("rate_ml_h"), reason_if_happened),
    c.Rate: (number("rate_ml_h", required=True),),
    c.PumpCheck: (number("volume_ml", "pump_volume_ml"),),
    c.Reaction: (number("grade"), texts("symptoms"), texts("treatment")),
    c.ReactionUpdate: (number("grade"), texts("symptoms"), texts("treatment")),
    c.ReactionOutcome: (
        choice("outcome", "resolved", "improved", "ongoing", "transferred"),
        text("note"),
    ),
    c.Extravasation: (text("note"),),
    c.NewAccess: (text("note"),),
    c.Stop: (
        text("reason", required=True),
        number("volume_given_ml", "pump_volume_ml"),
    ),
    c.End: (),
    c.Left: (
        choice("reason", "against advice", "transferred", "died", "other"),
        text("informed", required=True),
        text("note"),
    ),
    c.Handover: (text("to", required=True),),
    c.Complete: (),
    c.Cancel: (text("reason", required=True),),
    c.Addendum: (text("text", required=True),),
}
