"""How the ward's scanner is set up, with a line to try it on before anything is recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from inoadmin.domain.settings import ScannerSetup
from inoadmin.session.accounts import Proof
from inoadmin.session.forms.model import Field, Kind
from inoadmin.session.scanner_setup import GAP_MS, scanner_faults, separators_of, tried
from inoadmin.ui.desk import Desk
from inoadmin.ui.fields.scan import ScanEdit
from inoadmin.ui.people.settings import within
from inoadmin.ui.people.signed import SignedDialog
from inoadmin.ui.widgets import label

_NUMBER_PX: Final = 80
_DIGITS: Final = 3
_NOTHING: Final = "Scan any label: nothing of it is recorded."
_RESULT_ROWS: Final = 5
ABOUT: Final = (
    "A scanner types as a keyboard does. It is told from a person by its speed, or by a prefix "
    "that it is set to send. The group separator is always read: name what comes in its place."
)


class ScannerSettingsDialog(SignedDialog):
    """Recorded with the manager's PIN. What is tried is read as the fields above say."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "Scanner settings",
            "&Record the scanner settings",
            "changed how the ward's scanner is set up",
            parent,
        )
        now = desk.service.settings().scanner
        self.separators = QLineEdit(" ".join(now.separators))
        self.prefix = QLineEdit(now.prefix)
        self.gap = QLineEdit(str(now.gap_ms))
        self.gap.setMaxLength(_DIGITS)
        self.gap.setFixedWidth(_NUMBER_PX)
        self.attempt = ScanEdit(Field("scan", "Try it", Kind.SCAN))
        self.attempt.takes_all = True
        self.shows = label(_NOTHING, "muted", wrap=True)
        self.shows.setAccessibleName("What the scan shows")
        self.fields = fields = QWidget()
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(8)
        rows = (
            ("Also sent for the separator", self.separators, "several: | ^] with a space"),
            ("Sent before each code", self.prefix, "blank: nothing"),
            ("Longest pause between keys, ms", self.gap, f"{GAP_MS[0]} to {GAP_MS[1]}"),
            ("Try it", self.attempt, ""),
        )
        for number, (text, widget, hint) in enumerate(rows):
            named = QLabel(text)
            named.setBuddy(widget.target() if isinstance(widget, ScanEdit) else widget)
            named.setProperty("role", "strong")
            grid.addWidget(named, number, 0)
            grid.addWidget(widget, number, 1, 1, 1 if hint else 2)
            if hint:
                grid.addWidget(label(hint, "muted"), number, 2)
        grid.addWidget(self.shows, len(rows), 0, 1, 3)
        grid.setColumnStretch(1, 1)
        self.shows.setMinimumHeight(self._least_px())
        self.attempt.scanned.connect(self.try_out)
        self.lay(label(ABOUT, "subtitle", wrap=True), fields)

    def start(self) -> None:
        """Where a scan shows how the scanner is."""
        self.attempt.setFocus()

    def typed(self) -> ScannerSetup:
        """What stands in the fields; a pause that is no number is none."""
        gap = self.gap.text().strip()
        number = int(gap) if gap.isascii() and gap.isdigit() else 0
        return ScannerSetup(separators_of(self.separators.text()), self.prefix.text(), number)

    def try_out(self, text: str) -> None:
        """Shows what a scan reads with what stands in the fields, and records nothing."""
        setup = self.typed()
        code = text.removeprefix(setup.prefix)
        if not code:
            self.show_result(_NOTHING)
            return
        faults = scanner_faults(setup)
        if faults:
            self.show_faults(faults)
            return
        reading = self.desk.service.read_scan(code, setup)
        self.show_result("\n".join(tried(text, setup, reading)))
        self.attempt.put("")
        self.attempt.setFocus()

    def show_result(self, text: str) -> None:
        """Shows what was tried, as high as it needs to be."""
        self.shows.setText(text)
        needed = self.shows.heightForWidth(self.shows.width())
        self.shows.setMinimumHeight(max(needed, self._least_px()))
        grid = self.fields.layout()
        if grid is not None:
            self.fields.setMinimumHeight(grid.minimumSize().height())

    def _least_px(self) -> int:
        """What a usual result takes, kept from the beginning."""
        return self.shows.fontMetrics().lineSpacing() * _RESULT_ROWS

    def holds(self) -> bool:
        """Nothing that stands in a code parts one; every figure lies within its limits."""
        if not within(self.gap.text(), GAP_MS):
            low, high = GAP_MS
            self.say(f"Pause between keys “{self.gap.text()}”: a whole number, {low} to {high}.")
            self.gap.setFocus()
            return False
        faults = scanner_faults(self.typed())
        self.show_faults(faults)
        return not faults

    def show_faults(self, faults: tuple[str, ...]) -> None:
        """Says what is wrong, the focus at the first of it."""
        self.say(" ".join(f"{fault[:1].upper()}{fault[1:]}." for fault in faults))
        if faults:
            field = self.prefix if faults[0].startswith("prefix") else self.separators
            (self.gap if faults[0].startswith("pause") else field).setFocus()

    def carry_out(self, actor: str, proof: Proof | None) -> None:
        """All of them together; the window's scanner follows at once."""
        service = self.desk.service
        settings = replace(service.settings(), scanner=self.typed())
        service.change_settings(settings, actor, proof)
