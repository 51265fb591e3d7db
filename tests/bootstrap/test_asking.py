from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inoadmin.bootstrap.address import door_address
from inoadmin.bootstrap.asking import Patience, ask, ask_holder, settled, summon
from inoadmin.bootstrap.talking import PipeTalk
from inoadmin.session.errands import (
    LONGEST_REPLY,
    Answer,
    Line,
    Progress,
    Request,
    read_request,
    reply_line,
)
from inoadmin.session.ports import HeldError, StorageError
from tests.doors import short_folder

HASTE = Patience(first_s=0.2, between_s=0.2)
HELD = HeldError("Cannot open the log: another window or program is using it.")
FULL = StorageError("Cannot open the log: the disk is full.")


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Generator[Path]:
    """The session's folder."""
    with short_folder() as made:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(made))
        yield made


@pytest.fixture
def database(folder: Path) -> Path:
    return folder / "ward.db"


@pytest.fixture
def address(database: Path, folder: Path) -> str:
    found = door_address(database, {"XDG_RUNTIME_DIR": str(folder)})
    assert found is not None
    return found


class Window:
    """Stands in for a window: takes one request, says what it was given to say, and then either
    hangs up or says no more.
    """

    def __init__(self, address: str, says: bytes, *, hangs_up: bool = True) -> None:
        self.asked: Request | None = None
        self._says = says
        self._hangs_up = hangs_up
        self._over = threading.Event()
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._door.bind(address)
        self._door.listen()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        caller, _ = self._door.accept()
        with caller:
            heard = b""
            while not heard.endswith(b"\n") and (chunk := caller.recv(65_536)):
                heard += chunk
            if heard:
                self.asked = read_request(heard)
                caller.sendall(self._says)
            if not self._hangs_up:
                self._over.wait()

    def close(self) -> None:
        self._over.set()
        self._thread.join()
        self._door.close()


@contextmanager
def window(
    address: str, *replies: Progress | Line | Answer | bytes, hangs_up: bool = True
) -> Generator[Window]:
    says = b"".join(said if isinstance(said, bytes) else reply_line(said) for said in replies)
    made = Window(address, says, hangs_up=hangs_up)
    try:
        yield made
    finally:
        made.close()


class Heard:
    """What a command was told on the way."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.progress: list[tuple[int, int]] = []

    def ask(self, address: str | None, what: str = "verify", **arguments: str) -> Answer | None:
        return ask(
            address, what, arguments, out=self.lines.append, progress=self.note, patience=HASTE
        )

    def note(self, done: int, total: int) -> None:
        self.progress.append((done, total))


def test_it_asks_and_passes_on_what_comes(address: str) -> None:
    heard = Heard()
    replies = (Progress(0, 0), Line("1 event"), Progress(1, 2), Line("é"), Answer(1, "Broken."))
    with window(address, *replies) as holder:
        assert heard.ask(address, "backup", folder="/media/stick") == Answer(1, "Broken.")
    assert holder.asked == Request("backup", {"folder": "/media/stick"})
    assert heard.lines == ["1 event", "é"]
    assert heard.progress == [(0, 0), (1, 2)]


def test_where_no_address_can_be_or_nothing_is_nobody_answers(address: str) -> None:
    assert Heard().ask(None) is None
    assert Heard().ask(address) is None


def test_what_a_killed_window_left_answers_nothing(address: str) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left:
        left.bind(address)
    assert Heard().ask(address) is None


def test_a_window_that_hangs_gives_no_answer(address: str) -> None:
    with window(address, b'{"prog', hangs_up=False):
        assert Heard().ask(address) is None


def test_a_window_that_hangs_up_at_once_gives_no_answer(address: str) -> None:
    with window(address):
        assert Heard().ask(address) is None


def test_a_window_that_stops_on_the_way_is_told(address: str) -> None:
    with window(address, Progress(0, 0), Line("begun"), hangs_up=False):
        answer = Heard().ask(address)
    assert answer is not None
    assert answer.status == 3
    assert answer.sentence.startswith("The window has stopped answering. ")


def test_a_window_closed_on_the_way_is_told(address: str) -> None:
    heard = Heard()
    with window(address, Line("begun"), b'{"status":0'):
        answer = heard.ask(address)
    assert answer is not None
    assert answer.status == 3
    assert answer.sentence.startswith("The window was closed before this was finished. ")
    assert heard.lines == ["begun"]


@pytest.mark.parametrize("said", [b"\xff\xfe\n", b"{}\n", b"x" * (LONGEST_REPLY + 65_537)])
def test_an_answer_that_makes_no_sense_is_told(address: str, said: bytes) -> None:
    with window(address, said):
        answer = Heard().ask(address)
    assert answer is not None
    assert answer.status == 3
    assert "not one that this version understands" in answer.sentence


def test_a_name_that_is_not_text_is_refused_before_anyone_is_asked(address: str) -> None:
    answer = Heard().ask(address, "backup", folder="/media/\udcff")
    assert answer is not None
    assert answer.status == 2


def test_an_output_that_closes_is_not_the_windows_fault(address: str) -> None:
    def closed(_line: str) -> None:
        raise BrokenPipeError

    with window(address, Line("begun"), Answer(0)), pytest.raises(BrokenPipeError):
        ask(address, "verify", {}, out=closed, progress=Heard().note, patience=HASTE)


def test_held_and_answered_the_answer_counts() -> None:
    assert settled(HELD, Answer(1, "Broken.")) == Answer(1, "Broken.")


def test_held_and_not_answered_is_said_in_one_line() -> None:
    answer = settled(HELD, None)
    assert answer.status == 3
    assert answer.sentence.startswith("The database is in use by another window or program ")
    assert "that does not answer. Nothing was done." in answer.sentence


def test_any_other_trouble_stays_what_it_is() -> None:
    for answer in (None, Answer(0)):
        with pytest.raises(StorageError) as raised:
            settled(FULL, answer)
        assert raised.value is FULL


@pytest.mark.parametrize(("trouble", "asked"), [(HELD, True), (FULL, False)])
def test_only_a_held_database_is_asked_for(
    address: str, database: Path, trouble: StorageError, asked: bool
) -> None:
    heard = Heard()

    def run() -> Answer:
        return ask_holder(
            trouble, database, "verify", {}, out=heard.lines.append, progress=heard.note
        )

    if not asked:
        with pytest.raises(StorageError):
            run()
        return
    with window(address, Line("whole"), Answer(0)):
        assert run() == Answer(0)
    assert heard.lines == ["whole"]


def pauses(
    counted: list[float], then: Callable[[], object] = lambda: None
) -> Callable[[float], None]:
    """Pauses that take no time: they are counted, and something happens in the third."""

    def pause(seconds: float) -> None:
        counted.append(seconds)
        if len(counted) == 3:
            then()

    return pause


def test_a_window_is_summoned(address: str, database: Path) -> None:
    counted: list[float] = []
    with window(address, Answer(0)) as holder:
        assert summon(database, pause=pauses(counted), patience=HASTE)
    assert holder.asked == Request("show")
    assert counted == []


def test_a_window_that_is_starting_is_waited_for(address: str, database: Path) -> None:
    counted: list[float] = []
    started: list[Window] = []
    pause = pauses(counted, lambda: started.append(Window(address, reply_line(Answer(0)))))
    assert summon(database, pause=pause, patience=HASTE)
    assert len(counted) == 3
    started[0].close()


def test_nobody_is_summoned_for_two_seconds_at_most(database: Path) -> None:
    counted: list[float] = []
    assert not summon(database, pause=pauses(counted), patience=HASTE)
    assert 1 < sum(counted) <= 2


def test_a_window_that_does_not_come_is_not_summoned(address: str, database: Path) -> None:
    with window(address, Answer(3, "No.")):
        assert not summon(database, patience=HASTE)
    Path(address).unlink()
    with window(address, hangs_up=False):
        assert not summon(database, patience=HASTE)


@contextmanager
def piped() -> Generator[tuple[PipeTalk, socket.socket]]:
    """A connection through a file, as on Windows, and its other end."""
    here, there = socket.socketpair()
    with here, there:
        yield PipeTalk(here.makefile("rwb", buffering=0)), there


def test_a_pipe_takes_what_comes_until_it_ends() -> None:
    with piped() as (talk, there):
        talk.send(b"request\n")
        assert there.recv(100) == b"request\n"
        there.send(b"one\n")
        assert talk.receive(5) == b"one\n"
        with pytest.raises(TimeoutError):
            talk.receive(0.01)
        there.shutdown(socket.SHUT_RDWR)
        assert talk.receive(5) == b""
        talk.close()
