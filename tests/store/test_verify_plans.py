"""A plan in the log holds where it is about a dose that is there, in the stream of its plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from inoadmin.domain.workplace import StartPlanned
from inoadmin.session.planning import plan_start
from inoadmin.session.streams import plan_stream
from tests.fakes import FakeIds, HandClock
from tests.session.bench import FIRST, STARTS
from tests.store.looking import lines, verdict
from tests.store.signed import ID, SigningBench, log_at


def opened(path: Path) -> SigningBench:
    """A dose is open in a training database."""
    clock = HandClock(STARTS)
    bench = SigningBench(log_at(path, "training", clock, ID), clock, ids=FakeIds())
    bench.staffed()
    bench.do(FIRST)
    return bench


def test_a_plan_holds(tmp_path: Path) -> None:
    bench = opened(tmp_path / "log.db")
    for start in (STARTS, None):
        assert plan_start(bench.service, bench.dose, start, "amy").accepted
    bench.log.close()
    assert lines(verdict(tmp_path / "log.db", "training")) == []


@pytest.mark.parametrize(
    ("stream", "about", "said"),
    [
        ("plan/id-9", "id-9", "it plans an administration (id-9) that is not there"),
        ("plan/id-9", "", "its stream does not begin as such a stream does"),
        ("plan", "", "its stream does not begin as such a stream does"),
    ],
)
def test_a_plan_of_nothing_is_named(tmp_path: Path, stream: str, about: str, said: str) -> None:
    bench = opened(tmp_path / "log.db")
    about = about or bench.dose
    assert plan_stream(about) != "plan"
    bench.service.ledger.add(stream, StartPlanned(about, STARTS), "amy")
    bench.log.close()
    told = lines(verdict(tmp_path / "log.db", "training"))
    assert any(said in line for line in told), told
