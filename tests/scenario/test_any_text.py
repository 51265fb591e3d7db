from hypothesis import given
from hypothesis import strategies as st

from inoadmin.domain import commands as c
from inoadmin.scenario.loading import load
from inoadmin.scenario.model import (
    Scenario,
    ScenarioError,
)
from tests.scenario.files import (
    BASE,
    HEAD,
    ITEMS,
    PATIENT,
    SECOND,
    STAFF,
)

LINES = st.lists(
    st.sampled_from(
        [
            *(HEAD + STAFF + PATIENT + SECOND).strip().splitlines(),
            *("[[step]]", 'at = "0:00"', 'at = "-1d 0:00"', 'by = "amy"', 'patient = "p1"'),
            *(f'command = "{name}"' for name in (*c.KINDS, "correct", "look")),
            *("of = 0", "of = -1", 'field = "occurred"', 'field = "taken"', 'value = "0:01"'),
            *("void = true", "value = [1]", "value = {}", 'item = "qt-risk"', "answers = {}"),
            *(
                'taken = "9d 9:99"',
                "taken = 1",
                "dose_mg = 1e99",
                "cycle = 0xffffffff",
                "day = nan",
            ),
            *("expect = []", "expect_timers.premed = {}", "expect_timers.infusion.state = 1"),
            *('expect_timers = { vitals = { due_at = "9999-12-31T23:59:59-10:00" } }', "x = ["),
        ]
    ),
    max_size=30,
)


@given(LINES.map("\n".join))
def test_any_text_loads_or_is_refused_in_one_line(text):
    try_loading(text)


@given(LINES.map("\n".join))
def test_any_step_loads_or_is_refused_in_one_line(text):
    try_loading(BASE + '[[step]]\nat = "0:00"\nby = "amy"\n' + text)


@given(st.one_of(st.text(), st.binary()))
def test_any_input_loads_or_is_refused_in_one_line(text):
    try_loading(text)


def outcome(text: str | bytes) -> Scenario | str:
    try:
        return load(text, ITEMS)
    except ScenarioError as refusal:
        return str(refusal)


def try_loading(text: str | bytes) -> None:
    loaded = outcome(text)
    assert isinstance(loaded, Scenario) or len(loaded.splitlines()) == 1
