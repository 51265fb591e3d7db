"""Any sequence of a dose's acts, crashes and tricks of the clock, held against `model`.

The real service on the real log, a clock moved by hand. After each step the service must say what
the model says; after each crash the database is taken as it lies on disk and must say the same.
"""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from inoadmin.domain import commands as c
from inoadmin.session.outcome import Outcome
from inoadmin.store.chain import verify_chain
from tests.fakes import HandClock
from tests.reliability import model
from tests.reliability.agreeing import agree
from tests.reliability.driving import PIN, SIGN, STARTS, ToldLog, open_at, service_over, signed
from tests.session.bench import BAG, JEAN, PREMEDS, STAFF, WELL, bloods, order, yes_to_all
from tests.session.walking import everything

STEPS = [timedelta(seconds=2), timedelta(hours=1), timedelta(days=1)]
ON_THE_FLOW = (c.Start, c.Rate, c.Interrupt, c.PumpCheck, c.Reaction, c.Resume, c.End, c.Stop)
ALWAYS = {  # acts without a gate: where one applies it must be taken, elsewhere refused
    c.Interrupt: {"infusing"},
    c.Rate: {"infusing"},
    c.Reaction: {"infusing", "interrupted", "observing"},
    c.Handover: {"preparing", "infusing", "interrupted", "observing"},
    c.SecondCheck: {"preparing", "infusing", "interrupted", "observing"},
    c.Stop: {"infusing", "interrupted"},
    c.Vitals: {"preparing", "infusing", "interrupted", "observing"},
}
GATED = {  # taken in these stages at most; what has already happened is taken there always
    c.Start: {"preparing"},
    c.Resume: {"interrupted"},
    c.End: {"infusing"},
    c.Complete: {"observing"},
}
nurses = st.sampled_from(["amy", "ben"])


class Dose(RuleBasedStateMachine):
    """One dose, from the opening on, at one workstation."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "log-0.db"
        self.clock = HandClock(STARTS)
        self.said: list[str] = []
        self.acts: list[model.Act] = []
        self.crashes = 0
        self.began = self.clock.read()
        self.open()

    def open(self) -> None:
        """The application on the database as it lies there."""
        self.log = open_at(self.path, "ward", self.clock)
        self.service = service_over(ToldLog(self.log, self.said.append), self.clock)

    def teardown(self) -> None:
        """At the end once more: closed, opened, the same."""
        self.reopened(crashed=False)
        self.log.close()
        self.folder.cleanup()

    @initialize(kept_waiting=st.sampled_from([0, 20, 40]))
    def prepared(self, kept_waiting: int) -> None:
        """All that a start needs, and a wait in which its window may pass."""
        service = self.service
        for member, details in STAFF.items():
            service.register_staff(details, member)
        for member in SIGN:
            service.accounts.set_pin(member, PIN, "max")
        self.patient, self.dose = service.register_patient(JEAN, ()), ""
        self.does(order())
        self.does(yes_to_all(service.protocol, "start"))
        for act in (c.Blasts(Decimal(2)), *bloods(service.now() - timedelta(hours=6)), BAG):
            self.does(act)
        self.does(c.BagOut())
        self.passes(45)
        for premed in PREMEDS:
            self.does(premed)
        self.passes(35)
        self.does(WELL)
        self.passes(kept_waiting)

    # --- acts -----------------------------------------------------------------------------------

    def does(self, command: c.Act, by: str = "amy") -> None:
        """An act that is taken."""
        assert self.submits(command, by).accepted, command

    def submits(self, command: c.Command, by: str = "amy") -> Outcome:
        """Asks the service, and the model for what must come of it."""
        moment, stage = self.moment(), self.told().stage if self.acts else ""
        outcome = self.signed(command, by)
        if outcome.accepted and not isinstance(command, c.Correct):
            (event,) = outcome.events
            assert event.occurred_at == moment
            self.dose = outcome.administration or self.dose
            self.acts.append(model.Act(event.version, command, event.occurred_at, by))
        if stage:
            self.expected(command, outcome, stage)
        return outcome

    def moment(self) -> datetime:
        """What time it is: as it was when the machine began, and what its counter went on since;
        nobody who sets the clock changes it.
        """
        ran_ns = self.clock.read().counter_ns - self.began.counter_ns
        return self.began.now + timedelta(microseconds=ran_ns // 1000)

    def signed(self, command: c.Command, by: str) -> Outcome:
        """Submits as that member of staff, who signs where that is asked for."""
        return signed(
            self.service,
            lambda proofs: self.service.submit(
                command,
                actor=by,
                patient=self.patient,
                administration=self.dose or None,
                proofs=proofs,
            ),
        )

    def expected(self, command: c.Command, outcome: Outcome, stage: str) -> None:
        """Whether it was right to take it, as far as the stage tells."""
        kind: Any = type(command)
        if kind in ALWAYS:
            assert outcome.accepted == (stage in ALWAYS[kind]), (command, stage, outcome.codes)
        if kind in GATED:
            applies = stage in GATED[kind]
            assert applies or not outcome.accepted, (command, stage)
            happened = getattr(command, "already_happened", False)
            assert outcome.accepted or not (applies and happened), (command, outcome.codes)

    @rule(happened=st.booleans(), by=nurses)
    def start(self, happened: bool, by: str) -> None:
        self.submits(c.Start(already_happened=happened, reason="it runs" if happened else ""), by)

    @rule(by=nurses)
    def interrupt(self, by: str) -> None:
        self.submits(c.Interrupt("toilet"), by)

    @rule(grade=st.sampled_from([1, 2]), by=nurses)
    def react(self, grade: int, by: str) -> None:
        self.submits(c.Reaction(Decimal(grade), ("rash",)), by)

    @precondition(lambda self: self.told().open_reactions)
    @rule(outcome=st.sampled_from(["resolved", "ongoing"]))
    def the_reaction_is_over(self, outcome: str) -> None:
        self.submits(c.ReactionOutcome(outcome))

    @rule(happened=st.booleans(), rate=st.sampled_from([None, 25, 50]), by=nurses)
    def resume(self, happened: bool, rate: int | None, by: str) -> None:
        self.submits(
            c.Resume(
                None if rate is None else Decimal(rate),
                already_happened=happened,
                reason="it runs" if happened else "",
            ),
            by,
        )

    @rule(rate=st.sampled_from([25, 50]))
    def change_the_rate(self, rate: int) -> None:
        self.submits(c.Rate(Decimal(rate)))

    @rule(volume=st.sampled_from([None, 10, 30]), running=st.booleans())
    def read_the_pump(self, volume: int | None, running: bool) -> None:
        shown = None if volume is None else Decimal(volume)
        self.submits(c.PumpCheck(shown, running=running))

    @rule()
    def hand_over(self) -> None:
        other = "ben" if self.told().responsible == "amy" else "amy"
        self.submits(c.Handover(other))

    @rule()
    def second_check(self) -> None:
        self.submits(c.SecondCheck("bedside", "ben", Decimal("1.4"), Decimal(50)))

    @rule()
    def authorise(self) -> None:
        """All that can be authorised or acknowledged at the next gate."""
        if self.told().stage not in model.OPEN:
            return
        shut = [f for f in self.service.findings(self.dose) if f.shuts]
        for severity in ("authorise", "confirm"):
            codes = tuple(f.code for f in shut if f.severity == severity)
            if codes and severity == "authorise":
                self.does(c.Authorise(codes, "Dr Adler", "consultant", "written", "weighed"))
            elif codes:
                self.does(c.Confirm(codes, "seen"))

    @rule()
    def observe(self) -> None:
        self.submits(WELL)

    @rule(early=st.booleans())
    def end(self, early: bool) -> None:
        self.submits(c.Stop("reaction", Decimal(20)) if early else c.End())

    @rule()
    def complete(self) -> None:
        self.submits(yes_to_all(self.service.protocol, "complete"))
        self.submits(c.Complete())

    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        """Another time, another value, or void; the model follows when it is taken."""
        acts = [a for a in self.acts if isinstance(a.command, ON_THE_FLOW) and not a.void]
        if not acts:
            return
        act = data.draw(st.sampled_from(acts), label="corrected")
        ways = [c.Correct(act.version, void=True, reason="not so")]
        back = timedelta(seconds=data.draw(st.sampled_from([1, 30, 200])))
        ways.append(
            c.Correct(act.version, "occurred", occurred_at=act.at - back, reason="mistyped")
        )
        if isinstance(act.command, c.Rate):
            right = c.Rate(Decimal(40))
            ways.append(c.Correct(act.version, "rate_ml_h", "40", right, reason="mistyped"))
        way = data.draw(st.sampled_from(ways), label="correction")
        if self.submits(way).accepted:
            self.acts = model.corrected(self.acts, act.version, way)

    # --- the machine and its clock --------------------------------------------------------------

    @rule(minutes=st.sampled_from([0.1, 1, 5, 20]))
    def time_goes_by(self, minutes: float) -> None:
        self.passes(minutes)

    @rule()
    def sleep(self) -> None:
        """Wall clock and counter both go on while the machine sleeps."""
        self.passes(60)

    @rule(length=st.sampled_from([*STEPS, *(-step for step in STEPS)]))
    def the_clock_is_set(self, length: timedelta) -> None:
        self.clock.step(length)

    @rule(off=st.sampled_from([1, 30]))
    def reboot(self, off: int) -> None:
        """The wall clock is all that is left of the time; it may have been set."""
        self.clock.reboot(timedelta(minutes=off))
        self.began = self.clock.read()
        self.reopened(crashed=True)

    @rule()
    def crash(self) -> None:
        self.reopened(crashed=True)

    def passes(self, minutes: float) -> None:
        """Time goes by."""
        self.clock.advance(timedelta(minutes=minutes))

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

    def told(self) -> model.Told:
        """What the model says."""
        return model.tell(self.acts)

    @invariant()
    def the_service_says_what_the_model_says(self) -> None:
        if self.acts:
            agree(self.service, self.dose, self.acts)
