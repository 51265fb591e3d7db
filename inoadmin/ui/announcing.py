"""Announcements: what a screen reader says by itself, besides what has the focus.

announce: one of them; show_fault: what is wrong, shown and said. Announcer: a window's, which tells
what changes in what is shown and which alarms begin; only while a screen reader, or the like,
listens.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget

from inoadmin.session.present.telling import Telling, Told, scene
from inoadmin.ui.desk import Desk

Say = Callable[[Told], None]


def announce(about: QWidget, text: str, *, urgent: bool = False) -> None:
    """Says a sentence; politely waits for what is being read out, unless it is urgent."""
    event = QAccessibleAnnouncementEvent(about, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def show_fault(shown: QLabel, text: str) -> None:
    """Shows what is wrong in its place and says it; "" takes it away."""
    if text and (text != shown.text() or shown.isHidden()):
        announce(shown, text, urgent=True)
    shown.setText(text)
    shown.setVisible(bool(text))


def say_of(about: QWidget, told: Told) -> None:
    """Announces what is told of a widget."""
    announce(about, told.text, urgent=told.urgent)


class Announcer(QObject):
    """Follows a desk. `covered` tells whether the screen is, `step` which page is shown;
    `listening` whether anybody hears it.
    """

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        covered: Callable[[], bool],
        step: Callable[[], str],
        *,
        say: Say | None = None,
        listening: Callable[[], bool] = QAccessible.isActive,
    ) -> None:
        super().__init__(window)
        self._desk, self._covered, self._step = desk, covered, step
        self._say = say or partial(say_of, window)
        self._listening = listening
        self._telling = Telling()
        desk.changed.connect(self.follow)
        desk.ticked.connect(self.tick)

    def tick(self, now: datetime) -> None:
        """Alarms begin and findings come with time."""
        if not self._listening():
            return
        for told in self._telling.ring(self._desk.service, now, discreetly=self._covered()):
            self._say(told)
        self.follow()

    def follow(self) -> None:
        """Tells what has changed in what is shown."""
        if not self._listening():
            return
        if self._covered():
            self._telling.leave()
            return
        desk = self._desk
        for told in self._telling.tell(
            scene(desk.service, desk.patient, desk.administration, self._step())
        ):
            self._say(told)
