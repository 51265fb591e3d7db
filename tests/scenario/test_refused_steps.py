import pytest

from inoadmin.scenario.loading import load
from inoadmin.scenario.model import (
    ScenarioError,
)
from tests.scenario.files import (
    BASE,
    HEAD,
    ITEMS,
    SECOND,
    STAFF,
    step,
)

AFTER_ANSWER = BASE + step('command = "answer"')


def two(text):
    return BASE + SECOND + text


REFUSED = [
    ("step = 1" + BASE, "step: must be a list of tables, not a whole number"),
    ("step = [1]" + BASE, "step 0: must be a table, not a whole number"),
    (BASE + step(""), "step 0: command is missing"),
    (BASE + step('command = "bagg"'), "step 0: unknown command 'bagg'"),
    (BASE + step("command = 1"), "step 0: command must be text, not a whole number"),
    (BASE + step('command = "bag"\nexpirry = "x"'), "step 0 (bag): unknown key 'expirry'"),
    (BASE + step('command = "bag"\nreading = "x"'), "step 0 (bag): unknown key 'reading'"),
    (BASE + step('command = "look"\nreason = "x"'), "step 0 (look): unknown key 'reason'"),
    (
        BASE + step('command = "end"\nexpect_volume = 1'),
        "step 0 (end): unknown key 'expect_volume'",
    ),
    (BASE + '[[step]]\nby = "amy"\ncommand = "end"', "step 0 (end): at is missing"),
    (BASE + step('command = "end"', who=""), "step 0 (end): by is missing"),
    (BASE + step('command = "end"', who='by = "zoe"'), "step 0 (end): unknown staff key 'zoe'"),
    (BASE + step('command = "look"', who='by = "zoe"'), "step 0 (look): unknown staff key 'zoe'"),
    (two(step('command = "end"')), "step 0 (end): patient is missing"),
    (HEAD + STAFF + step('command = "end"'), "step 0 (end): patient is missing"),
    (two(step('command = "look"\nexpect_stage = "x"')), "step 0 (look): patient is missing"),
    (
        BASE + step('command = "end"\npatient = "p9"'),
        "step 0 (end): unknown patient 'p9'",
    ),
    (
        BASE + step('command = "end"', "0:02") + step('command = "end"', "0:01:59"),
        "step 1 (end): goes back in time",
    ),
    (BASE + step('command = "end"', "-0:01"), "step 0 (end): goes back in time"),
    (
        BASE + step('command = "end"', "soon"),
        "step 0 (end): at 'soon' is no offset such as 0:30, 0:00:30 or -1d 20:00",
    ),
    (
        BASE + step('command = "end"', "99999999d 0:00"),
        "step 0 (end): at '99999999d 0:00' lies beyond the calendar",
    ),
    (
        BASE + step('command = "end"\noccurred = 5'),
        "step 0 (end): occurred must be text, not a whole number",
    ),
    (
        BASE + step('command = "end"\noccurred = "0:60"'),
        "step 0 (end): occurred '0:60' is no offset such as 0:30, 0:00:30 or -1d 20:00",
    ),
    (
        BASE + step('command = "end"\nadministration = "1"'),
        "step 0 (end): administration must be a whole number, not text",
    ),
    (
        BASE + step('command = "bag"\nexpiry = 2026-03-02T18:00:00'),
        "step 0 (bag): expiry must be text, not a date and time",
    ),
    (
        BASE + step('command = "bag"\nexpiry = 18:00:00'),
        "step 0 (bag): expiry must be text, not a time",
    ),
    (
        BASE + step('command = "bag"\ndose_mg = "1.4"'),
        "step 0 (bag): dose_mg must be a number, not text",
    ),
    (
        BASE + step('command = "bag"\ndose_mg = true'),
        "step 0 (bag): dose_mg must be a number, not true or false",
    ),
    (
        BASE + step('command = "bag"\nrefrigerated = 1'),
        "step 0 (bag): refrigerated must be true or false, not a whole number",
    ),
    (
        BASE + step('command = "bag"\nreconstituted = 2026-03-02T08:00:00Z'),
        "step 0 (bag): reconstituted must be text, not a date and time",
    ),
    (
        BASE + step('command = "allergies"\nknown = "x"'),
        "step 0 (allergies): known must be a list of texts, not text",
    ),
    (
        BASE + step('command = "history"\nstarted = "2026-02-23"'),
        "step 0 (history): started must be a date, not text",
    ),
    (
        BASE + step('command = "premed"\ndrug = 1.5'),
        "step 0 (premed): drug must be text, not a number",
    ),
    (
        BASE + step('command = "bloods"\ntaken = "yesterday"'),
        "step 0 (bloods): taken 'yesterday' is no offset such as 0:30, 0:00:30 or -1d 20:00",
    ),
    (
        BASE + step('command = "second_check"\nwitness = "zoe"'),
        "step 0 (second_check): unknown staff key 'zoe'",
    ),
    (BASE + step('command = "handover"\nto = "zoe"'), "step 0 (handover): unknown staff key 'zoe'"),
    (
        BASE + step('command = "complete"\nwitness = "zoe"'),
        "step 0 (complete): unknown staff key 'zoe'",
    ),
    (
        BASE + step('command = "authorise"\nrole = "registrar"'),
        "step 0 (authorise): unknown role 'registrar'",
    ),
    (
        BASE + step('command = "discontinue"\nrole = "registrar"'),
        "step 0 (discontinue): unknown role 'registrar'",
    ),
    (
        BASE + step('command = "answer"\nitem = "vod"'),
        "step 0 (answer): unknown item 'vod'",
    ),
    (
        BASE + step('command = "answer"\nanswers = { vod = "yes" }'),
        "step 0 (answer) answers: unknown item 'vod'",
    ),
    (
        BASE + step('command = "answer"\nanswers = { vod-history = true }'),
        "step 0 (answer) answers: vod-history must be text, not true or false",
    ),
    (
        BASE + step('command = "answer"\nanswers = ["vod-history"]'),
        "step 0 (answer) answers: must be a table, not a list",
    ),
    (
        BASE + step('command = "answer"\nitem = "vod-history"\nanswers = {}'),
        "step 0 (answer): answers stands beside item or value",
    ),
    (
        BASE + step('command = "correct"\nof = "0"'),
        "step 0 (correct): of must be a whole number, not text",
    ),
    (
        BASE + step('command = "correct"\nvoid = "yes"'),
        "step 0 (correct): void must be true or false, not text",
    ),
    (
        AFTER_ANSWER + step('command = "correct"\nof = 0\nfield = "item"\nvalue = "vod"'),
        "step 1 (correct): unknown item 'vod'",
    ),
    (
        AFTER_ANSWER
        + step('command = "correct"\nof = 0\nfield = "answers"\nvalue = { vod = "yes" }'),
        "step 1 (correct) value: unknown item 'vod'",
    ),
]


@pytest.mark.parametrize(("text", "line"), REFUSED, ids=[line[:50] for _, line in REFUSED])
def test_refused_with_where_and_why(text, line):
    with pytest.raises(ScenarioError) as refusal:
        load(text, ITEMS)
    assert str(refusal.value) == line
