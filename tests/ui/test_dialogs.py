"""Every dialog: nothing cut off, nothing too small to be hit, the primary action in sight."""

from __future__ import annotations

import importlib
import os
import pkgutil

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import inoadmin.ui
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.people.member import NewMemberDialog
from inoadmin.ui.people.signed import SignedDialog
from tests.ui.dialogs import DIALOGS, KINDS, ROOM_PX, shown
from tests.ui.fitting import faults, out_of_reach


def test_the_screen_is_as_it_was_asked_for(qapp: QApplication) -> None:
    assert qapp.devicePixelRatio() == float(os.environ.get("QT_SCALE_FACTOR", "1"))


@pytest.mark.parametrize("name", DIALOGS)
def test_all_of_a_dialog_can_be_seen_and_hit(
    qtbot: QtBot, dressed: QApplication, name: str
) -> None:
    with shown(qtbot, name) as dialog:
        assert dialog.width() <= ROOM_PX[0]
        assert dialog.height() <= ROOM_PX[1]
        assert faults(dialog) == []
        assert out_of_reach(dialog) == []


def test_no_dialog_is_forgotten(qtbot: QtBot, dressed: QApplication) -> None:
    for module in pkgutil.walk_packages(inoadmin.ui.__path__, "inoadmin.ui."):
        importlib.import_module(module.name)
    opened: set[type] = set()
    for name in KINDS:
        with shown(qtbot, name) as dialog:
            opened.add(type(dialog))
    assert opened >= ours(QDialog) - {SignedDialog}
    assert {FormDialog, NewMemberDialog} <= opened


def ours(kind: type) -> set[type]:
    """The kinds of dialog that the program makes."""
    below = {one for sub in kind.__subclasses__() for one in (sub, *ours(sub))}
    return {one for one in below if one.__module__.startswith("inoadmin.")}
