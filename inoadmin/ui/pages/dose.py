"""Dose and bloods: what was ordered, what is expected and why, and the three panels."""

from __future__ import annotations

from functools import partial

from inoadmin.session.forms.preparing import panel
from inoadmin.session.present.dosing import expected_lines, order_lines
from inoadmin.ui.desk import Desk
from inoadmin.ui.entry_lines import EntryLines
from inoadmin.ui.page import Page
from inoadmin.ui.pages.acts import ActButton, ActButtons
from inoadmin.ui.pages.facts import Facts


class DosePage(Page):
    """The arithmetic is shown, so that it can be followed."""

    step = "dose"
    title = "Dose & bloods"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.subtitle.setText("Height, weight and dose come from the opening; correct them there.")
        self.expected, self.order = Facts(), Facts()
        self.opening = EntryLines(desk, {"open"})
        self.bloods = EntryLines(desk, {"bloods", "blasts"})
        self.buttons = ActButtons(
            desk,
            (
                ActButton(
                    "bloods", "&Full blood count…", "Record the count", partial(panel, name="fbc")
                ),
                ActButton("bloods", "&Urea, electrolytes…", "Record", partial(panel, name="ue")),
                ActButton(
                    "bloods", "&Liver tests…", "Record the tests", partial(panel, name="lft")
                ),
                ActButton("blasts", "Peripheral blas&ts…", "Record the blasts"),
            ),
        )
        self.section("Expected dose")
        self.body.addWidget(self.expected)
        self.body.addWidget(self.order)
        self.body.addWidget(self.opening)
        self.section("Bloods")
        self.body.addWidget(self.buttons)
        self.body.addWidget(self.bloods)
        self.onward = self.action("Bag ▸")
        self.onward.clicked.connect(lambda: self.go.emit("bag"))

    def show_state(self) -> None:
        """The arithmetic as it stands."""
        if self.desk.administration is not None:
            service, administration = self.desk.service, self.desk.administration
            self.expected.show_rows(expected_lines(service, administration))
            self.order.show_rows(order_lines(service, administration))
        self.buttons.refresh()
