"""A process that is killed before each of its steps in turn.

`python -m tests.store.killing TASK TEMPLATE BASE [RECOVERY KEY]`: for n = 1, 2, … copies the folder
TEMPLATE to BASE/n and lets a child do the task there, until the n-th time it is about to change a
file or to run a statement; there it ends as a kill ends it. The last child comes to its end.
"""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from inoadmin.store.rekey import changing_key
from inoadmin.store.restoring import restoring
from inoadmin.store.soundness import run
from tests.store.rooms import EVENING, Room

KILLED = 9
CHANGES = {"open", "os.rename", "os.remove", "os.link", "os.chmod", "os.mkdir", "os.truncate"}
STATEMENTS = ("BEGIN", "COMMIT", "VACUUM", "PRAGMA rekey", "PRAGMA journal_mode", "INSERT")


class Reaper:
    """Ends the process at the n-th change under a folder."""

    def __init__(self, folder: Path, remaining: int) -> None:
        self._folder = str(folder)
        self._remaining = remaining

    def watch(self) -> None:
        sys.addaudithook(self._on_event)
        connect = dbapi2.connect

        def watched(*arguments: Any, **options: Any) -> Any:
            connection = connect(*arguments, **options)
            connection.set_trace_callback(self._on_statement)
            return connection

        dbapi2.connect = watched

    def _on_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in CHANGES and str(arguments[0]).startswith(self._folder):
            self._step()

    def _on_statement(self, statement: str) -> None:
        if statement.startswith(STATEMENTS):
            self._step()

    def _step(self) -> None:
        self._remaining -= 1
        if self._remaining == 0:
            os._exit(KILLED)


def first_start(room: Room, recovery_key: str) -> None:
    room.secrets()


def write(room: Room, recovery_key: str) -> None:
    room.write(1)


def change_key(room: Room, recovery_key: str) -> None:
    run(changing_key(room.database, room.key_file, room.vault, recovery_key))


def back_up(room: Room, recovery_key: str) -> None:
    room.back_up(keep=1)


def restore(room: Room, recovery_key: str) -> None:
    (file,) = room.backups.glob("*.db")
    run(restoring(file, room.database, "ward", now=EVENING, place=room.place))


def restore_from_elsewhere(room: Room, recovery_key: str) -> None:
    (file,) = (room.base / "elsewhere" / "backups").glob("*.db")
    run(
        restoring(
            file,
            room.database,
            "ward",
            now=EVENING,
            place=room.place,
            recovery_key=recovery_key,
        )
    )


TASKS: dict[str, Callable[[Room, str], None]] = {
    task.__name__: task
    for task in (first_start, write, change_key, back_up, restore, restore_from_elsewhere)
}


def main(task: str, template: Path, base: Path, recovery_key: str = "") -> None:
    status, step = KILLED, 0
    while status == KILLED:
        step += 1
        folder = base / f"{step:03}"
        shutil.copytree(template, folder)
        child = os.fork()
        if child == 0:
            ended = 1
            try:
                room = Room(folder, keyring=(folder / "keyring-wanted").exists())
                Reaper(folder, step).watch()
                TASKS[task](room, recovery_key)
                ended = 0
            finally:
                if ended:
                    traceback.print_exc()
                os._exit(ended)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.exit(status)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
