"""A bag by hand, or with what its code says filled in where nothing was typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from inoadmin.session.forms.about import About
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.forms.moments import show_expiry
from inoadmin.ui.desk import Desk
from inoadmin.ui.fields.scan import ScanEdit
from inoadmin.ui.form import Form
from inoadmin.ui.record_form import RecordForm

SCANNED = "scanned — confirm against the label"
DIFFERS = "the code says {} — look at the label again"
CHANGED = "changed by hand — the code says {}"
_READ = ("product", "batch", "expiry")


class BagForm(RecordForm):
    """After a scan the fields it filled say so; the scanner's remarks stand under the scan."""

    def __init__(
        self,
        desk: Desk,
        make: Callable[[About], FormSpec],
        button: str,
        *,
        columns: int = 3,
        timed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        self._scanned: dict[str, str] = {}  # what the last code said, by field
        super().__init__(desk, make, button, columns=columns, timed=timed, parent=parent)
        self.recorded.connect(self._plain)

    def _made(self, spec: FormSpec) -> Form:
        """Listens to the scan field of each form made."""
        form = super()._made(spec)
        scan = form.edits.get("scan")
        if isinstance(scan, ScanEdit):
            scan.scanned.connect(self.scanned)
            for name in _READ:
                form.edits[name].edited.connect(partial(self._changed_by_hand, name))
        return form

    def scanned(self, text: str) -> None:
        """Fills in what the code says and was not typed; what an earlier code filled in goes."""
        if not text:
            return
        reading = self.desk.service.read_scan(text)
        expiry = show_expiry(reading.expiry) if reading.expiry else ""
        values = (reading.product or "", reading.batch or "", expiry)
        before = self._scanned
        self._scanned = dict[str, str](zip(_READ, values, strict=True))
        filled = [self._put(name, before.get(name, "")) for name in _READ]
        labels = ", ".join(label for label in filled if label)
        said = f"Read: {labels}. " if labels else "Nothing was filled in. "
        blank = [name for name in _READ if not str(self.form.edits[name].typed()).strip()]
        asked = " ".join(reading.remarks or self._missing(blank))
        self.form.say("scan", f"▲ {said}{asked}" if asked else said.strip())
        self.form.focus_at(blank[0] if blank else "dose_mg")

    def _put(self, name: str, before: str) -> str:
        """Fills in one field where nobody typed; its label if so, else ""."""
        edit, value = self.form.edits[name], self._scanned[name]
        stands = str(edit.typed()).strip()
        if stands and stands == before:
            edit.put("")
            stands = ""
        if value and not stands:
            edit.put(value)
        differs = DIFFERS.format(value) if value and stands not in {"", value} else ""
        self.form.say(name, SCANNED if value and not differs else differs)
        return edit.field.label if value and not stands else ""

    def _missing(self, blank: list[str]) -> tuple[str, ...]:
        """What the code does not have and nobody typed yet."""
        labels = [self.form.edits[name].field.label.casefold() for name in blank]
        return (f"Not in the code: {', '.join(labels)}. Type from the label.",) if labels else ()

    def _changed_by_hand(self, name: str) -> None:
        """What was scanned is another thing now; the record will say so."""
        value = self._scanned.get(name, "")
        if value:
            same = str(self.form.edits[name].typed()).strip() == value
            self.form.say(name, SCANNED if same else CHANGED.format(value))

    def _plain(self) -> None:
        """After recording the remarks are gone."""
        self._scanned = {}
        for name in ("scan", *_READ):
            self.form.say(name, "")
