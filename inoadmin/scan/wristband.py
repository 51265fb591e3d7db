"""A scanned wristband as the number that finds its patient."""

from __future__ import annotations

import re

from inoadmin.domain.people import nhs_number_valid

_SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
_GROUPED_DIGITS = re.compile(r"[0-9](?:[ \-]?[0-9]){9}")
_HOSPITAL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9/\-]{0,18}[A-Za-z0-9])?")
# DCB1077: the Global Service Relation Number of a patient is the NHS's company prefix (7 digits),
# the NHS number and a check digit. It stands first; names and local numbers may follow.
_GSRN = re.compile(r"(?:^|\x1d)(?:8018|\(8018\))[ ]?([0-9]{7})([0-9]{10})([0-9])(?![0-9])")


def read_wristband(text: str) -> str | None:
    """Read the NHS number (ten digits, whatever its spacing, or in a GS1 code's AI 8018) or the
    hospital number on a wristband.

    None for anything else, and for a number that fails its check (Modulus 11; of AI 8018 the check
    digit too): a misread number must not find another patient.
    """
    number = _SYMBOLOGY.sub("", text.strip(" \t\r\n"))
    service = _GSRN.search(number)
    if service is not None:
        return _of_service(*service.groups())
    number = " ".join(number.split())
    if _GROUPED_DIGITS.fullmatch(number):
        digits = number.replace(" ", "").replace("-", "")
        return digits if nhs_number_valid(digits) else None
    return number if _HOSPITAL.fullmatch(number) else None


def _of_service(prefix: str, number: str, check: str) -> str | None:
    """Take the NHS number out of a patient's Global Service Relation Number."""
    from biip.checksums import gs1_standard_check_digit

    right = gs1_standard_check_digit(prefix + number) == int(check)
    return number if right and nhs_number_valid(number) else None
