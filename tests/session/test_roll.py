"""The roll says at every moment what the log's projections say, and asks them only once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inoadmin.domain import commands as c
from inoadmin.session.ports import AdministrationRow, PatientRow
from tests.fakes import FakeLog
from tests.session.bench import SAM, Bench, order


class CountingLog(FakeLog):
    """Counts how often its projections are read."""

    def __init__(self) -> None:
        super().__init__()
        self.read_rows = 0

    def patients(self) -> tuple[PatientRow, ...]:
        self.read_rows += 1
        return super().patients()

    def administrations(self, patient: str | None = None) -> tuple[AdministrationRow, ...]:
        self.read_rows += 1
        return super().administrations(patient)


def agrees(bench: Bench) -> None:
    """The roll and a new one read from the log say the same."""
    roll, fresh = bench.service.ledger.roll, bench.another().ledger.roll
    assert roll.patients() == fresh.patients() == bench.log.patients()
    assert roll.open_doses() == fresh.open_doses()
    for row in bench.log.patients():
        assert roll.doses_of(row.id) == fresh.doses_of(row.id) == bench.log.administrations(row.id)


def test_it_follows_what_is_recorded() -> None:
    bench = Bench().staffed()
    agrees(bench)
    bench.do(order())
    agrees(bench)
    bench.do(c.Cancel("the prescription was withdrawn"))
    agrees(bench)
    assert bench.service.open_doses() == ()
    bench.service.register_patient(SAM, ())
    agrees(bench)
    bench.do(order())
    agrees(bench)
    assert [row.id for row in bench.service.open_doses()] == [bench.dose]


def test_an_opening_put_right_changes_the_order_of_the_doses() -> None:
    bench = Bench().staffed()
    bench.do(order())
    first = bench.dose
    bench.do(c.Cancel("the prescription was withdrawn"))
    bench.wait(60)
    bench.do(order())
    second = bench.dose
    doses = bench.service.ledger.roll.doses_of
    assert [row.id for row in doses(bench.patient)] == [first, second]
    earlier = bench.now - timedelta(hours=3)
    bench.do(c.Correct(1, "occurred", "", occurred_at=earlier, reason="typed late"))
    agrees(bench)
    assert [row.id for row in doses(bench.patient)] == [second, first]


def test_a_patient_whose_doses_have_ended_has_ended_until_the_next_is_opened() -> None:
    bench = Bench().staffed()
    assert not bench.service.has_ended(bench.patient)
    bench.do(order())
    assert not bench.service.has_ended(bench.patient)
    bench.do(c.Cancel("the prescription was withdrawn"))
    assert bench.service.has_ended(bench.patient)
    assert bench.service.current(bench.patient) == bench.dose
    bench.do(order())
    assert not bench.service.has_ended(bench.patient)


def test_what_another_service_wrote_is_seen_once_a_conflict_told_of_it() -> None:
    bench = Bench().staffed()
    bench.do(order())
    assert len(bench.service.open_doses()) == 1
    other = bench.another()
    cancel = c.Cancel("the prescription was withdrawn")
    other.submit(cancel, actor="ben", patient=bench.patient, administration=bench.dose)
    assert bench.refused(cancel) == ("out-of-sequence",)
    assert bench.service.open_doses() == ()


@pytest.mark.parametrize("seconds", [1, 60])
def test_a_moment_asks_the_database_for_no_row(seconds: int) -> None:
    log = CountingLog()
    bench = Bench(log=log).staffed().infuse()
    service = bench.service
    service.patients(), service.open_doses(), service.current(bench.patient)
    before = log.read_rows
    bench.clock.advance(timedelta(seconds=seconds))
    assert service.patients()
    assert service.open_doses()
    assert service.current(bench.patient) == bench.dose
    assert service.findings(bench.dose)
    assert service.timers(bench.dose)
    assert log.read_rows == before
