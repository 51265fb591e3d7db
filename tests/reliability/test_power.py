"""Power cuts at the size of a test; the same harness must see what is lost without syncs."""

from __future__ import annotations

from random import Random

import pytest

from tests.reliability.power import Recording, cut, recorded
from tests.reliability.station import Orders
from tests.reliability.tracing import CannotTraceError

ACTS, CUTS = 120, 60


@pytest.fixture(scope="module")
def as_used() -> Recording:
    """What the real process does, with the settings that it has."""
    return recorded(Orders(acts=ACTS, openings=2))


def test_no_acknowledged_event_is_lost_to_a_power_cut(as_used: Recording) -> None:
    result = cut(as_used, CUTS, Random(1))
    assert result.acknowledged > CUTS
    assert (result.lost, result.damaged) == (0, 0), result.examples


def test_a_commit_takes_one_sync(as_used: Recording) -> None:
    counts = as_used.syncs_a_commit
    assert counts[0] == 0
    assert counts[1] > 0.95 * counts.total() > 0.9 * ACTS


def test_without_syncs_the_same_cuts_lose_and_damage() -> None:
    careless = recorded(Orders(acts=ACTS, openings=2, synchronous="OFF"))
    result = cut(careless, CUTS, Random(1))
    assert result.lost > CUTS / 2
    assert result.damaged > 0


def test_with_a_sync_at_checkpoints_alone_the_same_cuts_lose() -> None:
    careless = recorded(Orders(acts=ACTS, openings=2, synchronous="NORMAL"))
    assert cut(careless, CUTS, Random(1)).lost > CUTS / 2


def test_a_sync_that_failed_before_the_power_went_loses_nothing_acknowledged() -> None:
    result = cut(recorded(Orders(acts=ACTS, openings=2), failing_sync=40), CUTS, Random(1))
    assert result.acknowledged > CUTS
    assert (result.lost, result.uncalled, result.damaged) == (0, 0, 0), result.examples


def test_a_sync_that_never_comes_shows_nothing() -> None:
    with pytest.raises(CannotTraceError, match="never came"):
        recorded(Orders(acts=5), failing_sync=5000)
