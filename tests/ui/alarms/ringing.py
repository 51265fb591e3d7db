"""A process that rings the real sounds and prints what came of it, one line of JSON.

    python -m tests.ui.alarms.ringing [--no-library] [--gone SERVER] PRIORITY…

Without a priority it goes through the contract. `--gone` ends the sound server as soon as a sound
has begun.

Each sound is waited for before the next. In a process of its own, since Qt tells of a machine
without sound by warnings, and keeps a sound server that has gone for as long as a process lives.
"""

from __future__ import annotations

import importlib.abc
import json
import os
import signal
import sys
from collections.abc import Sequence
from types import ModuleType

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication

from inoadmin.bootstrap.resources import sound_files
from inoadmin.ui.alarms.ringer import SoundRinger
from tests.ui.alarms.ringer_contract import holds

LIBRARY = "PySide6.QtMultimedia"
LONGEST_MS = 20_000


class NoLibrary(importlib.abc.MetaPathFinder):
    """Fails as the import does where libpulse0 is not installed."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> None:
        if name == LIBRARY:
            raise ImportError(
                "libpulse.so.0: cannot open shared object file: No such file or directory"
            )


def ring(ringer: SoundRinger, priority: str, server: int | None) -> bool:
    """Rings, and waits until the sound has ended or is given up; says whether it was played."""
    ringer.ring(priority)
    effect = ringer._effects.get(priority)
    if effect is None:
        return False
    played = [False]
    loop = QEventLoop()

    def turned() -> None:
        played[0] = played[0] or effect.isPlaying()
        if server is not None and effect.isPlaying():
            os.kill(server, signal.SIGKILL)
        if played[0] and not effect.isPlaying():
            loop.quit()

    effect.playingChanged.connect(turned)
    ringer.changed.connect(loop.quit)
    QTimer.singleShot(LONGEST_MS, loop, loop.quit)
    loop.exec()
    return played[0]


def main(arguments: list[str]) -> None:
    app = QGuiApplication(sys.argv[:1])
    if arguments[:1] == ["--no-library"]:
        sys.meta_path.insert(0, NoLibrary())
        arguments = arguments[1:]
    server = int(arguments[1]) if arguments[:1] == ["--gone"] else None
    arguments = arguments[2:] if server is not None else arguments
    before = LIBRARY in sys.modules
    ringer = SoundRinger(sound_files())
    told: list[str] = []
    ringer.changed.connect(lambda: told.append(ringer.fault))
    if not arguments:
        holds(ringer)
    played = [ring(ringer, priority, server) for priority in arguments]
    app.processEvents()
    came = {
        "imported before": before,
        "fault": ringer.fault,
        "told": told,
        "played": played,
    }
    sys.stdout.write(json.dumps(came))


if __name__ == "__main__":
    main(sys.argv[1:])
