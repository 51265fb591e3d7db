"""What stands in the place of everything else while nobody is signed in, or the screen is locked.

Places with their clocks, alarms, the reaction button, the time and the sign-in box. No patient is
named, and of the staff only those who can sign in.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.calls import open_calls
from inoadmin.session.practice.people import pin_words
from inoadmin.session.present import words
from inoadmin.session.present.running import running
from inoadmin.ui.desk import Desk
from inoadmin.ui.lock.places import Places
from inoadmin.ui.reaction import STOP
from inoadmin.ui.signin import SignInBox
from inoadmin.ui.widgets import label, set_looks

_BOX_PX = 400
_REACTION_PX = 56
KEPT = "Everything typed is kept. Clocks and alarms go on."


class LockScreen(QWidget):
    """Signal: `reaction_asked`."""

    reaction_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAccessibleName("Sign in")
        self.box = SignInBox(desk)
        self._time = label("", "big")
        self._title = label("", "title")
        self._about = label("", "subtitle", wrap=True)
        self._called = label("", "strong", wrap=True)
        self.pins = label("", "figure", wrap=True)
        self.reaction = QPushButton("Report a reaction — F9")
        set_looks(self.reaction, "kind", "danger")
        self.reaction.setMinimumHeight(_REACTION_PX)
        self.reaction.clicked.connect(self.reaction_asked)
        self._lay_out()
        desk.ticked.connect(self.refresh)
        desk.changed.connect(self.refresh)

    def _lay_out(self) -> None:
        """What goes on at the left, who comes back at the right."""
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self._call_panel())
        left.addWidget(Places(self._desk), 1)
        left.addWidget(self.reaction)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(6)
        for widget in (self._time, self._title, self._about, self.box, self.pins):
            right.addWidget(widget)
        right.addStretch(1)
        beside = QWidget()
        beside.setFixedWidth(_BOX_PX)
        beside.setLayout(right)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 18, 24, 18)
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addWidget(beside)

    def _call_panel(self) -> QFrame:
        """That a reaction was called, and what to do before anything else."""
        self._calls = QFrame()
        self._calls.setProperty("role", "panel")
        self._calls.setProperty("tone", "alarm")
        self._calls.setAccessibleName("Reaction called")
        column = QVBoxLayout(self._calls)
        column.addWidget(label(STOP, "big", "alarm", wrap=True))
        column.addWidget(self._called)
        self._calls.hide()
        return self._calls

    def begin(self) -> None:
        """Shows itself: whoever acted is asked first."""
        self.refresh()
        self.box.begin(self._desk.actor)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while it could not be seen is shown. The page that a window opens with was
        made before it was in the window, where no field can have kept the focus.
        """
        super().showEvent(event)
        self.refresh()
        self.box.take_focus()

    def refresh(self, *_now: datetime) -> None:
        """Shows what goes on now; costs nothing while it cannot be seen."""
        if not self.isVisible():
            return
        desk = self._desk
        self._time.setText(words.clock_time(desk.now(), desk.service.zone))
        self._title.setText("Locked" if desk.locked else "Sign in")
        self._about.setText(KEPT)
        self._about.setVisible(desk.locked)
        self._tell_pins()
        self.reaction.setVisible(bool(running(desk.service)))
        self._show_calls()

    def _tell_pins(self) -> None:
        """In practice everybody may know the PINs."""
        service = self._desk.service
        self.pins.setText(pin_words(service) if service.log.kind == "training" else "")
        self.pins.setVisible(bool(self.pins.text()))

    def _show_calls(self) -> None:
        """The moments that are on disk and wait for a nurse to say whose they are."""
        zone, calls = self._desk.service.zone, open_calls(self._desk.service)
        times = [words.clock_time(call.at, zone, seconds=True) for call in calls]
        said = (
            f"The reaction called at {words.listed(times)} is on disk. "
            "A nurse signs in and says whose it is."
        )
        self._called.setText(said)
        self._calls.setAccessibleDescription(f"{STOP}. {said}")
        self._calls.setVisible(bool(times))
