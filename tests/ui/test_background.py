"""Work in pieces: it tells how far it is, ends in one way, and leaves nothing behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from inoadmin.session.errands import Answer, Line, Progress, Work
from inoadmin.session.ports import StorageError
from inoadmin.ui.background import Background
from inoadmin.ui.people.checking import Checking


def counted(status: int = 0, trouble: str = "") -> Work:
    for done in range(3):
        yield Progress(done, 3)
    yield Line("chain: holds")
    if trouble:
        raise StorageError(trouble)
    return Answer(status, "It does not hold." if status else "")


def checked(qtbot: QtBot, work: Work) -> Checking:
    """A check shown to its end."""
    shown = Checking()
    qtbot.addWidget(shown)
    background = Background(shown)
    background.progress.connect(shown.show_progress)
    background.line.connect(shown.add_line)
    background.failed.connect(shown.finish)
    background.done.connect(shown.finish)
    shown.asked.connect(lambda: background.start(work))
    shown.button.click()
    assert not shown.button.isEnabled()
    qtbot.waitUntil(lambda: not background.busy)
    return shown


def test_what_holds_is_said(qtbot: QtBot) -> None:
    shown = checked(qtbot, counted())
    assert shown.verdict.text() == "The record is as it was written."
    assert shown.lines.toPlainText() == "chain: holds"
    assert shown.button.isEnabled()


@pytest.mark.parametrize(
    ("status", "trouble", "said"),
    [(1, "", "It does not hold."), (0, "The disk is gone.", "The disk is gone.")],
)
def test_what_does_not_hold_is_said(qtbot: QtBot, status: int, trouble: str, said: str) -> None:
    assert checked(qtbot, counted(status, trouble)).verdict.text() == said


def test_work_that_is_stopped_is_closed(qtbot: QtBot) -> None:
    closed: list[str] = []

    def endless() -> Work:
        try:
            while True:
                yield Progress(0, 0)
        finally:
            closed.append("closed")

    background = Background()
    background.start(endless())
    background.start(counted())
    QCoreApplication.processEvents()
    assert background.busy
    background.stop()
    assert closed == ["closed"]
    assert not background.busy
