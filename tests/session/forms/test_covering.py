"""Who may let what pass, with which bound; and the form of each recorded act."""

from __future__ import annotations

from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.requests import Reason
from inoadmin.session.forms.aiming import about_for, form_of, named
from inoadmin.session.forms.covering import ahead_form, cover_form
from inoadmin.session.forms.refusing import told
from tests.session.bench import FIRST, Bench
from tests.session.forms.made import ABOUT, PROTOCOL, SPECS


@pytest.fixture
def bench() -> Bench:
    made = Bench().staffed()
    made.do(FIRST)
    return made


@pytest.mark.parametrize(
    ("code", "bounds", "pharmacist"),
    [
        ("ecg-missing", set[str](), False),
        ("premed-window-passed", {"until"}, False),
        ("in-use-limit", {"until"}, True),
        ("platelets-low", {"limit"}, False),
    ],
)
def test_a_bound_is_offered_only_where_it_may_be(
    bench: Bench, code: str, bounds: set[str], pharmacist: bool
) -> None:
    about = about_for(bench.service, "amy", bench.dose)
    spec = cover_form(bench.service, bench.dose, about, "authorise", code)
    assert {field.name for field in spec.fields} & {"until", "limit"} == bounds
    roles = {choice.value for choice in spec.field("role").choices}
    assert ("pharmacist" in roles) is pharmacist
    assert spec.field("codes").choices[0].value == code


def test_a_confirmation_offers_what_may_be_confirmed(bench: Bench) -> None:
    about = about_for(bench.service, "amy", bench.dose)
    code = "defibrotide-not-accessible"
    spec = cover_form(bench.service, bench.dose, about, "confirm", code)
    offered = {choice.value for choice in spec.field("codes").choices}
    assert code in offered
    assert "ecg-missing" not in offered
    assert "vod-history" not in offered


def test_an_authorisation_ahead_carries_either_bound() -> None:
    spec = ahead_form(ABOUT)
    assert {"until", "limit"} <= {field.name for field in spec.fields}
    assert len(spec.field("codes").choices) == 12


def test_a_code_in_words() -> None:
    assert named(PROTOCOL, "ecg-missing") == "Baseline ECG reviewed"
    assert named(PROTOCOL, "rate-high") == "Rate high"


def test_what_the_last_attempt_met_can_be_covered(bench: Bench) -> None:
    bench.refused(c.Start(Decimal(100)))
    codes = {choice.value for choice in about_for(bench.service, "amy", bench.dose).codes}
    assert "rate-high" in codes


@pytest.mark.parametrize(
    ("act", "asked"),
    [
        (c.Vitals(elsewhere=True, total=Decimal(1)), "total"),
        (c.Bloods("ue"), "taken reviewed crcl creatinine_umol_l"),
        (c.Answer({"ecg-missing": c.Answered("yes")}), "ecg-missing"),
        (c.Start(), "rate_ml_h light_protected access pump"),
        (c.Resume(), "rate_ml_h light_protected"),
        (c.BagOut(), "latest"),
        (c.Confirm(("ecg-missing",), "x"), "reason codes"),
    ],
)
def test_a_recorded_act_is_put_right_in_its_own_form(bench: Bench, act: c.Act, asked: str) -> None:
    spec = form_of(bench.service, "amy", bench.dose, act)
    assert " ".join(field.name for field in spec.fields) == asked


def test_what_had_happened_already_keeps_its_reason_in_the_form(bench: Bench) -> None:
    spec = form_of(bench.service, "amy", bench.dose, c.Start(already_happened=True, reason="x"))
    assert {"already_happened", "reason"} <= {field.name for field in spec.fields}


def test_a_refusal_goes_to_the_field_it_names() -> None:
    reasons = (
        Reason("invalid-value", "crcl is missing: 0 to 400 mL/min"),
        Reason("time-out-of-order", "lies before the opening"),
        Reason("not-permitted", "is not an active member of staff"),
        Reason("out-of-sequence", "does not apply while preparing"),
    )
    said = told(SPECS["bloods"], reasons, {"crcl": "5"}, "07:00")
    assert [error.sentence for error in said.fields] == [
        "Creatinine clearance “5”: missing: 0 to 400 mL/min",
        "When “07:00”: lies before the opening",
    ]
    assert said.sentences == (
        "Who is acting is not an active member of staff.",
        "Does not apply while preparing.",
    )
