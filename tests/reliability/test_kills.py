"""The real application killed at random moments, at the size of a test."""

from __future__ import annotations

from random import Random

from tests.reliability.kills import killed_often

KILLS = 6


def test_every_acknowledged_event_survives_the_kill_of_the_application() -> None:
    result = killed_often(KILLS, Random(3))
    assert result.early < KILLS
    assert result.acknowledged >= KILLS - result.early
    assert (result.lost, result.damaged) == (0, ())
