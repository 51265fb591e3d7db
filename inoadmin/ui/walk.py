"""The open patient's side of the window: banner, steps, page, clocks, timeline.

It follows the desk: without an open dose it shows the course, with one the page of a step. Pages
are made when first shown and put away with the patient, so that nothing typed for one patient
can be seen or sent for another; one on which something is typed is there again with its dose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.present.findings import STEPS
from inoadmin.session.present.running import can_react, is_over, stage_of
from inoadmin.session.present.steps import next_step
from inoadmin.ui.banner import BannerView
from inoadmin.ui.clocks import ClocksView
from inoadmin.ui.course_page import CoursePage
from inoadmin.ui.desk import Desk
from inoadmin.ui.entering import RECORDS
from inoadmin.ui.findings_panel import FindingsPanel
from inoadmin.ui.looks import Looks
from inoadmin.ui.page import Page, scrolling
from inoadmin.ui.pages import PageKind
from inoadmin.ui.stepper import Stepper
from inoadmin.ui.timeline import TimelineView
from inoadmin.ui.widgets import discard

_CLOCKS_PX = 272
_NARROW_CLOCKS_PX = 236
_GAP_PX = 12
_NARROW_GAP_PX = 8
_NARROW_PX = 1000
_BAR_PX = 14
_LOW_PX = 470  # lower than that, with every notice there is above, the page needs all of it


class Walk(QWidget):
    """Signals: `cite` with a citation, `reaction_asked`, `record_asked`; `turned` when another page
    is shown.
    """

    cite = Signal(str)
    reaction_asked = Signal()
    record_asked = Signal()
    turned = Signal()

    def __init__(
        self,
        desk: Desk,
        kinds: Sequence[PageKind],
        looks: Looks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kinds = {kind.step: kind for kind in kinds}
        self._pages: dict[str, Page] = {}
        self._open: tuple[str | None, str | None] = (None, None)
        self._waiting: dict[tuple[str | None, str | None], dict[str, Page]] = {}
        self._stage = ""
        self._looking: str | None = None
        self.course = CoursePage(desk)
        self.course.look.connect(self.look_at)
        self.stepper = Stepper(desk)
        self.stepper.chosen.connect(self.go)
        self._reaction = self._button("Reaction F9", "danger", self.reaction_asked)
        self._reaction.setProperty(RECORDS, True)
        self.stepper.add_at_end(self._reaction)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.course)
        self.clocks = ClocksView(desk)
        self._beside = self._clocks_column()
        self.timeline = TimelineView(desk, looks)
        self._lay_out(BannerView(desk, looks))
        desk.changed.connect(self.follow)
        desk.cleared.connect(self._drop_waiting)
        self.follow()

    def _button(
        self, text: str, kind: str, pressed: Callable[[], object] | SignalInstance
    ) -> QPushButton:
        """A button that is always at hand."""
        button = QPushButton(text)
        if kind:
            button.setProperty("kind", kind)
        button.clicked.connect(pressed)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The clocks leave room for the page where the window is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_PX
        width = _NARROW_CLOCKS_PX if narrow else _CLOCKS_PX
        gap = _NARROW_GAP_PX if narrow else _GAP_PX
        self._middle.setContentsMargins(gap, gap, gap, gap)
        self._middle.setSpacing(gap)
        self.clocks.setFixedWidth(width)
        self._beside.setFixedWidth(width + _BAR_PX)
        self.timeline.give_way(gone=self.height() < _LOW_PX)

    def _clocks_column(self) -> QWidget:
        """The clocks, which scroll where the window is low, and the ways to course and record."""
        column = QWidget()
        area = scrolling(self.clocks)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # nothing in it leads the keyboard there
        area.setAccessibleName("Clocks")
        ways = QHBoxLayout()
        ways.addWidget(self._button("&Course", "", self.show_course))
        ways.addWidget(self._button("&Record", "", self.record_asked))
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(area, 1)
        rows.addLayout(ways)
        return column

    def _lay_out(self, banner: BannerView) -> None:
        """Banner, steps, page beside clocks, timeline."""
        self._middle = middle = QHBoxLayout()
        middle.addWidget(self.stack, 1)
        middle.addWidget(self._beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(banner)
        column.addWidget(self.stepper)
        column.addLayout(middle, 1)
        column.addWidget(self.timeline)

    def follow(self) -> None:
        """Shows what belongs to the patient who is open now."""
        desk = self._desk
        self.setVisible(desk.patient is not None)
        opened = (desk.patient, desk.administration)
        if opened != self._open:
            self._put_pages_away()
            self._open = opened
            self._arrive()
        else:
            self._go_on()
        reacting = can_react(desk.service, desk.administration)
        self._reaction.setVisible(reacting)
        self.stepper.setVisible(desk.administration is not None)
        self._beside.setVisible(desk.administration is not None)
        self.stepper.refresh()

    def _arrive(self) -> None:
        """A patient or a dose was opened: to the step that comes next, or to the course."""
        administration = self._desk.administration
        if administration is None:
            self._stage = ""
            self.show_course()
            if self._desk.patient is not None:
                self.take_focus()
            return
        self._stage = stage_of(self._desk.service, administration)
        if is_over(self._desk.service, administration) and administration != self._looking:
            self.show_course()
            self.take_focus()
        else:
            self._pages = self._waiting.pop(self._open, {})
            begun = next(iter(self._pages), "")
            self.go(begun or next_step(self._desk.service, administration))
            self.take_focus()

    @property
    def step(self) -> str:
        """The step whose page is shown; "" for the course's."""
        page = self.stack.currentWidget()
        return page.step if isinstance(page, Page) else ""

    def take_focus(self) -> None:
        """The keyboard goes where the next act is; from a dialog, once that has closed."""
        page = self.stack.currentWidget()
        if isinstance(page, Page | CoursePage):
            page.take_focus()

    def resume(self) -> None:
        """Goes to the step that comes next."""
        if self._desk.administration is not None:
            self.go(next_step(self._desk.service, self._desk.administration))
            self.take_focus()

    def _go_on(self) -> None:
        """Something was recorded: the page shows it; a new stage brings its own page."""
        administration = self._desk.administration
        stage = "" if administration is None else stage_of(self._desk.service, administration)
        if administration is not None and stage != self._stage:
            self._stage = stage
            self.go(next_step(self._desk.service, administration))
            return
        shown = self.stack.currentWidget()
        if not isinstance(shown, Page | CoursePage):
            return
        inside = self._holds_focus(shown)
        shown.refresh()
        # A button that is hidden with what it was for would leave the keyboard outside the page.
        if inside and isinstance(shown, Page) and not self._holds_focus(shown):
            shown.take_focus()

    def _holds_focus(self, page: QWidget) -> bool:
        """Whether the keyboard is, or will be once the window is in front again, in the page."""
        return page.isAncestorOf(self.window().focusWidget())

    def go(self, step: str) -> None:
        """Shows a step's page; any step can be looked at."""
        if self._desk.administration is None or step not in STEPS:
            return
        if step not in self._pages:
            self._pages[step] = self._made(step)
        page = self._pages[step]
        self.stack.setCurrentWidget(page)
        page.refresh()
        self.stepper.show_step(step)
        self.turned.emit()

    def _advance(self, step: str) -> None:
        """A page leads on to another, and the keyboard with it."""
        self.go(step)
        self.take_focus()

    def _made(self, step: str) -> Page:
        """A step's page, with its findings' citations leading to the protocol."""
        page = self._kinds[step].make(self._desk)
        page.go.connect(self._advance)
        for panel in page.findChildren(FindingsPanel):
            panel.cite.connect(self.cite)
        self.stack.addWidget(page)
        return page

    def show_course(self) -> None:
        """Shows the course so far."""
        self.course.refresh()
        self.stack.setCurrentWidget(self.course)
        self.stepper.leave()
        self.turned.emit()

    def look_at(self, administration: str) -> None:
        """Shows one of the patient's administrations, ended or not."""
        self._looking = administration
        if administration == self._desk.administration:
            self.go(next_step(self._desk.service, administration))
        else:
            self._desk.open_patient(self._desk.patient, administration)

    def _put_pages_away(self) -> None:
        """Throws the pages away; one on which something is typed waits until its dose is open
        again.
        """
        for step, page in self._pages.items():
            if page.touched:
                self._waiting.setdefault(self._open, {})[step] = page
            else:
                self._drop(page)
        self._pages.clear()

    def _drop(self, page: Page) -> None:
        """A page is at once no part of the window."""
        self.stack.removeWidget(page)
        discard(page)

    def _drop_waiting(self) -> None:
        """Nobody comes back to what was typed."""
        for pages in self._waiting.values():
            for page in pages.values():
                self._drop(page)
        self._waiting.clear()
