"""Dialogs about people and their course of treatment, and about the ward itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QDialog, QWidget

from inoadmin.ui.desk import Desk
from inoadmin.ui.people.alarm_settings import AlarmSettingsDialog
from inoadmin.ui.people.course import (
    DiscontinueDialog,
    HistoryDialog,
    OmitDialog,
    OpenAdministrationDialog,
)
from inoadmin.ui.people.member import NewMemberDialog, PinDialog, temporary_dialog
from inoadmin.ui.people.patient import RegisterPatientDialog
from inoadmin.ui.people.scanner_settings import ScannerSettingsDialog
from inoadmin.ui.people.settings import SettingsDialog
from inoadmin.ui.people.staff import StaffDialog

__all__ = [
    "DiscontinueDialog",
    "HistoryDialog",
    "NewMemberDialog",
    "OmitDialog",
    "OpenAdministrationDialog",
    "PinDialog",
    "RegisterPatientDialog",
    "SettingsDialog",
    "StaffDialog",
    "asked_dialog",
]

_DIALOGS: Mapping[str, Callable[[Desk, QWidget | None], QDialog]] = {
    "patient": RegisterPatientDialog,
    "staff": StaffDialog,
    "temporary": temporary_dialog,
    "pin": lambda desk, parent: PinDialog(desk, parent=parent),
    "settings": SettingsDialog,
    "alarm settings": AlarmSettingsDialog,
    "scanner settings": ScannerSettingsDialog,
    "open": OpenAdministrationDialog,
    "history": HistoryDialog,
    "omit": OmitDialog,
    "discontinue": DiscontinueDialog,
}


def asked_dialog(what: str, desk: Desk, parent: QWidget | None = None) -> QDialog:
    """A dialog, not yet open: "patient", "staff", "temporary", "pin", "settings",
    "alarm settings", "scanner settings", "open", "history", "omit", "discontinue".
    """
    return _DIALOGS[what](desk, parent)
