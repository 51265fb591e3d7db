from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.people import PatientDetails
from tests.domain.findings.benches import given, opened, told
from tests.session.bench import JEAN, Bench, bloods

OF_PANEL = (
    {"fbc", "neutrophils", "platelets"},
    {"ue", "crcl"},
    {"lft", "alt", "ast", "bilirubin", "hepatic"},
)


def panel(number: int, at: datetime, **values: str | None) -> c.Bloods:
    read = {name: None if v is None else Decimal(v) for name, v in values.items()}
    return replace(bloods(at)[number], **read)


@pytest.mark.parametrize(
    ("number", "values", "codes"),
    [
        (0, {}, ""),
        (0, {"platelets": None}, "fbc-missing"),
        (0, {"neutrophils": "0.99"}, "neutrophils-low"),
        (0, {"neutrophils": "1.0", "platelets": "50"}, ""),
        (0, {"platelets": "49"}, "platelets-low"),
        (1, {"crcl": "15"}, "crcl-low"),
        (1, {"crcl": "15.1"}, ""),
        (1, {"crcl": None}, "ue-missing"),
        (1, {"crcl": None, "creatinine_umol_l": "62.4"}, ""),
        (1, {"crcl": None, "creatinine_umol_l": "3000"}, "crcl-low"),
        (2, {"alt": None}, "lft-missing"),
        (2, {"alt": None, "ast": "30", "ast_uln": "40"}, ""),
        (2, {"ast": "30"}, "lft-missing"),
        (2, {"bilirubin_uln": None}, "lft-missing"),
        (2, {"bilirubin": "31.5", "alt": "100"}, ""),
        (2, {"bilirubin": "31.6"}, "bilirubin-high"),
        (2, {"alt": "100.1"}, "alt-high"),
        (2, {"ast": "100.1", "ast_uln": "40"}, "ast-high"),
        (2, {"bilirubin": "32", "alt": "101"}, "bilirubin-high alt-high hepatic-interruption"),
    ],
)
def test_the_values_of_a_panel(number: int, values: dict[str, str | None], codes: str) -> None:
    bench = opened(Bench().staffed())
    bench.do(panel(number, bench.now, **values))
    stand = {code for code in bench.codes if code.rpartition("-")[0] in OF_PANEL[number]}
    assert stand - {"hepatic-disease"} == set(codes.split())


def test_a_result_that_was_not_reviewed_is_missing_and_judged() -> None:
    bench = opened(Bench().staffed())
    low = replace(panel(0, bench.now, neutrophils="0.5"), reviewed=False)
    bench.do(low)
    assert {"fbc-missing", "neutrophils-low"} <= bench.codes
    assert told(bench)["fbc-missing"].startswith("not reviewed")


def test_creatinine_without_weight_or_sex_gives_no_clearance() -> None:
    creatinine = panel(1, Bench().now, crcl=None, creatinine_umol_l="80")
    weightless = opened(Bench().staffed(), weight_kg=None)
    weightless.do(creatinine)
    assert "ue-missing" in weightless.codes
    bench = opened(Bench().staffed())
    bench.do(creatinine)
    assert "ue-missing" not in bench.codes
    unknown: PatientDetails = replace(JEAN, sex="not known", nhs_number="9990000026")
    bench.patient = bench.service.register_patient(unknown, ())
    opened(bench)
    assert bench.refused(creatinine) == ("invalid-value",)


@pytest.mark.parametrize(
    ("day", "said"), [(1, "baseline of the previous cycle"), (8, "not required")]
)
def test_the_advice_beside_low_counts(day: int, said: str) -> None:
    bench = given(Bench().staffed(), *([("1.1", date(2026, 2, 23))] if day == 8 else []))
    opened(bench, day=Decimal(day))
    bench.do(panel(0, bench.now, neutrophils="0.5"))
    found = next(f for f in bench.service.findings(bench.dose) if f.code == "neutrophils-low")
    assert any(said in line for line in found.sight.advice)


@pytest.mark.parametrize(
    ("hours", "day", "stands"), [(168, 1, False), (168.1, 1, True), (24, 8, False), (24.1, 8, True)]
)
def test_the_age_of_a_sample(hours: float, day: int, stands: bool) -> None:
    bench = given(Bench().staffed(), *([("1.1", date(2026, 2, 23))] if day == 8 else []))
    opened(bench, day=Decimal(day))
    bench.do(panel(0, bench.now - timedelta(hours=hours)))
    assert ("fbc-stale" in bench.codes) is stands
