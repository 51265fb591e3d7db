"""A page of the walk: heading, recorded lines and forms, findings, and one primary action.

The middle scrolls; findings and the actions below it never leave the screen.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.present.findings import FindingRow, finding_rows, heading
from inoadmin.ui.capped import Capped
from inoadmin.ui.desk import Desk
from inoadmin.ui.entry_lines import EntryLines
from inoadmin.ui.findings_panel import FindingsPanel
from inoadmin.ui.more import more_menu
from inoadmin.ui.record_form import RecordForm
from inoadmin.ui.resolving import resolve
from inoadmin.ui.side_by_side import SideBySide
from inoadmin.ui.widgets import label, set_looks

_FINDINGS_PX = 190  # the most they take of what the middle could use
_MIDDLE_PX = 130  # what the middle keeps before the findings take more
_MARGIN_PX = 12
_EDGES_PX = 44  # the card's margins and the bar that scrolls
_GAP_PX = 6
_NARROW_PX = 620


class Page(QWidget):
    """One step. `go` asks the window for another one.

    A page's class sets `step` and `title`, and fills `body` and `foot` when it is made.
    """

    go = Signal(str)
    step = ""
    title = ""
    form_first = False  # whether its form has the room before the findings

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.heading = label(self.title, "title", wrap=True)
        self.subtitle = label("", "subtitle", wrap=True)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 8, 0)
        self.body.setSpacing(8)
        self.findings = FindingsPanel(desk, "")
        self.findings.resolve.connect(self._resolve)
        self.findings.turned.connect(self._unfolded)
        self.said = QVBoxLayout()  # what a form was refused for, never out of sight
        self.foot = SideBySide(at_end=True)
        self.more = QPushButton("&More…")
        self.more.setMenu(more_menu(desk, self))
        self._lay_out()
        desk.ticked.connect(self._ticked)

    def _lay_out(self) -> None:
        """A card with the middle scrolling."""
        inside = QWidget()
        self._middle = column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.subtitle)
        column.addLayout(self.body)
        column.addStretch(1)
        card = QFrame()
        card.setProperty("role", "card")
        stack = QVBoxLayout(card)
        stack.setContentsMargins(16, _MARGIN_PX, 12, _MARGIN_PX)
        stack.setSpacing(_GAP_PX)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.more)
        stack.addLayout(head)
        stack.addWidget(scrolling(inside), 1)
        self._found = Capped(self.findings, _FINDINGS_PX)
        stack.addWidget(self._found)
        stack.addLayout(self.said)
        stack.addWidget(self.foot)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has a smaller heading."""
        super().resizeEvent(event)
        set_looks(self.heading, "small", "true" if self.width() < _NARROW_PX else "false")
        self._share()

    def _share(self) -> None:
        """Leaves the middle room beside the findings, which take what it does not need; neither
        reaches over the actions.
        """
        fixed = (self.more, self.foot, *(w for w in self._said() if not w.isHidden()))
        taken = sum(widget.sizeHint().height() + _GAP_PX for widget in fixed) + 2 * _MARGIN_PX
        left = self.height() - taken - _GAP_PX
        spare = left - self._middle.totalHeightForWidth(self.width() - _EDGES_PX)
        needed = self.findings.full_height(self.width() - _EDGES_PX)
        asked = self.form_first and self._asks()
        self.findings.fold(may=asked and spare < min(needed, _FINDINGS_PX))
        self._found.limit(max(spare, min(max(left - _MIDDLE_PX, left // 2), _FINDINGS_PX)))

    @property
    def touched(self) -> bool:
        """Whether something stands here that was typed and is not recorded."""
        forms = self.findChildren(RecordForm)
        return any(form.touched for form in forms if form.window() is self.window())

    def _asks(self) -> bool:
        """Whether a form of its own is there to be filled in."""
        forms = self.findChildren(RecordForm)
        return any(form.isVisibleTo(self) for form in forms if form.window() is self.window())

    def _unfolded(self) -> None:
        """The findings were opened or folded."""
        self._share()
        self._found.fit()

    def _said(self) -> list[QWidget]:
        """What was refused, and warnings of what would be."""
        places = (self.said.itemAt(n) for n in range(self.said.count()))
        widgets = (place.widget() for place in places if place is not None)
        return [widget for widget in widgets if widget is not None]

    # --- for the pages --------------------------------------------------------------------------

    def action(self, text: str, kind: str = "") -> QPushButton:
        """A button at the foot of the page."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        set_looks(button, "kind", kind)
        self.foot.add(button)
        return button

    def recorder(self, form: RecordForm, kind: str = "primary") -> None:
        """A form in the middle whose button, and whatever it is refused for, stand at the foot."""
        self.body.addWidget(form)
        set_looks(form.button, "kind", kind)
        self.signed(form)

    def signed(self, form: RecordForm) -> None:
        """Whatever a form is refused for, the PINs that it needs and its button, at the foot."""
        self.said.addWidget(form.refusal)
        self.said.addWidget(form.signing)
        self.foot.add(form.button)
        form.signing.turned.connect(self._share)

    def section(self, text: str) -> None:
        """A heading in the middle."""
        self.body.addWidget(label(text, "section"))

    @property
    def surname(self) -> str:
        """The open patient's, in capitals."""
        if self.desk.patient is None:
            return ""
        return self.desk.service.patient(self.desk.patient).details.family_name.upper()

    @property
    def called(self) -> str:
        """The surname as it stands on a button, where a lone & would be a key."""
        return self.surname.replace("&", "&&")

    @property
    def stage(self) -> str:
        """The open administration's stage."""
        administration = self.desk.administration
        if administration is None:
            return ""
        return str(self.desk.service.administration(administration).stage)

    def take_focus(self) -> None:
        """To what comes next, where no scan is taken for typing: what this page asks, else what is
        to be put right, else the primary action.
        """
        if self.lead_in():
            return
        if not self._found.isHidden() and self.findings.take_focus(leave=self.awaits_leave()):
            return
        forms = self.findChildren(RecordForm)
        buttons = [form.button for form in forms if form.window() is self.window()]
        ready = [button for button in buttons if button.isVisible() and button.isEnabled()]
        (ready[0] if ready else self.more).setFocus(Qt.FocusReason.OtherFocusReason)

    def lead_in(self) -> bool:
        """Puts the keyboard at what this page itself asks first; False when it asks nothing now."""
        return False

    def awaits_leave(self) -> bool:
        """Whether somebody's decision is what comes next, not what time or another act brings."""
        return False

    # --- what is shown --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows what is recorded now; what is being typed stays."""
        if self.desk.administration is None:
            return
        for part in (*self.findChildren(EntryLines), *self.findChildren(RecordForm)):
            if part.window() is self.window():  # a dialog keeps what it was opened with
                part.refresh()
        self.show_state()
        self.show_findings()

    def show_findings(self) -> None:
        """Shows what keeps the next gate shut, as far as this page has to do with it."""
        administration = self.desk.administration
        if administration is None:
            return
        rows = self.rows(administration)
        self.findings.set_title(self.findings_title(rows))
        self.findings.show_rows(rows)
        self._found.setVisible(bool(self.findings_title(rows)))
        self._share()
        self._found.fit()

    def rows(self, administration: str) -> tuple[FindingRow, ...]:
        """The findings shown here: those of this step."""
        return finding_rows(self.desk.service, administration, self.step)

    def findings_title(self, rows: tuple[FindingRow, ...]) -> str:
        """What stands over the findings."""
        shut = sum(row.severity != "note" for row in rows)
        whole = heading(self.stage, rows)
        if not rows or not whole:
            return ""
        return f"To be put right here ({shut})" if shut else "To be noted here"

    def show_state(self) -> None:
        """What else a page shows of the present state."""

    def _ticked(self, _now: datetime) -> None:
        """Findings change with time alone. The keyboard stays on the page when the button that had
        it goes with its finding.
        """
        if not self.isVisible():
            return
        held = self._holds_focus()
        self.show_findings()
        self.show_state()
        if held and not self._holds_focus():
            self.take_focus()

    def _holds_focus(self) -> bool:
        """Whether the keyboard is, or will be once the window is in front again, on the page."""
        return self.isAncestorOf(self.window().focusWidget())

    def _resolve(self, row: object) -> None:
        """A finding's button was pressed."""
        if isinstance(row, FindingRow):
            resolve(self.desk, self, row, self.go.emit)


def scrolling(inside: QWidget) -> QScrollArea:
    """The widget, scrolling up and down where it does not fit."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
