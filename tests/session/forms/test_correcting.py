"""What was recorded put right in its own form: one correction a field."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain import commands as c
from inoadmin.session.forms.correcting import corrections, voiding
from inoadmin.session.forms.model import FieldError, FormSpec
from inoadmin.session.forms.moments import show_moment
from inoadmin.session.forms.showing import typed_of
from tests.session.forms.made import LONDON, NOW, SPECS, made

AT = datetime(2026, 3, 2, 8, 40, tzinfo=UTC)
SHOWN = show_moment(AT, LONDON)
PREMED = c.Premed("dexamethasone", Decimal(8), "PO")


def correct(
    spec: FormSpec, act: c.Act, when: str = SHOWN, reason: str = "slip", **typed: Any
) -> Any:
    known = {**typed_of(spec, act), **typed}
    return corrections(spec, 7, act, AT, known, when, reason, NOW)


def test_one_changed_field_is_one_correction_with_the_whole_act() -> None:
    (found,) = correct(SPECS["premed"], PREMED, dose_mg=" 4 ")
    assert found == c.Correct(
        7, "dose_mg", "4", c.Premed("dexamethasone", Decimal(4), "PO"), reason="slip"
    )


def test_several_changed_fields_are_corrected_one_on_top_of_the_other() -> None:
    found = correct(SPECS["premed"], PREMED, drug="hydrocortisone", dose_mg="100", route="IV")
    assert [(k.field, k.value) for k in found] == [
        ("drug", "hydrocortisone"),
        ("dose_mg", "100"),
        ("route", "Intravenous (IV)"),
    ]
    assert found[0].corrected == c.Premed("hydrocortisone", Decimal(8), "PO")
    assert found[-1].corrected == c.Premed("hydrocortisone", Decimal(100), "IV")


def test_the_time_alone_is_corrected_as_occurred() -> None:
    (found,) = correct(SPECS["premed"], PREMED, when="08:30")
    at = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert found == c.Correct(7, "occurred", "02-Mar-2026 08:30", occurred_at=at, reason="slip")


def test_nothing_changed_is_nothing_corrected() -> None:
    assert correct(SPECS["premed"], PREMED) == ()


def test_what_is_wrong_is_told_with_a_missing_reason() -> None:
    found = correct(SPECS["premed"], PREMED, reason=" ", when="", dose_mg="8,0")
    assert [(type(e), e.name) for e in found] == [
        (FieldError, "dose_mg"),
        (FieldError, "occurred"),
        (FieldError, "reason"),
    ]
    assert correct(SPECS["premed"], PREMED, when="noon")[0].name == "occurred"


def test_a_field_can_be_put_right_to_blank() -> None:
    act = c.Start(Decimal(50), access="left arm")
    (found,) = correct(SPECS["start"], act, rate_ml_h="")
    assert found.corrected == c.Start(None, access="left arm")


def test_what_the_form_does_not_ask_is_kept() -> None:
    act = c.SecondCheck("bag", "ben")
    (found,) = correct(SPECS["second_check"].only("witness"), act, witness="cat")
    assert found.corrected == c.SecondCheck("bag", "cat")


def test_an_answer_is_put_right_by_its_item() -> None:
    act = c.Answer({"ecg-missing": c.Answered("yes"), "vod-history": c.Answered("yes", "asked")})
    spec = SPECS["answer"].only("ecg-missing", "vod-history")
    (found,) = correct(spec, act, **{"vod-history": "no", "vod-history note": "2024"})
    assert (found.field, found.value) == ("vod-history", "Not confirmed (2024)")
    assert found.corrected == c.Answer(
        {"ecg-missing": c.Answered("yes"), "vod-history": c.Answered("no", "2024")}
    )
    (gone,) = correct(spec, act, **{"ecg-missing": ""})
    assert gone.corrected == c.Answer({"vod-history": c.Answered("yes", "asked")})


def test_voiding_needs_its_reason() -> None:
    assert voiding(7, " wrong patient ") == c.Correct(7, void=True, reason="wrong patient")
    assert isinstance(voiding(7, " "), FieldError)


@given(st.data())
def test_the_last_correction_is_what_was_typed(data: st.DataObject) -> None:
    spec: FormSpec = data.draw(st.sampled_from(list(SPECS.values())).filter(commands))
    before, after = cast("c.Act", data.draw(made(spec))), data.draw(made(spec))
    found = corrections(spec, 1, before, AT, typed_of(spec, after), SHOWN, "slip", NOW)
    if spec.kind == "answer":
        return
    assert [type(k) for k in found] == [c.Correct] * len(found)
    assert (found[-1].corrected if found else before) == after


def commands(spec: FormSpec) -> bool:
    return spec.kind in c.KINDS
