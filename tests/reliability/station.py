"""A process with a ward's database, for the harnesses to watch, cut off or feed with errors.

`python -m tests.reliability.station PATH OPTIONS`: works through administrations on the log at
PATH and says on its output what each append came to (`driving.ToldLog`), "opened" after each
opening, and "told SENTENCE" for each StorageError. OPTIONS is JSON, see Orders.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from inoadmin.session.ports import StorageError
from tests.fakes import HandClock
from tests.reliability.driving import STARTS, Round, ToldLog, behind, open_at, service_over


@dataclass(frozen=True, slots=True)
class Orders:
    """`acts`: how many in all; `openings`: over how many openings they are spread; `synchronous`:
    set on the connection after each opening when it is not empty; `page_room`: `max_page_count` is
    set to that many pages more than there are; `file_bytes`: RLIMIT_FSIZE after the opening;
    `patience`: refusals in a row after which the process gives up, without closing anything.
    """

    acts: int = 100
    openings: int = 1
    seed: int = 0
    synchronous: str = ""
    page_room: int | None = None
    file_bytes: int | None = None
    patience: int = 5

    def command(self, path: Path) -> list[str]:
        """The command line of such a process."""
        program = [sys.executable, "-m", "tests.reliability.station"]
        return [*program, str(path), json.dumps(asdict(self))]


def main(path: Path, orders: Orders) -> int:
    """Works as ordered; 1 when it gave up, 2 when the log did not open."""
    clock, chance = HandClock(STARTS), Random(orders.seed)
    for _ in range(orders.openings):
        try:
            log = open_at(path, "ward", clock)
        except StorageError as error:
            say(f"told {error}")
            return 2
        say("opened")
        hamper(log, orders)
        nurse = Round(service_over(ToldLog(log, say), clock), clock, chance)
        refused = 0
        for _ in range(orders.acts // orders.openings):
            try:
                nurse.go_on()
                refused = 0
            except StorageError as error:
                say(f"told {error}")
                refused += 1
            if refused >= orders.patience:
                return 1
        log.close()
    say("closed")
    return 0


def hamper(log: object, orders: Orders) -> None:
    """Makes the conditions that were ordered."""
    connection = behind(log)
    if orders.synchronous:
        connection.execute(f"PRAGMA synchronous = {orders.synchronous}")
    if orders.page_room is not None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + orders.page_room}")
    if orders.file_bytes is not None:
        limit = (orders.file_bytes, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)


def say(line: str) -> None:
    """One write, so that a kill leaves a whole line or none."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    status = main(Path(sys.argv[1]), Orders(**json.loads(sys.argv[2])))
    # the way of a process that is killed: no clean-up that could mend what went wrong
    os._exit(status)
