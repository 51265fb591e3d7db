"""What a course means for one of its doses: remission, reductions, modifications (section 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.course import (
    Course,
    Opening,
    Patient,
    Standing,
    fold_patient,
    from_history,
    standing,
    was_reduced,
)
from inoadmin.domain.events import Event, Recorded
from inoadmin.domain.state import Entry
from tests.protocol.files import shipped
from tests.session.bench import FIRST, JEAN, LONDON, Bench

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


def dose(place: str, started: bool = True, **fields: Any) -> Opening:
    """ "2.8": cycle 2 day 8."""
    cycle, day = place.split(".")
    order = replace(FIRST, cycle=Decimal(cycle), day=Decimal(day), **fields)
    at = AT + timedelta(days=28 * int(cycle) + int(day))
    return Opening(place, at, order, started=at.date() if started else None)


def days(count: int) -> dict[str, Any]:
    return {"interruption_days": Decimal(count)}


def known(*openings: Opening, of: str = "") -> Standing:
    return standing(shipped(), openings, of or openings[-1].id)


def test_the_first_dose_knows_none_before() -> None:
    assert known(dose("1.1", started=False)).first_dose
    assert not known(dose("1.1"), dose("1.8")).first_dose


def test_an_unknown_opening_has_no_standing() -> None:
    with pytest.raises(KeyError):
        known(dose("1.1"), of="9.9")


@pytest.mark.parametrize(
    ("remissions", "level"),
    [
        (["none", "none"], "0.8"),
        (["none", "cr"], "0.5"),
        (["none", "cri"], "0.5"),
        (["cr", "not assessed"], "0.5"),
        (["cr", "none"], "0.5"),
    ],
)
def test_a_remission_once_recorded_stays(remissions: list[str], level: str) -> None:
    doses = [dose(f"{n}.1", remission=told) for n, told in enumerate(remissions, 1)]
    assert known(*doses).level_mg_m2 == Decimal(level)


def test_without_a_weight_there_is_a_level_but_no_dose() -> None:
    now = known(dose("1.1", weight_kg=None))
    assert (now.level_mg_m2, now.expected_mg, now.bsa_m2) == (Decimal("0.8"), None, None)


# --- the reduction ------------------------------------------------------------------------------


def test_a_the_prescriber_reduces_this_dose() -> None:
    now = known(dose("1.1"), dose("1.8", reduction="25%"))
    assert now.reduction
    assert not now.reduction_due
    assert now.expected_mg == now.reduced_mg
    assert now.full_mg is not None
    assert now.expected_mg == now.full_mg * Decimal("0.75")


@pytest.mark.parametrize(("count", "due"), [(13, False), (14, True), (15, True)])
def test_b_from_a_day_1_opened_with_a_long_interruption(count: int, due: bool) -> None:
    now = known(dose("1.1"), dose("2.1", **days(count)))
    assert (now.reduction_due, now.reduction) == (due, due)


def test_b_from_the_day_1_that_follows_one_not_on_the_day_itself() -> None:
    openings = (dose("1.1"), dose("1.8", **days(14)), dose("1.15"), dose("2.1"), dose("2.8"))
    assert [known(*openings, of=o.id).reduction_due for o in openings] == [
        False,
        False,
        False,
        True,
        True,
    ]


def test_b_a_cancelled_opening_counts() -> None:
    openings = (dose("1.1"), dose("2.1", started=False, **days(14)), dose("2.1"))
    assert standing(shipped(), (*openings[:2], replace(openings[2], id="again")), "again").reduction


def reduced(place: str, **fields: Any) -> Opening:
    return dose(place, prescribed_mg=Decimal("0.66"), reduction="25%", **fields)


def test_c_for_good_once_a_reduced_dose_was_given() -> None:
    now = known(dose("1.1"), reduced("1.8"), dose("1.15"))
    assert (now.reduced_before, now.reduction, now.reduction_due) == (True, True, False)


def test_c_not_when_it_was_not_started() -> None:
    assert not known(dose("1.1"), reduced("1.8", started=False), dose("1.15")).reduced_before


@pytest.mark.parametrize(("mg", "counts"), [("0.689", True), ("0.6898", True), ("0.69", False)])
def test_c_at_most_the_reduced_dose_plus_the_tolerance(mg: str, counts: bool) -> None:
    """0.5 x 1.752 m2 x 0.75 x 1.05 = 0.6898… mg."""
    given = dose("1.8", reduction="25%", prescribed_mg=Decimal(mg))
    assert known(dose("1.1"), given, dose("1.15")).reduced_before is counts


def test_c_without_weight_nothing_tells_that_it_was_reduced() -> None:
    assert not known(dose("1.1"), reduced("1.8", weight_kg=None), dose("1.15")).reduced_before


def transcribed(**fields: Any) -> Opening:
    told = c.History(Decimal(1), Decimal(1), date(2026, 1, 5), Decimal("1.4"), "chart", **fields)
    entry = Entry(2, told, AT, AT, "amy", Recorded(told))
    return from_history(entry, LONDON)


def test_c_a_reduced_dose_elsewhere_brings_the_reduction_but_no_modification() -> None:
    now = known(transcribed(reduced=True), dose("1.8"))
    assert now.reduced_before
    assert now.modified_cycles == frozenset()
    assert not known(transcribed(), dose("1.8")).reduced_before


def test_a_dose_elsewhere_counts_as_given_on_its_date() -> None:
    opening = transcribed(remission="cr")
    assert (opening.cycle, opening.day, opening.started) == (1, 1, date(2026, 1, 5))
    assert opening.at == datetime(2026, 1, 5, tzinfo=UTC)
    assert not known(opening, dose("1.8")).first_dose
    assert known(opening, dose("2.1")).level_mg_m2 == Decimal("0.5")
    assert not was_reduced(shipped(), opening, Standing(reduction=True))


# --- modifications ------------------------------------------------------------------------------


def modified(*openings: Opening) -> set[int]:
    return set(known(*openings).modified_cycles)


def test_a_day_1_with_a_long_interruption_is_a_modification() -> None:
    assert modified(dose("1.1"), dose("2.1", **days(14))) == {2}
    assert modified(dose("1.1", **days(14))) == {1}


def test_a_long_interruption_since_the_last_day_1_is_one_of_the_next() -> None:
    assert modified(dose("1.1"), dose("1.8", **days(14)), dose("2.1")) == {2}
    assert modified(dose("1.1"), dose("1.8", **days(14)), dose("2.1"), dose("3.1")) == {2}


def test_the_day_1_before_it_is_not_counted_in() -> None:
    assert modified(dose("1.1"), dose("2.1", **days(14)), dose("3.1")) == {2}


def test_at_most_one_a_cycle() -> None:
    openings = (dose("1.1"), dose("1.8", **days(14)), dose("2.1", reduction="25%", **days(20)))
    assert modified(*openings) == {2}


def test_a_prescribers_reduction_is_one_while_none_is_in_force() -> None:
    assert modified(dose("1.1"), dose("1.8", reduction="25%")) == {1}
    assert modified(dose("1.1"), reduced("1.8"), reduced("2.1")) == {1}
    assert modified(dose("1.1"), dose("2.1", **days(14)), reduced("2.8")) == {2}


def test_three_in_three_cycles() -> None:
    openings = [dose("1.1"), *(dose(f"{n}.1", **days(14)) for n in (2, 3, 4))]
    assert modified(*openings) == {2, 3, 4}


# --- the patient's own stream -------------------------------------------------------------------


def test_nothing_is_known_of_nobody() -> None:
    assert fold_patient(()) is None


def test_a_stream_that_registers_nobody_is_nobodys() -> None:
    event = Event("patient/x", 1, 1, "amy", AT, AT, Recorded(c.Allergies(())))
    assert fold_patient((event,)) is None


def test_a_patients_stream_tells_what_belongs_to_the_course() -> None:
    bench = Bench().staffed()
    bench.do(
        c.Allergies(("penicillin",)),
        c.History(Decimal(1), Decimal(1), date(2026, 2, 2), Decimal("1.4"), "chart"),
        c.Omit(Decimal(1), Decimal(8), "fever"),
    )
    patient = bench.service.patient(bench.patient)
    assert patient.allergies == ("penicillin",)
    assert [len(part) for part in (patient.history, patient.omissions)] == [1, 1]
    assert not bench.service.course(bench.patient).discontinued
    bench.do(c.Discontinue("progression", "Dr Adler", "consultant"))
    assert bench.service.course(bench.patient).discontinued


def test_a_voided_entry_of_the_stream_has_no_effect() -> None:
    bench = Bench().staffed()
    written = bench.do(c.Discontinue("progression", "Dr Adler", "consultant")).events[0]
    bench.do(c.Correct(written.version, void=True, reason="another patient's"))
    assert not bench.service.course(bench.patient).discontinued


def test_history_can_end_the_course() -> None:
    patient = Patient("p", JEAN, 1)
    told = transcribed(permanently_discontinued=True).transcribed
    assert told is not None
    assert Course(replace(patient, history=(told,)), ()).discontinued
    assert not Course(patient, ()).discontinued
    assert Course(patient, (), severe=True).discontinued


def test_a_severe_grade_ends_the_course_until_it_is_corrected() -> None:
    bench = Bench().staffed().infuse()
    report = bench.do(c.Reaction(Decimal(3))).events[0]
    assert bench.service.course(bench.patient).discontinued
    put_right = c.Reaction(Decimal(2))
    bench.do(c.Correct(report.version, "grade", "2", put_right, reason="misread"))
    assert not bench.service.course(bench.patient).discontinued


def test_a_voided_administration_leaves_the_course() -> None:
    bench = Bench().staffed().infuse()
    bench.do(c.Correct(1, void=True, reason="wrong patient"))
    assert bench.service.course(bench.patient).openings == ()
    assert bench.service.standing(bench.dose) == Standing()
