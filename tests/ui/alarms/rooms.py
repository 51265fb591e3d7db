"""A workplace with a bell whose sounds are noted: observations are overdue in an infusion."""

from __future__ import annotations

from inoadmin.ui.bell import AlarmBell
from inoadmin.ui.desk import Desk
from tests.fakes import FakeMemory, FakeRinger
from tests.session.timed import MINUTE, SECOND, Timed, at


class Room:
    """Amy is signed in; time goes by second by second."""

    def __init__(self, stage: str = "infusing", late_min: int = 6) -> None:
        self.bench: Timed = at(stage)
        self.ringer = FakeRinger()
        self.desk = Desk(self.bench.service)
        self.desk.timekeeper = self.bench.keeper
        self.desk.act_as("amy")
        self.bell = AlarmBell(self.desk, self.ringer, FakeMemory({}), self.desk)
        self.bench.clock.advance(late_min * MINUTE)

    def run(self, seconds: int = 1) -> None:
        for _ in range(seconds):
            self.bench.clock.advance(SECOND)
            self.desk.tick()
