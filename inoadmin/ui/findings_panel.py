"""The findings above an action: each a row of widgets, so that its button can be pressed by
touch, keyboard and screen reader alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.present.findings import FindingRow
from inoadmin.ui.desk import Desk
from inoadmin.ui.side_by_side import SideBySide
from inoadmin.ui.widgets import discard, high, label, plain_words, retone

_SIGNS = {
    "stop": ("■", "alarm"),
    "authorise": ("!", "warn"),
    "confirm": ("?", "warn"),
    "note": ("i", "accent"),
}
_SIGN_PX = 20
_NARROW_PX = 640  # from here on a sentence may wrap beside its ways
_AROUND_PX = 70  # sign, margins and gaps of a row
_LEAST_PX = 300
_LEAVE = frozenset({"authorise", "confirm"})


class FindingsPanel(QFrame):
    """Findings with their citations and the buttons that resolve them.

    Signals: `resolve` with the FindingRow whose button was pressed; `cite` with a row's citation;
    `turned` when it was opened or folded.
    """

    turned = Signal()
    resolve = Signal(object)
    cite = Signal(str)

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setProperty("role", "panel")
        self._title = label(title, "section")
        self._rows: list[_Row] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 8, 10, 8)
        self._layout.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        self.turn = QPushButton("Sho&w")
        self.turn.clicked.connect(self._turned)
        self.turn.hide()
        head.addWidget(self.turn)
        self._layout.addLayout(head)
        self._opened = False
        self._tell((), title)

    def set_title(self, title: str) -> None:
        """Changes the heading."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def show_rows(self, rows: Sequence[FindingRow]) -> None:
        """Shows these rows. Buttons of rows that stay are kept, so that focus stays too."""
        rows = tuple(rows)
        if [_shape(r) for r in rows] == [_shape(w.row) for w in self._rows]:
            for widget, row in zip(self._rows, rows, strict=True):
                widget.show_row(row)
                widget.fit(self.width())
        else:
            self._rebuild(rows)
        self._tell(rows, self._title.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows take two lines where the panel is narrow."""
        super().resizeEvent(event)
        for widget in self._rows:
            widget.fit(self.width())

    def sizeHint(self) -> QSize:
        """As high as the words need at the width there is."""
        width = max(self.width(), _LEAST_PX)
        if not self._layout.hasHeightForWidth():
            return QSize(width, self._layout.totalSizeHint().height())
        return QSize(width, self._layout.totalHeightForWidth(width))

    def full_height(self, wide: int) -> int:
        """The height in px that all rows take at a width in px, folded away or not."""
        margins = self._layout.contentsMargins()
        inside = wide - margins.left() - margins.right()
        rows = sum(high(row, inside) + self._layout.spacing() for row in self._rows)
        return margins.top() + margins.bottom() + self._title.sizeHint().height() + rows

    def fold(self, *, may: bool) -> None:
        """Leaves the heading alone, with the way to the rows, where something else needs the room
        more; the nurse who opened it finds it open.
        """
        self.turn.setVisible(may)
        if not may:
            self._opened = False
        shown = self._opened or not may
        self.turn.setText("Hid&e" if shown else "Sho&w")
        self.turn.setAccessibleName(f"{plain_words(self.turn.text())}: {self._title.text()}")
        for row in self._rows:
            row.setVisible(shown)

    def _turned(self) -> None:
        """Opens what is folded, and folds it again."""
        self._opened = not self._opened
        self.fold(may=True)
        self.turned.emit()

    def take_focus(self, *, leave: bool = False) -> bool:
        """Gives the focus to the first act that puts something right; False when there is none.
        Somebody's leave to go on without it is none, unless `leave` is what comes next.
        """
        for row in self._rows:
            acts = row.row.button and (leave or row.row.resolution not in _LEAVE)
            if acts and not row.isHidden():
                row.take_focus()
                return True
        return False

    def texts(self) -> tuple[str, ...]:
        """What is shown, one line a row."""
        return tuple(widget.text() for widget in self._rows)

    def _rebuild(self, rows: Sequence[FindingRow]) -> None:
        """Makes the rows anew; the button that had the focus keeps it if its row is still there."""
        focused = QApplication.focusWidget()
        held = next((w.row.code for w in self._rows if focused and w.isAncestorOf(focused)), None)
        for widget in self._rows:
            self._layout.removeWidget(widget)
            discard(widget)
        self._rows = [_Row(row, self) for row in rows]
        for widget in self._rows:
            widget.fit(self.width())
            self._layout.addWidget(widget)
            if widget.row.code == held:
                widget.take_focus()

    def _tell(self, rows: Sequence[FindingRow], title: str) -> None:
        """Colours the edge by the gravest row and says it all to a screen reader."""
        severities = {row.severity for row in rows}
        tone = "alarm" if "stop" in severities else "warn"
        if not severities - {"note"}:
            tone = "calm"
        retone(self, tone)
        self.setAccessibleName(title)
        self.setAccessibleDescription(". ".join(f"{r.kind}: {r.sentence}" for r in rows))


def _shape(row: FindingRow) -> tuple[str, str, str, str]:
    """What decides whether a row's widgets can stay."""
    return row.code, row.severity, row.resolution, row.second


class _Row(QWidget):
    """One finding: sign, sentence, citation, buttons; advice below."""

    def __init__(self, row: FindingRow, panel: FindingsPanel) -> None:
        super().__init__(panel)
        self.row = row
        self._panel = panel
        text, tone = _SIGNS[row.severity]
        sign = label(text, "sign", tone)
        sign.setFixedSize(_SIGN_PX, _SIGN_PX)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign.setAccessibleName(row.kind)
        sign.setToolTip(row.kind)
        self._sentence = label(row.sentence, wrap=True)
        self._advice = label("", "muted", wrap=True)
        self._citation = QPushButton(row.citation)
        self._citation.setProperty("kind", "link")
        self._citation.clicked.connect(lambda: panel.cite.emit(self.row.citation))
        self._buttons = [
            self._button(row.button, second=False),
            self._button(row.second_button, second=True),
        ]
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self._sentence)
        told.addWidget(self._advice)
        said = QHBoxLayout()
        said.addWidget(sign)
        said.addLayout(told, 1)
        self._ways = SideBySide(at_end=True)
        for button in (self._citation, *self._buttons):
            self._ways.add(button)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 1, 0, 1)
        self._line.addLayout(said, 1)
        self._line.addWidget(self._ways)
        self.show_row(row)

    def _button(self, text: str, *, second: bool) -> QPushButton:
        """A button for one way to resolve it; hidden when there is no such way."""
        button = QPushButton(text, self)
        button.setVisible(bool(text))
        button.clicked.connect(
            lambda: self._panel.resolve.emit(self.row.other_way() if second else self.row)
        )
        return button

    def show_row(self, row: FindingRow) -> None:
        """Puts new wording in the same widgets."""
        self.row = row
        self._sentence.setText(row.sentence)
        self._advice.setText("\n".join(row.advice))
        self._advice.setVisible(bool(row.advice))
        self._citation.setAccessibleName(f"Show in the protocol: {row.citation}")
        for button, text in zip(self._buttons, (row.button, row.second_button), strict=True):
            button.setText(text)
            button.setAccessibleDescription(row.sentence)

    def fit(self, width: int) -> None:
        """Puts the ways below the sentence where there is no room beside it."""
        needed = self._sentence.fontMetrics().horizontalAdvance(self._sentence.text())
        needed += self._ways.sizeHint().width() + _AROUND_PX
        narrow = width < min(needed, _NARROW_PX)
        wide = QSizePolicy.Policy.Preferred if narrow else QSizePolicy.Policy.Fixed
        self._ways.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        way = QBoxLayout.Direction
        self._line.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def take_focus(self) -> None:
        """Gives the focus to the first button."""
        shown = [button for button in self._buttons if button.text()]
        (shown[0] if shown else self._citation).setFocus()

    def text(self) -> str:
        """The row in one line: "stop | sentence | citation | [button]"."""
        buttons = " ".join(f"[{b.text()}]" for b in self._buttons if b.text())
        parts = (self.row.severity, self._sentence.text(), self._citation.text(), buttons)
        return " | ".join(part for part in parts if part)
