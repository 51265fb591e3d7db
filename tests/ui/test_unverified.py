from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.ui.desk import Desk
from inoadmin.ui.unverified import UnverifiedPump
from tests.session.timed import MINUTE, at


def test_it_stands_from_the_restart_until_the_pump_is_read(qtbot: QtBot) -> None:
    bench = at("infusing")
    bench.computer_restarts(5 * MINUTE)
    desk = Desk(bench.service)
    desk.act_as("amy")
    window = QWidget()
    qtbot.addWidget(window)
    asked = UnverifiedPump(desk, window)
    assert asked.text() == ""
    desk.open_patient(bench.patient)
    assert asked.text().startswith("Pump not verified since the computer was restarted at 09:17")
    assert asked.accessibleDescription() == asked.text()
    dialog = asked.ask()
    volume = next(field for field in dialog.entry.form.spec.fields if field.name == "volume_ml")
    assert volume.required
    dialog.reject()
    bench.do(c.PumpCheck(Decimal(12)))
    assert asked.text() == ""
