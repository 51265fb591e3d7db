"""A process with a log of its own, for the tests to kill or to meet.

`write PATH`: appends for ever and says "sequence hash" after each append that has returned.
`hold PATH`: opens the log, says so, and keeps it until its input ends.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC
from pathlib import Path

from inoadmin.clock import SystemClock, UuidIds
from inoadmin.domain.commands import Addendum
from inoadmin.domain.events import Recorded
from inoadmin.session.ports import Draft
from inoadmin.store.opening import open_log

KEY = bytes(range(32))


def main(task: str, path: Path) -> None:
    clock = SystemClock()
    log = open_log(path, "ward", UTC, clock=clock, ids=UuidIds(), key=KEY)
    if task == "hold":
        say("held")
        sys.stdin.read()
        log.close()
        return
    version = len(log.read("settings"))
    while True:
        tick = clock.read()
        fact = Recorded(Addendum("x" * (version * 37 % 3000)))
        log.append([Draft("settings", version, "staff/amy", tick.now, fact)], tick)
        version += 1
        head = log.head()
        say(f"{head.sequence} {head.hash}")


def say(line: str) -> None:
    """One write, so that a kill leaves a whole line or none."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
