"""The way to a second checker whom nobody here knows yet: offered where one is chosen."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from inoadmin.session.forms.model import FormSpec
from inoadmin.ui.desk import Desk
from inoadmin.ui.widgets import set_looks

ADMIT = "Admit a temporary checker…"
_CHECK = "second_check"  # a temporary checker signs nothing else


@runtime_checkable
class Asks(Protocol):
    """A window that opens dialogs by their name."""

    def ask(self, what: str) -> None:
        """Opens the dialog "temporary"."""
        ...


class Admitting(QWidget):
    """One button, there only where a second checker is chosen and the window can ask for one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: frozenset[str] | None = None
        self.button = QPushButton(ADMIT)
        self.button.setAutoDefault(False)
        set_looks(self.button, "kind", "link")
        self.button.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)
        self.hide()

    def follow(self, form: QWidget, spec: FormSpec) -> None:
        """Shows the button where `form` asks for a second checker of bag or pump."""
        wanted = spec.kind == _CHECK
        self.setVisible(wanted and top_of(form) is not None and self._desk.actor is not None)

    def _ask(self) -> None:
        """Opens the dialog; who is admitted there is chosen at once."""
        window = top_of(self)
        if window is not None:
            self._known = frozenset(self._desk.service.staff())
            window.ask("temporary")

    def admitted(self) -> str:
        """Who was admitted since the dialog was asked for, told once; "" for nobody."""
        staff = self._desk.service.staff()
        new = [m for m in staff if self._known is not None and m not in self._known]
        found = next((member for member in new if staff[member].temporary), "")
        if found:
            self._known = None
        return found


def top_of(widget: QWidget) -> Asks | None:
    """The window above all dialogs that a widget stands in, when it opens dialogs."""
    window = widget.window()
    while (above := window.parentWidget()) is not None:
        window = above.window()
    return window if isinstance(window, Asks) else None
