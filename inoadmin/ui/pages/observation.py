"""Observation: sets of observations with NEWS2, reactions, leaving early."""

from __future__ import annotations

from inoadmin.session.forms.aiming import elsewhere_form, measured_form
from inoadmin.ui.desk import Desk
from inoadmin.ui.entry_lines import EntryLines
from inoadmin.ui.page import Page
from inoadmin.ui.pages.acts import ActButton, ActButtons
from inoadmin.ui.vitals_form import VitalsForm


class ObservationPage(Page):
    """The form stays open for the next set, and has the room before the findings."""

    step = "observation"
    title = "Observation"
    form_first = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.buttons = ActButtons(
            desk,
            (
                ActButton("vitals", "NEWS2 from &elsewhere…", "Record the total", elsewhere_form),
                ActButton("reaction_update", "Reaction: gra&de, more…", "Record"),
                ActButton("reaction_outcome", "Reaction: o&utcome…", "Record the outcome"),
                ActButton("left", "&Left early…", "Record that the patient left"),
            ),
        )
        self.form = VitalsForm(desk, measured_form, "Record obser&vations")
        self.lines = EntryLines(
            desk, {"vitals", "reaction", "reaction_update", "reaction_outcome", "left"}
        )
        self.recorder(self.form)
        self.body.addWidget(self.buttons)
        self.body.addWidget(self.lines)
        self.onward = self.action("Sign off ▸")
        self.onward.clicked.connect(lambda: self.go.emit("signoff"))

    def show_state(self) -> None:
        """What is asked at this stage."""
        stage = self.stage
        asked = stage in {"preparing", "infusing", "interrupted", "observing"}
        asked = asked and not self._left()
        every = self._every(stage) if asked else ""
        self.subtitle.setText(f"A full set is due every {every}." if every else "")
        self.form.setVisible(asked)
        self.form.button.setVisible(asked)
        self.buttons.refresh()

    def _left(self) -> bool:
        """Whether the patient left: nothing more is asked for."""
        administration = self.desk.administration
        if administration is None:
            return False
        return self.desk.service.administration(administration).left is not None

    def _every(self, stage: str) -> str:
        """How often a set is due at this stage; "" when none is."""
        if self.desk.administration is None:
            return ""
        rules = self.desk.service.ward(self.desk.administration).protocol.observation
        number = {
            "infusing": rules.every_infusing,
            "interrupted": rules.every_infusing,
            "observing": rules.every_observing,
        }.get(stage)
        return f"{number.value} {number.unit}" if number is not None else ""
