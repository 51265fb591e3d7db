"""Dialogs about people and their course of treatment."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QDialog, QWidget

from inoadmin.ui.desk import Desk
from inoadmin.ui.people.course import (
    DiscontinueDialog,
    HistoryDialog,
    OmitDialog,
    OpenAdministrationDialog,
)
from inoadmin.ui.people.patient import RegisterPatientDialog
from inoadmin.ui.people.staff import RegisterStaffDialog, StaffDialog

__all__ = [
    "DiscontinueDialog",
    "HistoryDialog",
    "OmitDialog",
    "OpenAdministrationDialog",
    "RegisterPatientDialog",
    "RegisterStaffDialog",
    "StaffDialog",
    "asked_dialog",
]

_DIALOGS: Mapping[str, Callable[[Desk, QWidget | None], QDialog]] = {
    "patient": RegisterPatientDialog,
    "staff": StaffDialog,
    "open": OpenAdministrationDialog,
    "history": HistoryDialog,
    "omit": OmitDialog,
    "discontinue": DiscontinueDialog,
}


def asked_dialog(what: str, desk: Desk, parent: QWidget | None = None) -> QDialog:
    """A dialog, not yet open: "patient", "staff", "open", "history", "omit", "discontinue"."""
    return _DIALOGS[what](desk, parent)
