"""What a scanned wristband says about the patient who is open: theirs, another's, or nobody's."""

from __future__ import annotations

from dataclasses import dataclass

from inoadmin.session.present import words
from inoadmin.session.present.alarms import place_of
from inoadmin.session.service import Service

_CHECK = "Stop and check who this is. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Band:
    """A wristband that was read. `patient`: whose it is, None of nobody here; `kind`: "opens" with
    no patient open, else "same" or "other"; `sentence` for the nurse, without a name but the open
    patient's.
    """

    kind: str
    patient: str | None
    sentence: str


def patient_with(service: Service, number: str | None) -> str | None:
    """The patient here who has that number."""
    for row in service.log.patients():
        if number and number in {row.nhs_number, row.hospital_number}:
            return row.id
    return None


def band_of(service: Service, number: str | None, opened: str | None) -> Band | None:
    """What a number read says while `opened` is the open patient. None where it may be anything: a
    text that only could be a hospital number and is nobody's here.
    """
    patient = patient_with(service, number)
    if number is None or (patient is None and not is_nhs_number(number)):
        return None
    if opened is None:
        told = "" if patient else f"No patient here has {shown(number)}."
        return Band("opens", patient, told)
    if patient == opened:
        said = f"This is the open patient's wristband: {who(service, opened)}, {shown(number)}."
        return Band("same", patient, said)
    where = "nobody registered here" if patient is None else where_is(service, patient)
    said = (
        f"ANOTHER patient's wristband: {shown(number)}, {where}. "
        f"It is not that of {who(service, opened)}, who is open. {_CHECK}"
    )
    return Band("other", patient, said)


def who(service: Service, patient: str) -> str:
    """A patient's name."""
    return words.full_name(service.patient(patient).details)


def where_is(service: Service, patient: str) -> str:
    """Where a patient is, without their name."""
    return place_of(service, patient, service.current(patient))


def is_nhs_number(number: str) -> bool:
    """Whether a number that was read is an NHS number: its check was right then."""
    return len(number) == 10 and number.isdigit()


def shown(number: str) -> str:
    """A number as it is printed on a wristband."""
    if is_nhs_number(number):
        return f"NHS No. {words.nhs_number(number)}"
    return f"Hospital No. {number}"
