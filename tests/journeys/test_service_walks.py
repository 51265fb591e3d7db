"""Whole walks over the real log, a step at a time: stage, findings, clocks and deviations."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.flow import given_mg, run
from inoadmin.session.ports import EventLog
from inoadmin.store.opening import open_log
from tests.fakes import FakeIds, HandClock
from tests.session.bench import (
    BAG,
    LONDON,
    PREMEDS,
    STARTS,
    WELL,
    Bench,
    bloods,
    order,
    yes_to_all,
)


class Walk:
    """A bench on a database, opened again before every look, as after a power cut."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = HandClock(STARTS)
        self.bench = Bench(log=self.open(), clock=self.clock).staffed()

    def open(self) -> EventLog:
        ids = FakeIds("database")
        return open_log(self.path, "scenario", LONDON, clock=self.clock, ids=ids)

    def restart(self) -> None:
        self.bench.log.close()
        self.bench.log = self.open()
        self.bench.service = self.bench.another()

    def stands(
        self,
        stage: str,
        findings: str = "",
        *deviations: tuple[str, str],
        **timers: tuple[str, float | None],
    ) -> None:
        """What a front end is told now; of the clocks the named ones, in minutes."""
        self.restart()
        bench = self.bench
        assert bench.stage == stage
        assert bench.codes == set(findings.split())
        assert bench.deviations == list(deviations)
        for name, (state, left) in timers.items():
            seconds = None if left is None else round(left * 60)
            assert (name, *bench.clock_reads(name)) == (name, state, seconds)

    def given(self) -> tuple[Decimal, Decimal]:
        """mL and mg given by now."""
        now = run(self.bench.protocol, self.bench.state, self.bench.now)
        assert now is not None
        dose = self.bench.state.order.prescribed_mg
        assert dose is not None
        return round(now.given_ml, 2), round(given_mg(now, dose), 3)


@pytest.fixture
def walk(tmp_path: Path) -> Generator[Walk]:
    made = Walk(tmp_path / "log.db")
    yield made
    made.bench.log.close()


def test_a_clean_dose(walk: Walk) -> None:
    bench, note = walk.bench, "first-dose-outpatient"
    bench.do(order())
    assert {"bag-not-recorded", "fbc-missing", "premed-missing", "consent-missing"} <= bench.codes
    bench.do(yes_to_all(bench.protocol, "start"), c.Blasts(Decimal(2)))
    bench.do(*bloods(bench.now - timedelta(hours=6)))
    left = "bag-not-recorded premed-missing bedside-check-missing baseline-observations-missing"
    walk.stands("preparing", f"{left} {note}", premed=("idle", None), bag_life=("idle", None))
    bench.do(BAG)
    left = left.replace("bag-not-recorded", "second-check-missing equilibration-not-started")
    walk.stands("preparing", f"{left} {note}", bag_life=("running", 450))
    bench.do(c.BagOut())
    left = left.replace("equilibration-not-started", "equilibration-short")
    walk.stands("preparing", f"{left} {note}", equilibration=("running", 60))
    bench.wait(45)
    bench.do(*PREMEDS)
    left = left.replace("premed-missing", "premed-too-recent premed-pending")
    walk.stands("preparing", f"{left} {note}", premed=("running", 30))
    bench.wait(30)
    bench.do(WELL)
    walk.stands(
        "preparing",
        f"second-check-missing bedside-check-missing {note}",
        premed=("open", 30),
        equilibration=("done", None),
        infusion=("idle", None),
        vitals=("idle", None),
    )
    bench.do(c.SecondCheck("bedside", "ben", Decimal("1.4"), Decimal(50)))
    walk.stands("preparing", note)
    bench.do(c.Start())
    walk.stands(
        "infusing",
        "infusion-short",
        premed=("done", None),
        infusion=("running", 60),
        vitals=("running", 15),
        observation=("idle", None),
    )
    bench.wait(15)
    bench.do(WELL)
    walk.stands("infusing", "infusion-short", vitals=("running", 15), infusion=("running", 45))
    assert walk.given() == (Decimal("12.5"), Decimal("0.35"))
    bench.wait(45)
    walk.stands("infusing", "", infusion=("due", 0), vitals=("overdue", -30))
    bench.do(c.End())
    left = (
        "observation-short observations-missing tls-monitoring-unplanned "
        "post-dose-lft-unplanned site-unchecked advice-not-given"
    )
    walk.stands(
        "observing",
        left,
        infusion=("done", None),
        observation=("running", 60),
        vitals=("running", 30),
        bag_life=("done", None),
    )
    assert walk.given() == (Decimal(50), Decimal("1.4"))
    bench.wait(30)
    bench.do(WELL, yes_to_all(bench.protocol, "complete"))
    walk.stands("observing", "observation-short", observation=("running", 30))
    assert bench.refused(c.Complete()) == ("observation-short",)
    bench.wait(30)
    walk.stands("observing", "", observation=("due", 0), vitals=("running", 0))
    bench.do(c.Complete("ben"))
    walk.stands("completed", "", observation=("done", None), vitals=("idle", None))


def test_interrupted_and_restarted_half_way(walk: Walk) -> None:
    bench = walk.bench.infuse()
    bench.wait(20)
    bench.do(c.Interrupt("line blocked"))
    walk.stands("interrupted", "", infusion=("paused", 40), vitals=("overdue", -5))
    bench.wait(10)
    walk.stands("interrupted", "", infusion=("paused", 40), bag_life=("running", 330))
    bench.do(c.Resume())
    walk.stands("infusing", "infusion-short", infusion=("running", 40))
    assert bench.refused(c.Rate(Decimal(53))) == ("rate-high",)
    bench.do(c.Rate(Decimal(25)))
    walk.stands("infusing", "infusion-short", infusion=("running", 80))
    bench.wait(40)
    bench.do(c.PumpCheck(Decimal(40)))
    walk.stands("infusing", "infusion-short", infusion=("running", 24))
    bench.do(c.PumpCheck(running=False), at=bench.now)
    walk.stands("interrupted", "", infusion=("paused", 24))
    bench.do(c.Resume(Decimal(50)))
    bench.wait(12)
    walk.stands("infusing", "infusion-long", infusion=("due", 0))
    bench.do(c.End())
    now = run(bench.protocol, bench.state, bench.now)
    assert now is not None
    assert now.interrupted(bench.now) == timedelta(minutes=10)
    assert walk.given() == (Decimal(50), Decimal("1.4"))


def test_a_reaction_of_grade_3(walk: Walk) -> None:
    bench = walk.bench.infuse()
    bench.wait(10)
    bench.do(c.Reaction(symptoms=("hypotension",)))
    left = "reaction-ungraded reaction-unresolved restart-undecided"
    walk.stands("interrupted", left, infusion=("paused", 50), vitals=("running", 0))
    bench.do(c.ReactionUpdate(Decimal(3), treatment=("hydrocortisone 100 mg IV",)))
    left = "reaction-severe reaction-unresolved restart-undecided permanently-discontinued"
    walk.stands("interrupted", left)
    assert bench.refused(c.ReactionUpdate(Decimal(2))) == ("out-of-sequence",)
    bench.wait(5)
    bench.do(WELL, c.ReactionOutcome("improved"))
    walk.stands("interrupted", left.replace("reaction-unresolved ", ""), vitals=("running", 15))
    assert "reaction-severe" in bench.refused(c.Resume())
    cover = c.Authorise(("reaction-severe",), "Dr Adler", "consultant", "written", "weighed")
    assert bench.refused(cover) == ("not-permitted",)
    bench.do(c.Stop("reaction of grade 3"))
    assert walk.given() == (Decimal("8.33"), Decimal("0.233"))
    bench.do(yes_to_all(bench.protocol, "complete"))
    walk.stands("observing", "observation-short", observation=("running", 60))
    bench.wait(60)
    walk.stands("observing", "", observation=("due", 0), vitals=("overdue", -30))
    bench.do(WELL, c.Complete())
    walk.stands("completed")
    assert bench.refused(order(day=Decimal(8))) == (
        "dose-interval-short",
        "permanently-discontinued",
    )


def test_a_mistyped_weight_found_after_the_start(walk: Walk) -> None:
    """Typed 56 for 65 kg: the dose was that of 56 kg, and is wrong for 65."""
    bench = walk.bench.infuse(weight_kg=Decimal(56), prescribed_mg=Decimal("1.3"))
    walk.stands("infusing", "infusion-short")
    bench.wait(5)
    right = replace(bench.state.order, weight_kg=Decimal(65))
    bench.do(c.Correct(1, "weight_kg", "65", right, reason="digits swapped"))
    corrected = ("corrected", "corrected")
    walk.stands("infusing", "infusion-short dose-wrong-after-start", corrected)
    bench.do(c.Interrupt("dose in question"))
    walk.stands("interrupted", "dose-wrong-after-start", corrected, infusion=("paused", 55))
    bench.do(c.Resume())
    bench.wait(55)
    bench.do(c.End())
    bench.do(WELL, yes_to_all(bench.protocol, "complete"))
    bench.wait(60)
    walk.stands("observing", "dose-wrong-after-start", corrected)
    bench.do(WELL, c.Complete())
    assert bench.state.record_version == 1
    again = replace(right, height_cm=Decimal(171))
    bench.do(c.Correct(1, "height_cm", "171", again, reason="measured again"))
    walk.stands("completed", "", corrected, corrected)
    assert bench.state.record_version == 2


def test_a_replacement_bag_in_an_interruption(walk: Walk) -> None:
    bench = walk.bench.infuse()
    bench.wait(30)
    bench.do(c.Interrupt("bag leaks"))
    second = replace(BAG, batch="B2", dose_mg=Decimal("0.7"), volume_ml=Decimal(30))
    bench.do(second)
    walk.stands(
        "interrupted",
        "second-check-missing equilibration-not-started bedside-check-missing",
        infusion=("paused", 36),
        equilibration=("idle", None),
    )
    bench.do(c.BagOut())
    walk.stands(
        "interrupted",
        "second-check-missing equilibration-short bedside-check-missing",
        equilibration=("running", 60),
    )
    bench.wait(50)
    bench.do(c.SecondCheck("bedside", "pia", Decimal("0.7"), Decimal(50)))
    walk.stands("interrupted", equilibration=("running", 10))
    bench.do(c.Resume())
    walk.stands("infusing", "infusion-short infusion-long", infusion=("running", 36))
    assert walk.given() == (Decimal(25), Decimal("0.7"))
    bench.wait(18)
    assert walk.given() == (Decimal(40), Decimal("1.05"))
    bench.wait(18)
    bench.do(c.End())
    assert walk.given() == (Decimal(55), Decimal("1.4"))
    assert bench.log.administrations()[0].batches == ("B1", "B2")


def test_left_early(walk: Walk) -> None:
    bench = walk.bench.observe()
    bench.wait(20)
    bench.do(c.Left("against advice", "Dr Adler", "own transport"))
    left = ("left", "left")
    findings = "tls-monitoring-unplanned post-dose-lft-unplanned"
    walk.stands("observing", findings, left, observation=("done", None), vitals=("idle", None))
    bench.do(c.Confirm(tuple(findings.split()), "left before it could be arranged"))
    walk.stands("observing", "", left)
    bench.do(c.Complete())
    used = [("acknowledged", code) for code in findings.split()]
    walk.stands("completed", "", *used, left)
    assert bench.refused(c.Left("other", "Dr Adler")) == ("out-of-sequence",)


def test_opened_for_the_wrong_patient(walk: Walk) -> None:
    bench = walk.bench.prepare()
    bench.do(c.Correct(1, void=True, reason="another patient's"))
    walk.stands("voided", "", ("corrected", "corrected"))
    bench.do(c.Addendum("recorded under the right name since"))
    assert bench.refused(c.BagOut()) == ("out-of-sequence",)
    assert bench.refused(c.Correct(1, void=True, reason="again")) == ("out-of-sequence",)
    bench.do(order())
    assert bench.stage == "preparing"


def test_a_start_that_had_already_happened(walk: Walk) -> None:
    bench = walk.bench
    bench.do(order())
    bench.wait(30)
    asked = bench.refused(c.Start())
    begun = c.Start(already_happened=True, reason="the workstation was off")
    version = bench.do(begun, at=bench.now - timedelta(minutes=20)).events[0].version
    unresolved = [("unresolved", code) for code in asked]
    late = [("late-entry", "late-entry")]
    walk.stands("infusing", "infusion-short", *unresolved, *late, infusion=("running", 40))
    assert bench.state.start is not None
    assert bench.state.start.version == version
    bench.do(BAG)
    assert bench.refused(BAG) == ("out-of-sequence",)
    bench.do(
        c.Correct(
            version,
            "occurred",
            "08:20",
            occurred_at=bench.now - timedelta(minutes=10),
            reason="pump's log",
        )
    )
    walk.stands(
        "infusing",
        "infusion-short",
        *unresolved,
        *late,
        ("corrected", "corrected"),
        infusion=("running", 50),
    )
