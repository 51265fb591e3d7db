from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain import commands as c
from inoadmin.scenario.correcting import as_text, corrected
from inoadmin.scenario.kinds import described, field_kinds

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ONE = c.Answer({"qt-risk": c.Answered("no", "long QT")})
TWO = c.Answer({"qt-risk": c.Answered("no", "long QT"), "ecg-missing": c.Answered("no")})


@pytest.mark.parametrize(
    ("act", "field", "value", "after"),
    [
        (c.Blasts(), "x10_9_per_l", 3, c.Blasts(Decimal(3))),
        (c.Blasts(), "x10_9_per_l", Decimal("0.5"), c.Blasts(Decimal("0.5"))),
        (c.Bag(batch="A"), "batch", "B", c.Bag(batch="B")),
        (c.Bag(scan="old"), "scan", "new", c.Bag(scan="new")),
        (c.Bag(), "reconstituted", NOON, c.Bag(reconstituted=NOON)),
        (c.Bag(), "vial_batches", ["A", "B"], c.Bag(vial_batches=("A", "B"))),
        (c.BagOut(), "latest", True, c.BagOut(latest=True)),
        (c.History(), "started", date(2026, 2, 23), c.History(started=date(2026, 2, 23))),
        (ONE, "qt-risk", "yes", c.Answer({"qt-risk": c.Answered("yes", "long QT")})),
        (ONE, "value", "yes", c.Answer({"qt-risk": c.Answered("yes", "long QT")})),
        (ONE, "note", "", c.Answer({"qt-risk": c.Answered("no")})),
        (ONE, "item", "vod-signs", c.Answer({"vod-signs": c.Answered("no", "long QT")})),
        (
            TWO,
            "ecg-missing",
            "yes",
            c.Answer({"qt-risk": c.Answered("no", "long QT"), "ecg-missing": c.Answered("yes")}),
        ),
        (
            TWO,
            "answers",
            {"qt-risk": "yes", "vod-signs": "no"},
            c.Answer({"qt-risk": c.Answered("yes", "long QT"), "vod-signs": c.Answered("no")}),
        ),
    ],
)
def test_only_the_field_changes(act, field, value, after):
    assert corrected(act, field, value) == after


@pytest.mark.parametrize(
    ("act", "field", "value", "why"),
    [
        (c.End(), "rate_ml_h", 1, "no field 'rate_ml_h'"),
        (c.Bag(), "reading", "x", "no field 'reading'"),
        (c.Bag(), "", "x", "no field ''"),
        (c.Blasts(), "x10_9_per_l", "3", "must be a number, not text"),
        (c.Blasts(), "x10_9_per_l", True, "must be a number, not true or false"),
        (c.Blasts(), "x10_9_per_l", 0.5, "must be a number, not nothing"),
        (c.Blasts(), "x10_9_per_l", None, "must be a number, not nothing"),
        (c.Bag(), "batch", 7, "must be text, not a whole number"),
        (c.Bag(), "refrigerated", 1, "must be true or false, not a whole number"),
        (c.Bag(), "reconstituted", "0:30", "must be a date and time, not text"),
        (c.Bag(), "reconstituted", datetime(2026, 3, 2), "must name its offset from UTC"),  # noqa: DTZ001
        (c.Bag(), "vial_batches", "A", "must be a list of texts, not text"),
        (c.Bag(), "vial_batches", ["A", 1], "must be a list of texts, not of a whole number"),
        (c.History(), "started", NOON, "must be a date, not a date and time"),
        (ONE, "ecg-missing", "yes", "no field 'ecg-missing'"),
        (ONE, "qt-risk", True, "must be text, not true or false"),
        (ONE, "answers", "yes", "must be a table, not text"),
        (ONE, "answers", {"qt-risk": 1}, "must be text, not a whole number"),
        (TWO, "value", "yes", "no field 'value'"),
        (c.Answer(), "note", "x", "no field 'note'"),
    ],
)
def test_refused(act, field, value, why):
    with pytest.raises(ValueError, match=f"^{why}$"):
        corrected(act, field, value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (68, "68"),
        (Decimal("1.40"), "1.40"),
        (Decimal("1E+2"), "100"),
        (Decimal("1E+999999"), "1E+999999"),
        (Decimal("NaN"), "NaN"),
        (True, "yes"),
        (False, "no"),
        ("B", "B"),
        (NOON, "2026-03-02T12:00:00Z"),
        (date(2026, 3, 2), "2026-03-02"),
        (["A", "B"], "A, B"),
        (("A",), "A"),
        ({"qt-risk": "yes", "vod-signs": "no"}, "qt-risk: yes, vod-signs: no"),
        (None, ""),
    ],
)
def test_as_text(value, text):
    assert as_text(value) == text


def test_a_whole_number_of_thousands_of_digits_has_a_text():
    assert len(as_text(10**5000)) == 5001


KINDS_OF = {Decimal, str, bool, datetime, date, tuple}


@pytest.mark.parametrize("name", sorted(set(c.KINDS) - {"answer"}))
def test_every_field_has_a_kind(name):
    assert set(field_kinds(c.KINDS[name]).values()) <= KINDS_OF


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.decimals(),
    st.text(max_size=5),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.lists(st.one_of(st.text(max_size=3), st.integers()), max_size=2),
    st.dictionaries(st.sampled_from(["qt-risk", "x"]), st.text(max_size=3), max_size=2),
)


@given(st.sampled_from([ONE, TWO, *(kind() for kind in c.KINDS.values())]), st.data(), VALUES)
def test_any_value_corrects_or_is_refused(act, data, value):
    fields = [*field_kinds(type(act)), "qt-risk", "item", "value", "note", "reading"]
    outcome: object
    try:
        outcome = corrected(act, data.draw(st.sampled_from(fields)), value)
    except ValueError as error:
        outcome = error
    assert isinstance(outcome, (type(act), ValueError))


@pytest.mark.parametrize("value", [1.5, None, object()])
def test_what_no_file_holds_is_described_as_nothing(value):
    assert described(value) == "nothing"
