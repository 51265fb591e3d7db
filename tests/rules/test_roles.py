"""Section 1: who may do what, and in which stage a command applies."""

from typing import Any

import pytest

from .doses import (
    CONSULTANT,
    VITALS,
    clean,
    infusing,
    interrupted,
    observing,
    reacted,
    ready,
)
from .walk import Walk

BLOODS = {"panel": "ue", "taken": "-1:00", "crcl": 80}
BAG = {"product": "Besponsa", "batch": "Z9", "expiry": "2026-03-04", "dose_mg": 1.4}
GIVEN = {
    "cycle": 1,
    "day": 8,
    "started": Walk().starts.date(),
    "given_mg": 1,
    "transcribed_from": "x",
}
DOSE = {"cycle": 1, "day": 1, "prescribed_mg": 1.4, "height_cm": 165, "weight_kg": 68}
END = {"reason": "toxicity", "authoriser": "Dr Ruth Sale", "role": "consultant"}
COVER = {"codes": ["neutrophils-low"], **CONSULTANT, "limit": 0.5}
LOW = ready().change("fbc", neutrophils=0.7)

NURSES_ONLY: list[tuple[str, Walk, dict[str, Any]]] = [
    ("open", Walk(), DOSE),
    ("bag", ready(), BAG),
    ("bag_out", ready().drop("out"), {}),
    ("premed", ready().drop("dex"), {"drug": "dexamethasone", "dose_mg": 8, "route": "PO"}),
    ("second_check", ready(), {"subject": "bag", "witness": "ben"}),
    ("vitals", ready(), dict(VITALS)),
    ("confirm", LOW, {"codes": ["neutrophils-low"], "reason": "x"}),
    ("start", ready(), {}),
    ("cancel", ready(), {"reason": "x"}),
    ("handover", ready(), {"to": "ben"}),
    ("interrupt", infusing(), {"reason": "x"}),
    ("rate", infusing(), {"rate_ml_h": 40}),
    ("pump_check", infusing(), {"volume_ml": 2}),
    ("reaction", infusing(), {"grade": 1}),
    ("extravasation", infusing(), {"note": "x"}),
    ("stop", infusing(), {"reason": "x"}),
    ("resume", interrupted(), {}),
    ("reaction_update", reacted(), {"grade": 1}),
    ("reaction_outcome", reacted(grade=1), {"outcome": "resolved"}),
    ("left", observing(), {"reason": "other", "informed": "Dr Sale"}),
    ("complete", observing(), {}),
    ("correct", ready(), {"of": "open", "field": "weight_kg", "value": 69, "reason": "x"}),
]
SHARED: list[tuple[str, Walk, dict[str, Any]]] = [
    ("history", Walk(), {**GIVEN, "day": 1}),
    ("answer", ready(), {"item": "qt-risk", "value": "yes"}),
    ("blasts", ready(), {"x10_9_per_l": 1}),
    ("bloods", ready(), BLOODS),
    ("allergies", Walk(), {"known": []}),
    ("authorise", LOW, COVER),
    ("discontinue", Walk(), END),
    ("omit", Walk(), {"cycle": 1, "day": 8, "reason": "x"}),
    ("addendum", ready(), {"text": "x"}),
]


def act(walk: Walk, command: str, fields: dict[str, Any], by: str = "amy") -> set[str]:
    """The codes with which a command is refused, done at the walk's end or at its beginning."""
    at = walk.last() if walk.steps else "0:00"
    return walk.then(at, command, "act", by, **fields).play().codes("act")


@pytest.mark.parametrize("by", ["pia", "dov", "max"])
@pytest.mark.parametrize(
    ("command", "walk", "fields"), NURSES_ONLY, ids=[r[0] for r in NURSES_ONLY]
)
def test_what_only_a_nurse_records(
    command: str, walk: Walk, fields: dict[str, Any], by: str
) -> None:
    assert act(walk, command, fields, by) == {"not-permitted"}


@pytest.mark.parametrize("by", ["amy", "ben", "pia", "dov", "max"])
@pytest.mark.parametrize(("command", "walk", "fields"), SHARED, ids=[r[0] for r in SHARED])
def test_what_pharmacists_and_prescribers_record_too(
    command: str, walk: Walk, fields: dict[str, Any], by: str
) -> None:
    assert act(walk, command, fields, by) == ({"not-permitted"} if by == "max" else set())


@pytest.mark.parametrize("subject", ["bag", "bedside"])
@pytest.mark.parametrize(
    ("witness", "codes"),
    [
        ("ben", set()),
        ("pia", set()),
        ("dov", set()),
        ("max", {"not-permitted"}),
        ("amy", {"not-permitted"}),
    ],
)
def test_a_second_checker_is_another_nurse_pharmacist_or_prescriber(
    subject: str, witness: str, codes: set[str]
) -> None:
    assert act(ready(), "second_check", {"subject": subject, "witness": witness}) == codes


@pytest.mark.parametrize(
    ("witness", "codes"), [("amy", {"not-permitted"}), ("ben", set()), ("max", {"not-permitted"})]
)
def test_a_countersignature_is_somebody_elses(witness: str, codes: set[str]) -> None:
    walk = observing()
    assert walk.then("3:06", "complete", "act", witness=witness).play().codes("act") == codes


@pytest.mark.parametrize("role", ["prescriber", "consultant"])
def test_an_authoriser_of_the_row(role: str) -> None:
    assert act(LOW, "authorise", {**COVER, "role": role}) == set()


@pytest.mark.parametrize(
    ("to", "by", "codes"),
    [
        ("ben", "amy", set()),
        ("ben", "ben", set()),
        ("amy", "amy", {"out-of-sequence"}),
        ("pia", "amy", {"not-permitted"}),
        ("dov", "amy", {"not-permitted"}),
        ("max", "amy", {"not-permitted"}),
    ],
)
def test_a_handover_goes_to_another_nurse(to: str, by: str, codes: set[str]) -> None:
    assert act(infusing(), "handover", {"to": to}, by) == codes


def test_a_handover_stops_no_timer_and_any_nurse_goes_on() -> None:
    walk = infusing().then("1:10", "handover", to="ben")
    walk = walk.then("1:20", "handover", "to itself", by="ben", to="ben").look("1:36")
    played = walk.play()
    assert played.codes("to itself") == {"out-of-sequence"}
    assert played.timer("infusion")["remaining_s"] == 1800
    assert act(walk, "interrupt", {"reason": "x"}, "amy") == set()


@pytest.mark.parametrize(
    ("role", "codes"),
    [("prescriber", set()), ("consultant", set()), ("pharmacist", {"not-permitted"})],
)
def test_a_course_is_discontinued_by_a_prescriber(role: str, codes: set[str]) -> None:
    assert act(Walk(), "discontinue", {**END, "role": role}) == codes


STAGES: list[tuple[str, Walk]] = [
    ("preparing", LOW),
    ("infusing", infusing()),
    ("interrupted", interrupted()),
    ("observing", observing()),
    ("completed", clean()),
    ("cancelled", ready().then("0:55", "cancel", reason="x")),
    ("voided", ready().then("0:55", "correct", of="open", void=True, reason="x")),
]
FOUR = {"preparing", "infusing", "interrupted", "observing"}
APPLIES: list[tuple[str, dict[str, Any], set[str]]] = [
    ("answer", {"item": "qt-risk", "value": "yes"}, FOUR),
    ("blasts", {"x10_9_per_l": 1}, FOUR),
    ("bloods", BLOODS, FOUR),
    ("authorise", COVER, FOUR),
    ("premed", {"drug": "chlorphenamine", "dose_mg": 10, "route": "IV", "repeat": True}, FOUR),
    ("vitals", dict(VITALS), FOUR),
    ("second_check", {"subject": "bag", "witness": "ben"}, FOUR),
    ("handover", {"to": "ben"}, FOUR),
    ("bag", BAG, {"preparing", "interrupted"}),
    ("cancel", {"reason": "x"}, {"preparing"}),
    ("interrupt", {"reason": "x"}, {"infusing"}),
    ("rate", {"rate_ml_h": 40}, {"infusing"}),
    ("resume", {}, {"interrupted"}),
    ("pump_check", {"volume_ml": 5, "running": True}, {"infusing"}),
    ("pump_check", {"volume_ml": 5, "running": False}, {"infusing", "interrupted"}),
    ("extravasation", {"note": "x"}, {"infusing", "interrupted"}),
    ("stop", {"reason": "x"}, {"infusing", "interrupted"}),
    ("reaction", {"grade": 1}, {"infusing", "interrupted", "observing"}),
    ("reaction_update", {"grade": 1}, set()),
    ("reaction_outcome", {"outcome": "resolved"}, set()),
    ("new_access", {"note": "x"}, set()),
    ("left", {"reason": "other", "informed": "Dr Sale"}, {"observing"}),
    ("addendum", {"text": "x"}, {stage for stage, _ in STAGES}),
    ("omit", {"cycle": 1, "day": 15, "reason": "x"}, {stage for stage, _ in STAGES}),
    ("allergies", {"known": []}, {stage for stage, _ in STAGES}),
    ("discontinue", END, {stage for stage, _ in STAGES}),
]


@pytest.mark.parametrize(("stage", "walk"), STAGES, ids=[stage for stage, _ in STAGES])
@pytest.mark.parametrize(
    ("command", "fields", "stages"), APPLIES, ids=[f"{r[0]}-{n}" for n, r in enumerate(APPLIES)]
)
def test_a_command_applies_in_its_stages(
    command: str, fields: dict[str, Any], stages: set[str], stage: str, walk: Walk
) -> None:
    at = "3:06" if stage == "completed" else walk.last()
    codes = walk.then(at, command, "act", **fields).play().codes("act")
    assert codes == (set() if stage in stages else {"out-of-sequence"})


@pytest.mark.parametrize(
    ("command", "stage"),
    [
        ("start", "infusing"),
        ("start", "interrupted"),
        ("start", "observing"),
        ("start", "completed"),
        ("end", "preparing"),
        ("end", "interrupted"),
        ("end", "observing"),
        ("end", "completed"),
        ("complete", "preparing"),
        ("complete", "infusing"),
        ("complete", "interrupted"),
        ("complete", "completed"),
        ("start", "cancelled"),
        ("start", "voided"),
        ("confirm", "preparing"),
        ("confirm", "completed"),
    ],
)
def test_a_gated_act_out_of_its_stage(command: str, stage: str) -> None:
    fields = {"codes": ["delay-unexplained"], "reason": "x"} if command == "confirm" else {}
    assert act(dict(STAGES)[stage], command, fields) == {"out-of-sequence"}
