"""Controls and their names: what is written on them, beside them, or told to a screen reader."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)


def matching(name: str) -> Callable[[str], bool]:
    """Whether a control's name is the one sought."""
    if name.endswith("*"):
        return lambda one: one.startswith(name[:-1])
    return lambda one: one == name


def named_widgets(root: QWidget) -> list[tuple[QWidget, set[str]]]:
    """The visible widgets that are no labels, each with its names: own, written on, beside it."""
    every = [w for w in root.findChildren(QWidget) if w.isVisibleTo(root) and root.isVisible()]
    beside: dict[QWidget, set[str]] = {}
    for label in every:
        if isinstance(label, QLabel) and (buddy := label.buddy()):
            beside.setdefault(buddy, set()).add(plain(label.text()))
    found: list[tuple[QWidget, set[str]]] = []
    for widget in every:
        if isinstance(widget, QLabel) or isinstance(widget.parentWidget(), QComboBox):
            continue  # the line of a list that can be typed into is part of it
        names = {widget.accessibleName(), *beside.get(widget, ())}
        if isinstance(widget, QAbstractButton):
            names.add(" ".join(plain(widget.text()).split()))
        found.append((widget, names - {""}))
    return found


def names_in(kind: type[QWidget] | tuple[type[QWidget], ...], root: QWidget) -> list[str]:
    """The names that controls of a kind have, for a message."""
    return sorted(n for w, names in named_widgets(root) if isinstance(w, kind) for n in names)


def bring_into_sight(widget: QWidget) -> None:
    """Scrolls to a widget; its middle can then be seen."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 10, 30)
        around = around.parentWidget()
    QApplication.processEvents()
    middle = widget.rect().center()
    assert widget.visibleRegion().contains(middle), f"{widget!r} cannot be seen"


def written(widget: QWidget) -> str:
    """What can be read on a widget."""
    match widget:
        case QLabel():
            rich = widget.textFormat() == Qt.TextFormat.RichText
            if rich:
                return QTextDocumentFragment.fromHtml(widget.text()).toPlainText()
            return plain(widget.text()) if widget.buddy() else widget.text()
        case QAbstractButton():
            return plain(widget.text())
        case QLineEdit():
            return widget.displayText()
        case QComboBox():
            return widget.currentText()
        case QPlainTextEdit():
            return widget.toPlainText()
        case _:
            return widget.windowTitle() if widget.isWindow() else ""


def plain(text: str) -> str:
    """A text without its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
