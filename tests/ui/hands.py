"""A nurse's hands: widgets found by what is written on or beside them, typed into and pressed."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.ui.fields import FieldEdit
from inoadmin.ui.fields.choosing import ChoiceEdit
from inoadmin.ui.fields.picking import PickEdit
from inoadmin.ui.signing import PinField

WidgetT = TypeVar("WidgetT", bound=QWidget)


def plain(text: str) -> str:
    """A label without its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def labelled(root: QWidget, text: str) -> QWidget:
    """The visible widget whose label, or own accessible name, is this."""
    QApplication.processEvents()
    for label in root.findChildren(QLabel):
        buddy = label.buddy()
        if plain(label.text()) == text and buddy is not None and buddy.isVisibleTo(root):
            return buddy
    named = [
        w for w in root.findChildren(QWidget) if w.accessibleName() == text and w.isVisibleTo(root)
    ]
    assert named, f"nothing is labelled {text!r}"
    return named[0]


def field(root: QWidget, text: str) -> FieldEdit:
    """The field with this label."""
    widget: QWidget | None = labelled(root, text)
    while widget is not None and not isinstance(widget, FieldEdit):
        widget = widget.parentWidget()
    assert isinstance(widget, FieldEdit), text
    return widget


def enter(qtbot: QtBot, root: QWidget, typed: dict[str, str]) -> None:
    """Types into fields by their labels: text by keys, choices by pressing their words."""
    for text, value in typed.items():
        if text == "When":
            widget = labelled(root, text)
            widget.setFocus()
            qtbot.keyClicks(widget, value)
            continue
        edit = field(root, text)
        if isinstance(edit, ChoiceEdit | PickEdit):
            edit.choose(value)
        else:
            qtbot.keyClicks(edit.target(), value)


def button(root: QWidget, text: str) -> QPushButton:
    """The visible button with this text."""
    QApplication.processEvents()
    found = [
        b for b in root.findChildren(QPushButton) if plain(b.text()) == text and b.isVisibleTo(root)
    ]
    texts = sorted({plain(b.text()) for b in root.findChildren(QPushButton) if b.isVisibleTo(root)})
    assert found, f"no button {text!r} among {texts}"
    return found[0]


def press(root: QWidget, text: str) -> None:
    """Presses a button; it must be on."""
    found = button(root, text)
    assert found.isEnabled(), f"{text!r} is off"
    found.click()
    QApplication.processEvents()


def pins(root: QWidget) -> dict[str, PinField]:
    """The fields in which a PIN is awaited, by the name of whose it is."""
    QApplication.processEvents()
    found = [field for field in root.findChildren(PinField) if field.isVisibleTo(root)]
    return {field.accessibleName().removeprefix("PIN of "): field for field in found}


def sign(qtbot: QtBot, root: QWidget, *typed: str) -> None:
    """Types the PINs of those who are asked, one after the other, and Enter after each."""
    asked = list(pins(root).values())
    assert len(asked) == len(typed), list(pins(root))
    for field, pin in zip(asked, typed, strict=True):
        qtbot.keyClicks(field, pin)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def dialog(kind: type[WidgetT] = QDialog) -> WidgetT:
    """The dialog that is open."""
    QApplication.processEvents()
    open_ones = [w for w in QApplication.topLevelWidgets() if w.isVisible() and isinstance(w, kind)]
    assert open_ones, "no dialog is open"
    return open_ones[-1]


def dialogs() -> list[QDialog]:
    """All open dialogs."""
    QApplication.processEvents()
    found = QApplication.topLevelWidgets()
    return [w for w in found if isinstance(w, QDialog) and w.isVisible()]


def shown(root: QWidget) -> str:
    """Everything that is written in visible labels."""
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisibleTo(root))


def in_front(qtbot: QtBot, window: QWidget) -> None:
    """The window has the keyboard; without a window manager that takes a moment."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
