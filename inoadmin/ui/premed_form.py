"""A premedication, with what it would meet told before it is recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from inoadmin.domain.commands import Premed
from inoadmin.session.forms.about import About
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.forms.reading import when
from inoadmin.session.present.premed_ahead import warnings
from inoadmin.ui.announcing import announce
from inoadmin.ui.desk import Desk
from inoadmin.ui.record_form import RecordForm
from inoadmin.ui.widgets import label


class PremedForm(RecordForm):
    """An allergy that names the drug, or a dose too soon, is said while one types."""

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
        self.ahead = label("", "error", wrap=True)
        self.ahead.hide()
        self.buttons.insertWidget(0, self.ahead, 9)
        self.edited.connect(self.look_ahead)
        self.recorded.connect(self.look_ahead)

    def look_ahead(self) -> None:
        """Says what this premedication would meet."""
        now = self.desk.now()
        made = self.form.so_far(now)
        at = when(self.form.spec, self.form.when_text(), now)
        moment = at if isinstance(at, datetime) else now
        administration = self.desk.administration
        found: tuple[str, ...] = ()
        if administration is not None and isinstance(made, Premed):
            found = warnings(self.desk.service, administration, made, moment)
        told = "\n".join(found)
        if told and told != self.ahead.text():
            announce(self.ahead, f"Before it is recorded: {' '.join(found)}")
        self.ahead.setText(told)
        self.ahead.setVisible(bool(found))
