"""The strip under a form: whose PIN it needs, each beside their name, and what is wrong with one.

A PIN signs what stands above it: the owner calls `stale` when that was changed. Another member of
staff can record as themselves without taking over the session.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.accounts import PinError, Proof
from inoadmin.session.present.signers import signer_rows
from inoadmin.session.signing import Signer
from inoadmin.ui.announcing import announce
from inoadmin.ui.desk import Desk
from inoadmin.ui.signing.other import OtherPick
from inoadmin.ui.signing.pin import PinField
from inoadmin.ui.signing.row import SignRow
from inoadmin.ui.widgets import label, set_looks

_MOST = 2  # who records, and a second checker
_SLOW_MS = 1000
CHECKING = "Checking…"


class SignStrip(QFrame):
    """Signals: `entered` when all PINs are typed and Enter is pressed, `escaped` on Escape,
    `turned` when it came, went or asks somebody else.
    """

    entered = Signal()
    escaped = Signal()
    turned = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._asked: tuple[Signer, ...] = ()
        self._session: str | None = None
        self._waiting: tuple[SignRow, str, datetime] | None = None
        self._slow = False
        self.rows = tuple(SignRow() for _ in range(_MOST))
        self.other = OtherPick()
        self.someone_else = QPushButton("Someone else…")
        self.checking = label("", "muted")
        self.setProperty("role", "panel")
        self.setProperty("tone", "accent")
        self._lay_out()
        desk.ticked.connect(self._count_down)
        desk.changed.connect(self._follow)
        desk.covered.connect(self.stale)
        self.hide()

    def _lay_out(self) -> None:
        """Who records first, with the way to be somebody else."""
        self.someone_else.setAutoDefault(False)
        set_looks(self.someone_else, "kind", "quiet")
        self.someone_else.clicked.connect(self.turn_other)
        self.other.chosen.connect(self._chosen)
        first = self.rows[0]
        first.told.insertWidget(0, self.other)
        first.line.insertWidget(1, self.someone_else)
        self.other.hide()
        self.checking.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(8)
        for row in self.rows:
            row.pin.entered.connect(self._entered)
            row.pin.escaped.connect(self._escaped)
            row.pin.textEdited.connect(partial(self._typed, row))
            column.addWidget(row)
        column.addWidget(self.checking)

    # --- who is asked ---------------------------------------------------------------------------

    @property
    def actor(self) -> str | None:
        """Who records: whoever is signed in, or who said that it is them."""
        return self.other.member or self.desk.actor

    @property
    def pins(self) -> tuple[PinField, ...]:
        """The fields in which a PIN is awaited."""
        return tuple(row.pin for row in self.rows if row.signer is not None)

    def offer(self, signers: Sequence[Signer]) -> None:
        """Shows whose PINs are needed, without taking the focus; none: as `done`."""
        if not signers:
            self.done()
            return
        if tuple(signers) == self._asked and not self.isHidden():
            return
        self._asked, self._session = tuple(signers), self.desk.actor
        service = self.desk.service
        shown = signer_rows(service, signers)
        for row, signer in zip(self.rows, (*shown, *[None] * _MOST), strict=False):
            if signer is None:
                row.leave()
            else:
                row.show_signer(signer)
        self.other.follow(service.staff(), self.desk.actor or "")
        self._waiting = None
        self.show()
        self.turned.emit()

    def ask(self, signers: Sequence[Signer]) -> None:
        """Shows whose PINs are needed, and puts the focus at the first that is missing."""
        self.offer(signers)
        empty = next((row for row in self._shown() if not row.pin.text()), None)
        if empty is None or self.other.is_open:
            return
        empty.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        if empty.signer is not None:
            self._announce(empty.signer.spoken)

    def stale(self) -> None:
        """What would be signed was changed: PINs typed for it are forgotten."""
        for pin in self.pins:
            pin.forget()

    def done(self) -> None:
        """Asks nobody any more."""
        if not self._asked:
            return
        self._asked, self._waiting = (), None
        self.other.give_up()
        for row in self.rows:
            row.leave()
        self.hide()
        self._tell_other()
        self.turned.emit()

    # --- PINs -----------------------------------------------------------------------------------

    def take(self, signers: Sequence[Signer], times: int = 1) -> tuple[Proof, ...] | None:
        """The proofs of all signers, so many of each; None while a PIN is missing or wrong, which
        is said where it is typed.
        """
        if tuple(signers) != self._asked or self.isHidden():
            self.ask(signers)
            return None
        if self.other.is_open:
            self.other.ask()
            return None
        proofs: list[Proof] = []
        for signer, row in zip(signers, self._shown(), strict=True):
            made = self._checked(signer, row, times)
            if made is None:
                for proof in proofs:
                    self.desk.service.accounts.spend(proof)
                return None
            proofs += made
        for pin in self.pins:
            pin.forget()
        return tuple(proofs)

    def _checked(self, signer: Signer, row: SignRow, times: int) -> list[Proof] | None:
        """One signer's proofs; None when the PIN is not taken."""
        if not row.pin.text() and not row.pin.fault.startswith("That"):
            self.ask(self._asked)
            return None
        fault, pin = row.pin.fault, row.pin.text()
        if fault:
            self._refuse(row, fault)
            return None
        spent = QElapsedTimer()
        spent.start()
        self._say_checking()
        try:
            accounts = self.desk.service.accounts
            return [accounts.check(signer.member, pin, signer.meaning) for _ in range(times)]
        except PinError as error:
            self._refuse(row, str(error), error.wait)
            return None
        finally:
            self._slow = spent.elapsed() > _SLOW_MS
            self.checking.hide()

    def _say_checking(self) -> None:
        """Where the last check was slow, the next one says that it goes on."""
        if self._slow:
            self.checking.setText(CHECKING)
            self.checking.show()
            self.repaint()

    def _refuse(self, row: SignRow, sentence: str, wait: timedelta = timedelta()) -> None:
        """Says what is wrong with a PIN; the focus stays where the next one is typed."""
        row.pin.forget()
        self._waiting = None
        now = self.desk.now()
        if wait:
            self._waiting = (row, sentence, now + wait)
        row.say(self._with_wait(sentence, wait))
        row.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        self._announce(row.fault.text())
        self.turned.emit()

    def _with_wait(self, sentence: str, wait: timedelta) -> str:
        """A sentence with how long nothing is accepted, unless it says so itself."""
        if not wait or sentence.startswith("Wait"):
            return sentence
        return f"{sentence} Wait {-(-wait // timedelta(seconds=1))} s, then type it again."

    def _count_down(self, now: datetime) -> None:
        """The wait goes by before one's eyes."""
        if self._waiting is None:
            return
        row, sentence, until = self._waiting
        wait = max(until - now, timedelta())
        first = sentence.partition("Wait ")[0].strip()
        row.say(self._with_wait(first, wait) if wait else f"{first} Type the PIN again.".strip())
        if not wait:
            self._waiting = None

    def _typed(self, row: SignRow, *_text: str) -> None:
        """A new PIN is being typed: what was said of the last one is over."""
        if self._waiting is None:
            row.say("")

    # --- keys and people ------------------------------------------------------------------------

    def turn_other(self) -> None:
        """Lets somebody else say who they are, or goes back to who is signed in."""
        if self.other.isHidden():
            self.rows[0].wait_for_name()
            self.other.ask()
        else:
            self.other.give_up()
            self._chosen()
        self._tell_other()
        self.turned.emit()

    def _chosen(self) -> None:
        """Somebody said who records: they are asked in the place of who is signed in."""
        if not self._asked or self.actor is None:
            return
        first = Signer(self.actor, self._asked[0].meaning)
        again, self._asked = (first, *self._asked[1:]), ()
        self.offer(again)
        self.rows[0].pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_other(self) -> None:
        """The button says what it does now."""
        known = self.desk.service.staff().get(self.desk.actor or "")
        back = f"Back to {known.name}" if known is not None else "Back"
        self.someone_else.setText("Someone else…" if self.other.isHidden() else back)

    def _follow(self) -> None:
        """Somebody else is signed in, or nobody: what was typed for the one before is gone."""
        if not self.isHidden() and self.desk.actor != self._session:
            self.done()

    def _entered(self) -> None:
        """Enter goes to the next PIN that is missing, then records."""
        empty = next((pin for pin in self.pins if not pin.text()), None)
        if empty is not None and empty is not self.sender():
            empty.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.entered.emit()

    def _escaped(self) -> None:
        """Back to the form; nothing typed here stays."""
        self.stale()
        self.escaped.emit()

    def _shown(self) -> list[SignRow]:
        """The rows in which somebody is asked."""
        return [row for row in self.rows if row.signer is not None]

    def _announce(self, text: str) -> None:
        """Speaks a sentence."""
        announce(self, text)

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight, no PIN stays typed."""
        self.stale()
        super().hideEvent(event)
