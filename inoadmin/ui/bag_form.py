"""A bag by hand, or with what its code says filled in where nothing was typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from inoadmin.session.forms.about import About
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.forms.moments import show_expiry
from inoadmin.ui.desk import Desk
from inoadmin.ui.fields.scan import ScanEdit
from inoadmin.ui.form import Form
from inoadmin.ui.record_form import RecordForm

SCANNED = "scanned — confirm against the label"


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
        super().__init__(desk, make, button, columns=columns, timed=timed, parent=parent)
        self.recorded.connect(self._plain)

    def _made(self, spec: FormSpec) -> Form:
        """Listens to the scan field of each form made."""
        form = super()._made(spec)
        scan = form.edits.get("scan")
        if isinstance(scan, ScanEdit):
            scan.scanned.connect(self.scanned)
        return form

    def scanned(self, text: str) -> None:
        """Fills in what the code says and was not typed."""
        if not text:
            return
        reading = self.desk.service.read_scan(text)
        expiry = show_expiry(reading.expiry) if reading.expiry else ""
        found = {"product": reading.product, "batch": reading.batch, "expiry": expiry}
        filled: list[str] = []
        for name, value in found.items():
            edit = self.form.edits[name]
            if value and not str(edit.typed()).strip():
                edit.put(value)
                self.form.say(name, SCANNED)
                filled.append(edit.field.label)
        said = f"Read: {', '.join(filled)}. " if filled else "Nothing was filled in. "
        self.form.say("scan", said + " ".join(reading.remarks))
        self.form.focus_at("dose_mg" if expiry else "product")

    def _plain(self) -> None:
        """After recording the remarks are gone."""
        for name in ("scan", "product", "batch", "expiry"):
            self.form.say(name, "")
