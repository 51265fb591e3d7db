"""What a second costs: only what changed is painted, nothing is laid out, the log is not asked."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inoadmin.session.ports import EventLog
from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.desk import Desk
from inoadmin.ui.timeline import TimelineView
from inoadmin.ui.window import MainWindow
from tests.fakes import FakeLog, FakeMemory, FakeRinger
from tests.ui.desks import MINUTE
from tests.wards import HILL, MOOR, MOORE, Visit, Ward, ward

SECOND = timedelta(seconds=1)
#: Infusing again after an interruption, observing, and preparing.
VISITS = (
    Visit("04-interruption-and-restart.toml", MOORE, later=48 * MINUTE),
    Visit("01-clean.toml", HILL),
    Visit("01-clean.toml", MOOR, later=130 * MINUTE),
)
AT = 150 * MINUTE
ROUNDS = 20
ASKED = frozenset(name for name in vars(EventLog) if not name.startswith("_")) - {"kind"}


class WatchedLog(FakeLog):
    """Notes what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def __getattribute__(self, name: str) -> Any:
        if name in ASKED:
            super().__getattribute__("asked").append(name)
        return super().__getattribute__(name)


class Seen(QObject):
    """Notes which widgets are painted and which are laid out anew."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: set[QWidget] = set()
        self.laid_out: set[QWidget] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget):
            if event.type() == QEvent.Type.Paint:
                self.painted.add(watched)
            elif event.type() == QEvent.Type.LayoutRequest:
                self.laid_out.add(watched)
        return False


class Room:
    """A window on three patients; Amy is signed in."""

    def __init__(self, qtbot: QtBot, app: QApplication) -> None:
        self.log, self.app = WatchedLog(), app
        self.ward: Ward = ward(*VISITS, at=AT, log=self.log)
        self.desk = Desk(self.ward.service)
        self.desk.act_as("amy")
        bell = AlarmBell(self.desk, FakeRinger(), FakeMemory({}), self.desk)
        self.window = MainWindow(self.desk, bell=bell)
        qtbot.addWidget(self.window)
        self.window.show()
        self.come_to_rest()

    def come_to_rest(self) -> None:
        """Everything is laid out and painted, as seconds after it was opened."""
        self.tick()
        for _ in range(ROUNDS):
            with self.watched() as seen:
                pass
            if not seen.painted | seen.laid_out:
                return
        pytest.fail("the window never comes to rest")

    def tick(self, length: timedelta = SECOND) -> None:
        """Time goes by, and the window is told."""
        self.ward.go(length)
        self.desk.tick()

    @contextmanager
    def watched(self) -> Generator[Seen]:
        """What happens to widgets in the block, and in the loop after it."""
        seen = Seen()
        self.app.installEventFilter(seen)
        yield seen
        for _ in range(4):
            QApplication.processEvents()
        self.app.removeEventFilter(seen)

    def looks(self) -> dict[QWidget, object]:
        """What each widget that can be seen has on itself."""
        return {w: look(w) for w in self.window.findChildren(QWidget) if w.isVisible()}


def look(widget: QWidget) -> object:
    """The words and colours of one widget."""
    tones = tuple(widget.property(name) for name in ("tone", "flash", "chosen", "small"))
    if isinstance(widget, QLabel | QPushButton):
        return widget.text(), tones
    return (widget._painted if isinstance(widget, TimelineView) else None), tones


def above(widget: QWidget) -> Iterator[QWidget]:
    """The widget and all that it stands on, which shows through it."""
    at: QWidget | None = widget
    while at is not None:
        yield at
        at = at.parentWidget()


@pytest.fixture
def room(qtbot: QtBot, dressed: QApplication) -> Room:
    return Room(qtbot, dressed)


@pytest.fixture(params=["the board alone", "infusing", "observing", "preparing"])
def opened(request: pytest.FixtureRequest, room: Room) -> Room:
    """The same with a patient open, or none."""
    if request.param != "the board alone":
        number = ("infusing", "observing", "preparing").index(request.param)
        room.desk.open_patient(room.ward.patients[number])
    room.come_to_rest()
    return room


def test_a_second_paints_only_what_changed(opened: Room) -> None:
    for _ in range(5):
        before = opened.looks()
        with opened.watched() as seen:
            opened.tick()
        after = opened.looks()
        changed = {w for w, now in after.items() if before.get(w) != now}
        assert changed, "the time at least goes on"
        assert changed <= seen.painted
        assert seen.painted <= {one for widget in changed for one in above(widget)}


def test_figures_that_count_lay_nothing_out_anew(opened: Room) -> None:
    with opened.watched() as seen:
        opened.tick()
    assert seen.painted
    assert seen.laid_out == set()


def test_a_tick_at_which_nothing_changes_paints_nothing(opened: Room) -> None:
    with opened.watched() as seen:
        opened.tick(timedelta())
    assert (seen.painted, seen.laid_out) == (set(), set())


def test_a_tick_does_not_ask_the_log(opened: Room) -> None:
    opened.log.asked.clear()
    for _ in range(5):
        opened.tick()
        opened.tick(MINUTE)
    assert opened.log.asked == []


def test_what_is_asked_of_the_log_is_noted(room: Room) -> None:
    room.log.asked.clear()
    room.ward.service.log.patients()
    assert room.log.asked == ["patients"]
