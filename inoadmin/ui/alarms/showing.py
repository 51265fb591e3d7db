"""What a window shows of its alarms beside bar and board: its title, the list, what is told of the
sound.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from inoadmin.session.acknowledging import acknowledgements
from inoadmin.session.present.alarm_list import in_order, title
from inoadmin.ui.alarms.dialog import AlarmsDialog
from inoadmin.ui.alarms.strip import SoundStrip
from inoadmin.ui.alarms.testing import SoundTestDialog
from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.desk import Desk
from inoadmin.ui.reaction_key import AlarmKey


class Shows(Protocol):
    """A window that opens dialogs, and patients."""

    def show_dialog(self, dialog: QDialog, /) -> None:
        """Shows a dialog once somebody is at work."""
        ...

    def open_patient(self, patient: str, /) -> None:
        """Opens a patient; "" asks whose a called reaction was."""
        ...


class AlarmShowing(QObject):
    """Of one window with a bell. The title names the gravest that nobody has acknowledged; when an
    alarm begins, the window asks for attention.
    """

    def __init__(self, desk: Desk, window: QMainWindow, shows: Shows, bell: AlarmBell) -> None:
        super().__init__(window)
        self._desk, self._window, self._shows, self._bell = desk, window, shows, bell
        self.strip = SoundStrip(desk, bell)
        self.strip.test_asked.connect(self.test)
        self.is_working: Callable[[], bool] = lambda: desk.actor is not None and not desk.locked
        desk.ticked.connect(self._entitle)
        desk.changed.connect(lambda: self._entitle(desk.now()))
        bell.began.connect(lambda: QApplication.alert(window))

    def listen(self, app: QApplication) -> None:
        """Hears F8 wherever anybody is."""
        self.key = AlarmKey(app, self)
        self.key.pressed.connect(self.turn)

    def _entitle(self, now: datetime) -> None:
        """What the taskbar shows."""
        standing = self._desk.alarms(now)
        known = acknowledgements(self._desk.service) if standing else {}
        self._window.setWindowTitle(title(in_order(standing, known)))

    def turn(self) -> None:
        """F8: the list, or away with it; where nobody is at work, it pauses the sound."""
        shown = [d for d in self._window.findChildren(AlarmsDialog) if d.isVisible()]
        if not self.is_working():
            if self._bell.asking or self._bell.paused_s:
                self._bell.turn_sound()
        elif shown:
            shown[0].reject()
        else:
            self.show()

    def show(self) -> None:
        """The list, over whatever is open."""
        dialog = AlarmsDialog(self._desk, self._bell, self._over())
        dialog.chosen.connect(self._shows.open_patient)
        dialog.test_asked.connect(self.test)
        self._shows.show_dialog(dialog)

    def test(self) -> None:
        """The sound test."""
        self._shows.show_dialog(SoundTestDialog(self._desk, self._bell.ringer, self._over()))

    def _over(self) -> QWidget:
        return QApplication.activeModalWidget() or self._window
