"""What is asked of somebody who has just signed in: whose a called reaction was, then handover."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inoadmin.session.accounts import Proof
from inoadmin.session.calls import Call, open_calls
from inoadmin.session.handing import takeovers
from inoadmin.session.present.accounts import is_manager, is_nurse, welcome
from inoadmin.ui.desk import Arrival, Desk
from inoadmin.ui.lock.handover import HandoverDialog
from inoadmin.ui.lock.typed import mark_typed_by
from inoadmin.ui.reacting import Reacting, Shows
from inoadmin.ui.whose import WhoseDialog
from inoadmin.ui.widgets import discard

_READ = timedelta(seconds=30)


class Arriving(QObject):
    """Of one window; it asks one thing after the other. Signal: `told` with a sentence."""

    told = Signal(str)

    def __init__(self, desk: Desk, window: QWidget, shows: Shows, reacting: Reacting) -> None:
        super().__init__(window)
        self._desk, self._window, self._shows = desk, window, shows
        self._reacting = reacting
        self._proof: Proof | None = None
        self._worked: str | None = None
        self._hands_over = False
        self._asked: set[int] = set()
        self._asking = False
        self._until: datetime | None = None
        reacting.settled.connect(self._next)
        desk.ticked.connect(self._look)
        desk.left.connect(self._left)

    def arrive(self, arrival: Arrival) -> None:
        """Somebody is here; who was here before finds everything as it was, and is asked nothing
        but whose a reaction was.
        """
        service = self._desk.service
        self._spend()
        self._proof = arrival.proof
        if is_manager(service, arrival.member):
            self._spend()
            return  # what a nurse left open stays covered, and theirs
        before, self._worked = self._worked, arrival.member
        self._hands_over = before != arrival.member
        if self._hands_over:
            self._put_away()
            self._welcome(welcome(service, arrival.member))
            known = service.staff().get(before or "")
            if known is not None:
                mark_typed_by(self._window, known.name)
        self.ask_calls()

    def _left(self) -> None:
        """Somebody signed out: with no patient open nothing is anybody's any more."""
        if self._desk.patient is None:
            self._worked = None

    def _spend(self) -> None:
        """A PIN that was typed to sign in signs nothing later."""
        if self._proof is not None:
            self._desk.service.accounts.spend(self._proof)
            self._proof = None

    def _welcome(self, sentence: str) -> None:
        """Says what is to be known about whoever is here; it goes by itself."""
        self._until = self._desk.now() + _READ if sentence else None
        self.told.emit(sentence)

    def _look(self, now: datetime) -> None:
        """Read by now."""
        if self._until is not None and now >= self._until:
            self._until = None
            self.told.emit("")

    def _put_away(self) -> None:
        """What was being asked of the one before; it is asked anew."""
        for kind in (WhoseDialog, HandoverDialog):
            for dialog in self._window.findChildren(kind):
                discard(dialog)

    def ask_calls(self) -> None:
        """Asks whose the calls were that nobody has claimed."""
        self._asked.clear()
        self._asking = not any(d.isVisible() for d in self._window.findChildren(WhoseDialog))
        self._next()

    def _next(self) -> None:
        """The next question, until there is none."""
        if (
            self._asking
            and is_nurse(self._desk.service, self._desk.actor)
            and not self._desk.locked
        ):
            calls = [c for c in open_calls(self._desk.service) if c.version not in self._asked]
            if calls:
                self._ask(calls[0])
                return
            self._offer()
        self._asking = False
        self._spend()

    def _ask(self, call: Call) -> None:
        """Whose a call was; the PIN just typed signs one answer."""
        self._asked.add(call.version)
        self._reacting.ask(call, self._proof)

    def _offer(self) -> None:
        """Whose patients the new nurse takes over."""
        offered = takeovers(self._desk.service, self._desk.actor or "")
        if self._hands_over and offered:
            self._shows.show_dialog(HandoverDialog(self._desk, offered, self._window))
        self._hands_over = False
