from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from inoadmin.ui.stepper import Stepper
from tests.ui.desks import desk_at, heard


def test_the_steps_as_shown(qtbot: QtBot) -> None:
    desk, _ = desk_at(3)
    stepper = Stepper(desk)
    qtbot.addWidget(stepper)
    stepper.show_step("premedication")
    assert stepper.texts() == (
        "✓ Checks",
        "✓ Dose & bloods",
        "✓ Bag",
        "[Premedication]",
        "Start",
        "Infusion",
        "Observation",
        "Sign off",
    )
    stepper.leave()
    assert "[Premedication]" not in stepper.texts()


def test_any_step_can_be_asked_for(qtbot: QtBot) -> None:
    desk, _ = desk_at(3)
    stepper = Stepper(desk)
    qtbot.addWidget(stepper)
    stepper.show_step("checks")
    got = heard(stepper.chosen)
    (button,) = [b for b in stepper.findChildren(QPushButton) if b.text() == "Sign off"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert got == ["signoff"]
    assert button.accessibleName() == "Sign off: comes later"
