"""Infusion: interrupt, resume, rate, pump, reactions, access, another bag, stop, end."""

from __future__ import annotations

from PySide6.QtCore import Qt

from inoadmin.session.forms.about import About
from inoadmin.session.forms.aiming import measured_form
from inoadmin.session.forms.infusing import end, resume
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.present.attempts import attempted_rows
from inoadmin.session.present.findings import FindingRow, finding_rows, heading
from inoadmin.session.present.infusing import awaits_bag, volumes
from inoadmin.session.present.infusing import heading as running_heading
from inoadmin.session.present.lines import Line
from inoadmin.ui.desk import Desk
from inoadmin.ui.entry_lines import EntryLines
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.page import Page
from inoadmin.ui.pages.acts import ActButton, ActButtons
from inoadmin.ui.pages.bag import bag_check
from inoadmin.ui.pages.start import bedside_check
from inoadmin.ui.record_form import RecordForm
from inoadmin.ui.unverified import UnverifiedPump
from inoadmin.ui.widgets import first

OBSERVATIONS = "&Observations…"
KINDS = frozenset(
    [
        "start",
        "interrupt",
        "resume",
        "rate",
        "pump_check",
        "reaction",
        "reaction_update",
        "reaction_outcome",
        "extravasation",
        "new_access",
        "stop",
        "end",
        "vitals",
        "handover",
        "bag",
        "bag_out",
        "second_check",
        "authorise",
        "confirm",
        "premed",
    ]
)


#: Acts that have no place beside a running infusion.
NOT_RUNNING = frozenset({"bag", "bag_out", "second_check", "premed"})
#: Acts on a bag that replaces the one that hung: of no use before it is recorded.
ON_THE_BAG = frozenset({"bag_out", "second_check"})
#: Once it has ended, observation has its own page.
ALL = frozenset({*NOT_RUNNING, "vitals", "reaction_update", "reaction_outcome", "new_access"})


def resume_now(about: About) -> FormSpec:
    """The resumption as it happens."""
    return resume(about).without({"already_happened", "reason"})


def resume_happened(about: About) -> FormSpec:
    """A resumption that has happened already, with its reason."""
    spec = resume(about).without({"already_happened"}).needing("reason")
    return spec.starting(already_happened=True)


class InfusionPage(Page):
    """While it runs the primary action is the end, while it is interrupted the resumption."""

    step = "infusion"
    title = "Infusion"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.buttons = ActButtons(
            desk,
            (
                ActButton("interrupt", "&Interrupt…", "Record the interruption"),
                ActButton("rate", "Chan&ge the rate…", "Record the new rate"),
                ActButton("pump_check", "Pump s&hows…", "Record what it shows"),
                ActButton("vitals", OBSERVATIONS, "Record", measured_form),
                ActButton("reaction_update", "Reaction: gra&de, more…", "Record"),
                ActButton("reaction_outcome", "Reaction: o&utcome…", "Record the outcome"),
                ActButton("extravasation", "E&xtravasation…", "Record the extravasation"),
                ActButton("new_access", "New &access…", "Record the new access"),
                ActButton("bag", "Rep&lacement bag…", "Record the bag"),
                ActButton("second_check", "Second check of the bag…", "Both checked", bag_check),
                ActButton("bag_out", "Bag out of the fridge…", "Record that it is out"),
                ActButton("second_check", "Bedside check by two…", "Both checked", bedside_check),
                ActButton("premed", "Premedication…", "Record as given"),
                ActButton("stop", "&Stop for good…", "Stop for good", None, "danger"),
            ),
        )
        self.lines = EntryLines(desk, KINDS, keep=self._since_start)
        self.going_on = RecordForm(desk, resume_now, "Resume", at_once=True)
        self.ending = RecordForm(desk, end, "End")
        self.unverified = UnverifiedPump(desk)
        self.body.addWidget(self.unverified)
        self.body.addWidget(self.buttons)
        self.happened = self.action("I&t has already resumed…")
        self.happened.clicked.connect(self.ask_happened)
        for form in (self.going_on, self.ending):
            self.recorder(form)
        self.body.addWidget(self.lines)

    def _since_start(self, line: Line) -> bool:
        """Whether a line belongs to the infusion: recorded from the start on."""
        if self.desk.administration is None:
            return False
        start = self.desk.service.administration(self.desk.administration).start
        return start is not None and line.version >= start.version

    def ask_happened(self) -> FormDialog:
        """Records a resumption that the workstation did not see."""
        dialog = FormDialog(
            self.desk,
            resume_happened,
            f"&Record that {self.called}'s infusion has resumed",
            title="It has already resumed",
            warning="What keeps the restart shut stays on the record as unresolved.",
            danger=True,
            parent=self.window(),
        )
        dialog.open()
        return dialog

    def lead_in(self) -> bool:
        """While it runs, at the observations: they are what comes next."""
        observing = self.buttons.buttons[OBSERVATIONS]
        if self.stage != "infusing" or not observing.isVisible():
            return False
        observing.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def awaits_leave(self) -> bool:
        """Going on after an interruption may be a medical decision."""
        return self.stage == "interrupted"

    def rows(self, administration: str) -> tuple[FindingRow, ...]:
        """All that keeps the end, or the restart, shut, and what the last attempt met besides."""
        if self.stage not in {"infusing", "interrupted"}:
            return ()
        found = finding_rows(self.desk.service, administration, here=self.step)
        return (*found, *attempted_rows(self.desk.service, administration, found))

    def findings_title(self, rows: tuple[FindingRow, ...]) -> str:
        """The gate's own heading."""
        return heading(self.stage, rows) if self.stage in {"infusing", "interrupted"} else ""

    def show_state(self) -> None:
        """How it stands, and which acts apply."""
        administration = self.desk.administration
        if administration is None:
            return
        self.heading.setText(running_heading(self.desk.service, administration))
        self.subtitle.setText(volumes(self.desk.service, administration))
        running, interrupted = self.stage == "infusing", self.stage == "interrupted"
        shut = any(f.shuts for f in self.desk.service.findings(administration))
        for form, shown, text in (
            (self.going_on, interrupted, f"Resume {self.called}'s in&fusion"),
            (self.ending, running, f"&End {self.called}'s infusion"),
        ):
            form.stand(shown=shown, on=not shut, text=text)
        self.happened.setVisible(interrupted)
        ready = interrupted and not shut
        first(self.body, self.going_on, on=ready, after=self.buttons)
        self.buttons.refresh(but=self._elsewhere(administration))

    def _elsewhere(self, administration: str) -> frozenset[str]:
        """The kinds of act that have no place here at this moment."""
        match self.stage:
            case "infusing":
                return NOT_RUNNING
            case "interrupted":
                awaited = awaits_bag(self.desk.service, administration)
                return frozenset() if awaited else ON_THE_BAG
            case _:
                return ALL
