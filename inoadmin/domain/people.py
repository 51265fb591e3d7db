"""Who is cared for and who cares: the details of patients and staff, as registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ROLES = ("nurse", "prescriber", "pharmacist", "manager")
SEXES = ("female", "male", "not known", "not specified")


@dataclass(frozen=True, slots=True)
class PatientDetails:
    """A patient. `nhs_number` is ten digits without spaces, or empty; `sex` one of SEXES."""

    family_name: str
    given_name: str
    born: date
    sex: str
    nhs_number: str = ""
    hospital_number: str = ""
    title: str = ""
    ward: str = ""


@dataclass(frozen=True, slots=True)
class StaffDetails:
    """A member of staff. `role` is one of ROLES; `registration` is free text. `sact_until`: the
    last day of their competence in systemic anti-cancer therapy, None when none is recorded.
    `temporary`: admitted as a second checker until a manager confirms them; signs nothing else.
    """

    name: str
    role: str
    registration: str = ""
    active: bool = True
    sact_until: date | None = None
    temporary: bool = False


def nhs_number_valid(digits: str) -> bool:
    """Modulus 11 check of ten digits (facts: weights 10 to 2; 11 counts 0, 10 is invalid)."""
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        return False
    remainder = sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    check = (11 - remainder) % 11
    return check != 10 and check == int(digits[9])
