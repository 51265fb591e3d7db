"""Small makers that every part uses: labels with a role, lines, changing a tone, discarding."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QLayout, QVBoxLayout, QWidget


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
