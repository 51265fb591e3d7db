"""Where a scan goes: a wristband opens its patient, a code goes to the field that asks for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from inoadmin.ui.desk import Desk
from inoadmin.ui.fields.scan import ScanEdit

UNKNOWN = "No patient here has the number {}."
NEITHER = "Scanned, but neither a wristband nor a code asked for here."


def patient_with(desk: Desk, number: str | None) -> str | None:
    """The patient here who has that number."""
    for row in desk.service.log.patients():
        if number and number in {row.nhs_number, row.hospital_number}:
            return row.id
    return None


def put_scan(page: QWidget, text: str, number: str | None, tell: Callable[[str], None]) -> None:
    """Gives a scan that opens no patient to the field in sight, or tells that nobody wants it."""
    fields = [field for field in page.findChildren(ScanEdit) if field.isVisible()]
    if fields:
        fields[0].put(text)
        fields[0].scanned.emit(text)
    else:
        tell(NEITHER if number is None else UNKNOWN.format(number))
