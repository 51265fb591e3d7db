"""A plan in words, as labels: on the card and while a start is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from inoadmin.session.present.planning import Face
from inoadmin.ui.widgets import label

_NONE = Face("")


class PlanFace(QWidget):
    """Shows a Face; what it does not say takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headline = label("", "strong", wrap=True)
        self._lines = label("", "muted", wrap=True)
        self._misfits = label("", "error", wrap=True)
        self._offer = label("", "muted", wrap=True)
        self._changes = label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._headline, self._lines, self._misfits, self._offer, self._changes):
            column.addWidget(part)
        column.addStretch(1)
        self.show_face(_NONE)

    def show_face(self, face: Face) -> None:
        """Shows what is said; only what changed is set, so that nothing flickers."""
        _put(self._headline, (face.headline,))
        _put(self._lines, face.lines)
        _put(self._misfits, [f"▲ {sentence}" for sentence in face.misfits])
        _put(self._offer, (face.offer,))
        _put(self._changes, face.changes)
        self.setAccessibleName(face.spoken)

    def text(self) -> str:
        """All that is shown, a line a sentence."""
        parts = (self._headline, self._lines, self._misfits, self._offer, self._changes)
        return "\n".join(part.text() for part in parts if not part.isHidden())


def _put(part: QLabel, sentences: Sequence[str]) -> None:
    """One sentence a line."""
    text = "\n".join(sentence for sentence in sentences if sentence)
    if part.text() != text:
        part.setText(text)
    part.setVisible(bool(text))
