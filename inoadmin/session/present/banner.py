"""The patient banner: name, Born, Gender, NHS No. in that order, then allergies and this dose.

NHS common user interface: labels without a colon, values stronger, "Not Known" for what is not,
the name never shortened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inoadmin.domain.people import PatientDetails
from inoadmin.session.present import words
from inoadmin.session.service import Service

NOT_KNOWN = "Not Known"


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value. `plain` follows the value without its stress; `tone` "" or "alarm"."""

    label: str
    value: str
    plain: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Banner:
    """Both rows of the banner, under the name."""

    name: str
    who: tuple[Pair, ...]
    what: tuple[Pair, ...]

    @property
    def spoken(self) -> str:
        """The whole banner in one line, for a screen reader."""
        pairs = (f"{p.label} {p.value}{p.plain}".strip() for p in (*self.who, *self.what))
        return "; ".join((self.name, *pairs))


def banner(service: Service, patient: str, administration: str | None) -> Banner:
    """The banner of a patient, with the dose when one is open."""
    known = service.patient(patient)
    today = service.now().astimezone(service.zone).date()
    dose = () if administration is None else dose_pairs(service, administration)
    return Banner(
        words.full_name(known.details),
        who_pairs(known.details, today),
        (allergy_pair(known.allergies), *dose),
    )


def who_pairs(details: PatientDetails, today: date) -> tuple[Pair, ...]:
    """Born, Gender, NHS No., and the hospital's number where there is one."""
    number = words.nhs_number(details.nhs_number) or NOT_KNOWN
    pairs = [
        Pair("Born", words.day(details.born), f" ({words.age(details.born, today)})"),
        Pair("Gender", words.sex(details.sex)),
        Pair("NHS No.", number),
    ]
    if details.hospital_number:
        pairs.append(Pair("Hospital No.", details.hospital_number))
    return tuple(pairs)


def allergy_pair(known: tuple[str, ...] | None) -> Pair:
    """Known allergies stand out; none known and not recorded are said as such."""
    label, value = words.allergies(known)
    return Pair(label, value, tone="" if known == () else "alarm")


def dose_pairs(service: Service, administration: str) -> tuple[Pair, ...]:
    """Cycle and day, what is prescribed, the record's number."""
    state = service.administration(administration)
    protocol = service.ward(administration).protocol
    volume = protocol.bag.volume.value
    if state.bag is not None and state.bag.command.volume_ml is not None:
        volume = state.bag.command.volume_ml
    prescribed = state.order.prescribed_mg
    amount = "dose not recorded" if prescribed is None else words.dose(prescribed)
    return (
        Pair("Cycle", f"{state.cycle} of {protocol.regimen.cycles_max.whole}, day {state.day}"),
        Pair("Prescribed", protocol.identity.drug, f" — {amount} in {words.volume(volume)}"),
        Pair("Record", state.about.number),
    )
