from datetime import UTC, datetime
from decimal import Decimal

import pytest

from inoadmin.scenario.loading import load
from inoadmin.scenario.model import (
    Expectations,
    ScenarioError,
)
from tests.scenario.files import (
    BASE,
    ITEMS,
    step,
)


def at(hour: int, minute: int = 0, second: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 3, day, hour, minute, second, tzinfo=UTC)


def expects_of(fields: str) -> Expectations:
    return load(BASE + step('command = "end"\n' + fields), ITEMS).steps[0].expects


class TestExpectations:
    @pytest.mark.parametrize(
        ("text", "outcome"),
        [('"accepted"', "accepted"), ('["a", "b"]', ("a", "b")), ("[]", ())],
    )
    def test_outcome(self, text, outcome):
        assert expects_of(f"expect = {text}") == Expectations(outcome=outcome)

    def test_all_the_others(self):
        text = (
            'expect_includes = ["a"]\nexpect_stage = "infusing"\nexpect_findings = ["b"]\n'
            'expect_findings_include = []\nexpect_timers.premed = { state = "open", '
            'closes_at = "2026-03-02T10:00:00+01:00", started_at = 2026-03-02T08:00:00Z, '
            "remaining_s = 12 }"
        )
        timers = {
            "premed": {
                "state": "open",
                "closes_at": at(9),
                "started_at": at(8),
                "remaining_s": Decimal(12),
            }
        }
        assert expects_of(text) == Expectations(None, ("a",), "infusing", ("b",), (), timers)

    def test_nothing(self):
        assert expects_of("") == Expectations()
        assert not expects_of('expect = "accepted"').of_state
        assert expects_of('expect_stage = "x"').of_state


REFUSED = [
    (
        BASE + step('command = "end"\nexpect = "refused"'),
        'step 0 (end): expect must be "accepted" or a list of codes',
    ),
    (
        BASE + step('command = "end"\nexpect = true'),
        'step 0 (end): expect must be "accepted" or a list of codes',
    ),
    (
        BASE + step('command = "end"\nexpect = [1]'),
        "step 0 (end): expect must be a list of texts, not of a whole number",
    ),
    (
        BASE + step('command = "end"\nexpect_includes = "a"'),
        "step 0 (end): expect_includes must be a list of texts, not text",
    ),
    (
        BASE + step('command = "end"\nexpect_stage = ["infusing"]'),
        "step 0 (end): expect_stage must be text, not a list",
    ),
    (
        BASE + step('command = "end"\nexpect_findings = "a"'),
        "step 0 (end): expect_findings must be a list of texts, not text",
    ),
    (
        BASE + step('command = "end"\nexpect_timers = 1'),
        "step 0 (end) expect_timers: must be a table, not a whole number",
    ),
    (
        BASE + step('command = "end"\nexpect_timers.pump = { state = "x" }'),
        "step 0 (end) expect_timers: unknown timer 'pump'",
    ),
    (
        BASE + step('command = "end"\nexpect_timers.infusion = "x"'),
        "step 0 (end) expect_timers infusion: must be a table, not text",
    ),
    (
        BASE + step('command = "end"\nexpect_timers.infusion = { closes_at = "x" }'),
        "step 0 (end) expect_timers infusion: unknown key 'closes_at'",
    ),
    (
        BASE + step('command = "end"\nexpect_timers.infusion = { remaining_s = "1" }'),
        "step 0 (end) expect_timers infusion: remaining_s must be a number, not text",
    ),
    (
        BASE + step('command = "end"\nexpect_timers.infusion = { state = 1 }'),
        "step 0 (end) expect_timers infusion: state must be text, not a whole number",
    ),
    (
        BASE + step('command = "end"\nexpect_timers.infusion = { due_at = "noon" }'),
        "step 0 (end) expect_timers infusion: due_at is no instant such as 2026-03-02T10:16:00Z",
    ),
    (
        BASE + step('command = "end"\nexpect_timers.infusion = { due_at = "2026-03-02T10:16" }'),
        "step 0 (end) expect_timers infusion: due_at needs its offset from UTC, or Z",
    ),
    (
        BASE + step('command = "end"\nexpect_timers.infusion = { due_at = 1 }'),
        "step 0 (end) expect_timers infusion: due_at must be text, not a whole number",
    ),
]


@pytest.mark.parametrize(("text", "line"), REFUSED, ids=[line[:50] for _, line in REFUSED])
def test_refused_with_where_and_why(text, line):
    with pytest.raises(ScenarioError) as refusal:
        load(text, ITEMS)
    assert str(refusal.value) == line
