"""Every command has a form for exactly its fields, and what is recorded could have been typed."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain.commands import KINDS, Answer
from inoadmin.session.forms.catalogue import FORMS, form_for
from inoadmin.session.forms.model import FieldError, FormSpec
from inoadmin.session.forms.reading import build
from inoadmin.session.forms.showing import typed_of
from tests.session.forms.made import ABOUT, CLASSES, NOW, PROTOCOL, SPECS, made

# What the scanner's text said is the session's to find out; who is admitted for a while, the way
# in which they are admitted.
NOT_TYPED = {"bag": {"reading"}, "staff": {"temporary"}}


def test_every_command_patient_and_member_of_staff_has_a_form() -> None:
    assert set(FORMS) == {*KINDS, "patient", "staff"}


@pytest.mark.parametrize("kind", sorted(set(FORMS) - {"answer"}))
def test_a_form_asks_for_exactly_the_fields_of_its_act(kind: str) -> None:
    spec = form_for(kind, ABOUT)
    asked = [field.name for field in spec.fields]
    assert len(set(asked)) == len(asked)
    assert set(asked) | NOT_TYPED.get(kind, set()) == {f.name for f in fields(CLASSES[kind])}
    assert type(spec.base) is CLASSES[kind]


def test_the_checks_ask_every_item_as_its_assertion() -> None:
    spec = form_for("answer", ABOUT)
    assert [(f.name, f.label) for f in spec.fields] == [
        (item.code, item.assertion) for item in PROTOCOL.items
    ]
    with_third = {f.name for f in spec.fields if len(f.choices) == 3}
    assert with_third == {item.code for item in PROTOCOL.items if item.not_applicable}


def all_fields() -> list[tuple[str, Any]]:
    return [(kind, field) for kind, spec in SPECS.items() for field in spec.fields]


def test_every_field_has_a_label_and_every_number_its_range() -> None:
    for kind, field in all_fields():
        assert field.label, (kind, field.name)
        if field.limits is not None and not field.choices:
            assert field.hint, (kind, field.name)


def test_no_form_has_an_answer_in_advance() -> None:
    """Left as it opens, a form that asks yes or no is refused for each question."""
    for kind, spec in SPECS.items():
        asked = {f.name for f in spec.fields if f.kind == "yes-no"}
        if asked:
            answer = build(spec, {}, NOW)
            assert isinstance(answer, tuple), kind
            assert asked <= {error.name for error in answer}, kind


@given(st.data())
def test_what_was_recorded_could_have_been_typed(data: st.DataObject) -> None:
    spec: FormSpec = data.draw(st.sampled_from(list(SPECS.values())))
    act = data.draw(made(spec))
    assert build(spec, typed_of(spec, act), NOW) == act


def test_identity_is_not_confirmed_unless_it_is_ticked() -> None:
    spec = SPECS["open"]
    typed = {
        "cycle": "1",
        "day": "1",
        "prescribed_mg": "1.4",
        "height_cm": "168",
        "remission": "none",
        "reduction": "none",
        "transplant_planned": "no",
    }
    act = build(spec, typed, NOW)
    assert getattr(act, "identity_confirmed", None) is False
    ticked = build(spec, {**typed, "identity_confirmed": True}, NOW)
    assert getattr(ticked, "identity_confirmed", None) is True


def test_only_other_active_staff_check_and_only_nurses_take_over() -> None:
    assert [c.value for c in SPECS["second_check"].field("witness").choices] == ["ben", "cat"]
    assert [c.value for c in SPECS["handover"].field("to").choices] == ["ben"]


def test_a_form_can_be_narrowed_and_started_from_what_is_known() -> None:
    spec = SPECS["second_check"].only("witness").starting(subject="bag")
    act = build(spec, {"witness": "ben"}, NOW)
    assert (getattr(act, "subject", ""), getattr(act, "witness", "")) == ("bag", "ben")
    with pytest.raises(KeyError):
        spec.field("subject")
    assert [f.name for f in SPECS["vitals"].without({"total"}).fields][-1] == "elsewhere"


def test_an_answer_keeps_its_note() -> None:
    typed = {"vod-history": "no", "vod-history note": " seen in 2024 "}
    act = build(SPECS["answer"], typed, NOW)
    assert isinstance(act, Answer)
    assert act.answers["vod-history"].note == "seen in 2024"
    assert set(act.answers) == {"vod-history"}


def test_an_error_names_label_value_and_range() -> None:
    answer = build(SPECS["rate"], {"rate_ml_h": "5000"}, NOW)
    assert isinstance(answer, tuple)
    assert [e.sentence for e in answer] == ["New rate “5000”: outside 1 to 1000 mL/h"]
    missing = build(SPECS["rate"], {"rate_ml_h": " "}, NOW)
    assert missing == (FieldError("rate_ml_h", "New rate", " ", "1 to 1000 mL/h"),)
