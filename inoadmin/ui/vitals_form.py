"""Observations with NEWS2 worked out while one types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from inoadmin.domain.commands import Vitals
from inoadmin.session.forms.about import About
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.present.scores import news2_text
from inoadmin.ui.announcing import announce
from inoadmin.ui.desk import Desk
from inoadmin.ui.record_form import RecordForm
from inoadmin.ui.widgets import label, retone


class VitalsForm(RecordForm):
    """The score stands beside the button and follows each key."""

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
        self.score = label("", "strong", wrap=True)
        self.layout_score()
        self.edited.connect(self.show_score)
        self.recorded.connect(self.show_score)
        self.show_score()

    def layout_score(self) -> None:
        """Puts the score before the buttons."""
        self.buttons.insertWidget(0, self.score, 1)

    def show_score(self) -> None:
        """Works the score out from what is typed so far."""
        made = self.form.so_far(self.desk.now())
        if isinstance(made, Vitals):
            said = bool(self.form.typed().get("oxygen", ""))
            text, tone = news2_text(self.about().ward.protocol, made, oxygen=said)
            if tone != "calm" and text != self.score.text() and self.isVisible():
                announce(self.score, text)
            self.score.setText(text)
            retone(self.score, tone)

    def refresh(self) -> None:
        """The score follows the open patient too."""
        super().refresh()
        self.show_score()
