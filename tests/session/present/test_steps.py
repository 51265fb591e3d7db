from __future__ import annotations

from datetime import timedelta

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.state import Stage
from inoadmin.session.present.findings import STEPS, TITLES
from inoadmin.session.present.steps import next_step, open_steps, steps
from tests.wards import Visit, Ward, ward

MINUTE = timedelta(minutes=1)
WALK = "01-clean.toml"
MARKS = {"done": "✓", "current": "●", "open": "○", "later": "·"}


def picture(here: Ward, shown: str) -> str:
    rows = steps(here.service, here.administration(), shown)
    return "".join(MARKS[row.state] for row in rows)


@pytest.mark.parametrize(
    ("at", "shown", "drawn", "coming"),
    [
        (0, "checks", "●○○○○···", "checks"),
        (1, "bag", "✓✓●○○···", "bag"),
        (3, "premedication", "✓✓✓●○···", "premedication"),
        (25, "start", "✓✓✓✓●···", "start"),
        (70, "infusion", "✓✓✓✓✓●··", "infusion"),
        (130, "observation", "✓✓✓✓✓✓●○", "observation"),
        (200, "signoff", "✓✓✓✓✓✓✓●", "signoff"),
    ],
)
def test_the_steps_as_the_dose_goes_on(at: int, shown: str, drawn: str, coming: str) -> None:
    here = ward(Visit(WALK), at=at * MINUTE)
    assert picture(here, shown) == drawn
    assert next_step(here.service, here.administration()) == coming


def test_a_done_step_that_is_shown_keeps_its_tick() -> None:
    here = ward(Visit(WALK), at=3 * MINUTE)
    row = steps(here.service, here.administration(), "checks")[0]
    assert (row.label, row.spoken) == ("✓ Checks", "Checks: done, shown now")


def test_a_step_can_be_seen_before_its_time() -> None:
    here = ward(Visit(WALK), at=timedelta(0))
    row = steps(here.service, here.administration(), "checks")[-1]
    assert (row.label, row.spoken) == ("Sign off", "Sign off: comes later")


def test_once_observed_long_enough_the_sign_off_comes_next() -> None:
    here = ward(Visit(WALK, until=timedelta(hours=3)), at=timedelta(hours=3, minutes=6))
    assert next_step(here.service, here.administration()) == "signoff"


def test_a_cancelled_dose_has_no_steps_left() -> None:
    here = ward(Visit(WALK), at=timedelta(0))
    here.service.submit(
        c.Cancel("opened too early"),
        actor="amy",
        patient=here.patients[0],
        administration=here.administration(),
    )
    assert picture(here, "checks") == "●·······"


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_opens_only_steps_that_exist(stage: Stage) -> None:
    assert set(open_steps(stage)) <= set(STEPS) == set(TITLES)
