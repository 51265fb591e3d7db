"""The computer under a dose: opened on a real database, crashed, rebooted, asleep, its clock set.

Workstation: what any state machine on one shares. `note` tells what happened in which stage, so
that whoever counts can say what a run has never reached.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from inoadmin.domain.workplace import ClockStepped
from inoadmin.session.gaps import gaps_of, open_gap
from inoadmin.session.streams import WORKSTATION
from inoadmin.store.chain import verify_chain
from tests.fakes import HandClock
from tests.reliability import model
from tests.reliability.agreeing import agree
from tests.reliability.driving import STARTS, ToldLog, open_at, timed_over
from tests.reliability.fuzzing import IN_MEMORY
from tests.reliability.shown_time import RUNNING, Boot, ShownTime, unverified
from tests.session.walking import everything

STEPS = [timedelta(seconds=2), timedelta(seconds=3), timedelta(hours=1), timedelta(days=1)]


class Workstation(RuleBasedStateMachine):
    """One workstation with one dose; `acts` is the model's."""

    def __init__(self) -> None:
        super().__init__()
        place = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None
        self.folder = TemporaryDirectory(dir=place)
        self.path = Path(self.folder.name) / "log-0.db"
        self.clock = HandClock(STARTS)
        self.said: list[str] = []
        self.acts: list[model.Act] = []
        self.boots: list[Boot] = []
        self.crashes = 0
        self.dose = ""
        tick = self.clock.read()
        self.shown = ShownTime(tick.now, tick.counter_ns)
        self.open()

    def note(self, what: str, stage: str) -> None:
        """Told of each act that was taken and each accident, with the stage before it."""

    def told(self) -> model.Told:
        """What the model says."""
        return model.tell(self.acts)

    def open(self) -> None:
        """The application on the database as it lies there."""
        self.log = open_at(self.path, "ward", self.clock)
        told = ToldLog(self.log, self.said.append)
        self.service, self.keeper = timed_over(told, self.clock)
        self.looked_at()

    def looked_at(self) -> None:
        """The clocks were compared, says the model too."""
        open_dose = bool(self.acts) and self.told().stage in model.OPEN
        self.shown.looked_at(self.clock.read(), open_dose=open_dose)

    def watched(self) -> None:
        """As the desk does before each entry."""
        self.keeper.watch()
        self.looked_at()

    def teardown(self) -> None:
        """At the end once more: closed, opened, the same."""
        self.reopened(crashed=False)
        self.log.close()
        self.folder.cleanup()

    def moment(self) -> datetime:
        """What time is shown."""
        return self.shown.at(self.clock.read())

    def passes(self, minutes: float) -> None:
        """Time goes by."""
        self.clock.advance(timedelta(minutes=minutes))

    # --- what may happen to it ------------------------------------------------------------------

    @rule(minutes=st.sampled_from([0.1, 1, 5, 20]))
    def time_goes_by(self, minutes: float) -> None:
        self.passes(minutes)

    @rule()
    def a_second_is_told(self) -> None:
        self.keeper.tick()
        self.looked_at()

    @rule()
    def sleep(self) -> None:
        """Wall clock and counter both go on while the machine sleeps."""
        self.note("sleep", self.told().stage)
        self.passes(60)
        self.a_second_is_told()

    @rule(length=st.sampled_from([*STEPS, *(-step for step in STEPS)]), followed=st.booleans())
    def the_clock_is_set(self, length: timedelta, followed: bool) -> None:
        """And a nurse may choose the computer's time, where that is offered."""
        stage = self.told().stage
        self.note("clock step", stage)
        self.clock.step(length)
        if not followed:
            return
        self.watched()
        assert (self.keeper.step is not None) == bool(self.shown.stands)
        if self.shown.stands:
            self.note("clock followed", stage)
            self.keeper.follow("amy")
            self.shown.follows(self.clock.read())

    @rule(off=st.sampled_from([1, 30]))
    def reboot(self, off: int) -> None:
        """The wall clock is all that is left of the time; it may have been set."""
        stage = self.told().stage
        self.note("reboot", stage)
        version = self.service.administration(self.dose).version
        self.clock.reboot(timedelta(minutes=off))
        tick = self.clock.read()
        self.shown.follows(tick)
        self.boots.append(Boot(version, stage in RUNNING, tick.now))
        self.reopened(crashed=True)

    @rule()
    def crash(self) -> None:
        self.note("crash", self.told().stage)
        self.reopened(crashed=True)

    def reopened(self, *, crashed: bool) -> None:
        """The files as they lie there, in a new process's hands: the same is said as before."""
        if not self.acts:
            return
        now = self.service.now()
        before = everything(self.service, self.dose, [now, now + timedelta(hours=1)])
        old = self.log
        if crashed:
            self.crashes += 1
            lies = self.path
            self.path = lies.with_name(f"log-{self.crashes}.db")
            shutil.copyfile(lies, self.path)
            shutil.copyfile(f"{lies}-wal", f"{self.path}-wal")
        else:
            old.close()
        self.open()
        old.close()
        assert everything(self.service, self.dose, [now, now + timedelta(hours=1)]) == before
        there = {f"kept {row.sequence} {row.hash}" for row in self.log.envelopes()}
        assert [line for line in self.said if line not in there] == []
        assert verify_chain(self.log) is None

    # --- what must hold -------------------------------------------------------------------------

    @invariant()
    def the_service_says_what_the_model_says(self) -> None:
        if self.acts:
            assert self.service.now() == self.moment()
            agree(self.service, self.dose, self.acts)

    @invariant()
    def every_step_of_the_clock_is_on_disk_once(self) -> None:
        facts = [event.fact for event in self.log.read(WORKSTATION)]
        assert [fact.by for fact in facts if isinstance(fact, ClockStepped)] == self.shown.said

    @invariant()
    def the_pump_is_asked_about_until_somebody_has_answered(self) -> None:
        if not self.acts:
            return
        unread = unverified(self.acts, self.told().stage, self.boots)
        assert (open_gap(self.service, self.dose) is not None) == (unread > 0)
        if self.told().stage in RUNNING:
            found = gaps_of(self.service, self.dose)
            assert len(found) == sum(boot.running for boot in self.boots)
            assert sum(gap.read is None for gap in found) == unread
