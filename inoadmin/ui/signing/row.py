"""One signer: who they are, what their signature means, and their PIN."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inoadmin.session.present.signers import SignerRow
from inoadmin.ui.signing.pin import PinField
from inoadmin.ui.widgets import label, set_looks


class SignRow(QWidget):
    """Shows a signer beside the field for their PIN."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.signer: SignerRow | None = None
        self.name = label("", "strong", wrap=True)
        self.meaning = label("", "muted", wrap=True)
        self.warning = label("", "strong", "warn", wrap=True)
        self.fault = label("", "error", wrap=True)
        self.pin = PinField()
        self.told = QVBoxLayout()
        self.told.setSpacing(0)
        for line in self._lines():
            self.told.addWidget(line)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(10)
        self.line.addLayout(self.told, 1)
        self.line.addWidget(self.pin)
        self.say("")
        self.hide()

    def _lines(self) -> tuple[QLabel, ...]:
        """All that is written here."""
        return (self.name, self.meaning, self.warning, self.fault)

    def show_signer(self, signer: SignerRow) -> None:
        """Shows who signs; a PIN typed for somebody else, or for another meaning, is forgotten."""
        if signer != self.signer:
            self.pin.forget()
            self.say("")
        self.signer = signer
        self.name.setText(signer.title)
        self.meaning.setText(signer.signs)
        self.warning.setText(signer.warning)
        self.warning.setVisible(bool(signer.warning))
        self.pin.ask_of(signer.name)
        self.pin.setAccessibleDescription(signer.spoken)
        self.pin.setEnabled(True)
        self.show()

    def wait_for_name(self) -> None:
        """Somebody else is about to say who they are: until then no PIN is taken."""
        self.name.setText("Record as somebody else: who?")
        self.meaning.setText("")
        self.warning.hide()
        self.say("")
        self.pin.forget()
        self.pin.setEnabled(False)

    def leave(self) -> None:
        """Nobody is asked here."""
        self.signer = None
        self.pin.forget()
        self.say("")
        self.hide()

    def say(self, text: str) -> None:
        """What is wrong, under the name; "" takes it back."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
        set_looks(self.pin, "fault", "true" if text else "false")
        if self.signer is not None:
            self.pin.setAccessibleDescription(text or self.signer.spoken)
