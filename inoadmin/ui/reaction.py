"""A reaction: stamped and on disk first, then graded, described and treated."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from inoadmin.domain.commands import Reaction
from inoadmin.session.forms.infusing import reaction_update
from inoadmin.session.present.words import clock_time
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.widgets import label

STOP = "Stop the pump now"
ANAPHYLAXIS = "Anaphylaxis? Follow the anaphylaxis protocol: that path comes before this form."


class ReactionDialog(FormDialog):
    """What was stamped, what to do at once, then the form; closing it loses nothing stamped."""

    def __init__(self, desk: Desk, stamped: str, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            reaction_update,
            "Record about the reaction",
            title=f"Reaction recorded at {stamped}",
            parent=parent,
        )
        self.stop = label(STOP, "big", "alarm", wrap=True)
        self.column.insertWidget(0, self.stop)
        self.column.insertWidget(1, label(ANAPHYLAXIS, "error", wrap=True))
        self.setAccessibleDescription(f"{STOP}. {ANAPHYLAXIS}")
        self.closing.setText("&Later: the moment is recorded")


def report_reaction(
    desk: Desk, parent: QWidget, occurred: datetime | None = None
) -> ReactionDialog | None:
    """Records a reaction at this moment, or the one at which it was called (`occurred`, UTC); then
    opens the form for grade, symptoms and treatment.

    None when it could not be recorded; the desk's signals say why.
    """
    outcome = desk.record(Reaction(), occurred=occurred)
    if occurred is not None and outcome is not None and not outcome.accepted:
        # The infusion was changed since the call: the reaction still goes on record, as of now.
        outcome = desk.record(Reaction())
    if outcome is None or not outcome.accepted:
        return None
    at = clock_time(outcome.events[-1].occurred_at, desk.service.zone, seconds=True)
    dialog = ReactionDialog(desk, at, parent.window())
    dialog.open()
    return dialog
