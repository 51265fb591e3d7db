"""What a finding's button leads to: an authorisation, an acknowledgement, a page or a form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from inoadmin.session.forms.about import About
from inoadmin.session.forms.aiming import measured_form
from inoadmin.session.forms.catalogue import form_for
from inoadmin.session.forms.covering import cover_form
from inoadmin.session.forms.model import FormSpec
from inoadmin.session.forms.preparing import check_of, panel
from inoadmin.session.present.findings import FindingRow
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import FormDialog


def resolve(desk: Desk, parent: QWidget, row: FindingRow, go: Callable[[str], None]) -> None:
    """Opens what the row's button stands for."""
    way, _, what = row.resolution.partition(":")
    match way:
        case "go":
            go(what)
        case "authorise" | "confirm":
            cover(desk, parent, way, row.code, row.sentence)
        case "form":
            record_missing(desk, parent, what, row.code)
        case _:
            return


def cover(desk: Desk, parent: QWidget, kind: str, code: str, sentence: str = "") -> FormDialog:
    """Asks who authorises what, or for the reason of an acknowledgement; `code` is ticked, others
    can be added when the same person decides them.
    """
    button = "Record the authorisation" if kind == "authorise" else "Acknowledge"
    dialog = FormDialog(
        desk,
        lambda about: cover_form(desk.service, desk.administration, about, kind, code),
        button,
        warning=sentence,
        parent=parent.window(),
    )
    dialog.entry.form.fill({"codes": (code,)})
    dialog.open()
    return dialog


def record_missing(desk: Desk, parent: QWidget, kind: str, code: str) -> FormDialog:
    """Opens the form that records what a finding misses."""
    dialog = FormDialog(
        desk, lambda about: missing_form(about, kind, code), "Record", parent=parent.window()
    )
    dialog.open()
    return dialog


def missing_form(about: About, kind: str, code: str) -> FormSpec:
    """The form of what is missing: one panel, one subject of a check."""
    if kind == "bloods":
        return panel(about, code.partition("-")[0])
    if kind == "second_check":
        return check_of(about, "bag" if code == "second-check-missing" else "bedside")
    if kind == "vitals":
        return measured_form(about)
    return form_for(kind, about)
