"""A day on which the computer's clock is set, the computer sleeps, loses power and comes up again.

The window on a database on disk, while an infusion runs. What is typed is not the point here: acts
are recorded through the session.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.bootstrap.rung import RungFile, rung_path
from inoadmin.clock import UuidIds
from inoadmin.domain.workplace import ClockFollowed, ClockStepped, Restarted
from inoadmin.store.opening import open_log
from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import FormDialog
from inoadmin.ui.window import MainWindow
from tests.fakes import HandClock
from tests.journeys.workstation import dressed
from tests.session.bench import LONDON, STARTS
from tests.session.timed import DAY, HOUR, MINUTE, SECOND, Timed, infusing, looked_at, opened


class Place:
    """One workstation in a folder: opened on its database, closed, opened again."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "ward.db"
        self.clock = HandClock(STARTS)
        self.sounds: list[str] = []
        self.bench = looked_at(infusing(self._prepared()))
        self._show()

    def ring(self, priority: str, /) -> None:
        """As the desktop's bell."""
        self.sounds.append(priority)

    def _prepared(self) -> Timed:
        ids = UuidIds()
        log = open_log(self.path, "scenario", LONDON, clock=self.clock, ids=ids)
        bench = Timed(log=log, clock=self.clock)
        return opened(bench=bench)

    def _show(self) -> None:
        self.desk = Desk(self.bench.service)
        self.desk.timekeeper = self.bench.keeper
        self.window = MainWindow(self.desk)
        rung = RungFile(rung_path(self.path), self.clock.read().boot_id)
        self.bell = AlarmBell(self.desk, self, rung, parent=self.window)
        self.desk.act_as("amy")
        self.desk.open_patient(self.bench.patient)
        self.window.show()
        self.tick()

    def tick(self) -> None:
        self.desk.tick()
        QApplication.processEvents()

    def run(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.advance(SECOND)
            self.tick()

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.bench.log.close()

    def open(self) -> None:
        """Everything is made anew from the file."""
        log = open_log(self.path, "scenario", LONDON, clock=self.clock, ids=UuidIds())
        before = self.bench
        self.bench = Timed(log=log, clock=self.clock, patient=before.patient, dose=before.dose)
        self._show()

    # --- looking and pressing -------------------------------------------------------------------

    @property
    def notices(self) -> tuple[str, ...]:
        return self.window.notices.texts()

    @property
    def clocks(self) -> str:
        return "\n".join(self.window.walk.clocks.texts())

    @property
    def cards(self) -> str:
        return "\n".join(self.window.board.texts())

    def reads(self) -> str:
        """All words in sight."""
        shown = [w for w in self.window.findChildren(QLabel) if w.isVisible()]
        return "\n".join(w.text() for w in shown)

    def press(self, name: str, root: QWidget | None = None) -> None:
        found = [
            button
            for button in (root or self.window).findChildren(QPushButton)
            if button.isVisible()
            and name in {button.text().replace("&", ""), button.accessibleName()}
        ]
        assert len(found) == 1, (name, found)
        found[0].click()
        QApplication.processEvents()


@pytest.fixture
def place(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Generator[Place]:
    with dressed(qapp):
        made = Place(tmp_path)
        yield made
        made.close()


def test_a_clock_set_forward_moves_no_timer_until_the_nurse_says_so(
    place: Place, qtbot: QtBot
) -> None:
    assert "Infusion, 50:00" in place.clocks
    place.clock.step(HOUR)
    place.run(1)
    assert "Infusion, 49:59" in place.clocks
    (told,) = place.notices
    assert told.startswith("The computer's clock was set forward by 1hr, noticed 09:12:01.")
    strip = place.window.notices
    assert strip.isVisible()
    qtbot.waitUntil(lambda: strip.height() > 30)
    top = strip.mapTo(place.window, strip.rect().topLeft()).y()
    walk = place.window.walk.mapTo(place.window, place.window.walk.rect().topLeft()).y()
    assert place.window.bar.height() <= top
    assert strip.height() <= walk - top
    place.press("Use the computer's time")
    asked = strip.dialog
    assert asked is not None
    assert any("infusion 49:59 → 10:01 overdue" in line for line in asked.texts())
    place.press("Move the time forward by 1hr", asked)
    assert place.notices[0].startswith("The time here was moved forward by 1hr")
    place.run(1)
    assert "Infusion due, -10:02" in place.clocks
    assert [type(fact) for fact in place.bench.facts] == [ClockStepped, ClockFollowed]


def test_after_an_hour_of_sleep_the_timers_are_right_and_alarms_ring_once(place: Place) -> None:
    place.clock.advance(HOUR)
    place.tick()
    assert "Infusion due, -10:00" in place.clocks
    assert place.notices == (
        "Display was stopped for 1hr until 10:12:00: the clocks are right again.",
    )
    place.run(5)
    assert place.sounds == ["medium"]
    place.press("Close the notice")
    assert place.notices == ()


def test_a_program_killed_and_opened_again_asks_and_rings_nothing(place: Place) -> None:
    place.clock.advance(HOUR)
    place.tick()
    place.clock.step(-DAY)
    place.run(1)
    place.close()
    place.clock.advance(20 * SECOND)
    place.open()
    place.run(2)
    assert "Infusion due, -10:23" in place.clocks
    assert place.sounds == ["medium"]
    assert [type(fact) for fact in place.bench.facts] == [ClockStepped]
    assert len(place.notices) == 1
    assert place.notices[0].startswith("The computer's clock was set back by 24hr")


def test_a_clock_set_twice_and_a_sleep_while_the_screen_is_locked(place: Place) -> None:
    place.desk.lock("key")
    place.tick()
    for by, words in ((HOUR, "forward by 1hr"), (-DAY, "back by 23hr")):
        place.clock.step(by)
        place.run(1)
        assert words in place.notices[0]
        assert place.window.notices.isVisible()
        assert not place.window.notices.isEnabled()
    assert [type(fact) for fact in place.bench.facts] == [ClockStepped, ClockStepped]
    assert "Infusion, 49:58" in place.clocks
    place.clock.advance(HOUR)
    place.tick()
    place.run(3)
    assert place.sounds == ["medium"]
    assert "infusion due to have ended" in place.reads()
    assert "Display was stopped for 1hr" in place.reads()
    assert "MOORE" not in place.reads()


def test_after_a_power_cut_the_nurse_reads_the_pump(place: Place) -> None:
    place.close()
    place.clock.reboot(8 * MINUTE)
    place.open()
    place.run(2)
    assert [type(fact) for fact in place.bench.facts] == [Restarted]
    assert place.notices[0].startswith("The computer was restarted: no entry between 09:02 and ")
    assert "pump not verified since the restart at, 09:20" in place.cards
    assert "unverified, estimated, pump not connected" in place.clocks
    assert "Pump not verified since the computer was restarted at 09:20" in place.reads()
    assert place.sounds == ["medium"]
    place.press("Read the pump…")
    (dialog,) = place.window.findChildren(FormDialog)
    dialog.findChildren(QLineEdit)[0].setText("13")
    place.press("Yes", dialog)
    place.press("Record what it shows", dialog)
    assert "nverified" not in place.clocks + place.cards + place.reads()
    place.run(1)
    assert place.sounds == ["medium"]
