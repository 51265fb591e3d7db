"""Start: baseline observations, bedside check by two, and the start itself."""

from __future__ import annotations

from inoadmin.session.forms.about import About
from inoadmin.session.forms.aiming import elsewhere_form, measured_form
from inoadmin.session.forms.infusing import start
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.forms.preparing import check_of
from inoadmin.session.present.attempts import attempted_rows
from inoadmin.session.present.findings import FindingRow, finding_rows, heading
from inoadmin.session.present.infusing import usual_rate
from inoadmin.ui.desk import Desk
from inoadmin.ui.entry_lines import EntryLines
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.page import Page
from inoadmin.ui.pages.acts import ActButton, ActButtons
from inoadmin.ui.record_form import RecordForm
from inoadmin.ui.widgets import first, label

CHECKED_TOGETHER = (
    "Both checked: identity, prescription, the bag's patient label, drug, dose, expiry, "
    "line patency, and the pump's volume and rate."
)


def bedside_check(about: About) -> FormSpec:
    """The check at the bedside by two."""
    return check_of(about, "bedside")


def start_now(about: About) -> FormSpec:
    """The start as it happens."""
    return start(about).without({"already_happened", "reason"})


def start_happened(about: About) -> FormSpec:
    """A start that has happened already, with its reason."""
    spec = start(about).without({"already_happened"}).needing("reason")
    return spec.starting(already_happened=True)


class StartPage(Page):
    """What keeps the start shut is always the whole truth here."""

    step = "start"
    title = "Start"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lines = EntryLines(desk, {"vitals", "second_check", "start", "authorise", "confirm"})
        self.buttons = ActButtons(
            desk,
            (
                ActButton("vitals", "Baseline &observations…", "Record", measured_form),
                ActButton("vitals", "NEWS2 from &elsewhere…", "Record the total", elsewhere_form),
                ActButton("second_check", "Bedside chec&k by two…", "Both checked", bedside_check),
            ),
        )
        self.checked = label(CHECKED_TOGETHER, "muted", wrap=True)
        self.form = RecordForm(desk, start_now, "Start the infusion", at_once=True)
        self.body.addWidget(self.buttons)
        self.body.addWidget(self.checked)
        self.form.recorded.connect(self._started)
        self.happened = self.action("I&t has already started…")
        self.happened.clicked.connect(self.ask_happened)
        self.recorder(self.form)
        self.body.addWidget(self.lines)

    def _started(self) -> None:
        """On to the infusion."""
        self.go.emit("infusion")

    def ask_happened(self) -> FormDialog:
        """Records a start that the workstation did not see."""
        dialog = FormDialog(
            self.desk,
            start_happened,
            f"&Record that {self.called}'s infusion has started",
            title="It has already started",
            warning="What keeps the start shut stays on the record as unresolved.",
            danger=True,
            parent=self.window(),
        )
        dialog.recorded.connect(self._started)
        dialog.open()
        return dialog

    def rows(self, administration: str) -> tuple[FindingRow, ...]:
        """All that keeps the start shut, and what the last attempt met besides."""
        if self.stage != "preparing":
            return ()
        found = finding_rows(self.desk.service, administration, here=self.step)
        return (*found, *attempted_rows(self.desk.service, administration, found))

    def findings_title(self, rows: tuple[FindingRow, ...]) -> str:
        """The gate's own heading."""
        return heading(self.stage, rows) if self.stage == "preparing" else ""

    def show_state(self) -> None:
        """The start's button says whose infusion; it is on when nothing keeps the start shut."""
        administration = self.desk.administration
        if administration is None:
            return
        preparing = self.stage == "preparing"
        self.subtitle.setText(
            f"Rate unless typed: {usual_rate(self.desk.service, administration)}."
            if preparing
            else "The infusion was started."
        )
        found = self.desk.service.findings(administration) if preparing else ()
        self.form.stand(
            shown=preparing,
            on=not any(finding.shuts for finding in found),
            text=f"&Start {self.called}'s infusion",
        )
        self.happened.setVisible(preparing)
        self.checked.setVisible(preparing)
        first(self.body, self.form, on=self.form.button.isEnabled(), after=self.checked)
        self.buttons.refresh(but=() if preparing else ("vitals", "second_check"))
