"""Small makers that every part uses: labels with a role, lines, and changing a tone."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QWidget


def label(text: str, role: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """A label of plain text with the looks of its role and tone (see style)."""
    made = QLabel(text)
    made.setTextFormat(made.textFormat().PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    return made


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


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
