"""The list of alarms: acknowledged by name, also with two keys alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.session.acknowledging import acknowledgements
from inoadmin.ui.alarms.dialog import AlarmsDialog
from tests.session.bench import WELL
from tests.ui.alarms.rooms import Room
from tests.ui.desks import heard
from tests.ui.hands import press, shown


def listed(qtbot: QtBot, room: Room) -> AlarmsDialog:
    """The list, shown."""
    room.run()
    dialog = AlarmsDialog(room.desk, room.bell)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def buttons(dialog: AlarmsDialog) -> list[str]:
    return [b.text() for b in dialog.findChildren(QPushButton) if b.isVisible()]


def test_each_says_priority_place_what_is_so_and_what_to_do(qtbot: QtBot) -> None:
    room = Room()
    room.bench.do(c.Reaction())
    dialog = listed(qtbot, room)
    assert dialog.texts() == (
        "▲ High — INO-000001: reaction open. Record grade, treatment and outcome",
        "▲ Medium — INO-000001: observations overdue 1min. Take a full set",
    )


def test_one_key_acknowledges_the_gravest_and_the_next_closes(qtbot: QtBot) -> None:
    room = Room()
    dialog = listed(qtbot, room)
    focus = dialog.focusWidget()
    assert focus.accessibleName() == "Acknowledge INO-000001: observations overdue"
    qtbot.keyClick(focus, Qt.Key.Key_Space)
    (known,) = acknowledgements(room.bench.service).values()
    assert known.actor == "amy"
    assert "Acknowledged by Amy Field 09:" in dialog.texts()[0]
    assert "Acknowledge" not in buttons(dialog)
    assert dialog.focusWidget() is dialog.closing


def test_the_list_follows_what_stands_and_a_row_keeps_the_focus(qtbot: QtBot) -> None:
    room = Room()
    dialog = listed(qtbot, room)
    focus = dialog.focusWidget()
    room.run(60)
    assert dialog.texts()[0].startswith("▲ Medium — INO-000001: observations overdue 2min")
    assert dialog.focusWidget() is focus
    room.bench.do(WELL)
    room.run()
    assert dialog.texts() == ()
    assert "No alarm stands." in shown(dialog)


def test_a_disk_that_refuses_is_told_and_the_alarm_goes_on(qtbot: QtBot) -> None:
    room = Room()
    dialog = listed(qtbot, room)
    room.bench.fail(1)
    press(dialog, "Acknowledge")
    assert dialog.fault.text().startswith("Not acknowledged. The disk is full.")
    assert room.bell.asking
    press(dialog, "Acknowledge")
    assert dialog.fault.isHidden()


def test_who_may_not_is_told(qtbot: QtBot) -> None:
    room = Room()
    dialog = listed(qtbot, room)
    room.desk.act_as("max")
    press(dialog, "Acknowledge")
    assert dialog.fault.text() == "Not acknowledged: only a nurse does that, by name."
    assert acknowledgements(room.bench.service) == {}


def test_it_leads_to_the_patient(qtbot: QtBot) -> None:
    room = Room()
    dialog = listed(qtbot, room)
    got = heard(dialog.chosen)
    press(dialog, "Open INO-000001")
    assert got == [room.bench.patient]
    assert dialog.isHidden()


def test_a_called_reaction_leads_to_whose_it_was(qtbot: QtBot) -> None:
    room = Room(late_min=0)
    room.bench.service.call_reaction("unidentified")
    dialog = listed(qtbot, room)
    got = heard(dialog.chosen)
    press(dialog, "Say whose it was…")
    assert got == [""]


def test_a_low_alarm_asks_for_nothing(qtbot: QtBot) -> None:
    room = Room("inside the window", late_min=0)
    dialog = listed(qtbot, room)
    assert all(text.startswith("● Low — INO-000001") for text in dialog.texts())
    assert len(dialog.texts()) == 1
    assert "Acknowledge" not in buttons(dialog)


def test_the_sound_stands_below_and_is_paused_there(qtbot: QtBot) -> None:
    room = Room()
    dialog = listed(qtbot, room)
    assert "Sound not tested yet. Does not replace the pump's alarms." in shown(dialog)
    press(dialog, "Pause sound")
    assert room.bell.paused_s == 120
    assert "Sound paused 02:00" in buttons(dialog)
    room.ringer.breaks("the computer has no loudspeaker")
    room.run()
    assert "No sound on this machine: the computer has no loudspeaker." in shown(dialog)
    assert "Sound paused 01:59" not in buttons(dialog)
    got = heard(dialog.test_asked)
    press(dialog, "Test the sound…")
    assert len(got) == 1
