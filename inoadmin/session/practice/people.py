"""Who is met in practice: the staff, with a PIN that everybody may know, and the patients.

All of them are made up. The patients' NHS numbers are of the range that is never given to anybody
(999 000 0000 to 999 999 9999).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from inoadmin.domain.people import PatientDetails, StaffDetails
from inoadmin.session.present.words import listed
from inoadmin.session.service import Service

PIN: Final = "135790"
WARD: Final = "Practice ward"
MANAGER: Final = "max"
NURSE: Final = "amy"


STAFF: Final[Mapping[str, StaffDetails]] = {
    "amy": StaffDetails("Amy Field", "nurse", "12A3456E"),
    "ben": StaffDetails("Ben Okoro", "nurse", "98B7654E"),
    "pia": StaffDetails("Pia Lund", "pharmacist", "2071234"),
    "dov": StaffDetails("Dov Adler", "prescriber", "7654321"),
    MANAGER: StaffDetails("Max Reed", "manager", "M-1"),
}


def pin_words(service: Service) -> str:
    """The practice PIN and whose it is; whoever has changed theirs is left out."""
    known = service.staff()
    names = [
        known[member].name
        for member in STAFF
        if member in known and known[member].active and service.accounts.account(member).pins == 1
    ]
    return f"Practice PIN {PIN}: {listed(names)}" if names else ""


BLANKET: Final = PatientDetails(
    "Blanket", "Bess", date(1958, 3, 9), "female", "9990000123", "P100", "Mrs", "Bay 1"
)
BUTTERCUP: Final = PatientDetails(
    "Buttercup", "Bea", date(1971, 11, 23), "female", "9990000131", "P101", "Miss", "Bay 2"
)
TEAPOT: Final = PatientDetails(
    "Teapot", "Tom", date(1949, 6, 30), "male", "9990000158", "P102", "Mr", "Bay 3"
)
MARMALADE: Final = PatientDetails(
    "Marmalade", "May", date(1966, 1, 17), "female", "9990000166", "P103", "Ms", "Bay 4"
)
MARMELADE: Final = PatientDetails(
    "Marmelade", "Mae", date(1984, 8, 5), "female", "9990000174", "P104", "Mrs", "Bay 5"
)
HAYSTACK: Final = PatientDetails(
    "Haystack", "Hal", date(1977, 4, 12), "male", "9990000182", "P105", "Mr", "Bay 6"
)
WINDMILL: Final = PatientDetails(
    "Windmill", "Win", date(1990, 12, 1), "male", "9990000190", "P106", "Mr", "Bay 7"
)
