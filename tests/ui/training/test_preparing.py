"""While practice patients are made: how far that is, and what comes of it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from inoadmin.session.errands import Answer, Progress, Work
from inoadmin.session.ports import StorageError
from inoadmin.ui.training.band import Band
from inoadmin.ui.training.preparing import FAULT, NotBegun, Preparing


class Steps:
    """Work in so many steps that goes on only when it is let; then ends as it is told to."""

    def __init__(self, total: int, end: Exception | None = None) -> None:
        self.total, self.end = total, end
        self.let = 0
        self.given_up = False

    def work(self) -> Work:
        done = 0
        try:
            while done < self.total:
                done = min(self.let, self.total)
                yield Progress(done, self.total)
        except GeneratorExit:
            self.given_up = True
            raise
        if self.end is not None:
            raise self.end
        return Answer(0)


def prepared(qtbot: QtBot, steps: Steps) -> tuple[Preparing, list[str]]:
    """The dialog, and what it says at its end."""
    preparing, said = Preparing(steps.work()), list[str]()
    qtbot.addWidget(preparing)
    preparing.over.connect(said.append)
    return preparing, said


def test_what_is_over_soon_shows_no_window(qtbot: QtBot) -> None:
    steps = Steps(3)
    steps.let = 3
    preparing, said = prepared(qtbot, steps)
    qtbot.waitUntil(lambda: bool(said))
    assert (said, preparing.isVisible()) == ([""], False)


def test_what_takes_longer_shows_how_far_it_is(qtbot: QtBot) -> None:
    steps = Steps(4)
    steps.let = 1
    preparing, said = prepared(qtbot, steps)
    qtbot.waitUntil(preparing.isVisible)
    assert [band.isVisible() for band in preparing.findChildren(Band)] == [True]
    assert (preparing.bar.value(), preparing.bar.maximum(), said) == (1, 4, [])
    steps.let = 3
    qtbot.waitUntil(lambda: preparing.bar.value() == 3)
    steps.let = 4
    qtbot.waitUntil(lambda: bool(said))
    assert (said, preparing.isVisible()) == ([""], False)


def test_a_full_disk_is_told(qtbot: QtBot) -> None:
    steps = Steps(1, StorageError("The disk is full."))
    steps.let = 1
    _, said = prepared(qtbot, steps)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["The disk is full."]


def test_closed_it_leaves_nothing_half_made(qtbot: QtBot) -> None:
    steps = Steps(4)
    preparing, said = prepared(qtbot, steps)
    qtbot.waitUntil(preparing.isVisible)
    preparing.reject()
    assert steps.given_up
    assert said == ["Nothing was made."]


def test_a_fault_of_the_program_ends_it_too(qtbot: QtBot) -> None:
    steps = Steps(1, RuntimeError("a fault"))
    steps.let = 1
    with capture_exceptions() as raised:
        _, said = prepared(qtbot, steps)
        qtbot.waitUntil(lambda: bool(said))
    assert said == [FAULT]
    assert [str(error) for _, error, _ in raised] == ["a fault"]


def test_why_there_is_no_practice_is_said_in_a_window(qtbot: QtBot) -> None:
    dialog = NotBegun("The disk is full.")
    qtbot.addWidget(dialog)
    dialog.show()
    shown = [w.text() for w in dialog.findChildren(QLabel) if w.isVisible()]
    assert {"TRAINING", "Practice cannot begin", "The disk is full."} <= set(shown)
