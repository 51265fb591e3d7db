"""What a window announces by itself, and when it is silent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.domain import commands as c
from inoadmin.session.present.telling import Told
from inoadmin.ui.announcing import Announcer, announce, show_fault
from inoadmin.ui.record_form import NOT_RECORDED
from inoadmin.ui.window import MainWindow
from tests.session.bench import WELL
from tests.ui.benches import Workplace, infusing, preparing, startable
from tests.ui.hands import press
from tests.ui.spoken import listening


class Room:
    """A desk with its announcer, and what it says."""

    def __init__(self, place: Workplace, qtbot: QtBot, step: str = "checks") -> None:
        self.place, self.step = place, step
        self.covered, self.listened = False, True
        self.said: list[Told] = []
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.announcer = Announcer(
            place.desk,
            self.window,
            lambda: self.covered,
            lambda: self.step,
            say=self.said.append,
            listening=lambda: self.listened,
        )

    def heard(self) -> list[str]:
        """What was said since this was last asked."""
        texts = [told.text for told in self.said]
        self.said.clear()
        return texts


def test_a_minute_s_seconds_in_which_nothing_changes_are_silent(qtbot: QtBot) -> None:
    room = Room(infusing(), qtbot, "infusion")
    room.place.bench.do(WELL)
    room.place.desk.tick()
    room.heard()
    for _ in range(60):
        room.place.tick(1 / 60)
    assert room.heard() == []


def test_a_record_is_announced_once_with_what_it_changed(qtbot: QtBot) -> None:
    room = Room(preparing(), qtbot)
    room.place.desk.tick()
    room.heard()
    room.place.desk.record(c.Blasts(Decimal(2)))
    for _ in range(3):
        room.place.desk.tick()
    (text,) = room.heard()
    assert text.startswith("Recorded: Peripheral blasts")
    assert "No longer: " in text


def test_what_time_brings_is_announced_once(qtbot: QtBot) -> None:
    room = Room(startable(), qtbot, "start")
    room.place.desk.tick()
    room.heard()
    for _ in range(30):
        room.place.tick(1)
    told = room.heard()
    assert len([text for text in told if text.startswith("Alarm, medium: ")]) == 1  # it closes
    assert len([text for text in told if "Needs an authorisation: Too late" in text]) == 1
    assert len(told) == len(set(told))


def test_a_covered_screen_tells_alarms_alone_and_nothing_of_the_patient(qtbot: QtBot) -> None:
    room = Room(infusing(), qtbot, "infusion")
    room.place.desk.tick()
    room.heard()
    room.covered = True
    room.place.bench.do(c.Reaction())
    room.place.desk.tick()
    room.place.tick(60)
    for text in room.heard():
        assert text.startswith("Alarm, ")
        assert "MOORE" not in text
        assert "eaction" not in text
    room.covered = False
    room.place.desk.tick()
    assert any(text.startswith("MOORE, Jean (Mrs)") for text in room.heard())


def test_where_nobody_listens_nothing_is_worked_out(qtbot: QtBot) -> None:
    room = Room(preparing(), qtbot)
    room.listened = False
    room.place.desk.record(c.Blasts(Decimal(2)))
    room.place.tick(120)
    assert room.heard() == []


def test_the_window_has_one_that_follows_its_pages(qtbot: QtBot) -> None:
    place = preparing()
    window = MainWindow(place.desk)
    qtbot.addWidget(window)
    window.show()
    said: list[str] = []
    window.announcer._listening = lambda: True
    window.announcer._say = lambda told: said.append(told.text)
    place.desk.tick()
    said.clear()
    window.walk.go("bag")
    assert said == ["Bag, step 3 of 8."]
    window.walk.show_course()
    assert said[1:] == ["Course."]


def test_a_refusal_is_announced_and_may_interrupt(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = preparing()
    window = MainWindow(place.desk)
    qtbot.addWidget(window)
    window.show()
    window.walk.go("bag")
    page = window.walk.stack.currentWidget()
    assert page is not None
    with listening(monkeypatch) as said:
        press(page, "Record the bag")
    assert [(text.startswith(NOT_RECORDED), urgent) for text, urgent in said] == [(True, True)]


def test_politely_unless_it_is_urgent(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    about = QWidget()
    qtbot.addWidget(about)
    with listening(monkeypatch) as said:
        announce(about, "Recorded.")
        announce(about, "Stop the pump.", urgent=True)
    assert said == [("Recorded.", False), ("Stop the pump.", True)]


def test_a_fault_is_said_when_it_is_shown_and_not_when_it_is_shown_already(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = QLabel()
    qtbot.addWidget(shown)
    with listening(monkeypatch) as said:
        for text in ("", "No such day.", "No such day.", "", "No such day."):
            show_fault(shown, text)
            assert shown.isHidden() == (not text)
    assert said == [("No such day.", True)] * 2
