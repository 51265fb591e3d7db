"""Any sequence of a dose's acts, crashes and tricks of the clock, held against `model`.

The real service on the real log, a clock moved by hand. After each step the service must say what
the model says; after each crash the database is taken as it lies on disk and must say the same.
`counting` tells what the walks have reached, and `MUST_REACH` what they have to.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from inoadmin.domain import commands as c
from inoadmin.session.outcome import Outcome
from tests.reliability import model
from tests.reliability.driving import PIN, SIGN, signed
from tests.reliability.workstation import Workstation
from tests.session.bench import BAG, JEAN, PREMEDS, STAFF, WELL, bloods, order, yes_to_all

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
CHECKED = c.SecondCheck("bedside", "ben", Decimal("1.4"), Decimal(50))
STARTED = c.Start(already_happened=True, reason="it runs")
RESUMED = c.Resume(already_happened=True, reason="it runs")
GOING_ON: dict[str, list[c.Act]] = {
    "preparing": [CHECKED, STARTED],
    "infusing": [c.Interrupt("toilet"), c.Rate(Decimal(25)), c.PumpCheck(Decimal(20)), c.End()],
    "interrupted": [RESUMED, c.PumpCheck(Decimal(20), running=False)],
    "observing": [WELL, c.Complete()],
}
nurses = st.sampled_from(["amy", "ben"])

#: The least that walks have to have reached, in which stages.
MUST_REACH: dict[str, tuple[str, ...]] = {
    "Start": ("preparing",),
    "Interrupt": ("infusing",),
    "Rate": ("infusing",),
    "PumpCheck": ("infusing", "interrupted"),
    "Reaction": ("infusing", "interrupted", "observing"),
    "ReactionOutcome": ("interrupted",),
    "Resume": ("interrupted",),
    "Handover": model.OPEN,
    "SecondCheck": model.OPEN,
    "Authorise": ("preparing", "interrupted", "observing"),
    "Correct": ("infusing", "interrupted", "observing", "completed"),
    "Vitals": model.OPEN,
    "End": ("infusing",),
    "Stop": ("infusing", "interrupted"),
    "Complete": ("observing",),
    "crash": (*model.OPEN, "completed"),
    "reboot": (*model.OPEN, "completed"),
    "sleep": (*model.OPEN, "completed"),
    "clock step": (*model.OPEN, "completed"),
    "clock followed": model.OPEN,
}


class Dose(Workstation):
    """One dose, from the opening on, at one workstation."""

    @initialize(
        kept_waiting=st.sampled_from([0, 20, 40]),
        turns=st.sampled_from(
            ["", "", "started", "started", "interrupted", "due", "ended", "over"]
        ),
    )
    def prepared(self, kept_waiting: int, turns: str) -> None:
        """All that a start needs, and a wait in which its window may pass; then on to a stage."""
        service = self.service
        for member, details in STAFF.items():
            service.register_staff(details, member)
        for member in SIGN:
            service.accounts.set_pin(member, PIN, "max")
        self.patient = service.register_patient(JEAN, ())
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
        if turns:
            self.does(CHECKED)
            self.does(STARTED)
            self.passes(60 if turns == "due" else 10)
        if turns == "interrupted":
            self.does(c.Interrupt("line occluded"))
        if turns in {"ended", "over"}:
            self.does(c.Stop("the patient wishes it", Decimal(9)))
        if turns == "over":
            for _ in range(2):
                self.passes(30)
                self.does(WELL)

    # --- acts -----------------------------------------------------------------------------------

    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """What a nurse would do next."""
        going_on = GOING_ON.get(self.told().stage)
        if going_on:
            self.submits(data.draw(st.sampled_from(going_on), label="next"))

    def does(self, command: c.Act, by: str = "amy") -> None:
        """An act that is taken."""
        assert self.submits(command, by).accepted, command

    def submits(self, command: c.Command, by: str = "amy") -> Outcome:
        """Asks the service, and the model for what must come of it."""
        self.watched()
        moment, stage = self.moment(), self.told().stage if self.acts else ""
        outcome = self.signed(command, by)
        if outcome.accepted:
            self.note(type(command).__name__, stage)
        if outcome.accepted and not isinstance(command, c.Correct):
            (event,) = outcome.events
            assert event.occurred_at == moment
            self.dose = outcome.administration or self.dose
            self.acts.append(model.Act(event.version, command, event.occurred_at, by))
        if stage:
            self.expected(command, outcome, stage)
        return outcome

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
        self.submits(CHECKED)

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


def counting(reached: Counter[tuple[str, str]]) -> type[Dose]:
    """The machine that counts what was taken or happened, and in which stage."""

    class Counting(Dose):
        def note(self, what: str, stage: str) -> None:
            reached[what, stage] += 1

    return Counting


def never_reached(reached: Counter[tuple[str, str]]) -> list[str]:
    """What the walks should have reached and have not."""
    wanted = [(what, stage) for what, stages in MUST_REACH.items() for stage in stages]
    return [f"{what} while {stage}" for what, stage in wanted if not reached[what, stage]]
