"""Knocks at the door as a stranger may: a bare socket that sends any bytes, and short addresses."""

from __future__ import annotations

import json
import socket
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from inoadmin.session.errands import Answer, Handler, Line, Progress, Work
from inoadmin.ui.door import Door


@contextmanager
def short_folder() -> Generator[Path]:
    """A folder of the owner's alone whose name leaves room for a socket's."""
    with tempfile.TemporaryDirectory(prefix="ino-") as name:
        yield Path(name)


class Caller:
    """A connection that nobody at this end understands anything of."""

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.connect(address)
        self._socket.setblocking(False)
        self.heard = b""
        self.over = False

    def send(self, data: bytes) -> int:
        """Sends what the system takes at once, and says how much that was."""
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0

    def ask(self, what: str, **arguments: str) -> None:
        """Sends a request as it should be."""
        self.send(json.dumps({"v": 1, "ask": what, "arguments": arguments}).encode() + b"\n")

    def listen(self) -> bool:
        """Takes what has arrived; whether the other side has hung up."""
        try:
            while chunk := self._socket.recv(65_536):
                self.heard += chunk
        except BlockingIOError:
            return False
        except ConnectionResetError:
            pass
        self.over = True
        return True

    def replies(self, qtbot: QtBot) -> list[dict[str, Any]]:
        """Everything said to the end of the connection, without the first sign of work."""
        qtbot.waitUntil(self.listen, timeout=20_000)
        said = [json.loads(line) for line in self.heard.splitlines()]
        return [reply for reply in said if reply != {"progress": [0, 0]}]

    def hang_up(self) -> None:
        self._socket.close()


class Doorstep:
    """Doors of one address, and those who call there."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder / "door")
        self._doors: list[Door] = []
        self._callers: list[Caller] = []

    def open(self, **handlers: Handler) -> Door:
        """A door that does what the handlers do."""
        door = Door(self.address, handlers)
        self._doors.append(door)
        assert door.listen()
        return door

    def call(self) -> Caller:
        """Somebody at the door, who has said nothing yet."""
        self._callers.append(Caller(self.address))
        return self._callers[-1]

    def close(self) -> None:
        """Closes the doors, which leave nothing behind."""
        for door in self._doors:
            door.close()
            assert not any(timer.isActive() for timer in door.findChildren(QTimer))
            door.deleteLater()
        for caller in self._callers:
            caller.hang_up()
        assert not Path(self.address).exists()


@contextmanager
def doorstep() -> Generator[Doorstep]:
    """One in a folder of its own."""
    with short_folder() as folder:
        made = Doorstep(folder)
        yield made
        made.close()


def greet(arguments: Mapping[str, str]) -> Work:
    """An errand that is over in no time."""
    yield Line(f"Good day, {arguments['name']}")
    yield Progress(1, 1)
    return Answer(1, "That was all.")


GREETED = [
    {"line": "Good day, Amy"},
    {"progress": [1, 1]},
    {"status": 1, "sentence": "That was all."},
]


class Pieces:
    """An errand that goes on for ever and notes when it is made to end."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.begun = 0
        self.ended = 0

    def __call__(self, _arguments: Mapping[str, str]) -> Work:
        try:
            while True:
                self.begun += 1
                yield Line(self.line)
        finally:
            self.ended += 1
