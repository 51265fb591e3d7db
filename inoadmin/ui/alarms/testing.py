"""The sound test: each sound is played when asked for, and whoever listens says what they heard."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.ports import StorageError
from inoadmin.session.present.alarm_list import NOT_THE_PUMP, no_sound
from inoadmin.session.ringing import Ringer
from inoadmin.session.sounding import record_test
from inoadmin.ui.desk import Desk
from inoadmin.ui.widgets import label, set_looks

_WIDTH_PX: Final = 560
_BUTTON_PX: Final = 140
_PLAYED: Final = (
    ("high", "Play &high", "10 tones, again and again until acknowledged"),
    ("medium", "Play &medium", "3 tones, less often, until acknowledged"),
    ("low", "Play &low", "2 tones, once"),
)
ABOUT: Final = "Play each, and listen from where you work. The computer's volume sets how loud."
NOT_HEARD: Final = (
    "Recorded. Turn the computer's volume up and test again. Until alarms are heard, keep this "
    "screen in sight."
)


class SoundTestDialog(QDialog):
    """Nothing is recorded before something was played."""

    def __init__(self, desk: Desk, ringer: Ringer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ringer = desk, ringer
        self.setWindowTitle("Sound test")
        self.setMinimumWidth(_WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("Can alarms be heard?", "title", wrap=True))
        column.addWidget(label(f"{ABOUT} {NOT_THE_PUMP}", "subtitle", wrap=True))
        for priority, text, about in _PLAYED:
            column.addLayout(self._row(priority, text, about))
        self.told = label("", "error", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        column.addLayout(self._answers())
        self._follow()

    def _row(self, priority: str, text: str, about: str) -> QHBoxLayout:
        """A button, and what it sounds like."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setMinimumWidth(_BUTTON_PX)
        button.clicked.connect(partial(self._play, priority))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addWidget(label(about, "muted", wrap=True), 1)
        return row

    def _answers(self) -> QHBoxLayout:
        """Heard or not, once something was played."""
        self.heard = QPushButton("&Yes, I heard it")
        set_looks(self.heard, "kind", "primary")
        self.not_heard = QPushButton("&No, not heard")
        closing = QPushButton("&Close")
        closing.clicked.connect(self.reject)
        self.heard.clicked.connect(partial(self._record, heard=True))
        self.not_heard.clicked.connect(partial(self._record, heard=False))
        row = QHBoxLayout()
        row.addWidget(closing)
        row.addStretch(1)
        for button in (self.not_heard, self.heard):
            button.setEnabled(False)
            row.addWidget(button)
        for button in (closing, self.not_heard, self.heard):
            button.setAutoDefault(False)
        return row

    def _play(self, priority: str, *_checked: bool) -> None:
        """Plays one, and asks."""
        self._ringer.ring(priority)
        self._follow()
        for button in (self.heard, self.not_heard):
            button.setEnabled(True)
        self.heard.setEnabled(not self._ringer.fault)

    def _follow(self) -> None:
        """Says where nothing can be heard."""
        if self._ringer.fault:
            self._say(no_sound(self._ringer.fault))

    def _record(self, *_checked: bool, heard: bool) -> None:
        """Records what came of it; not heard, it stays open to be tried again."""
        actor = self._desk.actor
        if actor is None:
            return
        try:
            record_test(self._desk.service, actor, heard=heard)
        except StorageError as error:
            self._say(f"Not recorded. {error}")
            return
        if heard:
            self.accept()
        else:
            self._say(NOT_HEARD)

    def _say(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.show()
