"""The patient banner: who the open patient is, always on top, never on a screen with others."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inoadmin.session.present.banner import Banner, Pair, banner
from inoadmin.ui.desk import Desk
from inoadmin.ui.looks import Looks
from inoadmin.ui.widgets import label

# A line breaks at the plain space at its end, so that none begins with a gap.
_BETWEEN = "&nbsp;&nbsp;&nbsp;&nbsp; "
_UNBROKEN = 48  # a longer value (a list of allergies) may wrap


class BannerView(QFrame):
    """Two rows: the person, then allergies and this dose."""

    def __init__(self, desk: Desk, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._looks = desk, looks
        self._shown: Banner | None = None
        self.setProperty("role", "strip")
        self._name = label("", "name")
        self._who, self._what = self._row(), self._row()
        first = QHBoxLayout()
        first.setSpacing(22)
        first.addWidget(self._name)
        first.addWidget(self._who, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(18, 7, 14, 7)
        rows.setSpacing(2)
        rows.addLayout(first)
        rows.addWidget(self._what)
        desk.changed.connect(self.refresh)
        looks.turned.connect(self._repaint)
        self.refresh()

    def _row(self) -> QLabel:
        """A label for pairs, which wraps between them rather than cutting any off."""
        made = QLabel()
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setWordWrap(True)
        return made

    def refresh(self) -> None:
        """Shows the open patient; hidden without one."""
        patient = self._desk.patient
        self.setVisible(patient is not None)
        if patient is None:
            self._shown = None
            return
        shown = banner(self._desk.service, patient, self._desk.administration)
        if shown == self._shown:
            return
        self._shown = shown
        self._name.setText(shown.name)
        self._who.setText(self._pairs(shown.who))
        self._what.setText(self._pairs(shown.what))
        self.setAccessibleName("Patient")
        self.setAccessibleDescription(shown.spoken)

    def _repaint(self) -> None:
        """The same words in other colours."""
        self._shown = None
        self.refresh()

    def _pairs(self, pairs: tuple[Pair, ...]) -> str:
        """The pairs as rich text: label muted, value strong."""
        return _BETWEEN.join(self._pair(pair) for pair in pairs)

    def _pair(self, pair: Pair) -> str:
        """One pair; kept on one line unless it is long."""
        alarm = pair.tone == "alarm"
        sign = "▲ " if alarm else ""
        tone = self._looks.tokens.alarm if alarm else self._looks.tokens.muted
        weight = "600" if alarm or not pair.value else "400"
        text = (
            f'<span style="color:{tone};font-weight:{weight}">{sign}{_text(pair.label)}</span>'
            f' <span style="font-weight:600">{_text(pair.value)}</span>{_text(pair.plain)}'
        )
        length = len(pair.label) + len(pair.value) + len(pair.plain)
        if length > _UNBROKEN:
            return text
        return f'<span style="white-space:nowrap">{text}</span>'


def _text(value: str) -> str:
    """Plain text for rich text."""
    return escape(value)
