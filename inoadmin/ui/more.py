"""The acts that are seldom needed, in a menu that the keyboard reaches too."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from inoadmin.domain.commands import kind_of
from inoadmin.session.forms.covering import ahead_form
from inoadmin.session.present.lines import lines
from inoadmin.session.present.possible import possible
from inoadmin.ui.correcting import CorrectDialog
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import FormDialog, ask_for

_ENTRIES: tuple[tuple[str, str, str, bool], ...] = (
    ("handover", "&Hand over…", "Record the handover", False),
    ("addendum", "&Add to the record…", "Add to the record", False),
    ("history", "Dose given &elsewhere…", "Record the dose", False),
    ("omit", "Leave a dose &out…", "Record the omission", False),
    ("discontinue", "&Discontinue treatment…", "Discontinue treatment", True),
    ("cancel", "&Cancel this administration…", "Cancel this administration", True),
)


def more_menu(desk: Desk, parent: QWidget) -> QMenu:
    """The menu; an entry that does not apply now is greyed."""
    menu = QMenu(parent)
    menu.setAccessibleName("More")
    for kind, text, button, danger in _ENTRIES:
        entry = menu.addAction(text)
        entry.setData(kind)
        entry.triggered.connect(partial(_ask, desk, kind, parent, button, danger=danger))
    menu.addSeparator()
    ahead = menu.addAction("Authorisation given a&head…")
    ahead.setData("authorise")
    ahead.triggered.connect(partial(_ask_ahead, desk, parent))
    opened = menu.addAction("Correct the o&pening…")
    opened.setData("open")
    opened.triggered.connect(partial(_correct_opening, desk, parent))
    menu.aboutToShow.connect(partial(_grey, desk, menu))
    return menu


def _ask(
    desk: Desk, kind: str, parent: QWidget, button: str, *_checked: bool, danger: bool
) -> None:
    """Opens the form of an entry."""
    ask_for(desk, kind, parent.window(), button=button, danger=danger)


def _ask_ahead(desk: Desk, parent: QWidget, *_checked: bool) -> None:
    """Opens an authorisation that carries its bound, for findings that may come."""
    FormDialog(desk, ahead_form, "Record the authorisation", parent=parent.window()).open()


def _correct_opening(desk: Desk, parent: QWidget, *_checked: bool) -> None:
    """Opens the opening for correction; voiding it voids the administration."""
    administration = desk.administration
    if administration is None:
        return
    state, ward = desk.service.administration(administration), desk.service.ward(administration)
    line = lines(ward, desk.service.staff(), state, {kind_of(state.order)})[0]
    CorrectDialog(desk, line, parent=parent.window()).open()


def _grey(desk: Desk, menu: QMenu) -> None:
    """Leaves on what applies now."""
    allowed: Callable[[str], bool] = possible(desk.service, desk.administration)
    for entry in menu.actions():
        if entry.data():
            entry.setEnabled(allowed(str(entry.data())))
