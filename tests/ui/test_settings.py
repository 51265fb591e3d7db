"""The ward's settings: nothing of the form is cut off."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inoadmin.ui.app import dress
from inoadmin.ui.people.settings import SettingsDialog
from tests.ui.benches import asking, preparing


def test_the_last_field_stands_whole_above_the_signature(qtbot: QtBot, qapp: QApplication) -> None:
    before = qapp.styleSheet()
    dress(qapp)
    place = asking(preparing())
    place.desk.act_as("max")
    dialog = SettingsDialog(place.desk)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    fields = dialog.kept.parentWidget()
    assert dialog.kept.geometry().bottom() <= fields.rect().bottom()
    qapp.setStyleSheet(before)
