"""The window opens at sign-in with the keyboard where the next key belongs."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from inoadmin.ui.desk import Desk
from inoadmin.ui.window import MainWindow
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import Bench


def test_a_window_that_opens_takes_the_pin_at_once(qtbot: QtBot) -> None:
    bench = Bench(log=FakeLog("ward"), hasher=FakeHasher()).staffed()
    for member in ("max", "amy", "ben"):
        bench.service.accounts.set_pin(member, "482915", "max")
    window = MainWindow(Desk(bench.service))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    assert window.keeper.stack.currentWidget() is window.lock
    assert window.focusWidget() is window.lock.box.pin
