"""Small makers that every part uses: labels with a role, lines, changing a tone, discarding.

Ticking: a label whose words change each second.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QVBoxLayout, QWidget


class Ticking(QLabel):
    """As large as its words, and never asks for a new layout while they need no other room: figures
    are all of one width, and a label of any size would have the whole window laid out anew.
    """

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setTextFormat(self.textFormat().PlainText)
        self.setProperty("role", role)
        self._fit()

    def tell(self, text: str) -> None:
        """Shows other words."""
        if text != self.text():
            self.setText(text)
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs another room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _fit(self) -> None:
        hint = self.sizeHint()
        if hint != self.minimumSize():
            self.setFixedSize(hint)


def label(text: str, role: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """A label of plain text with the looks of its role and tone (see style)."""
    made = QLabel()
    made.setTextFormat(made.textFormat().PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    made.setText(text)  # last: a screen reader takes it for what it is when it first has words
    return made


def keyed(text: str) -> str:
    """A button's text with its first letter as the one that Alt takes, unless it names one."""
    return text if "&" in text.replace("&&", "") else f"&{text}"


def plain_words(text: str) -> str:
    """A button's text as it is read, without the mark of its key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def high(widget: QWidget, wide: int) -> int:
    """The height in px that a widget takes at a width in px."""
    if widget.hasHeightForWidth():
        return widget.heightForWidth(wide)
    return widget.sizeHint().height()


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def discard(widget: QWidget) -> None:
    """Hides, detaches and deletes a widget. Hidden first: detached while visible, it would be
    seen as a window of its own for a moment.
    """
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def empty(layout: QLayout) -> None:
    """Discards every widget of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            discard(widget)


def holding(*parts: QWidget) -> QWidget:
    """A widget with others in it, one below the other, and nothing around them."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)
    return made


def at_least(column: QVBoxLayout, width_px: int) -> None:
    """A dialog at least so wide, and never too narrow for what stands in it: with a minimum width
    of its own, Qt would let it be.
    """
    margins = column.contentsMargins()
    column.addStrut(width_px - margins.left() - margins.right())


def first(column: QVBoxLayout, widget: QWidget, *, on: bool, after: QWidget) -> None:
    """Puts a widget of a column at its head, or else right after another one."""
    place = 0 if on else column.indexOf(after) + 1
    if (on and column.indexOf(widget) == 0) or (not on and column.indexOf(widget) == place):
        return
    column.removeWidget(widget)
    column.insertWidget(0 if on else column.indexOf(after) + 1, widget)


def retone(widget: QWidget, tone: str) -> None:
    """Changes a widget's tone, and its looks with it."""
    set_looks(widget, "tone", tone)


def set_looks(widget: QWidget, name: str, value: str) -> None:
    """Changes a property that the style sheet looks at."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
