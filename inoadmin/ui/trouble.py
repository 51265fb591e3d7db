"""The strip that tells what could not be recorded, until it is read."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from inoadmin.ui.widgets import label


class TroubleStrip(QFrame):
    """Hidden while there is nothing to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "trouble")
        self._text = label("", "strong", wrap=True)
        close = QPushButton("Close")
        close.setAccessibleName("Close the message")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 12, 6)
        row.addWidget(label("▲", "error"))
        row.addWidget(self._text, 1)
        row.addWidget(close)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Shows a sentence."""
        self._text.setText(sentence)
        self.setAccessibleName("Not recorded")
        self.setAccessibleDescription(sentence)
        self.show()

    def text(self) -> str:
        """What is told, "" when nothing is."""
        return "" if self.isHidden() else self._text.text()
