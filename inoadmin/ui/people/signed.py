"""A dialog that changes people or settings, carried out with the PIN of who is signed in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.accounts import PinError, Proof
from inoadmin.session.ports import StorageError
from inoadmin.session.registration import RegistrationError
from inoadmin.session.signing import Signer
from inoadmin.ui.announcing import show_fault
from inoadmin.ui.desk import Desk
from inoadmin.ui.form import Form
from inoadmin.ui.signing.strip import SignStrip
from inoadmin.ui.tabbing import chain
from inoadmin.ui.widgets import at_least, keyed, label, set_looks

_WIDTH_PX = 640
_INSIDE_PX = _WIDTH_PX - 40
_SPARE_PX = 8
SIGN_IN = "Sign in first."


class SignedDialog(QDialog):
    """`meaning` says what the PIN stands for. A dialog adds its fields to `column`, says whether
    they hold (`holds`) and what is done then (`carry_out`).
    """

    def __init__(
        self, desk: Desk, title: str, button: str, meaning: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self.meaning = meaning
        self._parts: tuple[QWidget, ...] = ()
        self._begun = False
        self.setWindowTitle(title)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        self.signing = SignStrip(desk)
        self.signing.someone_else.hide()
        self.signing.entered.connect(self.submit)
        self.button = QPushButton(keyed(button))
        self.button.setAutoDefault(False)
        set_looks(self.button, "kind", "primary")
        self.button.clicked.connect(self.submit)
        self.closing = QPushButton("Close &without recording")
        self.closing.setAutoDefault(False)
        self.closing.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.closing)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        self.column = QVBoxLayout()
        self.column.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        at_least(outer, _WIDTH_PX)
        outer.addWidget(label(title, "title", wrap=True))
        outer.addLayout(self.column)
        for widget in (self.fault, self.signing):
            outer.addWidget(widget)
        outer.addLayout(buttons)

    def lay(self, *parts: QWidget) -> None:
        """Puts the fields in, in the order that Tab follows."""
        self._parts = parts
        for part in parts:
            self.column.addWidget(part)
            if isinstance(part, Form) or part.hasHeightForWidth():
                wanted = max(part.sizeHint().height(), part.heightForWidth(_INSIDE_PX))
                part.setMinimumHeight(wanted + _SPARE_PX)

    def showEvent(self, event: QShowEvent) -> None:
        """Whose PIN is needed stands there from the beginning."""
        super().showEvent(event)
        self._offer()
        chain([*self._parts, self.signing, self.button, self.closing])
        if not self._begun:
            self._begun = True
            self.start()

    def start(self) -> None:
        """Puts the focus where one begins."""

    def to_signing(self) -> None:
        """Enter behind the last field: on to the PIN that signs, or to the end."""
        pins = self.signing.pins
        target = pins[0] if pins else self.button
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def holds(self) -> bool:
        """Whether what is typed can be recorded; if not, it shows why."""
        return True

    def carry_out(self, actor: str, proof: Proof | None) -> None:
        """Records it, once the PIN was right: `proof`, None where nobody has one.

        Raises:
            RegistrationError: the details are not plausible, or the actor may not.
            PinError: it may not be a PIN.
            StorageError: the log could not be written.
        """
        raise TypeError(f"{type(self).__name__} does nothing for {actor} with {proof}")

    def submit(self) -> None:
        """Records, and closes once it is on disk; else it says why not."""
        self.say("")
        actor = self.desk.actor
        if actor is None:
            self.say(SIGN_IN)
            return
        if not self.holds():
            return
        proofs = self._proofs(actor)
        if proofs is None:
            return
        try:
            self.carry_out(actor, proofs[0] if proofs else None)
        except RegistrationError as error:
            self.say("Not recorded. " + " ".join(f"{f[:1].upper()}{f[1:]}." for f in error.faults))
        except (PinError, StorageError) as error:
            self.say(f"Not recorded. {error}")
        else:
            self.accept()
        finally:
            for proof in proofs:
                self.desk.service.accounts.spend(proof)

    def _proofs(self, actor: str) -> tuple[Proof, ...] | None:
        """That the actor's PIN was typed; None while it is not. A scenario asks nobody."""
        if self.desk.service.log.kind == "scenario":
            return ()
        return self.signing.take([Signer(actor, self.meaning)])

    def _offer(self) -> None:
        """Shows whose PIN is needed."""
        actor = self.desk.actor
        if actor is not None and self.desk.service.log.kind != "scenario":
            self.signing.offer([Signer(actor, self.meaning)])

    def say(self, text: str) -> None:
        """What keeps it from being recorded; a window makes no room by itself for what wraps."""
        show_fault(self.fault, text)
        lines = self.fault.heightForWidth(self.column.geometry().width()) if text else 0
        self.fault.setMinimumHeight(max(lines, 0))
