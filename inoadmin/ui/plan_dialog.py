"""Asks for the start that is wished, and shows while it is typed what that asks for."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.forms.moments import MOMENT_FORM, show_moment
from inoadmin.session.planning import LABEL, is_planning, read_start, wished
from inoadmin.session.present.planning import Face, Suggestion, face, suggestions
from inoadmin.session.present.words import clock_time
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import subject
from inoadmin.ui.plan_face import PlanFace
from inoadmin.ui.widgets import at_least, discard, label, set_looks

_WIDTH_PX = 560
_FACE_PX = 150  # what the plan needs in most cases: the dialog does not jump while one types
_LINE_PX = 190
KEPT = "What was typed is not kept yet. Press “Close without planning” to drop it."


class PlanDialog(QDialog):
    """For the administration that was open when it was made; it goes when another one is opened, or
    when the infusion has started.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._administration = desk, desk.administration or ""
        self.setWindowTitle("Plan the start")
        self.line = QLineEdit()
        self.line.setAccessibleName(LABEL)
        self.line.setPlaceholderText("HH:MM")
        self.line.setFixedWidth(_LINE_PX)
        self.face = PlanFace()
        self.face.setMinimumHeight(_FACE_PX)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        self._offers = QHBoxLayout()
        self._offered: tuple[Suggestion, ...] = ()
        self._lay_out()
        self.line.textEdited.connect(self._edited)
        desk.changed.connect(self._follow)
        desk.ticked.connect(self._ticked)
        start = wished(desk.service, self._administration)
        if start is not None:
            self._put(start)
        self._started = self.line.text()
        self._offer()
        self._preview()
        self.line.setFocus()

    def _lay_out(self) -> None:
        """The field with its suggestions, what it would mean, the buttons."""
        named = label(LABEL)
        named.setBuddy(self.line)
        row = QHBoxLayout()
        row.addWidget(named)
        row.addWidget(self.line)
        row.addWidget(label(MOMENT_FORM, "muted", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        at_least(column, _WIDTH_PX)
        column.addWidget(label("Plan the start", "title"))
        column.addWidget(label(subject(self._desk), "subtitle", wrap=True))
        column.addLayout(row)
        column.addLayout(self._offers)
        column.addWidget(self.face, 1)
        column.addWidget(self.fault)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        """Closing and taking away at the left, keeping at the right."""
        close, away = QPushButton("Close without planning"), QPushButton("Take the plan &away")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        away.setAutoDefault(False)
        away.clicked.connect(lambda: self._keep(None))
        away.setVisible(wished(self._desk.service, self._administration) is not None)
        keep = QPushButton(f"Plan {self._surname()}'s start")
        set_looks(keep, "kind", "primary")
        keep.setDefault(True)
        keep.clicked.connect(self._read)
        row = QHBoxLayout()
        row.addWidget(close)
        row.addWidget(away)
        row.addStretch(1)
        row.addWidget(keep)
        return row

    def _surname(self) -> str:
        """Whose start it is, in capitals; an ampersand is no mnemonic."""
        state = self._desk.service.administration(self._administration)
        name = self._desk.service.patient(state.patient).details.family_name
        return name.upper().replace("&", "&&")

    # --- typing ---------------------------------------------------------------------------------

    def _edited(self) -> None:
        """Something was typed: what it would mean, and no complaint before it is to be kept."""
        self._tell("")
        self._preview()

    def _put(self, start: datetime) -> None:
        """Shows a start as it would be typed: without its date when that is today's."""
        zone, shown = self._desk.service.zone, show_moment(start, self._desk.service.zone)
        today = start.astimezone(zone).date() == self._desk.now().astimezone(zone).date()
        plain = today and shown.endswith(clock_time(start, zone))
        self.line.setText(clock_time(start, zone) if plain else shown)

    def _choose(self, start: datetime) -> None:
        """Takes a suggestion over into the field; it is kept by the button alone."""
        self._put(start)
        self._edited()
        self.line.setFocus()

    def _offer(self) -> None:
        """The suggestions as things stand now."""
        found = suggestions(self._desk.service, self._administration, self._desk.now())
        if found == self._offered:
            return
        self._offered = found
        while (item := self._offers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)
        for one in found:
            button = QPushButton(one.label)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, at=one.start: self._choose(at))
            self._offers.addWidget(button)
        self._offers.addStretch(1)

    def _preview(self) -> None:
        """What the start that stands in the field asks for."""
        at, service = self._desk.now(), self._desk.service
        try:
            start = read_start(self.line.text(), service.zone, at)
        except ValueError:
            start = None
        shown: Face = face(service, self._administration, at, start)
        self.face.show_face(shown)

    # --- keeping --------------------------------------------------------------------------------

    def _read(self) -> None:
        """Keeps what was typed, or says what is wrong with it."""
        try:
            start = read_start(self.line.text(), self._desk.service.zone, self._desk.now())
        except ValueError as error:
            self._tell(str(error))
            self.line.setFocus()
            return
        self._keep(start)

    def _keep(self, start: datetime | None) -> None:
        """Writes it; closes once it is on disk."""
        outcome = self._desk.plan_start(start)
        if outcome is None:
            self._tell("Not kept: the reason stands at the top of the window.")
        elif outcome.accepted:
            self.accept()
        else:
            self._tell(outcome.reasons[0].sentence)

    def _tell(self, text: str) -> None:
        """What keeps it from being planned; "" takes it back."""
        set_looks(self.line, "fault", "true" if text else "false")
        self.line.setAccessibleDescription(text or MOMENT_FORM)
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    # --- following ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes what is as it was; what was typed is dropped by the button alone."""
        if event.key() == Qt.Key.Key_Escape and self.line.text() != self._started:
            self._tell(KEPT)
            return
        super().keyPressEvent(event)

    def _follow(self) -> None:
        """Another administration, or a start: there is nothing to plan here any more."""
        desk = self._desk
        here = desk.administration == self._administration
        if not here or not is_planning(desk.service, self._administration):
            self.reject()

    def _ticked(self) -> None:
        """Time alone changes what fits."""
        if self.isVisible():
            self._offer()
            self._preview()
