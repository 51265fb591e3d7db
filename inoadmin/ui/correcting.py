"""A recorded act put right in its own form, or voided; always with a reason.

Each field that was changed is one correction, and each is signed; the PIN is typed once for all of
them. If one is refused, those before it stand and are said; the form then starts from what is
recorded now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from inoadmin.domain.commands import Act, Correct
from inoadmin.session.accounts import Proof
from inoadmin.session.forms.aiming import form_of
from inoadmin.session.forms.correcting import REASON, REASON_LABEL, corrections, voiding
from inoadmin.session.forms.model import FieldError
from inoadmin.session.forms.moments import show_moment
from inoadmin.session.forms.refusing import told
from inoadmin.session.forms.showing import typed_of
from inoadmin.session.outcome import Outcome
from inoadmin.session.present.lines import Line
from inoadmin.session.signing import Signer, signers
from inoadmin.ui.announcing import show_fault
from inoadmin.ui.desk import Desk
from inoadmin.ui.form import Form
from inoadmin.ui.form_dialog import KEPT, subject
from inoadmin.ui.record_form import NOT_RECORDED
from inoadmin.ui.signing.strip import SignStrip
from inoadmin.ui.tabbing import chain
from inoadmin.ui.widgets import at_least, holding, label, set_looks

_WIDTH_PX = 760
_MOST_PX = 430
_SAID_PX = 34


class CorrectDialog(QDialog):
    """Corrects the act of one line. `recorded` comes when all of it is on disk."""

    recorded = Signal()

    def __init__(
        self, desk: Desk, line: Line, *, course: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk, self._line, self._course = desk, line, course
        self._whose = (desk.patient, desk.administration)
        self.setWindowTitle("Correct what was recorded")
        act, _ = self._entry()
        where = None if course else desk.administration
        self.form = Form(form_of(desk.service, desk.actor, where, act), columns=2)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(REASON_LABEL)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        self.signing = SignStrip(desk)
        self._asking: Callable[[], None] = self.correct
        self._failure = ""
        self._buttons: list[QPushButton] = []
        self._started: tuple[object, str, str] = ({}, "", "")
        desk.failed.connect(self._failed)
        self.signing.entered.connect(self._go_on)
        self.signing.escaped.connect(self._unsigned)
        self.form.edited.connect(self.signing.done)
        self.reason.textEdited.connect(self.signing.done)
        self._lay_out()
        self._refill()

    def _lay_out(self) -> None:
        """What was recorded, the form, the reason, the ways on."""
        line = self._line
        said = label(f"{line.when}  {line.what}  ({line.who})", "strong", wrap=True)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(holding(said, self.form))  # the answers to every check take many lines
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(min(self.form.sizeHint().height() + _SAID_PX, _MOST_PX))
        named = label(REASON_LABEL, "strong")
        named.setBuddy(self.reason)
        buttons = QHBoxLayout()
        for text, kind, act in (
            ("Close &without recording", "", self.reject),
            ("&Void this record", "danger", self.void),
            ("&Record the correction", "primary", self.correct),
        ):
            button = QPushButton(text)
            button.setAutoDefault(kind == "primary")
            set_looks(button, "kind", kind)
            button.clicked.connect(cast("Callable[[], None]", act))
            buttons.addWidget(button)
            self._buttons.append(button)
        buttons.insertStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(label("Correct what was recorded", "title"))
        column.addWidget(label(subject(self.desk), "subtitle", wrap=True))
        column.addWidget(area, 1)
        column.addWidget(named)
        column.addWidget(self.reason)
        column.addWidget(self.fault)
        column.addWidget(self.signing)
        column.addLayout(buttons)
        at_least(column, _WIDTH_PX)

    def showEvent(self, event: QShowEvent) -> None:
        """The focus is in the first field, and Tab goes on in reading order."""
        super().showEvent(event)
        self._started = (self.form.typed(), self.form.when_text(), "")
        chain([*self.form.cells(), self.reason, self.signing, *self._buttons])
        self.form.start_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes what is unchanged; what was typed is dropped by the button alone."""
        typed = (self.form.typed(), self.form.when_text(), self.reason.text())
        if event.key() == Qt.Key.Key_Escape and typed != self._started:
            self._say(KEPT)
            return
        super().keyPressEvent(event)

    def correct(self) -> None:
        """Records one correction after the other."""
        self._say("")
        act, occurred_at = self._entry()
        found = corrections(
            self.form.spec,
            self._line.version,
            act,
            occurred_at,
            self.form.typed(),
            self.form.when_text(),
            self.reason.text(),
            self.desk.now(),
        )
        errors = [error for error in found if isinstance(error, FieldError)]
        self.form.show_errors([error for error in errors if error.name != REASON])
        if errors:
            missing = next((e.sentence for e in errors if e.name == REASON), "")
            self._say(NOT_RECORDED + (missing or "Put right what is marked above."))
            if missing and len(errors) == 1:
                self.reason.setFocus()
            return
        steps = [step for step in found if isinstance(step, Correct)]
        if not steps:
            self._say(NOT_RECORDED + "Nothing was changed.")
            return
        self._record(steps, self.correct)

    def void(self) -> None:
        """Voids the act."""
        self._say("")
        step = voiding(self._line.version, self.reason.text())
        if isinstance(step, FieldError):
            self._say(NOT_RECORDED + step.sentence)
            self.reason.setFocus()
            return
        self._record([step], self.void)

    def _record(self, steps: Sequence[Correct], asking: Callable[[], None]) -> None:
        """Records all steps, up to the first that is refused. `asking` is carried out again when
        the PINs that are asked for have been typed.
        """
        if self._whose != (self.desk.patient, self.desk.administration):
            self._say(NOT_RECORDED + "Another patient or dose is open now.")
            return
        self._asking = asking
        proofs: list[Proof] = []
        for done, step in enumerate(steps):
            self._failure = ""
            outcome = self._submitted(step, proofs)
            if outcome is not None and outcome.unsigned and not done:
                made = self.signing.take(self._signers(steps), len(steps))
                if made is None:
                    return
                proofs = list(made)
                outcome = self._submitted(step, proofs)
            if outcome is None or not outcome.accepted:
                self._say_refused(outcome, steps[:done])
                self._drop(proofs)
                return
        self._drop(proofs)
        self.recorded.emit()
        self.accept()

    def _submitted(self, step: Correct, proofs: list[Proof]) -> Outcome | None:
        """One step, as whoever signs; each step uses up one proof of each signer."""
        actor = self.signing.actor
        needed = [signer.member for signer in signers(step, actor or "")]
        used = [next((p for p in proofs if p.member == member), None) for member in needed]
        own = [proof for proof in used if proof is not None]
        outcome = self.desk.record(step, course=self._course, actor=actor, proofs=own)
        if outcome is not None and outcome.accepted:
            for proof in own:
                proofs.remove(proof)
        return outcome

    def _signers(self, steps: Sequence[Correct]) -> tuple[Signer, ...]:
        """Everyone who signs any of the steps, who records first."""
        actor = self.signing.actor or ""
        return tuple(dict.fromkeys(signer for step in steps for signer in signers(step, actor)))

    def _drop(self, proofs: list[Proof]) -> None:
        """What was not used signs nothing else."""
        for proof in proofs:
            self.desk.service.accounts.spend(proof)
        self.signing.done()

    def _say_refused(self, outcome: Outcome | None, done: Sequence[Correct]) -> None:
        """Says why a step was not recorded, and which ones were."""
        before = "".join(f"{step.field}: recorded. " for step in done)
        if outcome is None:
            self._say(before + (self._failure or NOT_RECORDED))
            return
        spec = self.form.spec
        said = told(spec, outcome.reasons, self.form.typed(), self.form.when_text())
        self.form.show_errors(said.fields)
        more = "\n".join(said.sentences) or "Put right what is marked above."
        self._say(before + NOT_RECORDED + more)

    def _go_on(self) -> None:
        """Enter in the strip does what was asked for."""
        self._asking()

    def _unsigned(self) -> None:
        """Escape in the strip leads back to the form."""
        self.signing.done()
        self.reason.setFocus()

    def _entry(self) -> tuple[Act, datetime]:
        """The act as it stands now, and when it happened."""
        service = self.desk.service
        if self._course or self.desk.administration is None:
            entries = service.patient(self.desk.patient or "").entries
        else:
            entries = service.administration(self.desk.administration).entries
        entry = next(e for e in entries if e.version == self._line.version)
        return entry.command, entry.occurred_at

    def _refill(self) -> None:
        """Shows what is recorded now."""
        act, occurred_at = self._entry()
        spec = self.form.spec
        self.form.fill(typed_of(spec, act), show_moment(occurred_at, spec.zone))

    def _say(self, text: str) -> None:
        """Shows a sentence over the buttons."""
        show_fault(self.fault, text)

    def _failed(self, sentence: str) -> None:
        """Keeps what the environment said."""
        self._failure = sentence
