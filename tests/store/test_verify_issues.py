"""The copies that the log tells of are held against what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from inoadmin.domain.workplace import RecordIssued, RecordNotIssued, WorkstationFact
from inoadmin.session.issuing import issue, not_issued
from inoadmin.session.streams import WORKSTATION
from tests.fakes import HandClock
from tests.session.bench import STARTS
from tests.store.looking import lines, verdict
from tests.store.signed import SigningBench, log_at


def bench_at(path: Path) -> SigningBench:
    clock = HandClock(STARTS)
    made = SigningBench(log=log_at(path, "scenario", clock), clock=clock)
    made.staffed()
    return made


def test_a_copy_that_was_asked_for_and_taken_back_holds(tmp_path: Path) -> None:
    bench = bench_at(tmp_path / "s.db")
    bench.prepare()
    asked = issue(bench.service, bench.dose, "amy", "printed")
    not_issued(bench.service, asked, "the printer does not answer")
    bench.log.close()
    assert lines(verdict(tmp_path / "s.db", "scenario")) == []


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (RecordIssued("nobody", 1, True, 1, "printed"), "of a record that is not there"),
        (RecordNotIssued(7, "no paper"), "takes back a copy (version 7) that is not there"),
    ],
)
def test_one_of_nothing_is_named(tmp_path: Path, fact: WorkstationFact, told: str) -> None:
    bench = bench_at(tmp_path / "s.db")
    bench.service.ledger.add(WORKSTATION, fact, "amy")
    bench.log.close()
    (line,) = lines(verdict(tmp_path / "s.db", "scenario"))
    assert told in line
