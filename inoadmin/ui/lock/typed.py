"""What was typed and is not recorded: found before it could be lost, marked once another nurse
works on it.
"""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.record_form import RecordForm
from inoadmin.ui.widgets import discard, label


def unrecorded(window: QWidget) -> list[RecordForm]:
    """The forms of a window and its dialogs in which something stands that is not recorded."""
    dialogs = window.findChildren(FormDialog)
    behind = {dialog.entry for dialog in dialogs if dialog.touched}
    own = {dialog.entry for dialog in dialogs}
    forms = window.findChildren(RecordForm)
    return [form for form in forms if form in behind or (form not in own and form.touched)]


def mark_typed_by(window: QWidget, name: str) -> None:
    """Says over each such form who typed it, until it is recorded or emptied."""
    for form in unrecorded(window):
        _mark(form, f"Typed by {name} before the lock.")


def _mark(form: RecordForm, text: str) -> None:
    """A line over the form; only the last one stays."""
    column = form.layout()
    if not isinstance(column, QBoxLayout):
        return
    for old in form.findChildren(Mark):
        discard(old)
    made = Mark(form, text)
    column.insertWidget(0, made)


class Mark(QWidget):
    """One line that goes with what it speaks of."""

    def __init__(self, form: RecordForm, text: str) -> None:
        super().__init__(form)
        self._form = form
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        column.setContentsMargins(0, 0, 0, 4)
        column.addWidget(label(f"▲ {text}", "strong", wrap=True))
        self.setAccessibleName(text)
        form.recorded.connect(self.leave)
        form.edited.connect(self._look)

    def _look(self) -> None:
        """Nothing of it is left."""
        if not self._form.touched:
            self.leave()

    def leave(self) -> None:
        """Goes away."""
        self.hide()
        self.deleteLater()
