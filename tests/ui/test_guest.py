from __future__ import annotations

from collections.abc import Generator, Mapping

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from inoadmin.session.errands import LONGEST_REQUEST, Answer, Line, MalformedError, Work
from inoadmin.session.ports import StorageError
from inoadmin.ui import guest
from tests.doors import GREETED, Doorstep, Pieces, doorstep, greet

MARK = "314159"


@pytest.fixture
def at(qtbot: QtBot) -> Generator[Doorstep]:
    with doorstep() as made:
        yield made


def test_an_errand_is_carried_out_and_answered(at: Doorstep, qtbot: QtBot) -> None:
    at.open(greet=greet)
    caller = at.call()
    caller.ask("greet", name="Amy")
    assert caller.replies(qtbot) == GREETED


def test_a_request_may_come_byte_by_byte(at: Doorstep, qtbot: QtBot) -> None:
    at.open(greet=greet)
    caller = at.call()
    for byte in b'{"v":1,"ask":"greet","arguments":{"name":"Amy"}}':
        caller.send(bytes([byte]))
        QCoreApplication.processEvents()
    caller.send(b"\nand more")
    assert caller.replies(qtbot) == GREETED


HOSTILE = [
    b"\n",
    b"\x00\xff\xfe\n",
    b"null\n",
    b"[]\n",
    b"{}\n",
    b'{"v":1}\n',
    b'{"v":1,"ask":7}\n',
    b'{"v":2,"ask":"greet"}\n',
    b'{"v":"1","ask":"greet"}\n',
    b'{"v":1e400,"ask":"greet"}\n',
    b'{"v":1,"ask":"nothing known"}\n',
    b'{"v":1,"ask":"greet","arguments":[]}\n',
    b'{"v":1,"ask":"greet","arguments":{"name":["Amy"]}}\n',
    b'{"v":1,"ask":"greet","arguments":{"name":"\\ud800"}}\n',
    b'{"v":1,"ask":"\xff"}\n',
    b'{"v":1,"more":' + b"[" * 60_000 + b"\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"x" * LONGEST_REQUEST,
    b"x" * (LONGEST_REQUEST * 2),
]


@pytest.mark.parametrize("sent", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_sent_one_plain_sentence_comes_back(
    at: Doorstep, qtbot: QtBot, sent: bytes
) -> None:
    at.open(greet=greet)
    caller = at.call()
    caller.send(sent)
    (answer,) = caller.replies(qtbot)
    assert answer["status"] == 2
    assert answer["sentence"].startswith("The window ")
    next_one = at.call()
    next_one.ask("greet", name="Amy")
    assert next_one.replies(qtbot) == GREETED


@pytest.mark.parametrize("sent", [b"", b'{"v":1,"ask":"gr'])
def test_whoever_does_not_finish_a_request_is_left(
    at: Doorstep, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(guest, "REQUEST_WITHIN_MS", 50)
    at.open(greet=greet)
    caller = at.call()
    caller.send(sent)
    assert caller.replies(qtbot) == []


def test_an_errand_ends_with_whoever_asked(at: Doorstep, qtbot: QtBot) -> None:
    pieces = Pieces("one more")
    at.open(go=pieces)
    caller = at.call()
    caller.ask("go")
    qtbot.waitUntil(lambda: pieces.begun > 1)
    caller.hang_up()
    qtbot.waitUntil(lambda: pieces.ended == 1)


def test_nothing_is_begun_for_whoever_has_gone_already(at: Doorstep, qtbot: QtBot) -> None:
    pieces = Pieces("one more")
    at.open(go=pieces, greet=greet)
    caller = at.call()
    caller.ask("go")
    caller.hang_up()
    after = at.call()
    after.ask("greet", name="Amy")
    assert after.replies(qtbot) == GREETED
    assert pieces.begun == 0


def test_an_errand_waits_for_its_reader_and_then_gives_up(
    at: Doorstep, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guest, "READ_WITHIN_MS", 200)
    pieces = Pieces("x" * 10_000)
    at.open(go=pieces)
    caller = at.call()
    caller.ask("go")
    qtbot.waitUntil(lambda: pieces.begun * 10_000 > guest.UNREAD_BYTES)
    qtbot.waitUntil(lambda: pieces.ended == 1)
    assert pieces.begun * 10_000 < 4 * guest.UNREAD_BYTES


def test_a_slow_reader_gets_every_line(at: Doorstep, qtbot: QtBot) -> None:
    made: list[int] = []

    def count(_arguments: Mapping[str, str]) -> Work:
        for number in range(200):
            made.append(number)
            yield Line(f"{number}: " + "x" * 10_000)
        return Answer(0)

    at.open(count=count)
    caller = at.call()
    caller.ask("count")
    qtbot.waitUntil(lambda: len(made) * 10_000 > guest.UNREAD_BYTES)
    *lines, last = caller.replies(qtbot)
    assert [reply["line"].partition(":")[0] for reply in lines] == [str(n) for n in range(200)]
    assert last["status"] == 0


def test_what_storage_refuses_is_told(at: Doorstep, qtbot: QtBot) -> None:
    def full(_arguments: Mapping[str, str]) -> Work:
        yield Line("begun")
        raise StorageError("Cannot back up: the disk is full. Nothing was changed.")

    at.open(full=full)
    caller = at.call()
    caller.ask("full")
    assert caller.replies(qtbot) == [
        {"line": "begun"},
        {"status": 3, "sentence": "Cannot back up: the disk is full. Nothing was changed."},
    ]


def test_arguments_that_do_not_do_are_told(at: Doorstep, qtbot: QtBot) -> None:
    def picky(_arguments: Mapping[str, str]) -> Work:
        raise MalformedError("A backup needs a folder.")

    at.open(picky=picky)
    caller = at.call()
    caller.ask("picky")
    assert caller.replies(qtbot) == [{"status": 2, "sentence": "A backup needs a folder."}]


def test_a_fault_of_ours_is_answered_and_raised_once(at: Doorstep, qtbot: QtBot) -> None:
    def broken(arguments: Mapping[str, str]) -> Work:
        yield Line("begun")
        raise KeyError("ours")

    at.open(broken=broken, greet=greet)
    with qtbot.captureExceptions() as faults:
        caller = at.call()
        caller.ask("broken", pin=MARK)
        begun, answer = caller.replies(qtbot)
        after = at.call()
        after.ask("greet", name="Amy")
        assert after.replies(qtbot) == GREETED
    assert begun == {"line": "begun"}
    assert answer["status"] == 3
    assert answer["sentence"].startswith("The window could not do this. Everything recorded is kep")
    assert [kind for kind, _fault, _trace in faults] == [KeyError]
    assert MARK.encode() not in caller.heard
