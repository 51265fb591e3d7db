"""Asks whose a called reaction is; a press by mistake says why. The moment is on disk already.

A call made while nobody was signed in is claimed by a signature: the PIN of the sign-in just before
will do, else it is typed in place.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.accounts import Proof
from inoadmin.session.calls import Call, claim, dismiss
from inoadmin.session.outcome import Outcome
from inoadmin.session.ports import StorageError
from inoadmin.session.present.running import Running
from inoadmin.session.present.words import clock_time
from inoadmin.ui.announcing import show_fault
from inoadmin.ui.desk import Desk
from inoadmin.ui.signing.strip import SignStrip
from inoadmin.ui.widgets import label, set_looks

NOW = "Stop the pump now. Whose reaction is it?"
LATER = "Whose reaction was it?"
ONE_EACH = "Each call is signed by itself: this one takes your PIN."
_NOBODY = "No infusion or observation is running here now."
_WIDTH_PX = 560


class WhoseDialog(QDialog):
    """One button a patient.

    Signals: `chosen` with a Running and the moment on record (UTC), which is None when there was no
    call to claim (the disk refused it); `dismissed` when it was pressed by mistake.
    """

    chosen = Signal(object, object)
    dismissed = Signal()

    def __init__(
        self,
        desk: Desk,
        known: tuple[Running, ...],
        call: Call | None,
        parent: QWidget | None = None,
        *,
        proof: Proof | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._call, self._proof = desk, call, proof
        self._wanted: Running | None = None
        self.setWindowTitle("Reaction")
        self.setMinimumWidth(_WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        unsigned = call is not None and call.unsigned
        self.setAccessibleDescription(LATER if unsigned else NOW)
        column.addWidget(label(LATER if unsigned else NOW, "title", wrap=True))
        if unsigned and call is not None:
            at = clock_time(call.at, desk.service.zone, seconds=True)
            said = f"The reaction key was pressed at {at} with nobody signed in. "
            column.addWidget(label(said + "Stop the pump if it still runs.", "subtitle", wrap=True))
            if proof is None or not desk.service.accounts.holds(proof):
                column.addWidget(label(ONE_EACH, "subtitle", wrap=True))
        for one in known:
            button = QPushButton(f"{one.place}: {one.name}")
            set_looks(button, "kind", "danger")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, r=one: self._choose(r))
            column.addWidget(button)
        if not known:
            column.addWidget(label(_NOBODY, "strong", wrap=True))
        self.signing = SignStrip(desk)
        self.signing.someone_else.hide()
        self.signing.entered.connect(self._record)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        column.addLayout(self._mistake())
        column.addWidget(self.signing)
        column.addWidget(self.fault)
        later = QPushButton("&Not now" if call is not None else "Nobody's: close")
        later.setAutoDefault(False)
        later.clicked.connect(self.reject)
        column.addWidget(later)
        later.setFocus()  # no key still under the hand says whose reaction it is

    def _mistake(self) -> QHBoxLayout:
        """The way out when it was no reaction: only with a reason."""
        named = QLabel("Or: why it was no reaction")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("such as: pressed by mistake")
        named.setBuddy(self.reason)
        self.mistaken = QPushButton("It was a &mistake")
        self.mistaken.setAutoDefault(False)
        self.mistaken.clicked.connect(lambda: self._choose(None))
        row = QHBoxLayout()
        for widget in (named, self.reason, self.mistaken):
            row.addWidget(widget)
            if self._call is None:
                widget.hide()
        return row

    def _choose(self, one: Running | None) -> None:
        """Says whose it is, or that it was none."""
        self._wanted = one
        if one is None and not self.reason.text().strip():
            self._say("Type why it was no reaction.")
            self.reason.setFocus()
            return
        self._record()

    def _record(self) -> None:
        """Writes it; asks for the PIN where that is lacking."""
        if self._call is None:
            self._told(None)
            return
        try:
            outcome = self._written(self._call, self._proof)
            if outcome.unsigned:
                proofs = self.signing.take(outcome.unsigned)
                if proofs is None:
                    return
                outcome = self._written(self._call, proofs[0])
        except StorageError as error:
            self._say(f"Not recorded. {error}")
            return
        if not outcome.accepted:
            self._say("Not recorded: no reaction can be added there now.")
            return
        self._told(outcome)

    def _written(self, call: Call, proof: Proof | None) -> Outcome:
        """The claim, or that it was none."""
        service, actor = self._desk.service, self._desk.actor or ""
        if self._wanted is None:
            return dismiss(service, call, actor, self.reason.text().strip(), proof)
        return claim(service, call, actor, self._wanted.administration, proof)

    def _told(self, outcome: Outcome | None) -> None:
        """Closes and tells."""
        wanted, at = self._wanted, None
        if outcome is not None and self._call is not None:
            at = outcome.events[-1].occurred_at if outcome.events else self._call.at
        self.accept()
        if wanted is None:
            self.dismissed.emit()
        else:
            self.chosen.emit(wanted, at)

    def _say(self, text: str) -> None:
        """What keeps it from being recorded."""
        show_fault(self.fault, text)
