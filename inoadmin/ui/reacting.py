"""What the reaction key does, from anywhere: the moment first, then whose it is, then the form.

With nobody at work, or somebody who records nothing, the moment alone is stamped; the next nurse
who signs in is asked whose it was.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from inoadmin.session.accounts import Proof
from inoadmin.session.calls import Call, open_calls
from inoadmin.session.present.accounts import is_nurse
from inoadmin.session.present.running import Running, can_react, running
from inoadmin.session.present.words import clock_time
from inoadmin.ui.desk import Desk
from inoadmin.ui.reaction import ReactionDialog, report_reaction
from inoadmin.ui.whose import WhoseDialog

#: Presses of the key so close together are one reaction.
SAME = timedelta(minutes=2)
NOTHING = "No infusion or observation is running here: nothing was recorded."
NOT_ADDED = "Not recorded: no reaction could be added here. Stop the pump."


class Shows(Protocol):
    """Opens dialogs: at once, or when somebody is at work again."""

    def show_dialog(self, dialog: QDialog) -> None:
        """Shows a dialog without waiting for it."""
        ...


class Reacting(QObject):
    """Of one window. Signals: `told` with a sentence ("" takes the last one away), `settled` when
    a call has been claimed or put off.
    """

    told = Signal(str)
    settled = Signal()

    def __init__(self, desk: Desk, window: QWidget, shows: Shows) -> None:
        super().__init__(window)
        self._desk, self._window, self._shows = desk, window, shows

    def react(self) -> None:
        """The key was pressed."""
        desk, known = self._desk, running(self._desk.service)
        dialogs = (ReactionDialog, WhoseDialog)
        asked = [d for kind in dialogs for d in self._window.findChildren(kind)]
        if any(dialog.isVisible() for dialog in asked):
            return  # one is on disk already and being asked about
        if not known:
            self.told.emit(NOTHING)
        elif desk.locked or desk.actor is None or not self._may_record():
            self._call()
        elif can_react(desk.service, desk.administration):
            self._report()
        elif len(known) == 1:
            desk.open_patient(known[0].patient, known[0].administration)
            self._report()
        else:
            at = desk.call_reaction()
            calls = [call for call in open_calls(desk.service) if call.at == at]
            self.ask(calls[-1] if calls else None)

    def ask(self, call: Call | None, proof: Proof | None = None) -> WhoseDialog:
        """Asks whose a call is; without one (the disk refused it) the reaction is of now."""
        known = running(self._desk.service)
        asking = WhoseDialog(self._desk, known, call, self._window, proof=proof)
        asking.chosen.connect(self._chosen)
        asking.dismissed.connect(self.settled)
        asking.rejected.connect(self.settled)
        self._shows.show_dialog(asking)
        return asking

    def _may_record(self) -> bool:
        """Whether who is signed in can record a reaction; in a scenario anybody is asked."""
        service = self._desk.service
        return service.log.kind == "scenario" or is_nurse(service, self._desk.actor)

    def _call(self) -> None:
        """Stamps the moment, once for presses that are close together."""
        service, now = self._desk.service, self._desk.now()
        if not any(timedelta() <= now - call.at < SAME for call in open_calls(service)):
            self._desk.call_reaction()

    def _report(self) -> None:
        """Records the reaction as of now at the open patient, then asks for the rest."""
        if report_reaction(self._desk, self._window) is None:
            self.told.emit(NOT_ADDED)
        else:
            self.told.emit("")

    def _chosen(self, one: Running, at: datetime | None) -> None:
        """It is known whose it is: on to the form."""
        desk = self._desk
        desk.open_patient(one.patient, one.administration)
        if at is None:
            self._report()
            self.settled.emit()
            return
        stamped = clock_time(at, desk.service.zone, seconds=True)
        dialog = ReactionDialog(desk, stamped, self._window)
        dialog.finished.connect(self.settled)
        self._shows.show_dialog(dialog)
