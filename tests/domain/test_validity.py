"""What is well-formed and plausible (section 11): inside, on and outside of every range."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.course import Patient
from inoadmin.domain.findings.gates import Ward
from inoadmin.domain.validity import invalid, items_known, shown, storable
from tests.protocol.files import shipped
from tests.session.bench import BAG, FIRST, JEAN, LONDON, WELL, Bench

WARD = Ward(shipped(), LONDON)
PATIENT = Patient("p", JEAN, 1)
FBC = c.Bloods("fbc", Bench().now)
HISTORY = c.History(Decimal(1), Decimal(8), date(2026, 2, 2), Decimal(1), "chart")


@pytest.mark.parametrize(
    ("act", "field", "low", "high", "step"),
    [
        (FIRST, "prescribed_mg", "0.05", "5", "0.001"),
        (BAG, "dose_mg", "0.05", "5", "0.001"),
        (FIRST, "height_cm", "50", "250", "0.1"),
        (FIRST, "weight_kg", "2", "300", "0.1"),
        (FIRST, "prescription_weight_kg", "2", "300", "0.1"),
        (BAG, "volume_ml", "1", "1000", "0.1"),
        (c.Rate(), "rate_ml_h", "1", "1000", "0.1"),
        (c.Start(), "rate_ml_h", "1", "1000", "0.1"),
        (c.Resume(), "rate_ml_h", "1", "1000", "0.1"),
        (FBC, "neutrophils", "0", "500", "0.1"),
        (FBC, "platelets", "0", "5000", "1"),
        (c.Blasts(), "x10_9_per_l", "0", "1000", "1"),
        (FBC, "crcl", "0", "400", "1"),
        (FBC, "creatinine_umol_l", "5", "3000", "1"),
        (FBC, "bilirubin", "0", "1500", "1"),
        (FBC, "alt", "0", "20000", "1"),
        (FBC, "ast", "0", "20000", "1"),
        (WELL, "resp_rate", "0", "80", "1"),
        (WELL, "spo2", "30", "100", "1"),
        (WELL, "systolic", "20", "300", "1"),
        (WELL, "diastolic", "10", "200", "1"),
        (WELL, "pulse", "0", "300", "1"),
        (WELL, "temperature", "25", "45", "0.1"),
        (c.Premed("x", route="IV"), "dose_mg", "0.1", "5000", "0.01"),
        (c.Reaction(), "grade", "1", "4", "1"),
        (c.PumpCheck(), "volume_ml", "0", "1000", "0.1"),
        (c.Stop("enough"), "volume_given_ml", "0", "1000", "0.1"),
    ],
)
def test_the_ends_of_a_range_are_in_it(
    act: c.Act, field: str, low: str, high: str, step: str
) -> None:
    def refused(value: Decimal) -> bool:
        return invalid(WARD, PATIENT, replace(act, **{field: value})) is not None

    least, most, beyond = Decimal(low), Decimal(high), Decimal(step)
    assert not refused(least)
    assert not refused(most)
    assert refused(least - beyond)
    assert refused(most + beyond)


@pytest.mark.parametrize("field", ["bilirubin_uln", "alt_uln", "ast_uln"])
def test_a_limit_of_normal_is_above_nought(field: str) -> None:
    for value, refused in (("0", True), ("0.1", False), ("500", False), ("500.1", True)):
        told = invalid(WARD, PATIENT, replace(FBC, **{field: Decimal(value)}))
        assert (told is not None) is refused


@pytest.mark.parametrize(
    ("act", "changes", "says"),
    [
        (FIRST, {"cycle": Decimal("1.5")}, "cycle 1.5 is outside a whole number, 0 to 1000 cycle"),
        (FIRST, {"day": None}, "day is missing: a whole number, 0 to 1000 day"),
        (FIRST, {"remission": ""}, "remission (missing): one of none, cr, cri, not assessed"),
        (FIRST, {"reduction": "50%"}, "reduction 50%: one of none, 25%"),
        (FIRST, {"already_happened": True}, "reason is missing: up to 2000 characters"),
        (HISTORY, {"cycle": Decimal(7)}, "cycle 7 is outside 1 to 6"),
        (HISTORY, {"day": Decimal(9)}, "day 9: one of 1, 8, 15"),
        (HISTORY, {"started": None}, "started is missing"),
        (HISTORY, {"transcribed_from": " "}, "transcribed_from is missing: up to 2000 characters"),
        (c.Allergies(), {}, "known is missing"),
        (c.Allergies(), {"known": ("",)}, "known: each of 1 to 2000 characters"),
        (c.Confirm(), {}, "codes is missing: at least one"),
        (BAG, {"batch": "x" * 41}, "batch has 41 characters: up to 40"),
        (BAG, {"batch": "x" * 40}, None),
        (BAG, {"expiry": "soon"}, "expiry soon: expected 2026-03-02T18:00, 2026-03-02 or 2026-03"),
        (BAG, {"expiry": " "}, None),
        (BAG, {"product": "\ud800"}, "product holds a character that cannot be stored"),
        (
            BAG,
            {"vial_batches": ("\ud800",)},
            "vial_batches holds a character that cannot be stored",
        ),
        (c.Addendum("x"), {"text": "x" * 2000}, None),
        (c.Addendum("x"), {"text": "x" * 2001}, "text has 2001 characters: up to 2000"),
        (WELL, {"spo2_scale": Decimal(3)}, "spo2_scale 3 is outside a whole number, 1 to 2 scale"),
        (WELL, {"elsewhere": True}, "total is missing: a whole number, 0 to 20 points"),
        (WELL, {"consciousness": "X"}, "consciousness X: one of A, C, V, P, U"),
        (WELL, {"pulse": Decimal("NaN")}, "pulse NaN is outside 0 to 300 beats/min"),
        (WELL, {"pulse": Decimal("1E+999999")}, "pulse 1E+999999 is outside 0 to 300 beats/min"),
        (c.End(), {}, None),
    ],
)
def test_a_fault_names_field_value_and_what_may_be(
    act: c.Act, changes: dict[str, Any], says: str | None
) -> None:
    assert invalid(WARD, PATIENT, replace(act, **changes)) == says


def test_every_answer_is_looked_at() -> None:
    """One sentence is told; the check knows them all."""
    answers = c.Answer(
        {
            "no-such-item": c.Answered("yes"),
            "vod-history": c.Answered("not applicable"),
            "tki-not-tried": c.Answered("not applicable"),
            "qt-risk": c.Answered("perhaps", "x" * 2001),
        }
    )
    assert list(items_known(WARD, PATIENT, answers)) == [
        "item no-such-item is not one of the protocol's",
        "vod-history not applicable: one of yes, no",
        "qt-risk perhaps: one of yes, no",
        "note has 2001 characters: up to 2000",
    ]
    assert list(items_known(WARD, PATIENT, c.Answer())) == ["item is missing: at least one"]


def test_a_range_for_people() -> None:
    assert shown(shipped().ranges["alt_uln"]) == "above 0, to 500 U/L"
    assert shown(shipped().ranges["weight_kg"]) == "2 to 300 kg"


def test_a_text_that_can_be_written() -> None:
    assert storable("\0 \N{DROP OF BLOOD} \ue000 \ud7ff")
    assert not storable("\ud800")
    assert not storable("a\udfff")


def test_a_dose_without_its_number_is_no_known_one() -> None:
    bench = Bench().staffed()
    bench.do(HISTORY)
    assert bench.refused(replace(HISTORY, day=None)) == ("invalid-value",)
    assert bench.refused(c.Omit(None, Decimal(8), "fever")) == ("invalid-value",)
    assert bench.refused(HISTORY) == ("out-of-sequence",)
