"""Section 11: what is malformed or implausible is `invalid-value`, just inside it is taken."""

from decimal import Decimal
from typing import Any

import pytest

from .doses import CONSULTANT, VITALS, infusing, interrupted, observing, ready
from .walk import Walk

OPENED = ready().until("answers")
OPEN = dict(OPENED.steps[0].fields)
BAG = {"product": "Besponsa", "batch": "Z9", "expiry": "2026-03-04", "dose_mg": 1.4}
LFT = {
    "panel": "lft",
    "taken": "-1:00",
    "bilirubin": 10,
    "bilirubin_uln": 21,
    "alt": 30,
    "alt_uln": 40,
}
FBC = {"panel": "fbc", "taken": "-1:00", "neutrophils": 2, "platelets": 90}
UE = {"panel": "ue", "taken": "-1:00"}
DEX = {"drug": "dexamethasone", "dose_mg": 8, "route": "PO"}
HISTORY = {"cycle": 1, "day": 1, "started": Walk().starts.date(), "transcribed_from": "chart"}
INVALID = {"invalid-value"}


def act(walk: Walk, command: str, fields: dict[str, Any]) -> set[str]:
    """The codes with which a command is refused at the end of the walk."""
    at = walk.last() if walk.steps else "0:00"
    return walk.then(at, command, "act", **fields).play().codes("act")


RANGES: list[tuple[str, dict[str, Any], str, str, str, str, str]] = [
    ("open", OPEN, "prescribed_mg", "0.049", "0.05", "5", "5.001"),
    ("open", OPEN, "height_cm", "49.9", "50", "250", "250.1"),
    ("open", OPEN, "weight_kg", "1.9", "2", "300", "300.1"),
    ("open", OPEN, "prescription_weight_kg", "1.9", "2", "300", "300.1"),
    ("bag", BAG, "dose_mg", "0.049", "0.05", "5", "5.001"),
    ("bag", BAG, "volume_ml", "0.9", "1", "1000", "1000.1"),
    ("bloods", FBC, "neutrophils", "-0.1", "0", "500", "500.1"),
    ("bloods", FBC, "platelets", "-1", "0", "5000", "5001"),
    ("bloods", UE, "crcl", "-0.1", "0", "400", "400.1"),
    ("bloods", UE, "creatinine_umol_l", "4.9", "5", "3000", "3000.1"),
    ("bloods", LFT, "bilirubin", "-0.1", "0", "1500", "1500.1"),
    ("bloods", LFT, "bilirubin_uln", "0", "0.1", "500", "500.1"),
    ("bloods", LFT, "alt", "-1", "0", "20000", "20001"),
    ("bloods", LFT, "alt_uln", "0", "0.1", "500", "500.1"),
    ("bloods", {**LFT, "ast_uln": 40}, "ast", "-1", "0", "20000", "20001"),
    ("bloods", {**LFT, "ast": 30}, "ast_uln", "0", "0.1", "500", "500.1"),
    ("blasts", {}, "x10_9_per_l", "-0.1", "0", "1000", "1000.1"),
    ("vitals", {**VITALS}, "resp_rate", "-1", "0", "80", "81"),
    ("vitals", {**VITALS}, "spo2", "29", "30", "100", "101"),
    ("vitals", {**VITALS, "diastolic": 15}, "systolic", "19", "20", "300", "301"),
    ("vitals", {**VITALS, "systolic": 220}, "diastolic", "9", "10", "200", "201"),
    ("vitals", {**VITALS}, "pulse", "-1", "0", "300", "301"),
    ("vitals", {**VITALS}, "temperature", "24.9", "25", "45", "45.1"),
    ("premed", {**DEX}, "dose_mg", "0.09", "0.1", "5000", "5000.1"),
]


@pytest.mark.parametrize(
    ("command", "fields", "name", "below", "low", "high", "above"),
    RANGES,
    ids=[f"{row[0]}-{row[2]}" for row in RANGES],
)
def test_a_value_lies_in_its_range(
    command: str,
    fields: dict[str, Any],
    name: str,
    below: str,
    low: str,
    high: str,
    above: str,
) -> None:
    walk = Walk() if command == "open" else OPENED
    for value, codes in ((below, INVALID), (low, set()), (high, set()), (above, INVALID)):
        number = Decimal(value)
        whole = int(number) if number == number.to_integral_value() else number
        assert act(walk, command, {**fields, name: whole}) == codes, value


@pytest.mark.parametrize(
    ("rate", "refused"), [("0.9", True), ("1", False), ("1000", False), ("1000.1", True)]
)
@pytest.mark.parametrize(
    ("walk", "command"), [(ready(), "start"), (infusing(), "rate"), (interrupted(), "resume")]
)
def test_a_rate_lies_in_its_range(walk: Walk, command: str, rate: str, refused: bool) -> None:
    codes = act(walk, command, {"rate_ml_h": Decimal(rate)})
    assert (codes == INVALID) is refused


TEXTS: list[tuple[str, Walk, dict[str, Any], str, int]] = [
    ("bag", OPENED, BAG, "batch", 40),
    ("cancel", OPENED, {}, "reason", 2000),
    ("addendum", OPENED, {}, "text", 2000),
    ("interrupt", infusing(), {}, "reason", 2000),
    ("stop", infusing(), {}, "reason", 2000),
    ("extravasation", infusing(), {}, "note", 2000),
    ("answer", OPENED, {"item": "qt-risk", "value": "yes"}, "note", 2000),
    ("omit", Walk(), {"cycle": 1, "day": 8}, "reason", 2000),
    ("discontinue", Walk(), {"authoriser": "Dr Sale", "role": "consultant"}, "reason", 2000),
    ("correct", OPENED, {"of": "open", "field": "weight_kg", "value": 69}, "reason", 2000),
    ("left", observing(), {"reason": "other", "informed": "Dr Sale"}, "note", 2000),
    ("start", ready().look("1:06"), {}, "pump", 2000),
    ("start", ready().look("1:06"), {}, "access", 2000),
    ("history", Walk(), {**HISTORY, "given_mg": 1.4}, "transcribed_from", 2000),
]


@pytest.mark.parametrize(
    ("command", "walk", "fields", "name", "most"),
    TEXTS,
    ids=[f"{row[0]}-{row[3]}" for row in TEXTS],
)
def test_a_text_has_its_length(
    command: str, walk: Walk, fields: dict[str, Any], name: str, most: int
) -> None:
    assert act(walk, command, {**fields, name: "x" * most}) == set()
    assert act(walk, command, {**fields, name: "x" * (most + 1)}) == INVALID


REQUIRED: list[tuple[str, Walk, dict[str, Any], tuple[str, ...]]] = [
    ("open", Walk(), OPEN, ("cycle", "day", "prescribed_mg", "height_cm", "remission")),
    (
        "history",
        Walk(),
        {**HISTORY, "given_mg": 1.4},
        ("cycle", "day", "started", "given_mg", "transcribed_from"),
    ),
    ("bloods", OPENED, {**UE, "crcl": 80}, ("taken",)),
    ("blasts", OPENED, {"x10_9_per_l": 1}, ()),
    ("premed", OPENED, DEX, ("drug", "dose_mg", "route")),
    ("cancel", OPENED, {"reason": "x"}, ("reason",)),
    ("interrupt", infusing(), {"reason": "x"}, ("reason",)),
    ("stop", infusing(), {"reason": "x"}, ("reason",)),
    ("rate", infusing(), {"rate_ml_h": 40}, ("rate_ml_h",)),
    ("left", observing(), {"reason": "other", "informed": "x"}, ("reason", "informed")),
    ("omit", Walk(), {"cycle": 1, "day": 8, "reason": "x"}, ("cycle", "day", "reason")),
    (
        "discontinue",
        Walk(),
        {"reason": "x", "authoriser": "y", "role": "consultant"},
        ("reason", "authoriser"),
    ),
    ("addendum", OPENED, {"text": "x"}, ("text",)),
    ("start", ready(), {"already_happened": True, "reason": "x"}, ("reason",)),
    ("resume", interrupted(), {"already_happened": True, "reason": "x"}, ("reason",)),
    (
        "correct",
        OPENED,
        {"of": "open", "field": "weight_kg", "value": 69, "reason": "x"},
        ("reason",),
    ),
]


@pytest.mark.parametrize(
    ("command", "walk", "fields", "name"),
    [(c, w, f, name) for c, w, f, names in REQUIRED for name in names],
    ids=[f"{c}-{name}" for c, _, _, names in REQUIRED for name in names],
)
def test_a_required_value_is_there(
    command: str, walk: Walk, fields: dict[str, Any], name: str
) -> None:
    assert act(walk, command, fields) == set()
    assert act(walk, command, {k: v for k, v in fields.items() if k != name}) == INVALID
    if isinstance(fields[name], str) and name != "taken":
        assert act(walk, command, {**fields, name: "  "}) == INVALID


def test_a_blank_reason_of_an_authorisation_is_none() -> None:
    walk = ready().change("fbc", neutrophils=0.5)
    for name in ("authoriser", "reason"):
        fields = {"codes": ["neutrophils-low"], **CONSULTANT, name: ""}
        assert act(walk, "authorise", fields) == INVALID


CHOICES: list[tuple[str, Walk, dict[str, Any]]] = [
    ("open", Walk(), {**OPEN, "remission": "partial"}),
    ("open", Walk(), {**OPEN, "bsa_formula": "haycock"}),
    ("open", Walk(), {**OPEN, "interruption_days": -1}),
    ("bloods", OPENED, {"panel": "coag", "taken": "-1:00"}),
    ("premed", OPENED, {**DEX, "route": "IM"}),
    ("answer", OPENED, {"item": "qt-risk", "value": "maybe"}),
    ("answer", OPENED, {"item": "qt-risk", "value": "not applicable"}),
    ("answer", OPENED, {"item": "vod-history", "value": "not applicable"}),
    ("vitals", OPENED, {**VITALS, "consciousness": "X"}),
    ("vitals", OPENED, {**VITALS, "spo2_scale": 3}),
    ("reaction", infusing(), {"grade": 0}),
    ("reaction", infusing(), {"grade": 5}),
    ("left", observing(), {"reason": "bored", "informed": "x"}),
]


@pytest.mark.parametrize(("command", "walk", "fields"), CHOICES)
def test_a_value_is_one_of_its_choices(command: str, walk: Walk, fields: dict[str, Any]) -> None:
    assert act(walk, command, fields) == INVALID


def test_creatinine_needs_a_sex_for_the_formula() -> None:
    for sex, codes in (("female", set()), ("male", set()), ("not known", INVALID)):
        walk = OPENED.patient(sex=sex)
        assert act(walk, "bloods", {**UE, "creatinine_umol_l": 70}) == codes


def test_every_grade_of_a_reaction_is_taken() -> None:
    for grade in (1, 2, 3, 4):
        assert act(infusing(), "reaction", {"grade": grade}) == set()
