from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from inoadmin.scenario.expecting import After, Judgement, judge
from inoadmin.scenario.model import Expectations

DUE = datetime(2026, 3, 2, 10, 16, tzinfo=UTC)
TIMERS = {
    "infusion": {"state": "running", "due_at": DUE, "remaining_s": 2700, "started_at": None},
    "premed": {"state": "idle", "remaining_s": None},
}
ACCEPTED = After(stage="infusing", findings=("a", "b"), timers=TIMERS)
REFUSED = After(codes=("x", "y"), stage="preparing")


@pytest.mark.parametrize(
    ("expects", "after"),
    [
        (Expectations("accepted"), ACCEPTED),
        (Expectations(("y", "x")), REFUSED),
        (Expectations(includes=("y",)), REFUSED),
        (Expectations(includes=()), REFUSED),
        (Expectations(stage="infusing"), ACCEPTED),
        (Expectations(findings=("b", "a")), ACCEPTED),
        (Expectations(findings=()), After()),
        (Expectations(findings_include=("b",)), ACCEPTED),
        (Expectations(timers={"infusion": {"state": "running"}}), ACCEPTED),
        (Expectations(timers={"infusion": {"remaining_s": Decimal("2700.0")}}), ACCEPTED),
        (
            Expectations(
                timers={"infusion": {"due_at": DUE.astimezone(timezone(timedelta(hours=1)))}}
            ),
            ACCEPTED,
        ),
        (Expectations(timers={}), ACCEPTED),
    ],
)
def test_met(expects, after):
    assert judge(expects, after) == Judgement(met=1)


@pytest.mark.parametrize(
    ("expects", "after", "sentence"),
    [
        (Expectations("accepted"), REFUSED, "Expected accepted, was refused with x, y."),
        (Expectations(("x",)), ACCEPTED, "Expected a refusal with x, was accepted."),
        (Expectations(("x",)), REFUSED, "Expected a refusal with x, was refused with x, y."),
        (Expectations(()), REFUSED, "Expected a refusal with nothing, was refused with x, y."),
        (
            Expectations(("x", "y", "z")),
            REFUSED,
            "Expected a refusal with x, y, z, was refused with x, y.",
        ),
        (
            Expectations(includes=("x",)),
            ACCEPTED,
            "Expected a refusal that includes x, was accepted.",
        ),
        (
            Expectations(includes=("x", "z")),
            REFUSED,
            "Expected a refusal that includes x, z, was refused with x, y.",
        ),
        (Expectations(), REFUSED, "It was refused, with x, y."),
        (Expectations(stage="ended"), ACCEPTED, "Expected stage ended, is infusing."),
        (Expectations(stage="ended"), After(), "Expected stage ended, is none."),
        (Expectations(findings=("a",)), ACCEPTED, "Expected findings a, there stand a, b."),
        (
            Expectations(findings_include=("a", "c")),
            ACCEPTED,
            "Expected findings that include a, c, there stand a, b.",
        ),
        (
            Expectations(timers={"infusion": {"state": "paused", "remaining_s": Decimal(2699)}}),
            ACCEPTED,
            "Expected timer infusion state paused, is running; infusion remaining_s 2699, is 2700.",
        ),
        (
            Expectations(timers={"infusion": {"due_at": DUE + timedelta(seconds=1)}}),
            ACCEPTED,
            "Expected timer infusion due_at 2026-03-02T10:16:01Z, is 2026-03-02T10:16:00Z.",
        ),
        (
            Expectations(timers={"premed": {"remaining_s": Decimal(0)}}),
            ACCEPTED,
            "Expected timer premed remaining_s 0, is none.",
        ),
        (
            Expectations(timers={"vitals": {"state": "idle"}}),
            After(),
            "Expected timer vitals state idle, is none.",
        ),
    ],
)
def test_missed(expects, after, sentence):
    assert judge(expects, after) == Judgement(missed=(sentence,))


def test_a_step_that_expects_nothing_and_is_accepted_counts_for_nothing():
    assert judge(Expectations(), ACCEPTED) == Judgement()


def test_a_refusal_that_only_the_stage_expected_is_missed_as_well():
    judged = judge(Expectations(stage="preparing"), REFUSED)
    assert judged == Judgement(1, ("It was refused, with x, y.",))


def test_every_kind_of_expectation_counts_once():
    expects = Expectations("accepted", ("x",), "infusing", ("a", "b"), ("c",), {"premed": {}})
    judged = judge(expects, ACCEPTED)
    assert (judged.met, len(judged.missed)) == (4, 2)
