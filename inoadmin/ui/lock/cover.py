"""Hides every dialog while the screen is locked, and brings each back exactly as it was."""

from __future__ import annotations

from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QDialog, QWidget


@dataclass(frozen=True, slots=True)
class Hidden:
    """A dialog that was taken out of sight: where it was, and what in it had the focus."""

    dialog: QDialog
    place: QRect
    focus: QWidget | None


class Cover:
    """Of one window: its dialogs, those that stand over them, and its own focus."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._hidden: list[Hidden] = []
        self._waiting: list[QDialog] = []
        self._focus: QWidget | None = None
        self.down = False

    def lower(self) -> None:
        """Takes the dialogs out of sight; menus and lists that hang open close."""
        self.down = True
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._focus = self._window.focusWidget()
        shown = [d for d in self._window.findChildren(QDialog) if d.isVisible()]
        for dialog in sorted(shown, key=_depth):
            self._hidden.append(Hidden(dialog, dialog.geometry(), dialog.focusWidget()))
        active = QApplication.activeWindow() is not None
        for hidden in reversed(self._hidden):
            hidden.dialog.hide()
        if self._hidden and active:
            self._window.activateWindow()  # else the keyboard would be nowhere

    def lift(self) -> list[QDialog]:
        """Shows them again in their order, then those that were asked for meanwhile; gives all
        that are open.
        """
        self.down = False
        if alive(self._focus) and self._focus is not None:
            self._focus.setFocus()
        back = [hidden for hidden in self._hidden if alive(hidden.dialog)]
        waiting, self._waiting, self._hidden, self._focus = self._waiting, [], [], None
        for hidden in back:
            hidden.dialog.show()
            hidden.dialog.setGeometry(hidden.place)
            hidden.dialog.activateWindow()
            if alive(hidden.focus) and hidden.focus is not None:
                hidden.focus.setFocus()
        for dialog in waiting:
            dialog.open()
        return [*(hidden.dialog for hidden in back), *waiting]

    def show(self, dialog: QDialog) -> None:
        """Opens a dialog, once the cover is lifted."""
        if self.down:
            self._waiting.append(dialog)
        else:
            dialog.open()


def alive(widget: QWidget | None) -> bool:
    """Whether Qt still has the widget."""
    return widget is not None and shiboken6.isValid(widget)


def _depth(dialog: QWidget) -> int:
    """How many windows a dialog stands over."""
    over, count = dialog.parentWidget(), 0
    while over is not None:
        count += over.isWindow()
        over = over.parentWidget()
    return count
