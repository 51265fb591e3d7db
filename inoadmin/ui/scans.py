"""Where a scan goes: a wristband opens or confirms its patient, a code goes to the field for it.

While a patient is open no scan opens another one: it says whose the wristband is not, and asks.
While a dialog is open a scan presses and changes nothing but the field that waits for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.domain.commands import Reading
from inoadmin.session.forms.model import Kind
from inoadmin.session.present.wristband import Band, band_of, where_is, who
from inoadmin.ui.desk import Desk
from inoadmin.ui.fields.line import LineEdit
from inoadmin.ui.fields.scan import SEPARATOR, ScanEdit
from inoadmin.ui.lock.keeper import Keeper
from inoadmin.ui.lock.typed import unrecorded
from inoadmin.ui.scan_note import ScanNote, note_in
from inoadmin.ui.widgets import at_least, label, set_looks

_GTIN = re.compile("01(?=[0-9]{14})")
NEITHER = "Scanned, but neither a wristband nor a code asked for here. Nothing was changed."
PRODUCT = "A product's code was scanned. It is recorded at the step Bag; nothing was changed here."
KNOWN = "A patient here has this number already. Nothing was changed."
TYPED = "Another number is typed here already. Nothing was changed."
TAKEN = "The NHS number was read from the wristband: compare it."
_ASKING_PX = 560


class Scans(QObject):
    """Of one window. `read_wristband`: the number on a scanned wristband, None of anything else."""

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        page: QWidget,
        keeper: Keeper,
        read_wristband: Callable[[str], str | None],
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._page, self._keeper = desk, window, page, keeper
        self._read_wristband = read_wristband
        self.note = ScanNote(desk)
        self.asking: OtherWristband | None = None

    def reads(self, text: str) -> bool:
        """Whether a text that came fast in a field can only have been a scanner's."""
        if SEPARATOR in text or text.startswith("]"):
            return True
        service = self._desk.service
        if band_of(service, self._read_wristband(text), self._desk.patient) is not None:
            return True
        reading = service.read_scan(text)
        if is_product(reading) or (reading.batch and reading.expiry):
            return True
        # behind a prefix that nobody has told of yet
        starts = (found.start() for found in _GTIN.finditer(text))
        return any(service.read_scan(text[start:]).gtin for start in starts)

    def take(self, text: str) -> None:
        """Something was scanned."""
        if not self._keeper.at_work:
            return
        desk = self._desk
        band = band_of(desk.service, self._read_wristband(text), desk.patient)
        front = QApplication.activeModalWidget()
        if isinstance(front, QDialog):
            self._in_dialog(front, text, band)
        elif self._keeper.working:
            self._at_work(text, band)

    def _at_work(self, text: str, band: Band | None) -> None:
        """At the board or a patient's pages."""
        desk = self._desk
        if band is None:
            self._code(self._page, text, self.note)
        elif band.kind == "same":
            self.note.say("good", band.sentence)
        elif band.kind == "other" and band.patient is not None:
            self._ask(band, band.patient)
        elif band.patient is not None:
            self.note.clear()
            desk.open_patient(band.patient)
        else:
            self.note.say("warn", band.sentence)

    def _in_dialog(self, dialog: QDialog, text: str, band: Band | None) -> None:
        """Over a dialog: nothing opens and nothing closes."""
        note = note_in(self._desk, dialog) or self.note
        if band is None or any(f.takes_all for f in dialog.findChildren(ScanEdit)):
            self._code(dialog, text, note)
            return
        field = number_field(dialog)
        if field is not None:
            note.say(*_put_number(field, self._read_wristband(text) or "", band))
        else:
            said = band.sentence or "A patient's wristband. Close this first to open them."
            note.say("good" if band.kind == "same" else "warn", said)

    def _code(self, within: QWidget, text: str, note: ScanNote) -> None:
        """A code goes to the field in sight that asks for one."""
        fields = [field for field in within.findChildren(ScanEdit) if field.isVisible()]
        if fields:
            note.clear()
            fields[0].put(text)
            fields[0].scanned.emit(text)
        else:
            reading = self._desk.service.read_scan(text)
            note.say("warn", PRODUCT if is_product(reading) else NEITHER)

    def _ask(self, band: Band, patient: str) -> None:
        """Another patient's: asks before anything is opened."""
        self.note.clear()
        waiting = len(unrecorded(self._window))
        self.asking = OtherWristband(self._desk, band, patient, waiting, self._window)
        self.asking.accepted.connect(lambda: self._desk.open_patient(patient))
        self.asking.finished.connect(self.asking.deleteLater)
        self._keeper.show(self.asking)


class OtherWristband(QDialog):
    """Accepted to open whose wristband it is; Enter and Escape stay with the open patient."""

    def __init__(
        self, desk: Desk, band: Band, patient: str, waiting: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Another patient's wristband")
        opened = desk.patient
        name = "the board" if opened is None else who(desk.service, opened)
        stay = QPushButton(f"&Stay with {name.replace('&', '&&')}")
        set_looks(stay, "kind", "primary")
        stay.setDefault(True)
        stay.clicked.connect(self.reject)
        place = where_is(desk.service, patient).replace("&", "&&")
        other = QPushButton(f"&Open the patient in {place}")
        other.setAutoDefault(False)
        other.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(other)
        buttons.addStretch(1)
        buttons.addWidget(stay)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        at_least(column, _ASKING_PX)
        column.addWidget(label("▲ This is another patient's wristband", "title", wrap=True))
        column.addWidget(label(band.sentence, "strong", wrap=True))
        if waiting:
            forms = "One form has" if waiting == 1 else f"{waiting} forms have"
            said = f"{forms} values that are not recorded. They wait until you come back to them."
            column.addWidget(label(said, "strong", wrap=True))
        column.addLayout(buttons)


def is_product(reading: Reading) -> bool:
    """Whether a code was a product's, whole or not."""
    return reading.gtin is not None or reading.separator_lost


def number_field(dialog: QWidget) -> LineEdit | None:
    """The field of a dialog that takes an NHS number."""
    fields = dialog.findChildren(LineEdit)
    return next((f for f in fields if f.field.kind is Kind.NHS_NUMBER and f.isVisible()), None)


def _put_number(field: LineEdit, number: str, band: Band) -> tuple[str, str]:
    """Fills in an NHS number where none stands; the tone, and what is said of it."""
    stands = "".join(str(field.typed()).split())
    if band.patient is not None:
        return "warn", KNOWN
    if stands not in {"", number}:
        return "warn", TYPED
    field.put(number)
    field.edited.emit()
    return "good", TAKEN
