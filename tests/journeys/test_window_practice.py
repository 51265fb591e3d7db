"""A trainee finishes a patient of the practice ward in two minutes: time goes sixty times as fast.

The base clock is moved by hand, a real second at a time; nobody but the program moves the practice
time.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inoadmin.bootstrap.practice import making, open_practice
from inoadmin.bootstrap.window import record_of
from inoadmin.scan.wristband import read_wristband
from inoadmin.session.practice.people import PIN
from inoadmin.ui.desk import Desk
from inoadmin.ui.training.band import Practising
from inoadmin.ui.window import MainWindow
from tests.journeys import rounds
from tests.journeys.nurse import Nurse
from tests.journeys.workstation import LONDON, STARTS, Keyboard, Workstation, dressed


class PracticePlace(Workstation):
    """The practice window on a database on disk."""

    def open(self) -> None:
        if not self.path.exists():
            for _ in making(self.path, LONDON, self.clock):
                pass
        self.practice = open_practice(self.path, LONDON, self.clock)
        self.log, self.service = self.practice.log, self.practice.service
        self.desk = Desk(self.service)
        self.window = MainWindow(
            self.desk,
            make_record=partial(record_of, self.service),
            read_wristband=read_wristband,
            practising=Practising(self.practice.clock, lambda: None),
        )
        self.keyboard = Keyboard(lambda: self.service.settings().scanner)
        self.window.listen(self.app, self.keyboard)
        self.window.show()
        self.window.activateWindow()
        self.tick()


class Trainee(Nurse):
    """Knows one PIN: the one on the screen."""

    place: PracticePlace

    def sign(self, **typed: str) -> None:
        super().sign(**{name.replace(" ", "_"): PIN for name in self.asked()}, **typed)


@pytest.fixture
def trainee(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Generator[Trainee]:
    with dressed(qapp):
        place = PracticePlace(qapp, tmp_path)
        place.open()
        yield Trainee(place)
        place.close()


def test_a_patient_is_finished_in_two_minutes(trainee: Trainee) -> None:
    """What is typed takes no time here, so that every figure is known."""
    place = trainee.place
    trainee.sees("TRAINING", f"Practice PIN {PIN}: Amy Field", "Bay 4")
    place.sign_in("Amy Field", PIN)
    trainee.press("Bay 4, *")
    trainee.sees("MARMALADE, May (Ms)", "TRAINING", "Time in real speed")
    trainee.press("Time 60 times as fast")
    trainee.watch(9)
    trainee.sees("Time 60 times as fast")
    trainee.hears("observations overdue, 1min late")
    rounds.observe_in_dialog(trainee)
    trainee.watch(29)
    trainee.sees("Infusion due")
    trainee.press("End MARMALADE's infusion")
    observe_the_hour(trainee)
    sign_off(trainee)
    real = place.clock.read().now - STARTS
    assert real == timedelta(seconds=9 + 29 + 30 + 30)
    assert place.desk.now() - STARTS == 60 * real
    assert place.window.notices.texts() == ()


def observe_the_hour(trainee: Trainee) -> None:
    """It is over after a minute; a set is recorded in its middle."""
    trainee.watch(30)
    rounds.observe(trainee)
    trainee.press("Record observations")
    trainee.watch(29)
    trainee.press("Sign off ▸")
    trainee.finds_off("Complete MARMALADE's administration")
    trainee.watch(1)
    trainee.hears("Observation time over")


def sign_off(trainee: Trainee) -> None:
    """The record says what it is on each of its pages."""
    rounds.answer_all(trainee, "complete")
    trainee.press("Complete MARMALADE's administration")
    trainee.sees("Completed.", "TRAINING")
    trainee.press("Record")
    (pages,) = trainee.place.window.findChildren(QPdfDocument)
    for number in range(pages.pageCount()):
        text = pages.getAllText(number).text()
        assert "TRAINING, not a patient record" in text
        assert text.count("TRAINING") == 2  # once more across the page
    trainee.press("Close")


def test_closed_and_opened_again_time_is_never_before_what_was_recorded(
    trainee: Trainee,
) -> None:
    place = trainee.place
    place.sign_in("Amy Field", PIN)
    trainee.press("Time 60 times as fast")
    trainee.watch(10)
    trainee.press("Bay 6, *")
    rounds.observe(trainee)
    trainee.press("Record observations")
    recorded = place.desk.now()
    assert recorded == STARTS + timedelta(minutes=10)
    place.close()
    place.open()
    assert place.desk.now() == recorded
    trainee.sees("Time in real speed", "Bay 6")
    trainee.watch(5)
    assert place.desk.now() == recorded + timedelta(seconds=5)
