"""Sign off: what is still asked before completion, and the completion itself."""

from __future__ import annotations

from inoadmin.session.forms.infusing import complete
from inoadmin.session.present.findings import FindingRow, finding_rows, heading
from inoadmin.ui.desk import Desk
from inoadmin.ui.entry_lines import EntryLines
from inoadmin.ui.page import Page
from inoadmin.ui.pages.acts import ActButton, ActButtons
from inoadmin.ui.pages.answered import Answered
from inoadmin.ui.record_form import RecordForm
from inoadmin.ui.widgets import first


class SignOffPage(Page):
    """Everything that keeps completion shut stands here."""

    step = "signoff"
    title = "Sign off"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.items = Answered(desk, "complete")
        self.buttons = ActButtons(
            desk,
            (
                ActButton("handover", "&Hand over…", "Record the handover"),
                ActButton("addendum", "A&dd to the record…", "Add to the record"),
                ActButton("left", "&Left early…", "Record that the patient left"),
            ),
        )
        self.lines = EntryLines(
            desk, {"complete", "handover", "addendum", "left", "cancel", "authorise", "confirm"}
        )
        self.form = RecordForm(desk, complete, "Complete", columns=2, at_once=True)
        self.body.addWidget(self.items)
        self.recorder(self.form)
        self.signed(self.items.form)
        for widget in (self.buttons, self.lines):
            self.body.addWidget(widget)

    def rows(self, administration: str) -> tuple[FindingRow, ...]:
        """All that keeps completion shut."""
        if self.stage != "observing":
            return ()
        return finding_rows(self.desk.service, administration, here=self.step)

    def findings_title(self, rows: tuple[FindingRow, ...]) -> str:
        """The gate's own heading."""
        return heading(self.stage, rows) if self.stage == "observing" else ""

    def lead_in(self) -> bool:
        """At the first item without an answer."""
        return self.stage == "observing" and self.items.lead_in()

    def _waits(self, administration: str) -> str:
        """Whether completion is still to come, or comes now."""
        due = self.desk.service.timers(administration, self.desk.now())["observation"].state
        if due == "running":
            return "Completion comes after the observation."
        return "The observation is over: answer what is left, then complete."

    def show_state(self) -> None:
        """The button says whose administration; it is on when nothing keeps completion shut."""
        administration = self.desk.administration
        if administration is None:
            return
        stage = self.stage
        observing = stage == "observing"
        said = {
            "completed": "Completed.",
            "cancelled": "Cancelled before the start.",
            "voided": "Voided: opened in error.",
            "observing": self._waits(administration),
        }
        self.subtitle.setText(said.get(stage, "The infusion has not ended yet."))
        found = self.desk.service.findings(administration) if observing else ()
        shutting = {finding.code for finding in found if finding.shuts}
        self.form.stand(
            shown=observing,
            on=not shutting - {"signature-missing"},
            text=f"Complete {self.called}'s adm&inistration",
        )
        self.items.setVisible(stage in {"observing", "completed"})
        self.items.refresh()
        first(self.body, self.form, on=not self.items.waiting, after=self.items)
        self.buttons.refresh()
