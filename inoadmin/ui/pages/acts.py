"""A row of buttons that each open the form of one act; those that do not apply now are hidden."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from inoadmin.session.forms.about import About
from inoadmin.session.forms.catalogue import form_for
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.present.possible import possible
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.side_by_side import SideBySide
from inoadmin.ui.widgets import set_looks


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


class ActButtons(SideBySide):
    """The buttons, up to four to a row."""

    def __init__(
        self, desk: Desk, acts: Sequence[ActButton], parent: QWidget | None = None
    ) -> None:
        super().__init__(spread=True, parent=parent)
        self.desk = desk
        self.buttons: dict[str, QPushButton] = {}
        self._acts = tuple(acts)
        for act in acts:
            button = QPushButton(act.text)
            button.setAutoDefault(False)
            set_looks(button, "kind", act.look)
            button.clicked.connect(partial(self.ask, act))
            self.buttons[act.text] = button
            self.add(button)

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
        for act in self._acts:
            self.buttons[act.text].setVisible(act in shown)
        self.arrange()
        self.setVisible(bool(shown))
