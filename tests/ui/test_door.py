from __future__ import annotations

import os
import socket
import stat
from collections.abc import Generator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from inoadmin.session.errands import Answer, Progress, Work
from inoadmin.ui.door import MOST_GUESTS, Door
from tests.doors import GREETED, Doorstep, Pieces, doorstep, greet


@pytest.fixture
def at(qtbot: QtBot) -> Generator[Doorstep]:
    with doorstep() as made:
        yield made


def test_asked_to_show_it_says_so_to_the_window(at: Doorstep, qtbot: QtBot) -> None:
    door = at.open()
    with qtbot.waitSignal(door.shown):
        caller = at.call()
        caller.ask("show")
    assert caller.replies(qtbot) == [{"status": 0, "sentence": ""}]


def test_clocks_go_on_and_callers_take_turns(at: Doorstep, qtbot: QtBot) -> None:
    """Neither errand ends before the clock has ticked and the other one has gone on."""
    ticks: list[int] = []
    rounds = {"one": 0, "two": 0}

    def long(arguments: Mapping[str, str]) -> Work:
        other = "two" if arguments["name"] == "one" else "one"
        while len(ticks) < 3 or rounds[other] < 100:
            rounds[arguments["name"]] += 1
            yield Progress(rounds[arguments["name"]], 0)
        return Answer(0)

    at.open(long=long)
    clock = QTimer()
    clock.timeout.connect(lambda: ticks.append(1))
    clock.start(20)
    callers = [at.call(), at.call()]
    for caller, name in zip(callers, rounds, strict=True):
        caller.ask("long", name=name)
    for caller in callers:
        assert caller.replies(qtbot)[-1] == {"status": 0, "sentence": ""}
    clock.stop()
    said = sum(caller.heard.count(b"\n") for caller in callers)
    assert said < sum(rounds.values()) / 10, "not every step is worth a line"


def test_no_more_than_so_many_at_once(at: Doorstep, qtbot: QtBot) -> None:
    at.open(greet=greet)
    waiting = [at.call() for _ in range(MOST_GUESTS)]
    one_too_many = at.call()
    assert one_too_many.replies(qtbot) == []
    waiting[0].ask("greet", name="Amy")
    assert waiting[0].replies(qtbot) == GREETED
    after = at.call()
    after.ask("greet", name="Amy")
    assert after.replies(qtbot) == GREETED


def test_shut_it_ends_what_was_going_on(at: Doorstep, qtbot: QtBot) -> None:
    pieces = Pieces("one more")
    door = at.open(go=pieces)
    callers = [at.call(), at.call(), at.call()]
    for caller in callers[:2]:
        caller.ask("go")
    qtbot.waitUntil(lambda: pieces.begun > 10)
    door.close()
    assert pieces.ended == 2
    for caller in callers:
        assert "status" not in str(caller.replies(qtbot))


def test_only_the_owner_may_knock(at: Doorstep) -> None:
    at.open()
    found = Path(at.address).stat()
    assert stat.S_ISSOCK(found.st_mode)
    assert (found.st_uid, stat.S_IMODE(found.st_mode) & 0o077) == (os.getuid(), 0)


def test_what_a_killed_process_left_is_replaced(at: Doorstep, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left:
        left.bind(at.address)
    at.open(greet=greet)
    caller = at.call()
    caller.ask("greet", name="Amy")
    assert caller.replies(qtbot) == GREETED


def test_a_door_in_use_is_not_taken_over(at: Doorstep, qtbot: QtBot) -> None:
    at.open(greet=greet)
    second = Door(at.address, {})
    assert not second.listen()
    second.close()
    second.deleteLater()
    caller = at.call()
    caller.ask("greet", name="Amy")
    assert caller.replies(qtbot) == GREETED


def test_where_nobody_can_listen_the_door_stays_shut(qtbot: QtBot, tmp_path: Path) -> None:
    door = Door(str(tmp_path / "missing" / "door"), {})
    assert not door.listen()
    door.close()
    door.deleteLater()
