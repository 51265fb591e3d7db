"""The bag: by hand or with its code, checked by a second person, and out of the fridge."""

from __future__ import annotations

from inoadmin.session.forms.about import About
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.forms.preparing import bag, check_of
from inoadmin.session.present.possible import possible
from inoadmin.ui.bag_form import BagForm
from inoadmin.ui.desk import Desk
from inoadmin.ui.entry_lines import EntryLines
from inoadmin.ui.page import Page
from inoadmin.ui.pages.acts import ActButton, ActButtons

CHECKED = "The bag was checked by two"


def bag_check(about: About) -> FormSpec:
    """A check of the bag by another."""
    return check_of(about, "bag")


class BagPage(Page):
    """The first bag is typed here; one that replaces it in a dialog."""

    step = "bag"
    title = "Bag"
    form_first = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.subtitle.setText("Read from the label. The second checker reads it for themselves.")
        self.lines = EntryLines(desk, {"bag", "bag_out"})
        self.checks = EntryLines(
            desk, {"second_check"}, keep=lambda line: "bag" in line.what.casefold()
        )
        self.buttons = ActButtons(
            desk,
            (
                ActButton("second_check", "&Second check of the bag…", CHECKED, bag_check),
                ActButton("bag_out", "Out of the &fridge…", "Record that it is out"),
                ActButton("bag", "Replace the b&ag…", "Record the new bag"),
            ),
        )
        self.form = BagForm(desk, bag, "Record the ba&g")
        for widget in (self.lines, self.checks, self.buttons):
            self.body.addWidget(widget)
        self.recorder(self.form)
        self.onward = self.action("Premedication ▸")
        self.onward.clicked.connect(lambda: self.go.emit("premedication"))

    def lead_in(self) -> bool:
        """At the label's first field, while no bag is recorded."""
        if not self.form.isVisible():
            return False
        self.form.form.start_focus()
        return True

    def show_state(self) -> None:
        """The form while no bag is recorded, else what can follow."""
        administration = self.desk.administration
        if administration is None:
            return
        has_bag = self.desk.service.administration(administration).bag is not None
        allowed = possible(self.desk.service, administration)
        self.form.setVisible(not has_bag and allowed("bag"))
        self.form.button.setVisible(not has_bag and allowed("bag"))
        self.buttons.refresh(but=() if has_bag else ("bag", "second_check"))
