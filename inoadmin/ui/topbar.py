"""The blue bar: where this is, the time, the gravest alarm, whether it can be heard, protocol, and
who is signed in.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QWidget,
)

from inoadmin.session.acknowledging import acknowledgements
from inoadmin.session.present import words
from inoadmin.session.present.accounts import is_nurse, sact_fault
from inoadmin.session.present.alarm_list import in_order, is_asking
from inoadmin.session.present.alarms import Alarm, headlines
from inoadmin.session.present.locked import discreet_alarms
from inoadmin.session.present.reading import past_review
from inoadmin.ui.alarms.sound_button import SoundButton
from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.desk import Desk
from inoadmin.ui.looks import CHOICES, Looks
from inoadmin.ui.widgets import Ticking, label, retone, set_looks

_TONES = {"high": "alarm", "medium": "warn", "low": "calm"}
_HEIGHT_PX = 46
_PILL_PX = 36
_NARROW_PX = 1180
_ROOMY_PX = 1400


class TopBar(QFrame):
    """Always on top. Signals: `protocol_asked`, `board_asked`; `asked` with "lock", "leave",
    "alarms" or the name of a dialog. What nobody has acknowledged yet is named first, and flashes.
    """

    asked = Signal(str)
    protocol_asked = Signal()
    board_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        looks: Looks,
        note: str = "",
        bell: AlarmBell | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._looks = desk, looks
        self.setProperty("role", "bar")
        self.setFixedHeight(_HEIGHT_PX)
        self._time = Ticking("strong")
        self._standing: tuple[Alarm, ...] = ()
        self._menu = QMenu(self)
        self._alarm = QPushButton()
        self._alarm.setProperty("kind", "pill")
        self._alarm.setAccessibleName("Alarms")
        self._alarm.clicked.connect(self._list_alarms)
        self._covered, self._working = False, True
        self.sound = SoundButton(desk, bell)
        self.who = QPushButton()
        self.who.setProperty("kind", "bar")
        self.who.setMenu(self._who_menu())
        self._ward = label("", "strong")
        self._board = self._button("&Board", self.board_asked)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(10)
        self._brand = label("inoadmin", "figure")
        row.addWidget(self._brand)
        row.addWidget(self._ward)
        row.addWidget(self._board)
        for text in (_KINDS.get(desk.service.log.kind, ""), note):
            if text:
                row.addWidget(label(text, "strong"))
        row.addWidget(self._time)
        row.addStretch(1)
        row.addWidget(self.sound)
        row.addWidget(self._alarm)
        self._protocol = self._button("&Protocol F1", self.protocol_asked)
        row.addWidget(self._protocol)
        row.addWidget(self.who)
        desk.ticked.connect(self.tick)
        desk.changed.connect(self.refresh)
        if bell is not None:
            bell.turned.connect(self._fit)
        self.refresh()

    def _button(self, text: str, asked: SignalInstance) -> QPushButton:
        """A button of the bar."""
        button = QPushButton(text)
        button.setProperty("kind", "bar")
        button.clicked.connect(asked)
        return button

    def _who_menu(self) -> QMenu:
        """What whoever is signed in may do about themselves, the staff and the ward."""
        menu = QMenu(self)
        entries = (
            ("&Lock now\tCtrl+L", "lock"),
            ("&Hand over / sign out", "leave"),
            ("&Alarms and sound…\tF8", "alarms"),
            ("Change my &PIN…", "pin"),
            ("Admit a &temporary checker…", "temporary"),
            ("&Staff…", "staff"),
            ("&Ward settings…", "settings"),
            ("Alarm s&ettings…", "alarm settings"),
            ("Sca&nner settings…", "scanner settings"),
        )
        made = {what: menu.addAction(text) for text, what in entries}
        for what, action in made.items():
            action.triggered.connect(lambda _=False, w=what: self.asked.emit(w))
        self._admit, self._staff = made["temporary"], made["staff"]
        self._settings, self._timing = made["settings"], made["alarm settings"]
        self._scanner = made["scanner settings"]
        menu.addSeparator()
        menu.addMenu(self._display_menu(menu))
        return menu

    def _display_menu(self, above: QMenu) -> QMenu:
        """Light or dark; the mark follows what holds."""
        menu = QMenu("&Display", above)
        one = QActionGroup(menu)
        for choice, text in CHOICES.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(choice == self._looks.choice)
            action.triggered.connect(lambda _=False, c=choice: self._looks.choose(c))
            one.addAction(action)
        return menu

    def refresh(self) -> None:
        """Shows who is here, time and alarms as they stand."""
        self._board.setVisible(self._desk.patient is not None and self._working)
        self._ward.setText(self._desk.service.settings().ward_name)
        self._ward.setVisible(bool(self._ward.text()))
        self._tell_who()
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
        standing = self._desk.alarms(now)
        # an alarm's words are worth more than the program's name
        self._brand.setVisible(self.width() >= (_ROOMY_PX if standing else _NARROW_PX))
        date = "" if narrow else f"{words.weekday(today)} {words.day(today)}  "
        self._time.tell(f"{date}{time}")
        self._show_alarms(standing, odd=bool(now.second % 2))

    def _show_alarms(self, standing: tuple[Alarm, ...], *, odd: bool) -> None:
        """The gravest in words; all of them in the menu and for a screen reader."""
        known = acknowledgements(self._desk.service) if standing else {}
        self._alarm.setVisible(bool(standing))
        flashes = odd and is_asking(standing, known)
        set_looks(self._alarm, "flash", "true" if flashes else "false")
        tone = _TONES[standing[0].priority] if standing else "calm"
        standing = in_order(standing, known)
        if self._covered or not self._working:
            standing = discreet_alarms(standing)
        if standing == self._standing:
            if standing:
                self._fit()  # what stands beside it may need another width
            return
        self._standing = standing
        every = [f"{alarm.priority}: {alarm.line}" for alarm in standing]
        self._alarm.setToolTip("\n".join((*every, "F8 acknowledges") if self._working else every))
        self._alarm.setAccessibleDescription("\n".join(every))
        retone(self._alarm, tone)
        self._menu.clear()
        for line in every:
            self._menu.addAction(line)
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
        if self._alarm.sizeHint() != self._alarm.minimumSize():
            self._alarm.setFixedSize(self._alarm.sizeHint())  # its flash lays nothing out anew

    def _list_alarms(self) -> None:
        """Every alarm, to be acknowledged; in a menu where nobody may do that."""
        if self._working:
            self.asked.emit("alarms")
            return
        self._menu.popup(self._alarm.mapToGlobal(self._alarm.rect().bottomLeft()))

    def _tell_who(self) -> None:
        """Who is signed in, with what is not in order about them; the menu has what they may."""
        desk = self._desk
        details = desk.service.staff().get(desk.actor or "")
        self.who.setVisible(details is not None and not self._covered)
        if details is None:
            return
        today = desk.now().astimezone(desk.service.zone).date()
        fault = sact_fault(details, today)
        self.who.setText(f"{details.name.replace('&', '&&')}{' ▲ SACT' if fault else ''}")
        said = f"{details.name}, {details.role}. {fault}".rstrip(". ")
        self.who.setAccessibleName(f"Signed in: {said}")
        self.who.setToolTip(said)
        manager, nurse = details.role == "manager", is_nurse(desk.service, desk.actor)
        for action, shown in (
            (self._staff, manager),
            (self._settings, manager),
            (self._timing, manager),
            (self._scanner, manager),
            (self._admit, nurse),
        ):
            action.setVisible(shown)

    def cover(self, *, covered: bool, working: bool) -> None:
        """Shows less while nobody is at work, and alarms in words that anybody may read."""
        self._covered, self._working = covered, working
        self._standing = ()
        self._protocol.setVisible(not covered)
        self.refresh()

    def alarm_text(self) -> str:
        """The alarm shown, "" without one."""
        return "" if self._alarm.isHidden() else self._alarm.text()


_KINDS = {"scenario": "SCENARIO"}  # practice has a band of its own above the bar
