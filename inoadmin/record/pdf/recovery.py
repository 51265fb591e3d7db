"""The recovery key on one page, to be locked away. Lengths in points."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from inoadmin.record.pdf.fonts import weight
from inoadmin.record.pdf.writer import A4, MARGIN

_GROUPS_A_LINE: Final = 4
_KEY_SIZE: Final = 24.0
_ABOUT: Final = (
    "With this key the record can be opened when this computer's own key is lost:",
    "inoadmin unlock --recovery-key",
    "Whoever has it and a copy of the database can read every patient's record.",
    "Lock this page away, apart from the computer and its backups.",
    "It holds until the key is changed; write the date of the change here: ____________________",
)


def recovery_pdf(key: str, database_id: str, made: str) -> bytes:
    """One A4 page with the key in its groups; `database_id` says whose, `made` when."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=A4, pageCompression=1, invariant=1, lang="en-GB")
    canvas.setTitle("Recovery key")
    canvas.setAuthor("inoadmin")
    plain, bold = weight(bold=False).name, weight(bold=True).name
    left, y = MARGIN, A4[1] - 2 * MARGIN
    canvas.setFont(bold, 18.0)
    canvas.drawString(left, y, "inoadmin: recovery key")
    canvas.setFont(plain, 10.0)
    y -= 22.0
    canvas.drawString(left, y, f"Database {database_id}, made {made}")
    groups = key.replace("-", " ").split()
    y -= 26.0
    canvas.setFont(bold, _KEY_SIZE)
    for start in range(0, len(groups), _GROUPS_A_LINE):
        y -= _KEY_SIZE * 1.6
        canvas.drawString(left, y, "   ".join(groups[start : start + _GROUPS_A_LINE]))
    canvas.setFont(plain, 11.0)
    y -= 40.0
    for line in _ABOUT:
        canvas.drawString(left, y, line)
        y -= 18.0
    canvas.showPage()
    canvas.save()
    return data.getvalue()
