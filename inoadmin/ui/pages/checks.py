"""Checks: identity, allergies, and every item asked before the start."""

from __future__ import annotations

from inoadmin.session.present.findings import FindingRow
from inoadmin.session.present.items import item_rows
from inoadmin.ui.desk import Desk
from inoadmin.ui.entry_lines import EntryLines
from inoadmin.ui.page import Page
from inoadmin.ui.pages.acts import ActButton, ActButtons
from inoadmin.ui.pages.answered import Answered
from inoadmin.ui.widgets import set_looks


class ChecksPage(Page):
    """Nothing is answered in advance."""

    step = "checks"
    title = "Checks"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.subtitle.setText(
            "Identity was asked at the opening. Each item reads as what is confirmed; "
            "answer one, or several, and record them."
        )
        self.opening = EntryLines(desk, {"open"})
        self.allergies = EntryLines(desk, {"allergies"}, course=True)
        self.buttons = ActButtons(
            desk,
            (ActButton("allergies", "Record &allergies…", "Record allergies"),),
        )
        self.items = Answered(desk, "start")
        # What is still asked comes first: what is recorded already needs no room before it.
        for widget in (self.items, self.opening, self.allergies, self.buttons):
            self.body.addWidget(widget)
        set_looks(self.items.form.button, "kind", "primary")
        self.signed(self.items.form)
        self.onward = self.action("Dose && bloods ▸")
        self.onward.clicked.connect(lambda: self.go.emit("dose"))

    def rows(self, administration: str) -> tuple[FindingRow, ...]:
        """What stands, without what is only waiting for its answer on this page."""
        waiting = {
            row.code
            for row in item_rows(self.desk.service, administration, "start")
            if not row.answer
        }
        return tuple(row for row in super().rows(administration) if row.code not in waiting)

    def show_state(self) -> None:
        """The items as they stand."""
        self.items.refresh()
        self.buttons.refresh(but={"allergies"} if self._asked_for_allergies() else ())

    def lead_in(self) -> bool:
        """At the first item without an answer."""
        return self.items.lead_in()

    def _asked_for_allergies(self) -> bool:
        """Whether a finding below offers to record them already."""
        administration = self.desk.administration
        rows = self.rows(administration) if administration is not None else ()
        return any("form:allergies" in (row.resolution, row.second) for row in rows)
