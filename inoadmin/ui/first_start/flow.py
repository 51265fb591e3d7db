"""The flow of the first start; each step is on disk when the next one is shown.

It begins where nobody can look after the staff yet. Interrupted after the manager, it goes on when
the manager signs in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.accounts import PinError
from inoadmin.session.enrolling import enough_clinicians, has_manager
from inoadmin.session.forms import people as forms
from inoadmin.session.ports import StorageError
from inoadmin.session.present.accounts import clinicians, is_manager
from inoadmin.session.registration import SYSTEM
from inoadmin.ui.announcing import show_fault
from inoadmin.ui.desk import Desk
from inoadmin.ui.first_start.member import MemberStep
from inoadmin.ui.first_start.recovery import RecoveryStep
from inoadmin.ui.page import scrolling
from inoadmin.ui.widgets import label, set_looks

_WIDTH_PX = 760
_SHOWN = "current step"
_STEPS = ("Ward", "Manager", "Recovery key", "Those who record")
_TITLES = (
    "What is this ward called?",
    "Who looks after staff and settings?",
    "Keep the recovery key",
    "Who records here?",
)
_ABOUT = (
    "The name stands in the bar and on every record.",
    "A manager registers staff and opens locked accounts. Managers record nothing clinical.",
    "",
    "Each dose needs two: at least two people, one of them a nurse. Each types their own PIN.",
)


class FirstStart(QWidget):
    """Signals: `finished`; `print_asked` and `save_asked` with the recovery key."""

    finished = Signal()
    print_asked = Signal(str)
    save_asked = Signal(str)

    def __init__(
        self,
        desk: Desk,
        make_recovery: Callable[[], str | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._make_recovery = desk, make_recovery
        self._founded = self._later = self._going = False
        self.setAccessibleName("First start")
        self.ward = QLineEdit()
        self.ward.setAccessibleName("Ward name")
        self.ward.returnPressed.connect(self.record_ward)
        self.manager = MemberStep(desk, forms.first_manager, "&Record the manager", self)
        self.recovery = RecoveryStep()
        self.people = MemberStep(desk, forms.clinician, "&Record this person", self)
        self.manager.done.connect(self._founds)
        self.recovery.done.connect(self._kept)
        self.recovery.print_asked.connect(self.print_asked)
        self.recovery.save_asked.connect(self.save_asked)
        self.people.done.connect(self._recorded)
        self.leave = QPushButton("&Later")
        self.leave.setAutoDefault(True)  # Enter finishes, once the focus is here
        self.leave.clicked.connect(self.finish)
        self.people.buttons.insertWidget(0, self.leave)
        self._lay_out()

    def _lay_out(self) -> None:
        """Where one is, what is asked, the step."""
        self._way = [QLabel() for _ in _STEPS]
        way = QHBoxLayout()
        way.setSpacing(26)
        for step in self._way:
            way.addWidget(step)
        way.addStretch(1)
        self._title = label("", "title", wrap=True)
        self._about = label("", "subtitle", wrap=True)
        self._known = label("", "strong", "good", wrap=True)
        self.steps = QStackedWidget()
        for step in (self._ward_step(), self.manager, self.recovery, self.people):
            self.steps.addWidget(step)
        card = QFrame()
        card.setProperty("role", "card")
        card.setMaximumWidth(_WIDTH_PX)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 22, 28, 22)
        column.setSpacing(10)
        column.addLayout(way)
        for widget in (self._title, self._about, self._known, self.steps):
            column.addWidget(widget)
        inside = QWidget()
        middle = QHBoxLayout(inside)
        middle.addStretch(1)
        middle.addWidget(card, 8, Qt.AlignmentFlag.AlignTop)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addWidget(scrolling(inside))

    def _ward_step(self) -> QWidget:
        """The ward's name."""
        made = QWidget()
        named = QLabel("Ward name")
        named.setProperty("role", "strong")
        named.setBuddy(self.ward)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        go_on = QPushButton("&Record the ward")
        set_looks(go_on, "kind", "primary")
        go_on.clicked.connect(self.record_ward)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(go_on)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (named, self.ward, self.fault):
            column.addWidget(widget)
        column.addLayout(row)
        column.addStretch(1)
        return made

    # --- where one is ---------------------------------------------------------------------------

    def wanted(self) -> bool:
        """Whether something is needed that only this flow asks for."""
        service = self._desk.service
        self._founded = self._founded or has_manager(service)
        if not self._founded:
            return True
        if not is_manager(service, self._desk.actor):
            return False
        return self._going or not (self._later or enough_clinicians(service))

    def begin(self) -> None:
        """Goes to the first step that is not done; one that was left goes on as it was."""
        service = self._desk.service
        if self._going:
            return
        self._going = self._founded
        if not self._founded:
            self._show(1 if service.settings().ward_name else 0)
        elif not clinicians(service):
            self._offer_recovery()
        else:
            self._show(3)

    def _show(self, step: int) -> None:
        """Turns to a step."""
        for number, (name, place) in enumerate(zip(_STEPS, self._way, strict=True)):
            done = number < step
            place.setText(f"{'✓' if done else number + 1}  {name}")
            told = "done" if done else _SHOWN if number == step else "comes later"
            place.setAccessibleName(f"{number + 1}, {name}: {told}")
            place.setAccessibleDescription(_SHOWN if number == step else "")
            set_looks(place, "role", "strong" if number == step else "muted")
            set_looks(place, "tone", "good" if done else "")
        self._title.setText(_TITLES[step])
        self._about.setText(_ABOUT[step])
        self._about.setVisible(bool(_ABOUT[step]))
        self._tell_known(step)
        self.steps.setCurrentIndex(step)
        self._focus()

    def _focus(self) -> None:
        """The keyboard is at the first thing to type."""
        at = self.steps.currentIndex()
        if at == 0:
            self.ward.setFocus(Qt.FocusReason.OtherFocusReason)
        elif at in {1, 3}:
            (self.manager if at == 1 else self.people).begin()

    def _tell_known(self, step: int) -> None:
        """Who can sign in already, and whether that is enough."""
        service = self._desk.service
        names = [service.staff()[member].name for member in clinicians(service)]
        self._known.setText(f"✓ On record: {', '.join(names)}")
        self._known.setVisible(step == 3 and bool(names))
        enough = enough_clinicians(service)
        self.leave.setText("&Finish" if enough else "&Later")
        set_looks(self.leave, "kind", "primary" if enough else "")
        set_looks(self.people.button, "kind", "" if enough else "primary")

    # --- the steps ------------------------------------------------------------------------------

    def record_ward(self) -> None:
        """The ward has a name."""
        service, name = self._desk.service, self.ward.text().strip()
        fault = "" if name else "Type what the ward is called."
        try:
            if name:
                settings = replace(service.settings(), ward_name=name)
                service.change_settings(settings, SYSTEM)
        except StorageError as error:
            fault = f"Not recorded. {error}"
        show_fault(self.fault, fault)
        if not fault:
            self._show(1)

    def _founds(self, member: str, pin: str) -> None:
        """The manager is on record, and signed in to register the others."""
        self._founded = self._going = True
        try:
            self._desk.sign_in(member, pin)
        except PinError as error:
            self._desk.failed.emit(str(error))
            return
        self._offer_recovery()

    def _offer_recovery(self) -> None:
        """The recovery key, where one can be made."""
        key = None
        try:
            key = self._make_recovery()
        except StorageError as error:
            self._desk.failed.emit(f"No recovery key could be made. {error}")
        if key is None:
            self._kept()
            return
        self._show(2)
        self.recovery.begin(key)

    def _kept(self) -> None:
        """On to those who record."""
        self.recovery.forget()
        self._show(3)

    def _recorded(self, _member: str, _pin: str) -> None:
        """One more can record; with enough of them it can be finished."""
        self._show(3)
        if enough_clinicians(self._desk.service):
            self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """The manager leaves; with enough people anybody can sign in."""
        self._going, self._later = False, True
        if enough_clinicians(self._desk.service):
            self._desk.sign_out()
        self.finished.emit()
