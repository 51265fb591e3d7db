"""What the pages show: items, the dose's arithmetic, scores, premedication, the infusion's head."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from inoadmin.session.present.attempts import attempted_rows
from inoadmin.session.present.dosing import expected_lines, order_lines, prescribed
from inoadmin.session.present.findings import finding_rows
from inoadmin.session.present.infusing import heading, usual_rate, volumes
from inoadmin.session.present.items import item_rows
from inoadmin.session.present.patient_lines import patient_lines
from inoadmin.session.present.possible import possible
from inoadmin.session.present.premeds import class_rows, dose_words, window_text
from inoadmin.session.present.scores import news2_text
from tests.session.bench import BAG, FIRST, WELL, Bench


@pytest.fixture
def bench() -> Bench:
    made = Bench().staffed()
    made.do(FIRST)
    return made


def test_items_read_as_assertions_with_who_and_when(bench: Bench) -> None:
    bench.do(c.Answer({"ecg-missing": c.Answered("no", "to come")}))
    rows = {row.code: row for row in item_rows(bench.service, bench.dose, "start")}
    assert rows["ecg-missing"].assertion == "Baseline ECG reviewed"
    assert rows["ecg-missing"].told == "Not confirmed (to come) · Amy Field, 08:00"
    assert rows["consent-missing"].told == ""
    assert "double-alkylator-planned" not in rows
    late = item_rows(bench.service, bench.dose, "complete")
    assert [row.group for row in late] == ["After the infusion"] * 4


def opened(**changes: object) -> Bench:
    made = Bench().staffed()
    made.do(replace(FIRST, **changes))
    return made


def test_a_reduced_dose_shows_its_factor() -> None:
    bench = opened(reduction="25%", bsa_formula="dubois", prescribed_mg=Decimal(1))
    lines = dict(expected_lines(bench.service, bench.dose))
    assert lines["Body surface"] == "1.75 m² (DuBois)"
    assert lines["Reduced"] == "1.4 mg × 0.75 = 1.05 mg"
    assert lines["Prescribed dose"] == "1 mg, 5% below the expected"
    assert ("Reduced by the prescriber", "25%") in order_lines(bench.service, bench.dose)


def test_without_a_weight_nothing_is_worked_out() -> None:
    bench = opened(weight_kg=None)
    lines = dict(expected_lines(bench.service, bench.dose))
    assert lines["Height, weight"] == "170 cm, not recorded"
    assert lines["Expected dose"] == "cannot be worked out without the weight"
    assert lines["Prescribed dose"] == "1.4 mg"


def test_the_order_tells_what_is_unusual() -> None:
    bench = opened(
        interruption_days=Decimal(3),
        delay_reason="holiday",
        transplant_planned=True,
        prescription_weight_kg=Decimal(66),
        remission="cri",
    )
    assert dict(order_lines(bench.service, bench.dose)) == {
        "Remission": "with incomplete recovery (CRi)",
        "Toxicity interruption": "3 days",
        "Delay": "holiday",
        "Transplant": "planned",
        "Weight used by the prescription": "66 kg",
    }


@pytest.mark.parametrize(
    ("asked", "expected", "said"),
    [
        ("1.47", "1.4", "1.47 mg, 5% above the expected"),
        ("1.4", "1.4", "1.4 mg, as expected"),
        ("1.33", "1.4", "1.33 mg, 5% below the expected"),
    ],
)
def test_the_prescribed_dose_is_compared(asked: str, expected: str, said: str) -> None:
    assert prescribed(Decimal(asked), Decimal(expected)) == said
    assert prescribed(None, Decimal(expected)) == "not recorded"


@pytest.mark.parametrize(
    ("vitals", "oxygen", "said", "tone"),
    [
        (WELL, True, "NEWS2 0: low.", "good"),
        (WELL, False, "NEWS2: 6 of 7 measured, no total yet", "calm"),
        (replace(WELL, pulse=Decimal(131)), True, "NEWS2 3: low-medium (pulse 3).", "warn"),
        (replace(WELL, pulse=None), True, "NEWS2: 6 of 7 measured, no total yet", "calm"),
        (replace(WELL, pulse=Decimal(131), oxygen=True), True, "NEWS2 5: medium (pulse", "warn"),
        (c.Vitals(elsewhere=True, total=Decimal(7)), False, "NEWS2 7: high.", "alarm"),
    ],
)
def test_a_set_scores_in_words(
    bench: Bench, vitals: c.Vitals, oxygen: bool, said: str, tone: str
) -> None:
    text, shown_tone = news2_text(bench.protocol, vitals, oxygen=oxygen)
    assert text.startswith(said)
    assert shown_tone == tone


def test_premedication_is_offered_by_class(bench: Bench) -> None:
    rows = class_rows(bench.service, bench.dose)
    assert [(row.name, row.given, [o.words for o in row.options]) for row in rows] == [
        (
            "corticosteroid",
            False,
            ["dexamethasone — 8 mg — PO", "hydrocortisone — 100 mg — IV"],
        ),
        ("antihistamine", False, ["chlorphenamine — 10 mg — IV"]),
        ("antipyretic", False, ["paracetamol — 500 mg to 1 g — PO"]),
    ]
    assert [o.dose for row in rows for o in row.options] == ["8", "100", "10", ""]
    bench.do(c.Premed("Paracetamol", Decimal(500), "PO"))
    assert [row.given for row in class_rows(bench.service, bench.dose)] == [False, False, True]
    said = "30 to 60 minutes before the infusion."
    assert window_text(bench.service, bench.dose) == said


@pytest.mark.parametrize(("mg", "said"), [("999", "999 mg"), ("1000", "1 g"), ("1500", "1.5 g")])
def test_a_premedication_is_in_grams_from_one_on(mg: str, said: str) -> None:
    assert dose_words(Decimal(mg)) == said


def test_the_infusion_says_how_it_stands(bench: Bench) -> None:
    service, dose = bench.service, bench.dose
    assert (heading(service, dose), volumes(service, dose)) == (
        "Infusion — not started",
        "Nothing has run.",
    )
    assert usual_rate(service, dose) == "50 mL/h"
    bench.do(BAG, c.Start(already_happened=True, reason="down"))
    bench.wait(30)
    bench.do(c.Interrupt("pause"))
    bench.wait(6)
    assert heading(service, dose) == "Infusion — interrupted, last at 50 mL/h"
    assert volumes(service, dose) == (
        "25 mL of 50 mL given, estimated; the pump is not connected. Interrupted for 6min in all."
    )
    bench.do(c.Stop("enough"))
    assert heading(service, dose) == "Infusion — ended"


def test_only_what_the_last_attempt_met_besides_is_shown(bench: Bench) -> None:
    shown = finding_rows(bench.service, bench.dose)
    assert attempted_rows(bench.service, bench.dose, shown) == ()
    bench.refused(c.Start(rate_ml_h=Decimal(100), light_protected=False))
    rows = attempted_rows(bench.service, bench.dose, finding_rows(bench.service, bench.dose))
    assert [row.code for row in rows] == ["rate-high"]
    bench.do(BAG, c.Start(already_happened=True, reason="down"))
    assert attempted_rows(bench.service, bench.dose, ()) == ()
    bench.refused(c.Rate(Decimal(200)))
    rows = attempted_rows(bench.service, bench.dose, ())
    assert [row.code for row in rows] == ["rate-high"]


def test_a_patients_own_acts_are_lines_too(bench: Bench) -> None:
    bench.act(c.Omit(Decimal(1), Decimal(8), "neutropenia"))
    bench.wait(10)
    (first, second) = patient_lines(bench.service, bench.patient)
    assert (first.kind, first.what) == ("allergies", "No known allergies")
    assert second.what == "Omitted: cycle 1 day 8: neutropenia"
    void = c.Correct(second.version, void=True, reason="slip")
    bench.service.submit(void, actor="amy", patient=bench.patient)
    (line,) = patient_lines(bench.service, bench.patient, {"omit"})
    assert line.void


def test_what_applies_follows_the_stage(bench: Bench) -> None:
    kinds = (*c.KINDS,)
    before = {kind for kind in kinds if possible(bench.service, None)(kind)}
    assert before == {"history", "omit", "discontinue", "allergies"}
    preparing = possible(bench.service, bench.dose)
    assert preparing("start")
    assert preparing("premed")
    assert not preparing("interrupt")
    assert not preparing("new_access")
    bench.do(BAG, c.Start(already_happened=True, reason="down"))
    infusing = possible(bench.service, bench.dose)
    assert infusing("interrupt")
    assert infusing("pump_check")
    assert not infusing("bag")
    bench.clock.advance(timedelta(minutes=1))
    bench.do(c.Extravasation())
    assert possible(bench.service, bench.dose)("new_access")
    assert possible(bench.service, bench.dose)("open")
