"""The real application with a robot at its desk, for the harness to kill.

`python -m tests.reliability.robot PATH SEED`: `run_window` on the ward's database at PATH, as
`inoadmin` starts it, but for two things: its clock can be moved on, so that an hour's infusion
takes no hour, and a robot records at the window's own desk, an act each time the window is idle.
Says "opened" when the window opens, and "kept SEQUENCE HASH" after each append has returned.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import inoadmin.clock
from inoadmin.clock import SystemClock
from inoadmin.domain import commands as c
from inoadmin.session.accounts import Proof
from inoadmin.session.outcome import Outcome
from inoadmin.session.ports import StorageError, Tick
from inoadmin.session.service import Service
from inoadmin.ui.desk import Desk
from inoadmin.ui.window import MainWindow
from tests.reliability.driving import PIN, Round
from tests.reliability.station import say


class MovedOn:
    """This computer's clock, moved on by as much wall time as counter."""

    def __init__(self) -> None:
        self._real = SystemClock()
        self._ahead = timedelta()

    def read(self) -> Tick:
        """The time as moved."""
        tick = self._real.read()
        ahead_ns = self._ahead // timedelta(microseconds=1) * 1000
        return Tick(tick.now + self._ahead, tick.counter_ns + ahead_ns, tick.boot_id)

    def advance(self, length: timedelta) -> None:
        """Time goes by."""
        self._ahead += length


class AtTheDesk(Round):
    """The nurse's work, done at the window's desk; each step leaves the window to itself after."""

    def __init__(self, service: Service, clock: MovedOn, chance: Random, desk: Desk) -> None:
        super().__init__(service, clock, chance)
        self._desk = desk

    def submit(
        self, command: c.Command, patient: str, dose: str | None, proofs: Sequence[Proof]
    ) -> Outcome:
        """Signs in, opens the patient where another is open, and records."""
        if self._desk.actor is None or self._desk.locked:
            self._desk.sign_in("amy", PIN)
        if (self._desk.patient, self._desk.administration) != (patient, dose):
            self._desk.open_patient(patient, dose)
        outcome = self._desk.record(command, proofs=proofs)
        if outcome is None:
            raise StorageError("the desk did not record")
        return outcome


def manned(show: Callable[..., int], clock: MovedOn, chance: Random) -> Callable[..., int]:
    """The function that shows the window, with a robot at it."""

    def shown(around: Any, station: Any) -> int:
        app: QApplication = around.app
        service: Service = station.service
        last = max((row.recorded_at for row in envelopes(service)), default="")
        while last and clock.read().now.isoformat() <= last:
            clock.advance(timedelta(hours=1))
        service.subscribe(lambda _events: say(kept(service)))
        timer = QTimer(app)

        def work() -> None:
            if not nurses:
                (window,) = (w for w in app.topLevelWidgets() if isinstance(w, MainWindow))
                nurses.append(AtTheDesk(service, clock, chance, window.desk))
                say("opened")
            nurses[0].go_on()

        nurses: list[AtTheDesk] = []
        timer.timeout.connect(work)
        timer.start(0)
        return show(around, station)

    return shown


def envelopes(service: Service) -> Any:
    """The rows of the log behind a service."""
    log: Any = service.log
    return log.envelopes()


def kept(service: Service) -> str:
    """What is said once an append has returned."""
    head = service.log.head()
    return f"kept {head.sequence} {head.hash}"


def main(path: Path, seed: int) -> int:
    """Runs the window until it is killed. Whoever imports the clock after this gets the moved one,
    so all that wires it is imported here.
    """
    # who started this is gone when nobody listens any more
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    clock = MovedOn()
    told: Any = inoadmin.clock
    told.SystemClock = lambda: clock
    wiring: Any = import_module("inoadmin.bootstrap.window")
    wiring.show = manned(wiring.show, clock, Random(seed))
    return wiring.run_window(path)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
