"""A pump reading, with the estimate beside it while one types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from inoadmin.domain.commands import PumpCheck
from inoadmin.session.forms.about import About
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.present.infusing import reading_remark
from inoadmin.ui.desk import Desk
from inoadmin.ui.record_form import RecordForm


class PumpForm(RecordForm):
    """What the reading means stands under its field and follows each key."""

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
        self.edited.connect(self.compare)

    def compare(self) -> None:
        """Holds the reading against the estimate."""
        made, administration = self.form.so_far(self.desk.now()), self.desk.administration
        if isinstance(made, PumpCheck) and administration is not None:
            read = made.volume_ml
            told = "" if read is None else reading_remark(self.desk.service, administration, read)
            self.form.say("volume_ml", told)
