"""Processes that meet at one database, each a small twin of the application's own wiring.

`window PATH`: opens the log and the door, says "open"; says "shown" each time it is asked to, and
"told" and the arguments' names at an errand; leaves when its input ends.
`second PATH`: opens the log, or summons whoever has it.
`command PATH WHAT`: opens the log, or asks whoever has it to do it; its arguments hold a PIN.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path

from inoadmin.bootstrap.address import door_address
from inoadmin.bootstrap.asking import Patience, ask_holder, summon
from inoadmin.clock import SystemClock, UuidIds
from inoadmin.session.errands import Answer, Line, Progress, Work
from inoadmin.session.ports import HeldError, StorageError
from inoadmin.store.log import SqliteLog
from inoadmin.store.opening import open_log

KEY = bytes(range(32))
PIN = "314159"


def main(task: str, path: Path, *more: str) -> int:
    match task:
        case "window":
            return stand(path)
        case "second":
            return start(path)
        case _:
            return command(path, *more)


def opened(path: Path) -> SqliteLog:
    return open_log(path, "ward", UTC, clock=SystemClock(), ids=UuidIds(), key=KEY)


def start(path: Path) -> int:
    try:
        opened(path).close()
    except HeldError:
        return 0 if summon(path, patience=Patience(0.5, 0.5)) else 3
    say("opened")
    return 0


def command(path: Path, what: str) -> int:
    try:
        opened(path).close()
    except StorageError as trouble:
        answer = ask_holder(
            trouble,
            path,
            what,
            {"pin": PIN},
            out=say,
            progress=lambda done, total: say(f"{done} of {total}"),
            patience=Patience(0.5, 0.5),
        )
        if answer.sentence:
            sys.stderr.write(answer.sentence + "\n")
        return answer.status
    say("opened")
    return 0


def stand(path: Path) -> int:
    from PySide6.QtCore import QCoreApplication, QSocketNotifier

    from inoadmin.ui.door import Door

    app = QCoreApplication([])
    log = opened(path)

    def verify(arguments: Mapping[str, str]) -> Work:
        say("told " + " ".join(arguments))
        yield Progress(1, 1)
        yield Line(f"{log.head().sequence} events")
        return Answer(1, "The first bad event is 7.")

    def never(_arguments: Mapping[str, str]) -> Work:
        yield Line("begun")
        os.kill(os.getpid(), 9)
        return Answer(0)

    door = Door(door_address(path, os.environ) or "", {"verify": verify, "die": never})
    door.shown.connect(lambda: say("shown"))
    ended = QSocketNotifier(0, QSocketNotifier.Type.Read)
    ended.activated.connect(app.quit)
    say("open" if door.listen() else "no door")
    app.exec()
    door.close()
    log.close()
    return 0


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:]))
