"""The window: bar, board and the open patient's side, and what can be asked for from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from inoadmin.session.ports import StorageError
from inoadmin.session.present.running import Running, can_react, number_of, running
from inoadmin.session.present.words import clock_time
from inoadmin.ui.board import BoardView
from inoadmin.ui.desk import Desk
from inoadmin.ui.fields.scan import ScanEdit
from inoadmin.ui.pages import PAGES, PageKind
from inoadmin.ui.people import asked_dialog
from inoadmin.ui.protocol_pane import ProtocolPane
from inoadmin.ui.reaction import ReactionDialog, report_reaction
from inoadmin.ui.reaction_key import ReactionKey
from inoadmin.ui.scanner import ScannerFilter, Wedge
from inoadmin.ui.style import LIGHT, Tokens
from inoadmin.ui.topbar import TopBar
from inoadmin.ui.trouble import TroubleStrip
from inoadmin.ui.walk import Walk
from inoadmin.ui.whose import WhoseDialog

_SIZE_PX = (1280, 800)
_LEAST_PX = (1024, 660)
_PANE_PX = 600
MakeRecord = Callable[[str], bytes]
FindPatient = Callable[[str], str | None]


class MainWindow(QMainWindow):
    """One workstation's window on its desk.

    `make_record` gives an administration's record as PDF; `read_wristband` what number a scanned
    wristband bears; `note` stands in the bar (a time zone that had to be guessed).
    """

    def __init__(
        self,
        desk: Desk,
        *,
        make_record: MakeRecord | None = None,
        read_wristband: FindPatient | None = None,
        pages: Sequence[PageKind] = PAGES,
        tokens: Tokens = LIGHT,
        note: str = "",
    ) -> None:
        super().__init__()
        self.desk = desk
        self._make_record, self._read_wristband = make_record, read_wristband
        self.dialog: QDialog | None = None
        self._called: datetime | None = None
        self._told = ""
        self.setWindowTitle("inoadmin")
        self.resize(*_SIZE_PX)
        self.setMinimumSize(*_LEAST_PX)
        self.bar = TopBar(desk, note)
        self.board = BoardView(desk)
        self.walk = Walk(desk, pages, tokens)
        self.trouble = TroubleStrip()
        self._lay_out()
        self.pane = ProtocolPane(desk, tokens, self)
        self.pane.hide()
        self._wire()

    def _lay_out(self) -> None:
        """Bar on top, board at the left, the open patient beside it."""
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.board)
        body.addWidget(self.walk, 1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self.trouble):
            column.addWidget(widget)
        column.addLayout(body, 1)
        inside = QWidget()
        inside.setLayout(column)
        self.setCentralWidget(inside)

    def listen(self, app: QApplication, wedge: Wedge) -> None:
        """Hears a scanner wherever nobody is typing, and F9 wherever anybody is."""
        self.reaction_key = ReactionKey(app, self)
        self.reaction_key.pressed.connect(self.reaction)
        self.scanner = ScannerFilter(app, self, wedge)
        self.scanner.scanned.connect(self.scanned)

    def _wire(self) -> None:
        """Who tells whom."""
        desk = self.desk
        desk.failed.connect(self.trouble.tell)
        self.board.chosen.connect(self.open_patient)
        self.board.new_asked.connect(lambda: self.ask("patient"))
        self.bar.staff_asked.connect(lambda: self.ask("staff"))
        self.bar.board_asked.connect(lambda: desk.open_patient(None))
        self.bar.protocol_asked.connect(self.show_protocol)
        self.bar.alarm_chosen.connect(self.open_patient)
        self.walk.cite.connect(self.show_protocol)
        self.walk.course.asked.connect(self.ask)
        self.walk.reaction_asked.connect(self.reaction)
        self.walk.record_asked.connect(self.show_record)
        self.pane.closed.connect(self.pane.hide)
        for moved in (desk.changed, desk.ticked):
            moved.connect(self._place_pane)
        QShortcut(QKeySequence("F1"), self, self.turn_protocol)
        QShortcut(QKeySequence("F9"), self, self.reaction)

    def open_patient(self, patient: str) -> None:
        """Opens a patient, or goes to the step that comes next when they are open already."""
        if patient == self.desk.patient:
            self.walk.resume()
        else:
            self.desk.open_patient(patient)

    def ask(self, what: str) -> None:
        """Opens a dialog: "patient", "staff", "open", "history", "omit", "discontinue"."""
        self.show_dialog(asked_dialog(what, self.desk, self))

    def show_dialog(self, dialog: QDialog) -> None:
        """Shows a dialog without waiting for it; it is gone once closed."""
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_protocol(self, citation: str = "") -> None:
        """Opens the protocol, at the section that is cited."""
        self.pane.open_at(citation)
        self._place_pane()
        self.pane.show()
        self.pane.raise_()
        self.pane.search.setFocus()

    def turn_protocol(self) -> None:
        """F1 opens the protocol, and closes it."""
        if self.pane.isVisible():
            self.pane.hide()
        else:
            self.show_protocol()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The protocol stays at the right edge, and below the steps."""
        super().resizeEvent(event)
        self._place_pane()

    def _place_pane(self, *_now: datetime) -> None:
        """At the right, as high as the window; the banner, the steps and the reaction button stay
        in sight above it.
        """
        steps, width = self.walk.stepper, min(_PANE_PX, self.width() - 200)
        below = steps if steps.isVisible() else self.bar
        top = below.mapTo(self, below.rect().bottomLeft()).y() + 1
        self.pane.setGeometry(self.width() - width, top, width, self.height() - top)

    def reaction(self) -> None:
        """Reports a reaction: of the open patient, of the only one it can be, else asks whose.

        Until it is known whose it is and who acts, the moment of the call is on disk by itself.
        """
        desk, known = self.desk, running(self.desk.service)
        asked = [*self.findChildren(ReactionDialog), *self.findChildren(WhoseDialog)]
        if any(dialog.isVisible() for dialog in asked):
            return  # one is on disk already and being asked about
        if not known:
            self.trouble.tell("No infusion or observation is running here: nothing was recorded.")
            return
        # A call whose message was closed is over: the next press is another reaction.
        called = self._called if self.trouble.text() == self._told else None
        if desk.actor is None:
            self._called = called or desk.call_reaction()
            self._tell_called()
        elif can_react(desk.service, desk.administration):
            self._report(called)
        elif len(known) == 1:
            self._react(known[0], called)
        else:
            called = called or desk.call_reaction()
            asking = WhoseDialog(known, self)
            asking.chosen.connect(partial(self._react, called=called))
            self.show_dialog(asking)

    def _report(self, called: datetime | None) -> None:
        """Records the reaction at its call; the call is kept until that is on disk."""
        dialog = report_reaction(self.desk, self, called)
        if dialog is None:
            if not self.trouble.text().startswith("Not recorded"):
                self.trouble.tell("Not recorded: no reaction could be added here. Stop the pump.")
            return
        self._called = None
        self.trouble.hide()

    def _tell_called(self) -> None:
        """Says that the moment of the call is on disk, and what to do next."""
        if self._called is not None:
            at = clock_time(self._called, self.desk.service.zone, seconds=True)
            self._told = (
                f"Stop the pump now. The reaction called at {at} is on disk. Choose who is acting, "
                "then press F9 again."
            )
            self.trouble.tell(self._told)

    def _react(self, one: Running, called: datetime | None = None) -> None:
        """Opens the patient and reports, at the moment of the call when it came before."""
        self.desk.open_patient(one.patient, one.administration)
        self._report(called)

    def show_record(self) -> None:
        """Shows the open administration's record."""
        from inoadmin.ui.record_view import RecordView

        administration = self.desk.administration
        if administration is None or self._make_record is None:
            return
        try:
            data = self._make_record(administration)
        except StorageError as error:
            self.trouble.tell(str(error))
            return
        self.show_dialog(RecordView(data, number_of(self.desk.service, administration), self))

    def scanned(self, text: str) -> None:
        """Something was scanned: a wristband opens its patient, a code goes to the field for it."""
        number = self._read_wristband(text) if self._read_wristband else None
        for row in self.desk.service.log.patients():
            if number and number in {row.nhs_number, row.hospital_number}:
                self.open_patient(row.id)
                return
        fields = [f for f in self.walk.findChildren(ScanEdit) if f.isVisible()]
        if fields:
            fields[0].put(text)
            fields[0].scanned.emit(text)
        elif number is not None:
            self.trouble.tell(f"No patient here has the number {number}.")
        else:
            self.trouble.tell("Scanned, but neither a wristband nor a code asked for here.")
