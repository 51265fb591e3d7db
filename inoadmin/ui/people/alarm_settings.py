"""How alarms sound here, as the ward sets it. Nothing here turns them off."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from inoadmin.domain.settings import AlarmTiming
from inoadmin.session.accounts import Proof
from inoadmin.session.present.alarm_list import NOT_THE_PUMP
from inoadmin.session.registration import ALARM_LIMITS
from inoadmin.ui.desk import Desk
from inoadmin.ui.people.settings import within
from inoadmin.ui.people.signed import SignedDialog
from inoadmin.ui.widgets import label

_NUMBER_PX: Final = 80
_LABELS: Final = {
    "high_every_s": "A high alarm sounds every, in seconds",
    "medium_every_s": "A medium alarm sounds every, in seconds",
    "escalates_after_min": "Both sound twice as often after, in minutes",
    "reaction_after_min": "An open reaction sounds after, in minutes",
    "pause_s": "The sound can be paused for, in seconds",
    "test_every_h": "A sound test is offered again after, in hours",
}
ABOUT: Final = (
    "High and medium alarms sound until somebody acknowledges them; low ones sound once. The sound "
    "can be paused, never switched off."
)


class AlarmSettingsDialog(SignedDialog):
    """Recorded with the manager's PIN."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "Alarm settings",
            "&Record the alarm settings",
            "changed how alarms sound on the ward",
            parent,
        )
        now = desk.service.settings().alarms
        self.lines: dict[str, QLineEdit] = {}
        fields = QWidget()
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(8)
        for number, (name, _what, least, most) in enumerate(ALARM_LIMITS):
            line = QLineEdit(str(getattr(now, name)))
            line.setMaxLength(len(str(most)))
            line.setFixedWidth(_NUMBER_PX)
            named = QLabel(_LABELS[name])
            named.setBuddy(line)
            named.setProperty("role", "strong")
            grid.addWidget(named, number, 0)
            grid.addWidget(line, number, 1)
            grid.addWidget(label(f"{least} to {most}", "muted"), number, 2)
            self.lines[name] = line
        grid.setColumnStretch(2, 1)
        about = label(f"{NOT_THE_PUMP} {ABOUT}", "subtitle", wrap=True)
        self.lay(about, fields)

    def start(self) -> None:
        """The first figure."""
        next(iter(self.lines.values())).setFocus()

    def holds(self) -> bool:
        """Every figure lies within its limits."""
        for name, _what, least, most in ALARM_LIMITS:
            line = self.lines[name]
            if not within(line.text(), (least, most)):
                self.say(f"{_LABELS[name]} “{line.text()}”: a whole number, {least} to {most}.")
                line.setFocus()
                return False
        return True

    def carry_out(self, actor: str, proof: Proof | None) -> None:
        """All of them together."""
        service = self.desk.service
        timing = AlarmTiming(**{name: int(line.text()) for name, line in self.lines.items()})
        service.change_settings(replace(service.settings(), alarms=timing), actor, proof)
