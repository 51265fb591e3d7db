"""Practice is told from the ward at a glance: the bar, every dialog, every title; its controls."""

from __future__ import annotations

from collections.abc import Generator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from inoadmin.scan.gs1 import GS1Scanner
from inoadmin.session.practice.clock import FACTORS, PracticeClock
from inoadmin.session.practice.seeding import SeedingClock, seeding
from inoadmin.session.service import Service
from inoadmin.ui.app import dress
from inoadmin.ui.desk import Desk
from inoadmin.ui.form_dialog import ask_for
from inoadmin.ui.style import TARGET_PX
from inoadmin.ui.training.band import ABOUT, Band, Practising, TrainingBar
from inoadmin.ui.window import MainWindow
from tests.fakes import FakeHasher, FakeIds, FakeLog, HandClock
from tests.protocol.files import DATA, shipped
from tests.session.bench import LONDON, STARTS
from tests.ui.hands import in_front


class Quiet:
    """No scanner is at this window."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(name)


class Place:
    """A practice window in its looks; `begun` counts how often practice was begun afresh."""

    def __init__(self, app: QApplication, kind: str = "training") -> None:
        self.computer = HandClock(STARTS)
        self.clock = PracticeClock(self.computer, STARTS)
        log = FakeLog("training")
        made = SeedingClock(self.computer)
        for _ in seeding(service_on(log, made), made):
            pass
        log.become(kind)
        self.service = service_on(log, self.clock)
        self.desk = Desk(self.service)
        self.begun = 0
        self.window = MainWindow(self.desk, practising=Practising(self.clock, self._begin))
        if self.window.training is not None:
            self.window.training.listen(app)
        self.window.show()

    def _begin(self) -> None:
        self.begun += 1

    @property
    def bar(self) -> TrainingBar:
        assert self.window.training is not None
        return self.window.training.bar

    def button(self, name: str) -> QPushButton:
        (found,) = [b for b in self.bar.findChildren(QPushButton) if b.accessibleName() == name]
        return found

    def wait(self, seconds: int) -> None:
        """Real seconds go by."""
        for _ in range(seconds):
            self.computer.advance(timedelta(seconds=1))
            self.desk.tick()


def service_on(log: FakeLog, clock: PracticeClock | SeedingClock) -> Service:
    scanner, hasher = GS1Scanner(), FakeHasher()
    return Service(log, clock, FakeIds(), scanner, shipped(), DATA, LONDON, hasher)


@pytest.fixture
def dressed(qapp: QApplication) -> Generator[QApplication]:
    """The application in its looks; as before afterwards."""
    sheet, font, colours = qapp.styleSheet(), QFont(qapp.font()), QPalette(qapp.palette())
    dress(qapp)
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setFont(font)
    qapp.setPalette(colours)


@pytest.fixture
def place(dressed: QApplication, qtbot: QtBot) -> Place:
    made = Place(dressed)
    qtbot.addWidget(made.window)
    QApplication.processEvents()
    return made


def texts(widget: QWidget) -> list[str]:
    """The words that can be seen, in their order."""
    shown = [w for w in widget.findChildren(QLabel) if w.isVisible()]
    return [w.text() for w in shown]


# --- it says so ---------------------------------------------------------------------------------


def test_the_bar_stands_over_everything_in_words_and_hatching(place: Place) -> None:
    bar = place.bar
    assert bar.mapTo(place.window, bar.rect().topLeft()).y() == 0
    assert bar.width() == place.window.width()
    assert texts(bar)[:2] == ["TRAINING", ABOUT]
    assert (bar.accessibleName(), bar.accessibleDescription()) == ("TRAINING", ABOUT)
    assert len(colours_across(bar.grab().toImage(), y=4)) > 20


def colours_across(image: QImage, y: int) -> list[str]:
    """The colours along a line, each change one: a hatching has many."""
    found: list[str] = []
    for x in range(image.width()):
        colour = "light" if image.pixelColor(x, y).lightness() > 128 else "dark"
        if not found or found[-1] != colour:
            found.append(colour)
    return found


def test_the_bar_is_there_for_whoever_is_there_or_is_not(place: Place) -> None:
    assert place.window.lock.isVisible()
    assert place.bar.isVisible()
    place.desk.sign_in("amy", "135790")
    assert place.bar.isVisible()
    place.desk.open_patient(place.service.patients()[3].id)
    place.window.show_protocol()
    assert [band.isVisible() for band in place.window.pane.findChildren(Band)] == [True]
    place.desk.sign_out()
    place.desk.sign_in("max", "135790")
    assert place.bar.isVisible()


def test_a_ward_s_window_has_nothing_of_it(dressed: QApplication, qtbot: QtBot) -> None:
    ward = Place(dressed, "ward")
    qtbot.addWidget(ward.window)
    QApplication.processEvents()
    assert ward.window.training is None
    assert ward.window.windowTitle() == "inoadmin"
    assert ward.window.findChildren(TrainingBar) + ward.window.findChildren(Band) == []
    assert not ward.window.lock.pins.isVisible()
    ward.desk.sign_in("amy", "135790")
    asked = QDialog(ward.window)
    asked.setWindowTitle("Anything")
    asked.show()
    assert asked.windowTitle() == "Anything"


def test_every_title_begins_so_whatever_is_set_later(place: Place) -> None:
    assert place.window.windowTitle() == "TRAINING: inoadmin"
    place.window.setWindowTitle("▲ Bay 5 — inoadmin")
    assert place.window.windowTitle() == "TRAINING: ▲ Bay 5 — inoadmin"


def test_every_dialog_bears_a_band_once(place: Place) -> None:
    place.desk.sign_in("amy", "135790")
    (bay_5,) = [p.id for p in place.service.patients() if p.details.ward == "Bay 5"]
    place.desk.open_patient(bay_5)
    form = ask_for(place.desk, "reaction_outcome", place.window)
    box = QMessageBox(place.window)
    box.setText("Anything")
    box.open()
    file = QFileDialog(place.window, "Save the record")
    file.setOption(QFileDialog.Option.DontUseNativeDialog)
    file.open()
    for dialog in (form, box, file):
        QApplication.processEvents()
        bands = dialog.findChildren(Band)
        assert [band.isVisible() for band in bands] == [True], dialog
        (band,) = bands
        assert texts(band) == ["TRAINING", ABOUT]
        assert band.y() == 0
        assert band.width() == dialog.width()
        assert dialog.windowTitle().startswith("TRAINING")
        hidden = [w for w in dialog.findChildren(QWidget) if w.parent() is dialog and w is not band]
        covered = [w for w in hidden if w.isVisible() and w.geometry().intersects(band.geometry())]
        assert covered == []
    form.hide()
    form.show()
    assert len(form.findChildren(Band)) == 1
    for dialog in (file, box, form):
        dialog.close()
        dialog.deleteLater()


def test_the_practice_pin_is_said_where_one_signs_in(place: Place) -> None:
    said = "Practice PIN 135790: Amy Field, Ben Okoro, Pia Lund, Dov Adler and Max Reed"
    assert place.window.lock.pins.isVisible()
    assert place.window.lock.pins.text() == said


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800)])
def test_nothing_is_cut_off_at_either_size(place: Place, size: tuple[int, int]) -> None:
    place.window.resize(*size)
    QApplication.processEvents()
    assert place.window.size().toTuple() == size
    lock = place.window.lock
    assert lock.pins.mapTo(place.window, lock.pins.rect().bottomLeft()).y() < size[1]
    for factor in FACTORS:
        place.bar.run(factor)
        QApplication.processEvents()
        for shown in place.bar.findChildren(QLabel) + place.bar.findChildren(QPushButton):
            assert shown.width() >= shown.sizeHint().width(), shown.text()
            assert shown.height() >= min(shown.sizeHint().height(), TARGET_PX), shown.text()
        assert all(b.height() >= TARGET_PX for b in place.bar.findChildren(QPushButton))


# --- how fast time goes -------------------------------------------------------------------------


def speeds(place: Place) -> str:
    """The speeds as a picture: the one that is on in brackets."""
    names = (("Time in real speed", "1x"), ("Time 10 times as fast", "10x"))
    every = (*names, ("Time 60 times as fast", "60x"))
    return " ".join(f"[{s}]" if place.button(n).isChecked() else s for n, s in every)


def test_time_runs_as_fast_as_is_pressed(place: Place) -> None:
    assert (speeds(place), texts(place.bar)[2]) == ("[1x] 10x 60x", "Time in real speed")
    place.wait(10)
    assert place.desk.now() == STARTS + timedelta(seconds=10)
    place.button("Time 60 times as fast").click()
    assert (speeds(place), texts(place.bar)[2]) == ("1x 10x [60x]", "Time 60 times as fast")
    place.wait(10)
    assert place.desk.now() == STARTS + timedelta(minutes=10, seconds=10)
    place.button("Time 10 times as fast").click()
    assert speeds(place) == "1x [10x] 60x"
    place.wait(10)
    assert place.desk.now() == STARTS + timedelta(minutes=11, seconds=50)


@pytest.mark.parametrize(("key", "factor"), [("1", 1), ("0", 10), ("6", 60)])
def test_each_speed_has_its_key(place: Place, qtbot: QtBot, key: str, factor: int) -> None:
    in_front(qtbot, place.window)
    place.bar.run(60 if factor != 60 else 1)
    pin = place.window.lock.box.pin
    pin.setFocus()
    qtbot.keyClick(pin, key, Qt.KeyboardModifier.AltModifier)
    assert (place.clock.factor, pin.hasFocus(), pin.text()) == (factor, True, "")


def test_pressed_with_the_mouse_it_leaves_the_focus_where_one_types(
    place: Place, qtbot: QtBot
) -> None:
    in_front(qtbot, place.window)
    (pin := place.window.lock.box.pin).setFocus()
    qtbot.mouseClick(place.button("Time 60 times as fast"), Qt.MouseButton.LeftButton)
    assert (place.clock.factor, pin.hasFocus()) == (60, True)


def test_pressing_the_one_that_is_on_leaves_it_on(place: Place) -> None:
    place.button("Time in real speed").click()
    assert (speeds(place), place.clock.factor) == ("[1x] 10x 60x", 1)


def test_a_locked_screen_lets_time_go_at_its_own_speed(place: Place) -> None:
    place.desk.sign_in("amy", "135790")
    place.bar.run(60)
    place.wait(5)
    place.desk.lock("idle")
    assert (speeds(place), place.clock.factor) == ("[1x] 10x 60x", 1)
    before = place.desk.now()
    place.wait(5)
    assert place.desk.now() == before + timedelta(seconds=5)


def test_no_notice_of_the_time_comes_of_it(place: Place) -> None:
    place.desk.sign_in("amy", "135790")
    for factor in (60, 1, 10):
        place.bar.run(factor)
        place.wait(20)
    assert place.window.notices.texts() == ()
    assert place.service.workstation_events() == ()


# --- beginning afresh ---------------------------------------------------------------------------


def test_beginning_afresh_is_asked_about_first(place: Place) -> None:
    place.button("Begin practice afresh").click()
    asking = place.window.training.asking
    assert asking is not None
    assert asking.isVisible()
    asking.reject()
    assert place.begun == 0
    place.button("Begin practice afresh").click()
    asking = place.window.training.asking
    asking.beginning.click()
    assert place.begun == 1


def test_where_time_is_the_ward_s_own_there_is_nothing_to_press(
    dressed: QApplication, qtbot: QtBot
) -> None:
    desk = Desk(service_on(FakeLog("training"), PracticeClock(HandClock(STARTS), STARTS)))
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    assert window.training is not None
    bar = window.training.bar
    assert texts(bar) == ["TRAINING", ABOUT]
    assert bar.findChildren(QPushButton) == []
    bar.run(60)
    window.training.ask_afresh()
    assert window.training.asking is None
    assert window.first.isVisible()
