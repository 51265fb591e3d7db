"""All alarms that stand, to be acknowledged by whoever is signed in; and how the sound stands.

AlarmRow: one of them. AlarmsDialog: all, as they are each second.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.acknowledging import acknowledge
from inoadmin.session.ports import StorageError
from inoadmin.session.present.alarm_list import NOT_THE_PUMP, Row, no_sound, rows, tested
from inoadmin.session.present.alarms import Alarm
from inoadmin.ui.alarms.sound_button import SoundButton
from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.desk import Desk
from inoadmin.ui.page import scrolling
from inoadmin.ui.widgets import discard, label, set_looks

_WIDTH_PX: Final = 760
_LIST_PX: Final = 300
_TONES: Final = {"high": "alarm", "medium": "warn", "low": "accent"}
_SIGNS: Final = {"high": "▲ High", "medium": "▲ Medium", "low": "● Low"}
NOTHING: Final = "No alarm stands."


class AlarmRow(QFrame):
    """One alarm. Signals: `acknowledged` and `opened` with it."""

    acknowledged = Signal(object)
    opened = Signal(object)

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.alarm = row.alarm
        self.setProperty("role", "panel")
        self.setProperty("tone", _TONES[row.alarm.priority])
        self._said = label("", "strong", wrap=True)
        self._about = label("", "muted", wrap=True)
        self.take = QPushButton("Acknowledge")
        self.take.clicked.connect(lambda: self.acknowledged.emit(self.alarm))
        where = f"Open {row.alarm.place}" if row.alarm.patient else "Say whose it was…"
        self.open = QPushButton(where)
        self.open.clicked.connect(lambda: self.opened.emit(self.alarm))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._said)
        words.addWidget(self._about)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 8, 6)
        line.addLayout(words, 1)
        for button in (self.take, self.open):
            button.setAutoDefault(False)
            line.addWidget(button)

    def show_row(self, row: Row) -> None:
        """Shows it as it stands now."""
        alarm = self.alarm = row.alarm
        self._said.setText(f"{_SIGNS[alarm.priority]} — {alarm.place}: {alarm.said}")
        self._about.setText(". ".join(part for part in (alarm.action, row.acknowledged) if part))
        self.take.setVisible(row.asks)
        self.take.setAccessibleName(f"Acknowledge {alarm.place}: {alarm.text}")
        self.setAccessibleName(f"{_SIGNS[alarm.priority]} alarm")
        self.setAccessibleDescription(f"{self._said.text()}. {self._about.text()}")


class AlarmsDialog(QDialog):
    """Signals: `chosen` with the patient to be opened, "" for a called reaction; `test_asked`."""

    chosen = Signal(str)
    test_asked = Signal()

    def __init__(self, desk: Desk, bell: AlarmBell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._bell = desk, bell
        self._rows: dict[str, AlarmRow] = {}
        self.setWindowTitle("Alarms")
        self.setMinimumWidth(_WIDTH_PX)
        self._nothing = label(NOTHING, "subtitle")
        self._about = label("", "muted", wrap=True)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        self.pause = SoundButton(desk, bell)
        self.pause.setProperty("kind", "")
        self._lay_out()
        for moved in (desk.ticked, desk.changed, bell.turned):
            moved.connect(self.refresh)
        self.refresh()
        self._focus()

    def _lay_out(self) -> None:
        """The list, and below it the sound."""
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.addWidget(self._nothing)
        self._list.addStretch(1)
        area = scrolling(inside)
        area.setMinimumHeight(_LIST_PX)
        self.test = QPushButton("&Test the sound…")
        self.test.clicked.connect(self.test_asked)
        self.closing = QPushButton("&Close")
        set_looks(self.closing, "kind", "primary")
        self.closing.clicked.connect(self.reject)
        foot = QHBoxLayout()
        for button in (self.test, self.pause):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.closing)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(label("Alarms", "title"))
        column.addWidget(area, 1)
        column.addWidget(self.fault)
        column.addWidget(self._about)
        column.addLayout(foot)

    def refresh(self, *_now: datetime) -> None:
        """Shows what stands now; a row stays the same widget while its alarm stands."""
        now, service = self._desk.now(), self._desk.service
        told = rows(service, self._desk.alarms(now))
        keys = {row.alarm.key for row in told}
        for key in [key for key in self._rows if key not in keys]:
            discard(self._rows.pop(key))
        self._rows = {row.alarm.key: self._row(row) for row in told}
        for place, made in enumerate(self._rows.values()):
            if self._list.indexOf(made) != place:
                self._list.insertWidget(place, made)
        self._nothing.setVisible(not told)
        fault = self._bell.ringer.fault
        said = no_sound(fault) if fault else tested(service, now)
        self._about.setText(f"{said} {NOT_THE_PUMP}")
        self.pause.refresh()
        self.pause.setHidden(self.pause.isHidden() or bool(fault))

    def _row(self, row: Row) -> AlarmRow:
        """The widget of an alarm, as it stands now."""
        made = self._rows.get(row.alarm.key)
        if made is None:
            made = AlarmRow(row)
            made.acknowledged.connect(self._take)
            made.opened.connect(self._open)
        made.show_row(row)
        return made

    def _focus(self) -> None:
        """On the gravest that nobody has acknowledged, so that two keys answer it."""
        waiting = [row.take for row in self._rows.values() if not row.take.isHidden()]
        (waiting or [self.closing])[0].setFocus()

    def _take(self, alarm: Alarm) -> None:
        """Records who acknowledges it."""
        self.fault.hide()
        try:
            outcome = acknowledge(self._desk.service, alarm, self._desk.actor)
        except StorageError as error:
            self._say(f"Not acknowledged. {error}")
            return
        if not outcome.accepted:
            self._say("Not acknowledged: only a nurse does that, by name.")
            return
        self.refresh()
        self._focus()

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()

    def _open(self, alarm: Alarm) -> None:
        """Goes where something can be done."""
        self.accept()
        self.chosen.emit(alarm.patient)

    def texts(self) -> tuple[str, ...]:
        """The alarms as shown, one line each."""
        return tuple(row.accessibleDescription() for row in self._rows.values())
