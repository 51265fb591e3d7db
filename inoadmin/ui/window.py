"""The window: bar, board and the open patient's side, and what can be asked for from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from inoadmin.session.ports import StorageError
from inoadmin.ui.alarms.showing import AlarmShowing
from inoadmin.ui.announcing import Announcer
from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.board import BoardView
from inoadmin.ui.desk import Arrival, Desk
from inoadmin.ui.entering import EnterPresses
from inoadmin.ui.lock.arriving import Arriving
from inoadmin.ui.lock.calls import CallStrip
from inoadmin.ui.lock.hands import HandWatch
from inoadmin.ui.lock.keeper import Keeper
from inoadmin.ui.lock.leaving import Leaving
from inoadmin.ui.looks import Looks
from inoadmin.ui.notices import NoticeStrip
from inoadmin.ui.pages import PAGES, PageKind
from inoadmin.ui.people import asked_dialog
from inoadmin.ui.people.office import Office
from inoadmin.ui.protocol_pane import ProtocolPane
from inoadmin.ui.protocol_place import ProtocolPlace
from inoadmin.ui.reacting import Reacting
from inoadmin.ui.reaction_key import HelpKey, LockKey, ReactionKey
from inoadmin.ui.refused import RefusedDialog
from inoadmin.ui.scanner import ScannerFilter, Wedge
from inoadmin.ui.scans import Scans
from inoadmin.ui.sight import Sight
from inoadmin.ui.topbar import TopBar
from inoadmin.ui.training.band import Practising
from inoadmin.ui.training.whole import training_of
from inoadmin.ui.trouble import TroubleStrip
from inoadmin.ui.walk import Walk

_SIZE_PX = (1280, 800)
_LEAST_PX = (1024, 660)
MakeRecord = Callable[..., bytes]  # of an administration, in a version, as an issue
FindPatient = Callable[[str], str | None]
MakeRecovery = Callable[[], str | None]
MakeForm = Callable[[], bytes]


def no_recovery() -> str | None:
    """Where no recovery key can be made: its page is passed over."""
    return None


def nobodys(_text: str) -> str | None:
    """Where no wristband can be read."""
    return None


class MainWindow(QMainWindow):
    """One workstation's window on its desk.

    `make_record` gives an administration's record as PDF; `read_wristband` what number a scanned
    wristband bears; `make_recovery` the recovery key at the first start, None where there is none;
    `make_form` the blank form for use on paper; `bell` makes alarms heard; `practising`: what a
    practice database is practised with;
    `note` stands in the bar (a time zone that had to be guessed). Signal: `ending`, of the program.
    """

    ending = Signal()

    def __init__(
        self,
        desk: Desk,
        *,
        make_record: MakeRecord | None = None,
        read_wristband: FindPatient | None = None,
        make_recovery: MakeRecovery = no_recovery,
        make_form: MakeForm | None = None,
        bell: AlarmBell | None = None,
        practising: Practising | None = None,
        pages: Sequence[PageKind] = PAGES,
        looks: Looks | None = None,
        note: str = "",
    ) -> None:
        super().__init__()
        self.desk = desk
        self._make_record = make_record
        self._make_form = make_form
        self.dialog: QDialog | None = None
        self._told = ""
        self._pane_shown = False
        self.setWindowTitle("inoadmin")
        self.alarms = None if bell is None else AlarmShowing(desk, self, self, bell)
        self.resize(*_SIZE_PX)
        self.setMinimumSize(*_LEAST_PX)
        looks = looks or Looks()
        self.training = training_of(desk, practising, self)
        self.bar = TopBar(desk, looks, note, bell)
        self.board = BoardView(desk)
        self.walk = Walk(desk, pages, looks)
        self.trouble = TroubleStrip()
        self.notices = NoticeStrip(desk)
        self.calls = CallStrip(desk)
        self.office = Office(desk)
        self.keeper = Keeper(desk, self, self._work(), self.office, make_recovery)
        self.lock, self.first = self.keeper.lock, self.keeper.first
        self.scans = Scans(desk, self, self.walk, self.keeper, read_wristband or nobodys)
        self._lay_out()
        self.pane = ProtocolPane(desk, looks, self)
        self.protocol = ProtocolPlace(desk, looks, self, self.pane, self.walk, self.bar)
        self.pane.hide()
        self.reacting = Reacting(desk, self, self)
        self.arriving = Arriving(desk, self, self, self.reacting)
        self.leaving = Leaving(desk, self, self.keeper)
        covered, step = lambda: not self.keeper.working, lambda: self.walk.stepper.shown
        self.announcer = Announcer(desk, self, covered, step)
        self._wire()
        self._turned()

    def _work(self) -> QWidget:
        """The board at the left, the open patient beside it."""
        work = QWidget()
        body = QHBoxLayout(work)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.board)
        body.addWidget(self.walk, 1)
        return work

    def _lay_out(self) -> None:
        """Bar and what is told on top, below it the page of whoever is here."""
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.training is not None:
            column.addWidget(self.training.bar)
        for widget in (self.bar, self.trouble, self.scans.note, self.notices, self.calls):
            column.addWidget(widget)
        if self.alarms is not None:
            column.addWidget(self.alarms.strip)
        column.addWidget(self.keeper.stack, 1)
        inside = QWidget()
        inside.setLayout(column)
        self.setCentralWidget(inside)

    def listen(self, app: QApplication, wedge: Wedge) -> None:
        """Hears a scanner, and keys such as F9, wherever the focus is."""
        self.sight = Sight(app, self)
        self.entering = EnterPresses(app, self)  # before the scanner, which hears keys first then
        if self.training is not None:
            self.training.listen(app)
        self.reaction_key = ReactionKey(app, self)
        self.reaction_key.pressed.connect(self.reaction)
        self.help_key = HelpKey(app, self)
        self.help_key.pressed.connect(self.turn_protocol)
        self.lock_key = LockKey(app, self)
        self.lock_key.pressed.connect(lambda: self.desk.lock("key"))
        if self.alarms is not None:
            self.alarms.listen(app)
        self.hands = HandWatch(app, self.desk, self)
        self.scanner = ScannerFilter(app, self, wedge, self.scans.reads)
        self.scanner.scanned.connect(self.scans.take)

    def listen_to_system(self) -> None:
        """Hears the session's lock and the computer's sleep; to be called once it is shown."""
        from inoadmin.ui.lock.system import SystemWatch  # QtDBus is not needed for the first paint

        self.system = SystemWatch(self)
        self.system.locking.connect(self.desk.lock)
        self.system.listen()

    def _wire(self) -> None:
        """Who tells whom."""
        desk = self.desk
        desk.failed.connect(self.trouble.tell)
        desk.unrecorded.connect(self.trouble.tell_unrecorded)
        desk.recorded.connect(self.trouble.recorded)
        self.trouble.form_asked.connect(self.show_form)
        self.board.chosen.connect(self.open_patient)
        self.board.new_asked.connect(lambda: self.ask("patient"))
        self.bar.asked.connect(self.do)
        self.office.asked.connect(self.ask)
        self.bar.board_asked.connect(lambda: desk.open_patient(None))
        self.bar.protocol_asked.connect(self.turn_protocol)
        self.walk.cite.connect(self.show_protocol)
        self.walk.course.asked.connect(self.ask)
        self.walk.reaction_asked.connect(self.reaction)
        self.walk.record_asked.connect(self.show_record)
        self.walk.turned.connect(self.announcer.follow)
        self.lock.reaction_asked.connect(self.reaction)
        self.calls.asked.connect(self.arriving.ask_calls)
        self.reacting.told.connect(self.tell)
        self.arriving.told.connect(self.tell)
        desk.arrived.connect(self._arrived)
        self.keeper.turned.connect(self._turned)
        for moved in (desk.changed, desk.ticked):
            moved.connect(self.protocol.place)
        QShortcut(QKeySequence("F9"), self, self.reaction)

    # --- who is here ----------------------------------------------------------------------------

    def _turned(self) -> None:
        """Another page is shown: what stands around it says no more than may be seen there."""
        working, covered = self.keeper.working, not self.keeper.at_work
        if not working and not self.pane.isHidden():
            self._pane_shown = True
            self.pane.hide()
        elif working and self._pane_shown:
            self._pane_shown = False
            self.pane.show()
        if working and self.desk.patient is None:
            self.board.take_focus()
        self.bar.cover(covered=covered, working=working)
        self.notices.setEnabled(not covered)
        self.calls.away = not working
        self.calls.refresh()
        if covered and self._told and self.trouble.text() == self._told:
            self.trouble.clear()

    def _arrived(self, arrival: Arrival) -> None:
        """Somebody is here: in the first start there is nothing to tell them."""
        if self.keeper.stack.currentWidget() is not self.first:
            self.arriving.arrive(arrival)

    def do(self, what: str) -> None:
        """What the bar offers: "lock", "leave", "alarms" or a dialog's name."""
        if what == "lock":
            self.desk.lock("key")
        elif what == "leave":
            self.leaving.sign_out()
        elif what == "alarms":
            if self.alarms is not None:
                self.alarms.show()
        else:
            self.ask(what)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closes; asks first when something typed would be lost."""
        if self.leaving.may_close():
            super().closeEvent(event)
        else:
            event.ignore()

    def tell(self, sentence: str) -> None:
        """Says something in the strip, in the place of what was said before; "" takes it away."""
        if sentence and not self.trouble.text().startswith("Not recorded"):
            self._told = sentence
            self.trouble.tell(sentence)
        elif not sentence and self.trouble.text() == self._told:
            self.trouble.clear()

    # --- patients and dialogs -------------------------------------------------------------------

    def open_patient(self, patient: str) -> None:
        """Opens a patient, or goes to the step that comes next when they are open already."""
        if not self.keeper.working:
            return
        if not patient:
            self.arriving.ask_calls()
        elif patient == self.desk.patient:
            self.walk.resume()
        else:
            self.desk.open_patient(patient)

    def ask(self, what: str) -> None:
        """Opens a dialog by its name (see `asked_dialog`), over the one that is open."""
        self.show_dialog(asked_dialog(what, self.desk, QApplication.activeModalWidget() or self))

    def show_dialog(self, dialog: QDialog) -> None:
        """Shows a dialog without waiting for it, or once somebody is at work; it is gone once
        closed.
        """
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        self.keeper.show(dialog)

    def show_protocol(self, citation: str = "") -> None:
        """Opens the protocol, at the section that is cited or else the step's."""
        if self.keeper.at_work:
            self.protocol.open(citation)

    def turn_protocol(self) -> None:
        """F1 opens the protocol where the step stands in it, and closes it; over a dialog too."""
        if not self.keeper.at_work:
            return
        over = self.protocol.turn()
        if over is not None:
            over.finished.connect(over.deleteLater)
            self.keeper.show(over)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The protocol stays at the right edge, and below the steps."""
        super().resizeEvent(event)
        self.protocol.place()

    def reaction(self) -> None:
        """Reports a reaction, from anywhere."""
        self.reacting.react()

    def show_form(self) -> None:
        """Offers the blank form for what cannot be recorded here."""
        if self._make_form is not None:
            self.show_dialog(RefusedDialog("", self._make_form, self, title="Blank form"))

    def show_record(self) -> None:
        """Shows the open administration's record."""
        from inoadmin.ui.record_view import RecordView

        dose, make = self.desk.administration, self._make_record
        if dose is None or make is None:
            return
        try:
            view = RecordView(self.desk, dose, make, self)
        except StorageError as error:
            self.trouble.tell(str(error))
        else:
            self.ending.connect(view.issuing.finish)
            self.show_dialog(view)
