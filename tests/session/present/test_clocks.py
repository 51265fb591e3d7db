from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from inoadmin.session.present.clocks import clocks
from tests.wards import Visit, Ward, ward

MINUTE = timedelta(minutes=1)
WALK = "04-interruption-and-restart.toml"


def faces(here: Ward) -> list[str]:
    shown = clocks(here.service, here.administration(), here.service.now())
    main = [f"{shown.main.tone}: {shown.main.spoken}"] if shown.main else ["-"]
    return main + [clock.spoken for clock in shown.others]


def test_nothing_counts_before_anything_was_recorded() -> None:
    assert faces(ward(Visit(WALK), at=timedelta(0))) == ["-"]


@pytest.mark.parametrize(
    ("at", "main"),
    [
        (3, "accent: Equilibration, 59:00, out since 08:02, at room temperature at 09:02"),
        (42, "accent: Start window, 12:00, opens in 12min, at 08:54; closes at 09:20"),
        (54, "accent: Start window is open, 26:00, closes in 26min, at 09:20"),
        (76, "warn: Start window is open, 04:00, closes in 4min, at 09:20"),
        (83, "alarm: Start window closed, -03:00, closed at 09:20, overdue 3min"),
    ],
)
def test_before_the_start_the_window_matters_once_it_counts(at: int, main: str) -> None:
    here = ward(Visit(WALK, until=52 * MINUTE), at=at * MINUTE)
    assert faces(here)[0] == main


def test_while_infusing_all_clocks_stand_in_their_order() -> None:
    here = ward(Visit(WALK), at=95 * MINUTE)
    assert faces(here) == [
        "accent: Infusion, 41:00, due to end at 10:16, 10min interrupted, "
        "15.8 mL of 50 mL given, estimated, pump not connected",
        "Observation, 10:16 to 11:16, expected",
        "Observations, overdue 14min, due at 09:21",
        "NEWS2, 0, low, at 08:50",
        "Bag good until, 18:00, 8hr 25min left",
    ]


def test_interrupted_the_time_left_stands_still() -> None:
    here = ward(Visit(WALK, until=81 * MINUTE), at=85 * MINUTE)
    first = faces(here)[0]
    here.go(5 * MINUTE)
    assert first.startswith("warn: Infusion interrupted, 45:00, left when it goes on")
    assert faces(here)[0].startswith("warn: Infusion interrupted, 45:00")


def test_an_infusion_past_its_end_is_overdue() -> None:
    here = ward(Visit(WALK), at=140 * MINUTE)
    assert faces(here)[0].startswith(
        "warn: Infusion due, -04:00, due to end at 10:16, overdue 4min, 10min interrupted"
    )


def test_the_observation_counts_down_and_then_is_over() -> None:
    here = ward(Visit("01-clean.toml", until=156 * MINUTE), at=130 * MINUTE)
    assert faces(here)[0] == "accent: Observation, 56:00, until 11:06, 56min left"
    here.go(60 * MINUTE)
    assert faces(here)[0] == "good: Observation time over, done, was due until 11:06, 4min ago"


def test_who_left_is_observed_no_longer() -> None:
    here = ward(Visit("01-clean.toml", until=156 * MINUTE), at=130 * MINUTE)
    here.service.submit(
        c.Left("against advice", "Dr Adler"),
        actor="amy",
        patient=here.patients[0],
        administration=here.administration(),
    )
    assert faces(here)[0] == "calm: Observation, over, no longer asked for"


def test_an_ended_dose_keeps_its_last_news2() -> None:
    assert faces(ward(Visit("01-clean.toml"), at=timedelta(hours=5))) == [
        "-",
        "NEWS2, 0, low, at 10:36",
    ]


def test_a_high_news2_has_the_tone_of_an_alarm() -> None:
    here = ward(Visit(WALK), at=95 * MINUTE)
    command = c.Vitals(elsewhere=True, total=Decimal(8))
    here.service.submit(
        command, actor="amy", patient=here.patients[0], administration=here.administration()
    )
    shown = clocks(here.service, here.administration(), here.service.now())
    assert [(k.figure, k.tone) for k in shown.others if k.name == "news2"] == [("8, high", "alarm")]
