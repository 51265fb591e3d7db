"""Somebody else who records as themselves: chosen among the staff, by name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inoadmin.domain.people import StaffDetails
from inoadmin.session.present.signers import other_field
from inoadmin.ui.fields.picking import PickEdit


class OtherPick(QWidget):
    """Signal: `chosen` when it was said who it is. `member` is empty until then."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pick = PickEdit(other_field({}, ""))
        self.pick.edited.connect(self._picked)
        self._told = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.addWidget(self.pick)

    @property
    def member(self) -> str:
        """Who was chosen."""
        return self._told

    @property
    def is_open(self) -> bool:
        """Whether it is asked who it is, and not said yet."""
        return not self.isHidden() and not self._told

    def follow(self, staff: Mapping[str, StaffDetails], actor: str) -> None:
        """Offers the staff as they are now, without who is signed in."""
        self.pick.offer(other_field(staff, actor).choices)

    def ask(self) -> None:
        """Lets one choose."""
        self.show()
        self.pick.target().setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self) -> None:
        """Nobody else."""
        self._told = ""
        self.pick.put("")
        self.hide()

    def _picked(self) -> None:
        """Tells when another one was chosen."""
        member = self.pick.known()
        if member != self._told:
            self._told = member
            self.chosen.emit()
