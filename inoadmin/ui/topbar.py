"""The blue bar: where this is, the time, the gravest alarm, who acts, staff and protocol."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QWidget,
)

from inoadmin.session.present import words
from inoadmin.session.present.alarms import Alarm, alarms, headlines
from inoadmin.session.present.reading import past_review
from inoadmin.ui.desk import Desk
from inoadmin.ui.widgets import label, retone

_TONES = {"high": "alarm", "medium": "warn", "low": "calm"}
_HEIGHT_PX = 46
_PILL_PX = 36
_NARROW_PX = 1180
_NOBODY = "Choose who is acting"


class TopBar(QFrame):
    """Always on top. Signals: `staff_asked`, `protocol_asked`, `board_asked`;
    `alarm_chosen` with a patient.
    """

    staff_asked = Signal()
    protocol_asked = Signal()
    board_asked = Signal()
    alarm_chosen = Signal(str)

    def __init__(self, desk: Desk, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("role", "bar")
        self.setFixedHeight(_HEIGHT_PX)
        self._time = label("", "strong")
        self._standing: tuple[Alarm, ...] = ()
        self._menu = QMenu(self)
        self._alarm = QPushButton()
        self._alarm.setProperty("kind", "pill")
        self._alarm.setAccessibleName("Alarms")
        self._alarm.clicked.connect(self._list_alarms)
        self.acting = QComboBox()
        self.acting.setMinimumWidth(170)
        who = QLabel("&Acting as")
        who.setBuddy(self.acting)
        self.acting.activated.connect(self._choose)
        self._board = self._button("&Board", self.board_asked)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(10)
        self._brand = label("inoadmin", "figure")
        row.addWidget(self._brand)
        row.addWidget(self._board)
        for text in (_KINDS.get(desk.service.log.kind, ""), note):
            if text:
                row.addWidget(label(text, "strong"))
        row.addWidget(self._time)
        row.addStretch(1)
        row.addWidget(self._alarm)
        row.addWidget(who)
        row.addWidget(self.acting)
        row.addWidget(self._button("&Staff…", self.staff_asked))
        self._protocol = self._button("&Protocol F1", self.protocol_asked)
        row.addWidget(self._protocol)
        desk.ticked.connect(self.tick)
        desk.changed.connect(self.refresh)
        self.refresh()

    def _button(self, text: str, asked: SignalInstance) -> QPushButton:
        """A button of the bar."""
        button = QPushButton(text)
        button.setProperty("kind", "bar")
        button.clicked.connect(asked)
        return button

    def refresh(self) -> None:
        """Shows staff, time and alarms as they stand."""
        self._board.setVisible(self._desk.patient is not None)
        self._list_staff()
        self._tell_review()
        self.tick(self._desk.now())

    def _tell_review(self) -> None:
        """Marks a protocol that is past its review date."""
        service = self._desk.service
        today = self._desk.now().astimezone(service.zone).date()
        overdue = past_review(service.ward(self._desk.administration).protocol, today)
        self._protocol.setText("&Protocol F1 ▲" if overdue else "&Protocol F1")
        self._protocol.setToolTip(overdue)
        self._protocol.setAccessibleDescription(overdue)

    def tick(self, now: datetime) -> None:
        """Shows the time and the alarms at a moment."""
        zone = self._desk.service.zone
        today = now.astimezone(zone).date()
        time = words.clock_time(now, zone, seconds=True)
        narrow = self.width() < _NARROW_PX
        self._brand.setVisible(not narrow)
        date = "" if narrow else f"{words.weekday(today)} {words.day(today)}  "
        self._time.setText(f"{date}{time}")
        self._show_alarms(alarms(self._desk.service, now))

    def _show_alarms(self, standing: tuple[Alarm, ...]) -> None:
        """The gravest in words; all of them in the menu and for a screen reader."""
        self._alarm.setVisible(bool(standing))
        if standing == self._standing:
            return
        self._standing = standing
        every = [f"{alarm.priority}: {alarm.line}" for alarm in standing]
        self._alarm.setToolTip("\n".join(every))
        self._alarm.setAccessibleDescription("\n".join(every))
        retone(self._alarm, _TONES[standing[0].priority] if standing else "calm")
        self._menu.clear()
        for alarm, line in zip(standing, every, strict=True):
            chosen = self._menu.addAction(line)
            chosen.triggered.connect(lambda _=False, a=alarm: self.alarm_chosen.emit(a.patient))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Says as much of the alarm as there is room for."""
        super().resizeEvent(event)
        self.tick(self._desk.now())
        self._fit()

    def _fit(self) -> None:
        """The longest of the alarm's wordings that fits beside everything else."""
        row = self._row
        places = [row.itemAt(number) for number in range(row.count())]
        others = [p.sizeHint().width() for p in places if p and p.widget() is not self._alarm]
        margins = row.contentsMargins()
        room = (
            self.width()
            - sum(others)
            - row.spacing() * row.count()
            - margins.left()
            - margins.right()
        )
        metrics = self._alarm.fontMetrics()
        texts = [f"▲ {text}" for text in headlines(self._standing)]
        fitting = [t for t in texts if metrics.horizontalAdvance(t) + _PILL_PX <= room]
        self._alarm.setText((fitting or texts[-1:] or [""])[0])

    def _list_alarms(self) -> None:
        """Every alarm in a menu; choosing one opens its patient."""
        self._menu.popup(self._alarm.mapToGlobal(self._alarm.rect().bottomLeft()))

    def _list_staff(self) -> None:
        """Who may act: all active members of staff."""
        listed = [("", _NOBODY)] + [
            (member, f"{details.name} ({details.role})")
            for member, details in self._desk.service.staff().items()
            if details.active
        ]
        shown = [
            (self.acting.itemData(i), self.acting.itemText(i)) for i in range(self.acting.count())
        ]
        if shown != listed:
            self.acting.clear()
            for member, name in listed:
                self.acting.addItem(name, member)
        self.acting.setCurrentIndex(max(self.acting.findData(self._desk.actor or ""), 0))

    def _choose(self) -> None:
        """Whoever is chosen acts from now on."""
        self._desk.act_as(self.acting.currentData() or None)

    def alarm_text(self) -> str:
        """The alarm shown, "" without one."""
        return "" if self._alarm.isHidden() else self._alarm.text()


_KINDS = {"training": "TRAINING", "scenario": "SCENARIO"}
