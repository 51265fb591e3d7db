"""The state machine of `machine`, as many examples as the profile asks for, and what it can see."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import Phase, settings

from inoadmin.session.steady import SteadyClock
from inoadmin.session.timekeeping import Timekeeper
from tests.reliability import model, sections
from tests.reliability.machine import MUST_REACH, Dose, counting, never_reached
from tests.reliability.sections import Scale, machine

TestDose = Dose.TestCase
TestDose.settings = settings(max_examples=settings().max_examples // 4, stateful_step_count=40)

WALKS = settings(
    max_examples=100,
    stateful_step_count=40,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
)


def test_walks_reach_all_that_they_are_for() -> None:
    reached: Counter[tuple[str, str]] = Counter()
    assert sections.disagreement(counting(reached), WALKS) == ()
    kinds = {what for what, _ in reached}
    assert sorted({*MUST_REACH} - kinds) == []


def test_what_was_never_reached_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    all_of_it = Counter((what, stage) for what, stages in MUST_REACH.items() for stage in stages)
    assert never_reached(all_of_it) == []
    del all_of_it["Correct", "infusing"]
    assert never_reached(all_of_it) == ["Correct while infusing"]
    monkeypatch.setattr(sections, "REACHES_ALL", 1)
    (line,) = machine(Scale(0, 0, 0, 0, 0, examples=1, inputs=0))
    assert len(line.wrong) > 10
    assert all(what.startswith("never reached: ") for what in line.wrong)


@pytest.mark.parametrize("where", ["volumes", "steps", "restarts", "time"])
def test_a_service_that_errs_is_found(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    match where:
        case "volumes":
            monkeypatch.setattr(model, "RATE_ML_H", 50.1)
        case "steps":
            monkeypatch.setattr(Timekeeper, "_note_step", lambda _keeper: None)
        case "restarts":
            monkeypatch.setattr(Timekeeper, "_note_restart", lambda _keeper: None)
        case _:
            real = SteadyClock.drift
            monkeypatch.setattr(
                SteadyClock, "drift", lambda clock: real(clock) + timedelta(seconds=5)
            )
    assert len(sections.disagreement(Dose, WALKS)) == 1
