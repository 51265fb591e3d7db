"""The administration record as it prints: looked at page by page, printed and saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.ports import StorageError
from inoadmin.session.present.versions import choices
from inoadmin.ui.desk import Desk
from inoadmin.ui.issuing import AskPrinter, Issuing, MakeRecord, ask_system
from inoadmin.ui.paper import Paper
from inoadmin.ui.widgets import label, retone, set_looks

_SIZE_PX = (1000, 900)
_AROUND_PX = 24  # of the window stays in sight around it
_BAR_PX = 160
_WIDE, _WHOLE = QPdfView.ZoomMode.FitToWidth, QPdfView.ZoomMode.FitInView


class RecordView(QDialog):
    """Shows one administration's record and lets it be printed and saved.

    `make` gives its PDF, that of one version when its number is given, and as an issue of it when
    that is given too.

    Raises:
        StorageError: the log cannot be read.
    """

    def __init__(
        self,
        desk: Desk,
        administration: str,
        make: MakeRecord,
        parent: QWidget | None = None,
        *,
        ask: AskPrinter = ask_system,
    ) -> None:
        super().__init__(parent)
        self.issuing = Issuing(desk, administration, make, self, ask)
        self._make = partial(waited_for, make, administration)
        self._version: int | None = None
        number = self.issuing.number
        self.setWindowTitle(f"Record {number}")
        self.paper = Paper(f"Record {number}", self)
        self._place = label("", "strong")
        self._standing = label("", "muted", wrap=True)
        self._told = label("", "strong", wrap=True)
        self._told.hide()
        self._bar = QProgressBar()
        self._bar.setAccessibleName("How far the printing is")
        self._bar.setFixedWidth(_BAR_PX)
        self._bar.hide()
        column = QVBoxLayout(self)
        versions = choices(desk.service, administration)
        if len(versions) > 1:
            column.addLayout(self._chooser(versions))
        column.addLayout(self._turners())
        column.addWidget(self.paper, 1)
        column.addWidget(self._told)
        column.addLayout(self._foot())
        self._wire()
        self.paper.load(self._make())
        self._turned()
        self._follow()
        self._fit_window()
        self.paper.setFocus()

    def _fit_window(self) -> None:
        """As large as the window that it stands over lets it be."""
        over = self.parentWidget()
        room = over.window().size() if over is not None else self.screen().availableSize()
        self.resize(
            min(_SIZE_PX[0], room.width() - 2 * _AROUND_PX),
            min(_SIZE_PX[1], room.height() - 2 * _AROUND_PX),
        )

    # --- its parts ------------------------------------------------------------------------------

    def _chooser(self, versions: Sequence[tuple[int, str]]) -> QHBoxLayout:
        """The versions to choose among."""
        self.versions = QComboBox()
        self.versions.setAccessibleName("Version of the record")
        for number, words in versions:
            self.versions.addItem(words, number)
        self.versions.activated.connect(self._choose)
        named = label("&Version of the record", "strong")
        named.setBuddy(self.versions)
        row = QHBoxLayout()
        row.addWidget(named)
        row.addWidget(self.versions, 1)
        return row

    def _turners(self) -> QHBoxLayout:
        """Turning pages at the left, their size at the right."""
        self._back = self._button("&Previous page", lambda: self.turn(-1))
        self._on = self._button("&Next page", lambda: self.turn(1))
        row = QHBoxLayout()
        for widget in (self._back, self._place, self._on):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._button("Page &width", lambda: self.paper.fit(_WIDE)))
        row.addWidget(self._button("W&hole page", lambda: self.paper.fit(_WHOLE)))
        for sign, name, pressed in (
            ("−", "Smaller pages", self.paper.reduce),
            ("+", "Larger pages", self.paper.enlarge),
        ):
            button = self._button(sign, pressed)
            button.setAccessibleName(name)
            button.setToolTip(f"{name} (Ctrl {sign})")
            row.addWidget(button)
        return row

    def _foot(self) -> QHBoxLayout:
        """How it stands with copies, then what can be done."""
        self._close = self._button("&Close", self.accept)
        self._save = self._button("&Save as PDF…", self._ask_where)
        named = self.issuing.whose.replace("&", "&&")
        self._print = self._button(f"P&rint {named}…", self._ask_printer)
        set_looks(self._print, "kind", "primary")
        row = QHBoxLayout()
        row.addWidget(self._standing, 1)
        for widget in (self._bar, self._close, self._save, self._print):
            row.addWidget(widget)
        return row

    def _button(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        """A button; Enter presses only the one that has the focus."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        return button

    def _wire(self) -> None:
        """Who tells whom; the keys that work wherever the focus is."""
        self.paper.pageNavigator().currentPageChanged.connect(self._turned)
        self.issuing.told.connect(self._say)
        self.issuing.progress.connect(self._show_progress)
        self.issuing.turned.connect(self._follow)
        for keys, pressed in (
            ("Ctrl++", self.paper.enlarge),
            ("Ctrl+=", self.paper.enlarge),
            ("Ctrl+-", self.paper.reduce),
            ("Ctrl+0", lambda: self.paper.fit(_WIDE)),
        ):
            QShortcut(QKeySequence(keys), self, pressed)
        QShortcut(QKeySequence.StandardKey.Print, self, self._ask_printer)
        QShortcut(QKeySequence.StandardKey.Save, self, self._ask_where)

    # --- looking --------------------------------------------------------------------------------

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.paper.pages

    @property
    def page(self) -> int:
        """The page shown, from 1."""
        return self.paper.page + 1

    def turn(self, by: int) -> None:
        """Turns pages on or back."""
        self.paper.turn(by)

    def _turned(self) -> None:
        """Another page is shown; the focus does not stay on a button that goes off."""
        self._place.setText(f"Page {self.page} of {self.pages}")
        for button, on in ((self._back, self.page > 1), (self._on, self.page < self.pages)):
            if self.focusWidget() is button and not on:
                self.paper.setFocus()
            button.setEnabled(on)

    def _choose(self, place: int) -> None:
        """Shows another version; the one shown stays when that cannot be read."""
        version = int(self.versions.itemData(place))
        try:
            data = self._make(version)
        except StorageError as error:
            self._say(str(error), "alarm")
            return
        self._version = version if place else None
        self.paper.load(data)
        self._say("", "muted")
        self._turned()
        self._follow()

    # --- on paper and as a file -----------------------------------------------------------------

    def _ask_printer(self) -> None:
        """Prints; where that cannot be, the keyboard goes to what can."""
        if self._print.isEnabled() and not self.issuing.print(self._version):
            self._save.setFocus()

    def _ask_where(self) -> None:
        """Saves, under the record's number."""
        if not self._save.isEnabled():
            return
        earlier = "" if self._version is None else f"-v{self._version}"
        self.issuing.ask_where(self._version, f"{self.issuing.number}{earlier}")

    def _follow(self) -> None:
        """How it stands with copies, and whether something is being printed."""
        busy = self.issuing.busy
        if busy and self.focusWidget() is self._print:
            self.paper.setFocus()
        self._standing.setText(self.issuing.standing(self._version))
        for button in (self._print, self._save):
            button.setEnabled(not busy)
        self._bar.setVisible(busy)

    def _show_progress(self, done: int, total: int) -> None:
        """So many pages of so many; a total of 0 is not known yet."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        page = min(done + 1, total)
        self._say(f"Printing page {page} of {total}" if total else "Making the pages", "muted")

    def _say(self, text: str, tone: str) -> None:
        """Says something above the foot."""
        self._told.setText(text)
        self._told.setAccessibleName(text)
        retone(self._told, tone)
        self._told.setVisible(bool(text))

    def done(self, result: int) -> None:
        """Closes once what is being printed is printed; stays when that failed."""
        if self.issuing.busy:
            self.issuing.finish()
            if self._told.property("tone") == "alarm":
                return
        super().done(result)


def waited_for(make: MakeRecord, *asked: object) -> bytes:
    """Makes the pages under a cursor that says so: a long record takes most of a second."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        return make(*asked)
    finally:
        QGuiApplication.restoreOverrideCursor()
