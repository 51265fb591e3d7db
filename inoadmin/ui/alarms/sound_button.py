"""Whether alarms are heard: pauses the sound, counts the pause down, or says that there is none."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from inoadmin.session.present import words
from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.desk import Desk
from inoadmin.ui.widgets import retone

PAUSE = "Pause sound"
NO_SOUND = "▲ No sound"


class SoundButton(QPushButton):
    """Hidden while there is nothing to pause and nothing to say. On the locked screen too."""

    def __init__(
        self, desk: Desk, bell: AlarmBell | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._bell = desk, bell
        self.setProperty("kind", "bar")
        self.hide()
        if bell is not None:
            self.clicked.connect(bell.turn_sound)
            bell.turned.connect(self.refresh)
            desk.ticked.connect(self.refresh)

    def refresh(self, *_now: datetime) -> None:
        """Shows how the sound stands now."""
        bell = self._bell
        if bell is None:
            return
        left_s, fault = bell.paused_s, bell.ringer.fault
        if fault:
            self._show(NO_SOUND, f"No sound: {fault}", presses=False)
        elif left_s:
            time = words.countdown(timedelta(seconds=left_s))
            self._show(f"Sound paused {time}", "Alarms sound again now", presses=True)
        else:
            limit = words.duration(timedelta(seconds=self._desk.service.settings().alarms.pause_s))
            self._show(PAUSE, f"Pauses the sound of alarms for {limit}", presses=True)
        self.setVisible(bool(fault or left_s or bell.asking))

    def _show(self, text: str, about: str, *, presses: bool) -> None:
        """Changes what stands on it; what only says something cannot be reached by Tab."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
        if about != self.toolTip():
            self.setToolTip(about)
            self.setAccessibleDescription(about)
        if presses != self.isEnabled():
            self.setEnabled(presses)
            retone(self, "" if presses else "warn")
            policy = Qt.FocusPolicy.StrongFocus if presses else Qt.FocusPolicy.NoFocus
            self.setFocusPolicy(policy)
