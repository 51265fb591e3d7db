"""Any sequence of commands, by anyone, at any time: what must hold after each of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from inoadmin.domain import commands as c
from inoadmin.session.ports import EventLog
from tests.fakes import FakeLog
from tests.session.bench import BAG, PREMEDS, SAM, WELL, Bench, bloods, order, yes_to_all
from tests.session.drawing import any_act, corrections
from tests.session.walking import (
    AHEAD,
    FAR,
    deviations_are_told,
    findings_are_sound,
    hours_follow,
    refusal_left_no_trace,
    replay_equals_live,
    rows_match,
    starts_are_earned,
    timers_are_linear,
    volumes_are_sound,
    what_shuts,
)

people = st.sampled_from(["amy"] * 9 + ["ben", "ben", "pia", "dov", "max", "old", "nobody"])
times = st.sampled_from([None, None, None, 0, -1, -3, -7, -65, 0.5, 30])
GOING_ON = {
    "preparing": [c.Start(), c.Start(already_happened=True, reason="the pump was running")],
    "infusing": [c.Interrupt("toilet"), c.End(), c.Reaction(), WELL],
    "interrupted": [c.Resume(), c.Resume(already_happened=True, reason="it runs"), BAG],
    "observing": [c.Complete(), WELL, c.Left("other", "Dr Adler")],
}


class Sequences(RuleBasedStateMachine):
    """One workstation, two patients."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = Bench(log=self.make_log())
        self.patients: list[str] = []
        self.doses: dict[str, str] = {}

    def make_log(self) -> EventLog:
        return FakeLog()

    def teardown(self) -> None:
        """At the end: another service on the same log says the same, at any moment."""
        for dose in self.doses.values():
            replay_equals_live(self.bench, dose, self.moments())
            for moment in self.moments():
                findings_are_sound(self.bench, dose, moment)
        self.bench.log.close()

    @initialize(ready=st.sampled_from([0, 0, 1, 2, 3]))
    def staffed(self, ready: int) -> None:
        bench = self.bench.staffed()
        self.patients = [bench.patient, bench.service.register_patient(SAM)]
        match ready:
            case 0:
                bench.act(order())
            case 1:
                bench.prepare()
            case 2:
                bench.infuse()
            case _:
                bench.observe()
        self.doses[bench.patient] = bench.dose

    @rule(minutes=st.sampled_from([0.2, 1, 5, 10, 20, 30, 60, 600, 12000]))
    def time_goes_by(self, minutes: float) -> None:
        self.bench.wait(minutes)

    @rule(minutes=st.sampled_from([1, 70]))
    def the_clock_is_set_back(self, minutes: float) -> None:
        self.bench.clock.step(-timedelta(minutes=minutes))

    @rule()
    def the_other_patient(self) -> None:
        self.patients.reverse()
        self.bench.patient = self.patients[0]
        self.bench.dose = self.doses.get(self.patients[0], "")

    @rule(command=any_act, by=people, back=times)
    def anything(self, command: c.Act, by: str, back: float | None) -> None:
        at = None if back is None else self.bench.now + timedelta(minutes=back)
        self.submit(command, by, at)

    @precondition(lambda self: self.bench.dose)
    @rule(data=st.data(), by=people)
    def what_comes_next(self, data: st.DataObject, by: str) -> None:
        likely = GOING_ON.get(self.bench.stage)
        if likely:
            self.submit(data.draw(st.sampled_from(likely)), by, None)

    @precondition(lambda self: self.bench.dose and self.bench.stage == "preparing")
    @rule(but=st.integers(0, 12))
    def all_that_a_start_needs(self, but: int) -> None:
        """Everything but one thing, or everything."""
        now = self.bench.now
        acts: list[tuple[c.Act, datetime | None]] = [
            (yes_to_all(self.bench.protocol, "start"), None),
            (c.Allergies(()), None),
            *((panel, None) for panel in bloods(now - timedelta(hours=5))),
            (BAG, None),
            (c.BagOut(), now - timedelta(minutes=55)),
            *((premed, now - timedelta(minutes=40)) for premed in PREMEDS),
            (WELL, None),
            (c.SecondCheck("bedside", "ben"), None),
        ]
        for act, at in acts[:but] + acts[but + 1 :]:
            self.submit(act, "amy", at)

    @precondition(lambda self: self.bench.dose)
    @rule(data=st.data(), by=people)
    def covers(self, data: st.DataObject, by: str) -> None:
        """An authorisation of all that can be authorised, and an acknowledgement of the rest."""
        shut = [f for f in self.bench.service.findings(self.bench.dose) if f.shuts]
        for severity in ("authorise", "confirm"):
            codes = tuple(f.code for f in shut if f.severity == severity)
            if codes and severity == "authorise":
                self.submit(
                    c.Authorise(codes, "Dr Adler", "consultant", "written", "weighed"), by, None
                )
            elif codes:
                self.submit(c.Confirm(codes, "seen"), by, None)

    @precondition(lambda self: self.bench.dose)
    @rule(data=st.data(), by=people)
    def a_correction(self, data: st.DataObject, by: str) -> None:
        entries = [e for e in self.bench.state.entries if not e.void]
        if entries:
            entry = data.draw(st.sampled_from(entries), label="corrected")
            drawn = corrections(entry.version, entry.command, self.bench.now)
            self.submit(data.draw(drawn), by, None)

    @rule()
    def a_restart(self) -> None:
        """Whatever was going on, another service on the same log goes on with it."""
        if self.bench.dose:
            replay_equals_live(self.bench, self.bench.dose, [self.bench.now])
        self.bench.service = self.bench.another()

    def submit(self, command: c.Command, by: str, at: datetime | None) -> None:
        bench = self.bench
        own = isinstance(command, c.PatientCommand | c.Open)
        if not own and not bench.dose:
            return
        before, shut = self.known(own), what_shuts(bench, command, at)
        outcome = bench.act(command, by, at)
        if not outcome.accepted:
            refusal_left_no_trace(before, self.known(own), outcome)
            assert not outcome.events or own or set(outcome.codes) == shut
            return
        assert not shut or getattr(command, "already_happened", False)
        (event,) = outcome.events
        assert event.recorded_at == bench.now
        if isinstance(command, c.Open):
            self.doses[bench.patient] = bench.dose

    def moments(self) -> list[datetime]:
        """Now, and moments near and very far on both sides."""
        return [self.bench.now + length for length in (*FAR, timedelta(), *AHEAD)]

    def known(self, own: bool) -> object:
        """What an act of this kind could change."""
        if own:
            return self.bench.service.administrations_of(self.bench.patient)
        return self.bench.state

    @invariant()
    def holds(self) -> None:
        bench = self.bench
        if not bench.dose:
            return
        state = bench.state
        findings_are_sound(bench, bench.dose, bench.now)
        volumes_are_sound(bench, state, self.moments())
        timers_are_linear(bench, bench.dose, max(bench.now, state.recorded_until))
        hours_follow(bench, state)
        starts_are_earned(bench.service.events(bench.dose))
        deviations_are_told(bench, state)
        rows_match(bench)


TestSequences = Sequences.TestCase
TestSequences.settings = settings(
    max_examples=settings().max_examples * 6 // 10, stateful_step_count=40
)
