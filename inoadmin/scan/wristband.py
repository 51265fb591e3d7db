"""A scanned wristband as the number that finds its patient."""

from __future__ import annotations

import re

from inoadmin.domain.people import nhs_number_valid

_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_GROUPED_DIGITS = re.compile(r"[0-9](?:[ \-]?[0-9]){9}")
_HOSPITAL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9/\-]{0,18}[A-Za-z0-9])?")


def read_wristband(text: str) -> str | None:
    """Read the NHS number (ten digits, whatever its spacing) or hospital number on a wristband.

    None for anything else, and for ten digits that fail the NHS number's Modulus 11 check: a
    misread number must not find another patient.
    """
    number = _SYMBOLOGY.sub("", text.strip(), count=1) if text.startswith("]") else text.strip()
    number = " ".join(number.split())
    if _GROUPED_DIGITS.fullmatch(number):
        digits = number.replace(" ", "").replace("-", "")
        return digits if nhs_number_valid(digits) else None
    return number if _HOSPITAL.fullmatch(number) else None
