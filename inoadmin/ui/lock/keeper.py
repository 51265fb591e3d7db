"""Which page the window shows: the work, the managers' office, the first start or the lock.

A page that is left keeps all that is on it; its dialogs are hidden and come back with it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from inoadmin.session.present.accounts import is_manager
from inoadmin.ui.desk import Desk
from inoadmin.ui.first_start.flow import FirstStart
from inoadmin.ui.lock.cover import Cover
from inoadmin.ui.lock.screen import LockScreen


class Keeper(QObject):
    """Keeps a window's stack of pages. Signal: `turned` when another page is shown."""

    turned = Signal()

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        work: QWidget,
        office: QWidget,
        make_recovery: Callable[[], str | None],
    ) -> None:
        super().__init__(window)
        self._desk, self._work, self._office = desk, work, office
        self.stack = QStackedWidget()
        self.lock = LockScreen(desk)
        self.first = FirstStart(desk, make_recovery)
        pages: tuple[QWidget, ...] = (work, office, self.lock, self.first)
        self._covers: dict[QWidget | None, Cover] = {page: Cover(window) for page in pages}
        for page in pages:
            self.stack.addWidget(page)
        self.first.finished.connect(self.follow)
        for moved in (desk.changed, desk.covered, desk.left):
            moved.connect(self.follow)
        self.follow()

    @property
    def working(self) -> bool:
        """Whether patients can be seen."""
        return self.stack.currentWidget() is self._work

    @property
    def at_work(self) -> bool:
        """Whether somebody is: at the patients or in the office."""
        return self.stack.currentWidget() in (self._work, self._office)

    def show(self, dialog: QDialog) -> None:
        """Opens a dialog; while the screen is covered it waits until somebody is at work."""
        page = self.stack.currentWidget() if self.at_work else self._work
        self._covers[page].show(dialog)

    def follow(self, *_: object) -> None:
        """Turns to the page that belongs here now."""
        page, shown = self._page(), self.stack.currentWidget()
        if page is shown:
            return
        self._covers[shown].lower()
        self.stack.setCurrentWidget(page)
        if page is self.lock:
            self.lock.begin()
        elif page is self.first:
            self.first.begin()
        self.turned.emit()
        self._covers[page].lift()

    def _page(self) -> QWidget:
        """The page that belongs here."""
        desk = self._desk
        if desk.locked:
            return self.lock
        if desk.service.log.kind == "scenario":
            return self._work
        if self.first.wanted():
            return self.first
        if desk.actor is None:
            return self.lock
        return self._office if is_manager(desk.service, desk.actor) else self._work
