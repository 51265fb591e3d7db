"""The recovery key: shown once, large, to be written down by hand or printed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from inoadmin.ui.fields.box import Box
from inoadmin.ui.widgets import label, set_looks

_GROUPS_A_LINE = 4
_KEY_PX = 26
ABOUT = (
    "With this key the record can be opened when this computer's own key is lost; without either "
    "nobody can. Keep it on paper, away from this computer. It is not shown again later."
)
WRITTEN = "It is kept: written down, printed or saved elsewhere"


class RecoveryStep(QWidget):
    """Signals: `print_asked` and `save_asked` with the key, `done` once it is kept."""

    print_asked = Signal(str)
    save_asked = Signal(str)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recovery = ""
        self.key = label("", "")
        face = QFont("DejaVu Sans Mono")
        face.setStyleHint(QFont.StyleHint.Monospace)
        face.setPixelSize(_KEY_PX)
        self.key.setFont(face)
        self.key.setStyleSheet(f"font-size: {_KEY_PX}px;")
        self.key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.key.setAccessibleName("Recovery key")
        self.written = Box(WRITTEN)
        fixed = QSizePolicy.Policy.Fixed
        self.written.setSizePolicy(QSizePolicy.Policy.Maximum, fixed)
        self.button = QPushButton("&Go on")
        set_looks(self.button, "kind", "primary")
        self.button.clicked.connect(self.done)
        self.written.toggled.connect(self.button.setEnabled)
        ways = QHBoxLayout()
        for text, asked in (("&Print…", self.print_asked), ("&Save…", self.save_asked)):
            way = QPushButton(text)
            way.clicked.connect(lambda _=False, a=asked: a.emit(self._recovery))
            ways.addWidget(way)
        ways.addStretch(1)
        ways.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(ABOUT, "subtitle", wrap=True))
        column.addWidget(self.key)
        column.addWidget(self.written)
        column.addLayout(ways)
        column.addStretch(1)

    def begin(self, key: str) -> None:
        """Shows the key in its groups."""
        self._recovery = key
        groups = key.replace("-", " ").split()
        lines = [groups[n : n + _GROUPS_A_LINE] for n in range(0, len(groups), _GROUPS_A_LINE)]
        self.key.setText("\n".join("   ".join(line) for line in lines))
        self.written.setChecked(False)
        self.button.setEnabled(False)
        self.written.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Nothing of it stays in the window."""
        self._recovery = ""
        self.key.setText("")
