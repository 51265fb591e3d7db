"""A row of buttons that each open the form of one act; those that do not apply now are hidden."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from inoadmin.session.forms.about import About
from inoadmin.session.forms.catalogue import form_for
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.present.possible import possible
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.widgets import set_looks

_COLUMNS = 4
_GAP_PX = 6


@dataclass(frozen=True, slots=True)
class ActButton:
    """One button: the command's kind, the button's text, its dialog's button and form."""

    kind: str
    text: str
    record: str = "Record"
    make: Callable[[About], FormSpec] | None = None
    look: str = ""

    def form(self, about: About) -> FormSpec:
        """The form it opens."""
        return self.make(about) if self.make is not None else form_for(self.kind, about)


class ActButtons(QWidget):
    """The buttons, up to four to a row."""

    def __init__(
        self, desk: Desk, acts: Sequence[ActButton], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.buttons: dict[str, QPushButton] = {}
        self._acts = tuple(acts)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2, 0, 2)
        for act in acts:
            button = QPushButton(act.text)
            button.setAutoDefault(False)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            set_looks(button, "kind", act.look)
            button.clicked.connect(partial(self.ask, act))
            self.buttons[act.text] = button
        self._grid.setSpacing(_GAP_PX)
        self._shown = self._acts
        self._arrange(self._acts)

    def ask(self, act: ActButton, *_checked: bool) -> FormDialog:
        """Opens the form of an act."""
        dialog = FormDialog(
            self.desk,
            act.form,
            act.record,
            danger=act.look == "danger",
            parent=self.window(),
        )
        dialog.open()
        return dialog

    def refresh(self, but: Collection[str] = ()) -> None:
        """Leaves what applies now, `but` the kinds that have no place here at this moment."""
        allowed = possible(self.desk.service, self.desk.administration)
        shown = tuple(act for act in self._acts if allowed(act.kind) and act.kind not in but)
        self._arrange(shown)
        self.setVisible(bool(shown))

    def _arrange(self, shown: Sequence[ActButton]) -> None:
        """Puts the buttons shown side by side."""
        for act in self._acts:
            button = self.buttons[act.text]
            self._grid.removeWidget(button)
            button.setParent(self)
            button.setVisible(act in shown)
        longest = max((self.buttons[act.text].sizeHint().width() for act in shown), default=1)
        columns = max(1, min(_COLUMNS, (self.width() + _GAP_PX) // (longest + _GAP_PX)))
        for n, act in enumerate(shown):
            self._grid.addWidget(self.buttons[act.text], n // columns, n % columns)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._shown = tuple(shown)

    def minimumSizeHint(self) -> QSize:
        """In a narrow page the buttons stand in more rows."""
        longest = max((self.buttons[a.text].sizeHint().width() for a in self._shown), default=1)
        return QSize(longest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many to a row as there is room for."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange(self._shown)
