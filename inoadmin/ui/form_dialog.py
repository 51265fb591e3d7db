"""A form in a dialog: opened without blocking, it stays until it is recorded or closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.forms.about import About
from inoadmin.session.forms.aiming import about_for
from inoadmin.session.forms.catalogue import form_for
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.present.words import day, full_name
from inoadmin.session.present.words import nhs_number as grouped
from inoadmin.ui.bag_form import BagForm
from inoadmin.ui.desk import Desk
from inoadmin.ui.fields.edit import Value
from inoadmin.ui.premed_form import PremedForm
from inoadmin.ui.pump_form import PumpForm
from inoadmin.ui.record_form import RecordForm
from inoadmin.ui.tabbing import chain
from inoadmin.ui.vitals_form import VitalsForm
from inoadmin.ui.widgets import at_least, high, keyed, label, set_looks

_RECORDERS: Mapping[str, type[RecordForm]] = {
    "vitals": VitalsForm,
    "bag": BagForm,
    "premed": PremedForm,
    "pump_check": PumpForm,
}
_WIDTH_PX = 760
_COLUMN_PX = 200
_MANY = 8  # fields beyond which they stand in three columns
_INSIDE_PX = 60  # margins and the bar that scrolls
_FRAME_PX = 44  # the window manager's title, and air
_LEAST_PX = 120  # what the fields keep on the smallest screen
_BEYOND_PX = 100_000
KEPT = "What was typed is kept. Press “Close without recording” to drop it."


class FormDialog(QDialog):
    """One act. `recorded` comes with the Outcome; the dialog closes by itself then."""

    recorded = Signal(object)

    def __init__(
        self,
        desk: Desk,
        make: Callable[[About], FormSpec],
        button: str,
        *,
        title: str = "",
        warning: str = "",
        timed: bool = True,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self._started: dict[str, Value] = {}
        spec = make(about_for(desk.service, desk.actor, desk.administration))
        columns = 3 if len(spec.fields) > _MANY else 2
        self.entry = self.entry_form(make, button, columns=columns, timed=timed)
        title = title or self.entry.form.spec.title
        self.setWindowTitle(title)
        set_looks(self.entry.button, "kind", "danger" if danger else "primary")
        self.entry.button.setText(keyed(self.entry.button.text()))
        self.closing = QPushButton("Close &without recording")
        # A dialog gives Enter to the first button that takes it: never to the one that drops.
        self.closing.setAutoDefault(False)
        self.closing.clicked.connect(self.reject)
        self.entry.buttons.insertWidget(0, self.closing)
        self.entry.recorded.connect(self._recorded)
        desk.changed.connect(self.entry.follow)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.addWidget(label(title, "title", wrap=True))
        self._about = label(self.subject(), "subtitle", wrap=True)
        self.column.addWidget(self._about)
        desk.changed.connect(self._tell_subject)
        self.warning = label(warning, "error", wrap=True)
        self.warning.setVisible(bool(warning))
        self.column.addWidget(self.warning)
        self.column.addWidget(self._scrolling(self.entry.form, columns), 1)
        self.column.addWidget(self.entry)
        self.entry.button.setDefault(True)  # only heard once the button is in its dialog

    def entry_form(
        self, make: Callable[[About], FormSpec], button: str, *, columns: int, timed: bool
    ) -> RecordForm:
        """The form that this dialog records with."""
        desk = self.desk
        spec = make(about_for(desk.service, desk.actor, desk.administration))
        recorder = _RECORDERS.get(spec.kind, RecordForm)
        return recorder(desk, make, button, columns=columns, timed=timed)

    def subject(self) -> str:
        """Whose record it goes to and who records it."""
        return subject(self.desk)

    def _tell_subject(self) -> None:
        """Follows who records: another nurse may go on with what the first one typed."""
        self._about.setText(self.subject())

    def _scrolling(self, form: QWidget, columns: int) -> QScrollArea:
        """The form in what scrolls when the screen is small; the buttons stay in sight."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self.fields = QVBoxLayout(self._inside)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.fields.addWidget(form)
        area.setWidget(self._inside)
        self._inside.installEventFilter(self)
        self._area = area
        wide = _WIDTH_PX + max(columns - 2, 0) * _COLUMN_PX
        at_least(self.column, min(wide, self.screen().availableGeometry().width() - 40))
        return area

    def _fit(self) -> None:
        """The fields as high as they are now, so far as the screen allows beside the rest."""
        wide = max(self.width(), self.minimumWidth()) - _INSIDE_PX
        places = (self.column.itemAt(n) for n in range(self.column.count()))
        around = [widget for place in places if place and (widget := place.widget())]
        margins = self.column.contentsMargins()
        taken = margins.top() + margins.bottom() + _FRAME_PX
        for widget in around:
            if widget is not self._area and not widget.isHidden():
                taken += high(widget, wide) + self.column.spacing()
        room = min(self.screen().availableGeometry().height(), room_in(self)) - taken
        self._area.setMinimumHeight(min(high(self._inside, wide), max(room, _LEAST_PX)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the form when something more is written in it."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """What is said below the fields takes its room from them where the screen is full."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A dialog that has grown moves up rather than leave the screen."""
        super().resizeEvent(event)
        screen, frame = self.screen().availableGeometry(), self.frameGeometry()
        over = frame.bottom() - screen.bottom()
        if self.isVisible() and over > 0:
            self.move(frame.x(), max(screen.top(), frame.y() - over))

    def showEvent(self, event: QShowEvent) -> None:
        """The focus is in the first field, and Tab goes on in reading order."""
        super().showEvent(event)
        self._fit()
        if self._started:
            return  # it comes back from behind the locked screen, as it was
        self._started = self.entry.form.typed()
        self.entry.follow()
        chain(self.reading_order())
        self.entry.form.start_focus()

    def reading_order(self) -> list[QWidget]:
        """What Tab goes through, from the top."""
        entry = self.entry
        return [*entry.form.cells(), entry.admitting, entry.signing, entry.button, self.closing]

    @property
    def touched(self) -> bool:
        """Whether something stands here that was typed and is not recorded."""
        return (self.entry.form.typed(), self.entry.form.when_text()) != (self._started, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes what is empty; what was typed is dropped by the button alone."""
        if event.key() == Qt.Key.Key_Escape and self.touched:
            self.entry.tell(KEPT)
            return
        super().keyPressEvent(event)

    def _recorded(self, outcome: object) -> None:
        """It is on disk: closes and tells."""
        self.recorded.emit(outcome)
        self.accept()


def room_in(dialog: QWidget) -> int:
    """How high the window is that a dialog stands over; more than any screen without one."""
    over = dialog.parentWidget()
    while over is not None and not isinstance(over, QMainWindow):
        over = over.parentWidget()
    return _BEYOND_PX if over is None else over.height()


def subject(desk: Desk) -> str:
    """Whose record it goes to and who records it."""
    who = desk.service.staff().get(desk.actor or "")
    by = f"Recorded by {who.name}" if who is not None else "Sign in first"
    if desk.patient is None:
        return by
    details = desk.service.patient(desk.patient).details
    number = f"NHS No. {grouped(details.nhs_number)}" if details.nhs_number else ""
    number = number or f"Hospital No. {details.hospital_number}"
    return f"{full_name(details)}   Born {day(details.born)}   {number}   ·   {by}"


def ask_for(
    desk: Desk,
    kind: str,
    parent: QWidget,
    *,
    button: str = "Record",
    narrow: Callable[[FormSpec], FormSpec] = lambda spec: spec,
    title: str = "",
    danger: bool = False,
) -> FormDialog:
    """Opens the dialog for a command of that kind."""
    dialog = FormDialog(
        desk,
        lambda about: narrow(form_for(kind, about)),
        button,
        title=title,
        danger=danger,
        parent=parent,
    )
    dialog.open()
    return dialog
