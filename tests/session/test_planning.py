"""A wished start is kept in the log, changed and taken away; it is no act of the dose."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.workplace import StartPlanned
from inoadmin.session.planning import plan_start, read_start, wished
from inoadmin.session.ports import StorageError
from inoadmin.session.streams import plan_stream
from tests.domain.findings.benches import opened
from tests.fakes import FakeLog
from tests.session.bench import LONDON, STAFF, STARTS, Bench, minutes

START = STARTS + minutes(75)


@pytest.fixture
def bench() -> Bench:
    return opened(Bench().staffed())


def test_what_is_wished_is_in_the_log_and_outlives_the_program(bench: Bench) -> None:
    assert wished(bench.service, bench.dose) is None
    outcome = plan_start(bench.service, bench.dose, START, "amy")
    assert (outcome.accepted, outcome.unsigned) == (True, ())
    (event,) = bench.log.read(plan_stream(bench.dose))
    assert (event.fact, event.actor) == (StartPlanned(bench.dose, START), "amy")
    assert event.signatures == ()
    assert wished(bench.another(), bench.dose) == START


def test_it_is_changed_and_taken_away(bench: Bench) -> None:
    for start in (START, START + minutes(10), None):
        assert plan_start(bench.service, bench.dose, start, "amy").accepted
        assert wished(bench.service, bench.dose) == start
    assert plan_start(bench.service, bench.dose, None, "amy").codes == ("out-of-sequence",)
    assert len(bench.log.read(plan_stream(bench.dose))) == 3


def test_it_is_no_act_of_the_dose_and_changes_nothing_of_it(bench: Bench) -> None:
    before = bench.service.events(bench.dose), bench.state, bench.codes, bench.deviations
    plan_start(bench.service, bench.dose, START, "amy")
    assert before == (bench.service.events(bench.dose), bench.state, bench.codes, bench.deviations)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (STARTS - minutes(1), "Wished start “02-Mar-2026 07:59”: from now, 08:00, to 03-Mar-2026"),
        (STARTS + timedelta(days=1, minutes=1), "Wished start “03-Mar-2026 08:01”: from now"),
    ],
)
def test_a_start_that_cannot_be_is_refused(bench: Bench, start: datetime, said: str) -> None:
    outcome = plan_start(bench.service, bench.dose, start, "amy")
    assert outcome.codes == ("invalid-value",)
    assert outcome.reasons[0].sentence.startswith(said)
    assert bench.log.read(plan_stream(bench.dose)) == ()


@pytest.mark.parametrize("actor", ["amy", "pia", "dov"])
def test_whoever_looks_after_patients_plans(bench: Bench, actor: str) -> None:
    assert plan_start(bench.service, bench.dose, START, actor).accepted


@pytest.mark.parametrize("actor", ["max", "old", "nobody", "new"])
def test_nobody_else_does(bench: Bench, actor: str) -> None:
    bench.service.register_staff(replace(STAFF["amy"], temporary=True), "new")
    before = bench.log.head()
    assert plan_start(bench.service, bench.dose, START, actor).codes == ("not-permitted",)
    assert bench.log.head() == before


def test_once_started_there_is_nothing_to_plan() -> None:
    bench = Bench().staffed().infuse()
    outcome = plan_start(bench.service, bench.dose, bench.now, "amy")
    assert outcome.codes == ("out-of-sequence",)
    assert "infusing" in outcome.reasons[0].sentence


def test_what_the_disk_refuses_leaves_the_plan_as_it_was(bench: Bench) -> None:
    plan_start(bench.service, bench.dose, START, "amy")
    assert isinstance(bench.log, FakeLog)
    bench.log.fail()
    with pytest.raises(StorageError):
        plan_start(bench.service, bench.dose, START + minutes(5), "amy")
    assert wished(bench.service, bench.dose) == START


def test_each_dose_has_its_own(bench: Bench) -> None:
    plan_start(bench.service, bench.dose, START, "amy")
    first = bench.dose
    bench.do(c.Cancel("poorly"))
    bench.clock.advance(timedelta(days=1))
    bench.do(bench.state.order)
    assert bench.dose != first
    assert wished(bench.service, bench.dose) is None


# --- typing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("09:15", START),
        ("0915", START),
        (" 9.15 ", START),
        ("03-Mar-2026 07:00", STARTS + timedelta(hours=23)),
    ],
)
def test_a_start_is_typed_as_a_time(text: str, start: datetime) -> None:
    assert read_start(text, LONDON, STARTS) == start


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Wished start is missing: HH:MM, or DD-MMM-YYYY HH:MM; from now, 08:00, to"),
        ("noon", "Wished start “noon”: HH:MM, or DD-MMM-YYYY HH:MM; from now, 08:00, to"),
        ("25:00", "Wished start “25:00”: HH:MM, or DD-MMM-YYYY HH:MM; from now, 08:00, to"),
        ("07:59", "from now, 08:00, to 03-Mar-2026 08:00; for tomorrow type the date too"),
        ("01-Mar-2026 09:00", "Wished start “01-Mar-2026 09:00”: from now, 08:00, to 03-Mar-2026"),
        ("04-Mar-2026 09:00", "Wished start “04-Mar-2026 09:00”: from now, 08:00, to 03-Mar-2026"),
    ],
)
def test_what_is_no_start_names_field_value_and_range(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"^Wished start") as caught:
        read_start(text, LONDON, STARTS)
    assert said in str(caught.value)


def test_in_the_nights_the_clocks_change_a_start_is_one_moment() -> None:
    spring = datetime(2026, 3, 28, 23, tzinfo=UTC)
    with pytest.raises(ValueError, match="went forward"):
        read_start("29-Mar-2026 01:30", LONDON, spring)
    autumn = datetime(2026, 10, 25, 0, 10, tzinfo=UTC)
    with pytest.raises(ValueError, match="came twice"):
        read_start("01:30", LONDON, autumn)
    assert read_start("01:30 GMT", LONDON, autumn) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
