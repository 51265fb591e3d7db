"""A row of buttons that each open the form of one act; those that do not apply now are hidden."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from inoadmin.session.forms.about import About
from inoadmin.session.forms.catalogue import form_for
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.present.possible import possible
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.widgets import set_looks

_COLUMNS = 4
_COLUMNS_WHEN_LONG = 3
_LONG = 19


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
    """The buttons, three or four to a row."""

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
        long = any(len(act.text) > _LONG for act in shown)
        columns = _COLUMNS_WHEN_LONG if long else _COLUMNS
        for n, act in enumerate(shown):
            self._grid.addWidget(self.buttons[act.text], n // columns, n % columns)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
