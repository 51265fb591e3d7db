"""What is told of the sound: the button in the bar, the row under it, the test."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from inoadmin.domain.workplace import SoundTested
from inoadmin.session.accounts import Proof
from inoadmin.session.acknowledging import acknowledge
from inoadmin.ui.alarms.sound_button import SoundButton
from inoadmin.ui.alarms.strip import SoundStrip
from inoadmin.ui.alarms.testing import NOT_HEARD, SoundTestDialog
from inoadmin.ui.desk import Arrival
from inoadmin.ui.people.alarm_settings import AlarmSettingsDialog
from tests.session.timed import HOUR
from tests.ui.alarms.rooms import Room
from tests.ui.desks import heard
from tests.ui.hands import button, plain, press, shown

FAULT = "the computer has no loudspeaker"


def button_of(qtbot: QtBot, room: Room) -> SoundButton:
    made = SoundButton(room.desk, room.bell)
    qtbot.addWidget(made)
    room.run()
    return made


def test_there_is_nothing_to_pause_while_nothing_asks(qtbot: QtBot) -> None:
    assert button_of(qtbot, Room(late_min=0)).isHidden()


def test_it_pauses_counts_down_and_is_gone_once_all_is_acknowledged(qtbot: QtBot) -> None:
    room = Room()
    made = button_of(qtbot, room)
    assert (made.text(), made.isHidden()) == ("Pause sound", False)
    assert made.accessibleDescription() == "Pauses the sound of alarms for 2min"
    made.click()
    assert made.text() == "Sound paused 02:00"
    room.run(30)
    assert made.text() == "Sound paused 01:30"
    made.click()
    assert made.text() == "Pause sound"
    for alarm in room.desk.alarms(room.desk.now()):
        acknowledge(room.bench.service, alarm, "amy")
    room.run()
    assert made.isHidden()


def test_a_machine_without_sound_says_so_all_the_time(qtbot: QtBot) -> None:
    room = Room(late_min=0)
    made = button_of(qtbot, room)
    room.ringer.breaks(FAULT)
    room.run()
    assert (made.text(), made.isHidden(), made.isEnabled()) == ("▲ No sound", False, False)
    assert made.accessibleDescription() == f"No sound: {FAULT}"
    room.ringer.breaks("")
    room.run()
    assert (made.isHidden(), made.isEnabled()) == (True, True)


def test_without_a_bell_there_is_none(qtbot: QtBot) -> None:
    made = SoundButton(Room().desk)
    qtbot.addWidget(made)
    made.refresh()
    assert made.isHidden()


# --- the row under the bar ----------------------------------------------------------------------


def strip_of(qtbot: QtBot, room: Room) -> SoundStrip:
    made = SoundStrip(room.desk, room.bell)
    qtbot.addWidget(made)
    room.run()
    return made


def test_no_sound_is_told_once_also_on_a_locked_screen(qtbot: QtBot) -> None:
    room = Room()
    strip = strip_of(qtbot, room)
    room.desk.lock("key")
    room.ringer.breaks(FAULT)
    room.run()
    assert strip.text().startswith(f"No sound on this machine: {FAULT}. Alarms are only shown.")
    assert strip.test.isHidden()
    strip.closing.click()
    room.run(5)
    assert strip.isHidden()
    room.ringer.breaks("the computer did not play it")
    room.run()
    assert "the computer did not play it" in strip.text()


def test_a_test_is_offered_to_a_clinician_who_is_here(qtbot: QtBot) -> None:
    room = Room()
    strip = strip_of(qtbot, room)
    assert strip.text().startswith("The sound of alarms has not been tested here.")
    got = heard(strip.test_asked)
    strip.test.click()
    assert len(got) == 1
    room.desk.act_as("max")
    assert strip.text() == ""
    room.desk.act_as("amy")
    assert strip.text() != ""
    room.desk.lock("key")
    assert strip.text() == ""


def test_what_was_put_off_is_offered_to_the_next_who_comes(qtbot: QtBot) -> None:
    room = Room()
    strip = strip_of(qtbot, room)
    strip.closing.click()
    room.run()
    assert strip.isHidden()
    room.desk.act_as("ben")
    room.desk.arrived.emit(Arrival("ben", "amy", Proof("ben")))
    room.run()
    assert not strip.isHidden()


# --- the test -----------------------------------------------------------------------------------


def test_nothing_is_answered_before_something_was_played(qtbot: QtBot) -> None:
    room = Room()
    dialog = SoundTestDialog(room.desk, room.ringer)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Does not replace the pump's alarms." in shown(dialog)
    assert not dialog.heard.isEnabled()
    assert not dialog.not_heard.isEnabled()
    for text in ("Play low", "Play medium", "Play high"):
        press(dialog, text)
    assert room.ringer.sounds == ["low", "medium", "high"]
    press(dialog, "Yes, I heard it")
    assert room.bench.facts == [SoundTested(heard=True)]
    assert dialog.isHidden()


def test_not_heard_is_recorded_says_what_to_do_and_can_be_tried_again(qtbot: QtBot) -> None:
    room = Room()
    strip = strip_of(qtbot, room)
    dialog = SoundTestDialog(room.desk, room.ringer)
    qtbot.addWidget(dialog)
    dialog.show()
    press(dialog, "Play medium")
    press(dialog, "No, not heard")
    assert dialog.told.text() == NOT_HEARD
    assert strip.text().startswith("Alarms were not heard when the sound was tested")
    press(dialog, "Yes, I heard it")
    assert strip.text() == ""
    room.bench.clock.advance(12 * HOUR)
    room.run()
    assert strip.text().startswith("The sound of alarms was last tested at")


def test_where_there_is_no_sound_nobody_can_have_heard_it(qtbot: QtBot) -> None:
    room = Room()
    room.ringer.breaks(FAULT)
    dialog = SoundTestDialog(room.desk, room.ringer)
    qtbot.addWidget(dialog)
    dialog.show()
    assert FAULT in dialog.told.text()
    press(dialog, "Play high")
    assert not button(dialog, "Yes, I heard it").isEnabled()
    assert button(dialog, "No, not heard").isEnabled()


def test_a_test_that_could_not_be_recorded_says_so(qtbot: QtBot) -> None:
    room = Room()
    dialog = SoundTestDialog(room.desk, room.ringer)
    qtbot.addWidget(dialog)
    dialog.show()
    press(dialog, "Play high")
    room.bench.fail(1)
    press(dialog, "Yes, I heard it")
    assert dialog.told.text().startswith("Not recorded. The disk is full.")
    assert not dialog.isHidden()


# --- how the ward sets them ---------------------------------------------------------------------


def settings_of(qtbot: QtBot, room: Room) -> AlarmSettingsDialog:
    room.desk.act_as("max")
    dialog = AlarmSettingsDialog(room.desk)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_manager_sets_how_often_and_never_off(qtbot: QtBot) -> None:
    room = Room()
    dialog = settings_of(qtbot, room)
    assert "Does not replace the pump's alarms." in shown(dialog)
    assert [line.text() for line in dialog.lines.values()] == ["10", "30", "3", "5", "120", "12"]
    dialog.lines["pause_s"].setText("0")
    press(dialog, "Record the alarm settings")
    assert dialog.fault.text() == (
        "The sound can be paused for, in seconds “0”: a whole number, 30 to 120."
    )
    dialog.lines["pause_s"].setText("60")
    dialog.lines["medium_every_s"].setText("20")
    press(dialog, "Record the alarm settings")
    timing = room.bench.service.settings().alarms
    assert (timing.pause_s, timing.medium_every_s, timing.high_every_s) == (60, 20, 10)


def test_every_field_has_its_label_and_no_button_shares_a_mnemonic(qtbot: QtBot) -> None:
    dialog = settings_of(qtbot, Room())
    assert all(plain(b.text()) for b in dialog.findChildren(QPushButton) if b.isVisible())
    texts = [b.text() for b in dialog.findChildren(QPushButton) if b.isVisible()]
    letters = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
    assert len(letters) == len(set(letters))
