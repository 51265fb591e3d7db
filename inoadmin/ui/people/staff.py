"""The staff as managers see them: who is known here, how each stands, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from inoadmin.session.present.accounts import Line, lines
from inoadmin.ui.desk import Desk
from inoadmin.ui.page import scrolling
from inoadmin.ui.people.member import (
    ChangeMemberDialog,
    ConfirmMemberDialog,
    NewMemberDialog,
    OpenAccountDialog,
    PinDialog,
)
from inoadmin.ui.people.signed import SignedDialog
from inoadmin.ui.widgets import empty, label, rule, set_looks

_SIZE_PX = (860, 560)
MemberDialog = Callable[[Desk, str, QWidget | None], SignedDialog]


class StaffDialog(QDialog):
    """Everyone known here, leavers included."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self._shown: tuple[Line, ...] = ()
        self.setWindowTitle("Staff")
        self.resize(*_SIZE_PX)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        new = QPushButton("&New member of staff…")
        set_looks(new, "kind", "primary")
        new.setAutoDefault(False)
        new.clicked.connect(self.add)
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(close)
        buttons.addStretch(1)
        buttons.addWidget(new)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(label("Staff", "title"))
        column.addWidget(scrolling(inside), 1)
        column.addLayout(buttons)
        desk.changed.connect(self.refresh)
        self.refresh()

    def add(self) -> NewMemberDialog:
        """Asks for a new member."""
        dialog = NewMemberDialog(self.desk, self)
        dialog.open()
        return dialog

    def ask(self, kind: MemberDialog, member: str, *_checked: bool) -> SignedDialog:
        """Opens a dialog about one member."""
        dialog = kind(self.desk, member, self)
        dialog.open()
        return dialog

    def refresh(self) -> None:
        """Shows who is known; a list that did not change keeps its focus."""
        shown = lines(self.desk.service)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._list)
        for line in shown:
            self._list.addWidget(self._row(line))
            self._list.addWidget(rule())

    def _row(self, line: Line) -> QWidget:
        """Who they are, what asks for something, and what can be done."""
        made = QWidget()
        made.setAccessibleName(line.name)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label(line.name, "strong"))
        told.addWidget(label(line.facts, "muted", wrap=True))
        told.addWidget(self._flags(line))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 4, 0, 4)
        row.addLayout(told, 1)
        if line.temporary and line.active:
            row.addWidget(self._button(line, "Confirm…", ConfirmMemberDialog))
        if line.locked and line.active:
            row.addWidget(self._button(line, "Open account…", OpenAccountDialog))
        if line.active:
            row.addWidget(self._button(line, "New PIN…", PinDialog))
        row.addWidget(self._button(line, "Change…", ChangeMemberDialog))
        return made

    def _flags(self, line: Line) -> QLabel:
        """What asks for something, with a sign."""
        sign = "▲ " if line.active else ""
        made = label(sign + ", ".join(line.flags), "error" if line.active else "muted", wrap=True)
        if not line.flags:
            made.hide()
        return made

    def _button(self, line: Line, text: str, kind: MemberDialog) -> QPushButton:
        """A button about one member."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{text.rstrip('…')}: {line.name}")
        button.clicked.connect(partial(self.ask, kind, line.member))
        return button
