"""A form with its button: records what was typed and shows a refusal where it belongs.

What was typed stays when it is refused. It stays with its patient too: each administration has its
own draft, so that nothing typed for one can be recorded for another. An act that is signed is
decided first: only when nothing is against it, the PINs of those who sign are asked for, under the
form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.domain.commands import Command
from inoadmin.session.accounts import Proof
from inoadmin.session.forms.about import About
from inoadmin.session.forms.aiming import about_for
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.forms.refusing import told
from inoadmin.session.outcome import Outcome
from inoadmin.session.signing import Signer, signers
from inoadmin.ui.announcing import announce
from inoadmin.ui.desk import Desk
from inoadmin.ui.entering import RECORDS
from inoadmin.ui.fields.edit import Value
from inoadmin.ui.form import Filled, Form
from inoadmin.ui.signing.admitting import Admitting
from inoadmin.ui.signing.strip import SignStrip
from inoadmin.ui.widgets import discard, label

NOT_RECORDED = "Not recorded. "
Aim = tuple[str | None, str | None]


class RecordForm(QWidget):
    """Signals: `recorded` with the Outcome once it is on disk; `edited` after each change.

    `at_once`: the PINs are asked for beside the form from the beginning, so that an act that takes
    little else is one step.
    """

    recorded = Signal(object)
    edited = Signal()

    def __init__(
        self,
        desk: Desk,
        make: Callable[[About], FormSpec],
        button: str,
        *,
        columns: int = 3,
        timed: bool = True,
        at_once: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.at_once = at_once
        self._proofs: tuple[Proof, ...] = ()
        self._make = make
        self._shape = (columns, timed)
        self._aim: Aim = (desk.patient, desk.administration)
        self._drafts: dict[Aim, tuple[Mapping[str, Value], str]] = {}
        self._failure = ""
        self.form = self._made(make(self.about()))
        self.refusal = label("", "error", wrap=True)
        self.refusal.hide()
        self.admitting = Admitting(desk)
        self.signing = SignStrip(desk)
        self.signing.entered.connect(self.submit)
        self.signing.escaped.connect(self._unsigned)
        self.button = QPushButton(button)
        self.button.setAutoDefault(False)
        self.button.setProperty(RECORDS, True)
        self.button.clicked.connect(self.submit)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.form)
        self._column.addWidget(self.admitting)
        self._column.addWidget(self.refusal)
        self._column.addWidget(self.signing)
        self._column.addLayout(self.buttons)
        self.edited.connect(self._changed)
        desk.failed.connect(self._failed)

    def about(self) -> About:
        """What the form is made for now."""
        return about_for(self.desk.service, self.desk.actor, self.desk.administration)

    def refresh(self) -> None:
        """Follows the open patient; asks anew only when something else is to be asked."""
        aim = (self.desk.patient, self.desk.administration)
        spec = self._make(self.about())
        self.admitting.follow(self, spec)
        if aim == self._aim and spec == self.form.spec:
            return
        self.signing.done()
        self._drafts[self._aim] = (self.form.typed(), self.form.when_text())
        typed, when = self._drafts.pop(aim, ({}, ""))
        if spec != self.form.spec:
            self._replace(spec)
        self.form.fill(typed, when)
        if aim != self._aim:
            self.form.show_errors(())
            self.tell("")
        self._aim = aim

    @property
    def touched(self) -> bool:
        """Whether something stands here that was typed and is not recorded."""
        typed = (*self.form.typed().values(), self.form.when_text())
        return any(value not in ("", False, ()) for value in typed)

    def follow(self) -> None:
        """Offers the staff as they are now; everything else stays as it was asked."""
        spec = self._make(self.about())
        self.admitting.follow(self, spec)
        self.form.follow(spec)
        admitted = self.admitting.admitted()
        if admitted:
            self.form.choose_member(admitted)

    def stand(self, *, shown: bool, on: bool = True, text: str = "") -> None:
        """Shows the form with its button, or neither; `on`: nothing keeps it from being recorded.
        `text` is what the button says. While it cannot be recorded the fields leave their room to
        what is in the way, unless something is typed there already.
        """
        self.setVisible(shown)
        self.form.setVisible(on or self.touched or self.form.isAncestorOf(self.focusWidget()))
        self.button.setVisible(shown)
        self.button.setEnabled(on)
        self.button.setText(text or self.button.text())
        if not (shown and on):
            self.signing.done()
        elif self.at_once:
            self.signing.offer(self._signers())

    def submit(self) -> None:
        """Reads the form and records it; with faults it stays and shows them."""
        self.tell("")
        if self._aim != (self.desk.patient, self.desk.administration):
            self.tell(NOT_RECORDED + "Another patient or dose is open now.")
            return
        filled = self.form.read(self.desk.now())
        if filled is None:
            self.signing.stale()
            self.tell(NOT_RECORDED + "Put right what is marked above.")
            return
        self._failure = ""
        outcome = self.record(filled)
        if outcome is not None and outcome.unsigned:
            proofs = self.signing.take(outcome.unsigned)
            if proofs is None:
                return
            outcome = self._sign(filled, proofs)
        self._told(outcome)

    def _sign(self, filled: Filled, proofs: tuple[Proof, ...]) -> Outcome | None:
        """Records with the proofs that the PINs gave."""
        self._proofs = proofs
        try:
            return self.record(filled)
        finally:
            self._proofs = ()

    def _told(self, outcome: Outcome | None) -> None:
        """Says what became of it."""
        if outcome is None or not outcome.accepted:
            self._unsign()
        if outcome is None:
            self.tell(self._failure)
        elif not outcome.accepted:
            self.show_refusal(outcome)
        else:
            self.signing.done()
            self.form.clear()
            self._aim = (self.desk.patient, self.desk.administration)
            self.recorded.emit(outcome)

    def record(self, filled: Filled) -> Outcome | None:
        """Records what was made at the open patient, as whoever signs it."""
        return self.desk.record(
            cast("Command", filled.made),
            occurred=filled.occurred,
            actor=self.signing.actor,
            proofs=self._proofs,
        )

    def _signers(self) -> tuple[Signer, ...]:
        """Whose PINs what is typed so far would need."""
        actor = self.signing.actor
        if actor is None or self.desk.service.log.kind == "scenario":
            return ()
        return signers(cast("Command", self.form.so_far(self.desk.now())), actor)

    def _changed(self) -> None:
        """A PIN that was typed for something else signs nothing."""
        self._unsign()
        if self.at_once and not self.signing.isHidden():
            self.signing.offer(self._signers())

    def _unsign(self) -> None:
        """Forgets what was typed to sign; asked for again when it is recorded, or at once."""
        if self.at_once:
            self.signing.stale()
        else:
            self.signing.done()

    def _unsigned(self) -> None:
        """Escape in the strip leads back to the form."""
        self._unsign()
        self.form.start_focus()

    def show_refusal(self, outcome: Outcome) -> None:
        """Shows why it was refused, at the fields it concerns."""
        found = told(self.form.spec, outcome.reasons, self.form.typed(), self.form.when_text())
        self.form.show_errors(found.fields)
        sentences = found.sentences or ("Put right what is marked above.",)
        self.tell(NOT_RECORDED + "\n".join(sentences))

    def tell(self, text: str) -> None:
        """Shows a sentence over the button and speaks it."""
        self.refusal.setText(text)
        self.refusal.setVisible(bool(text))
        if text:
            announce(self.refusal, text, urgent=True)

    def _failed(self, sentence: str) -> None:
        """Keeps what the environment said, to be shown where one tried to record."""
        self._failure = sentence

    def _made(self, spec: FormSpec) -> Form:
        """A form of this shape."""
        columns, timed = self._shape
        form = Form(spec, columns=columns, timed=timed)
        form.edited.connect(self.edited)
        return form

    def _replace(self, spec: FormSpec) -> None:
        """Another form in the place of the old one."""
        old, self.form = self.form, self._made(spec)
        self._column.replaceWidget(old, self.form)
        discard(old)
