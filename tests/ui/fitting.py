"""Whether widgets show all that is on them, are large enough to be hit, and can be reached."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from inoadmin.ui.board import CardButton
from inoadmin.ui.style import PRIMARY_PX, TARGET_PX
from tests.ui.hands import plain

WORDED = (QLabel, QPushButton, QCheckBox, QComboBox)
PRESSED = (QPushButton, QCheckBox, QComboBox, QLineEdit, QAbstractSpinBox)


def settle() -> None:
    """Lets the layouts come to rest."""
    for _ in range(4):
        QApplication.processEvents()


def words(widget: QWidget) -> str:
    """What is written on it."""
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit):
        return widget.accessibleName()
    if isinstance(widget, CardButton):
        return widget.accessibleName()
    return plain(widget.text()) if isinstance(widget, QLabel | QPushButton | QCheckBox) else ""


def cut(widget: QWidget) -> str:
    """Why a widget does not show all its words; "" when it does."""
    wraps = isinstance(widget, QLabel) and widget.wordWrap()
    may_wrap = wraps or isinstance(widget, CardButton | QComboBox)
    least = widget.minimumSizeHint() if may_wrap else widget.sizeHint()
    if widget.width() < least.width():
        return f"{widget.width()} px wide, needs {least.width()}"
    high = widget.heightForWidth(widget.width()) if wraps else widget.minimumSizeHint().height()
    if widget.height() < high and words(widget):
        return f"{widget.height()} px high, needs {high}"
    return beyond(widget)


def beyond(widget: QWidget) -> str:
    """Which parent cuts a widget off at a side: what scrolls, scrolls up and down alone."""
    at = widget
    while not at.isWindow() and (above := at.parentWidget()) is not None:
        left = widget.mapTo(above, QPoint()).x()
        if left < 0 or left + widget.width() > above.width():
            return f"beyond {type(above).__name__}: {left} to {left + widget.width()}"
        at = above
    return ""


def in_reach(window: QWidget, button: QWidget) -> bool:
    """Whether a button lies in the window and nothing lies over any corner of it."""
    place = QRect(button.mapTo(window, QPoint()), button.size())
    inner = place.adjusted(6, 2, -6, -2)
    corners = (inner.topLeft(), inner.topRight(), inner.bottomLeft(), inner.bottomRight())
    return window.rect().contains(place) and all(window.childAt(at) is button for at in corners)


def faults(window: QWidget) -> list[str]:
    """What is cut off, and what is too small to be hit."""
    shown = [w for w in window.findChildren(QWidget) if w.isVisible() and w.window() is window]
    found = [f"{words(w)!r} {why}" for w in shown if isinstance(w, WORDED) and (why := cut(w))]
    return found + [
        f"{type(w).__name__} {words(w)!r} is {w.height()} px high, not {least_px(w)}"
        for w in shown
        if isinstance(w, PRESSED) and not inside(w) and w.height() < least_px(w)
    ]


def inside(widget: QWidget) -> bool:
    """Whether it is but a part of another control, which is measured itself."""
    return isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QLineEdit)


def least_px(widget: QWidget) -> int:
    """How high it must be."""
    return PRIMARY_PX if widget.property("kind") == "primary" else TARGET_PX


def out_of_reach(window: QWidget) -> list[str]:
    """The primary actions that cannot be reached without scrolling."""
    kinds = {"primary", "danger"}
    buttons = [b for b in window.findChildren(QPushButton) if b.property("kind") in kinds]
    shown = [b for b in buttons if b.isVisible() and b.window() is window]
    return [words(b) for b in shown if not in_reach(window, b)]
