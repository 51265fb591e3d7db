"""Where the protocol stands: over the clocks, below who the patient is; over a dialog as another.

ProtocolPlace: of one window. ProtocolDialog: the same pane over the dialog that is in front, which
lets nothing behind it be reached.
"""

from __future__ import annotations

from datetime import datetime

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from inoadmin.session.present.citing import form_citation, step_citation
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.looks import Looks
from inoadmin.ui.protocol_pane import ProtocolPane
from inoadmin.ui.walk import Walk

_WIDE_PX = 600
_BESIDE_PX = 200  # what is left of the window beside it
_OVER_PX = (720, 560)


class ProtocolDialog(QDialog):
    """The protocol over a dialog, which stays as it is below; F1 or Escape closes it again."""

    def __init__(self, desk: Desk, looks: Looks, citation: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Protocol")
        self.pane = ProtocolPane(desk, looks, self)
        self.pane.closed.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        self.pane.open_at(citation)
        self.resize(*_OVER_PX)
        self.pane.search.setFocus()


class ProtocolPlace(QObject):
    """Keeps the pane at the window's right edge, below the steps, or below `bar` without them.
    Opened without a citation it is at what the step, or the form in front, rests on.
    """

    def __init__(
        self,
        desk: Desk,
        looks: Looks,
        window: QWidget,
        pane: ProtocolPane,
        walk: Walk,
        bar: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk, self._looks, self._window = desk, looks, window
        self._pane, self._walk, self._bar = pane, walk, bar
        self._left: QWidget | None = None
        pane.closed.connect(self.close)

    def turn(self) -> QDialog | None:
        """Opens it, or closes it when it is open; gives the dialog to be shown where another one
        is in front.
        """
        front = QApplication.activeModalWidget()
        if isinstance(front, ProtocolDialog):
            front.reject()
        elif isinstance(front, QDialog):
            return self.over(front)
        elif self._pane.isVisible():
            self.close()
        else:
            self.open()
        return None

    def over(self, front: QDialog) -> ProtocolDialog:
        """The protocol to be shown over a dialog."""
        return ProtocolDialog(self._desk, self._looks, self._cited(front), front)

    def open(self, citation: str = "") -> None:
        """Shows the pane at a section, with the keyboard in its search."""
        if not self._pane.isVisible():
            self._left = self._window.focusWidget()
        self._pane.open_at(citation or self._step_citation())
        self.place()
        self._pane.show()
        self._pane.raise_()
        self._pane.search.setFocus()

    def close(self) -> None:
        """Hides it; the keyboard is where it was before, or at the page's next act."""
        inside = self._pane.isAncestorOf(self._window.focusWidget())
        left, self._left = self._left, None
        self._pane.hide()
        if not inside:
            return
        if left is not None and shiboken6.isValid(left) and left.isVisible() and left.isEnabled():
            left.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._walk.take_focus()

    def place(self, *_now: datetime) -> None:
        """As high as the window; the banner, the steps and the reaction button stay in sight."""
        window, steps = self._window, self._walk.stepper
        width = min(_WIDE_PX, window.width() - _BESIDE_PX)
        below = steps if steps.isVisible() else self._bar
        top = below.mapTo(window, below.rect().bottomLeft()).y() + 1
        self._pane.setGeometry(window.width() - width, top, width, window.height() - top)

    def _step_citation(self) -> str:
        """What the page shown rests on; nothing on the board."""
        desk = self._desk
        if desk.patient is None:
            return ""
        return step_citation(desk.service, desk.administration, self._walk.step)

    def _cited(self, front: QDialog) -> str:
        """What the form in front rests on, else the step behind it."""
        if not isinstance(front, FormDialog):
            return self._step_citation()
        form, desk = front.entry.form, self._desk
        codes = form.typed().get("codes", ())
        ticked = codes if isinstance(codes, tuple) else ()
        own = form_citation(desk.service, desk.administration, form.spec.kind, ticked)
        return own or self._step_citation()
