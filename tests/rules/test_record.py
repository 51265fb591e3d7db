"""The JSON, restarts, two patients at once, and the course as it is told by earlier doses."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from .course_open_cases import MONTHLY
from .doses import bloods, clean, given, infusing, interrupted, pair, ready
from .walk import Walk, instant, simulate

STEP = {"index", "at", "by", "command", "outcome", "codes", "stage", "missed"}
DOSE = {
    "id", "patient", "cycle", "day", "stage", "version", "expected_mg", "prescribed_mg", "given_mg",
    "bsa_m2", "volume_given_ml", "infusion_started", "infusion_ended", "interrupted_s",
    "observed_s", "batch", "expiry", "news2", "timers", "findings", "deviations", "events",
}  # fmt: skip


def test_the_json_of_a_clean_dose() -> None:
    played = clean().play()
    assert set(played.json) == {"scenario", "steps", "administrations", "met", "missed"}
    assert played.refused() == {}
    for number, step in enumerate(played.json["steps"]):
        assert set(step) >= STEP
        assert step["index"] == number
        assert step["at"] == instant(f"0:00:{played.walk.steps[number].at}")
    dose = played.dose()
    assert set(dose) >= DOSE
    expected = {
        "patient": "p1", "cycle": 1, "day": 1, "stage": "completed", "version": 1,
        "expected_mg": 1.41, "prescribed_mg": 1.4, "given_mg": 1.4, "bsa_m2": 1.77,
        "volume_given_ml": 50.0, "infusion_started": instant("1:06"),
        "infusion_ended": instant("2:06"), "interrupted_s": 0, "observed_s": 3600,
        "batch": "AB1234", "expiry": "2026-03-02T18:00:00Z", "deviations": [], "findings": [],
    }  # fmt: skip
    assert {key: dose[key] for key in expected} == expected
    assert [entry["total"] for entry in dose["news2"]] == [0, 0, 0, 0]
    assert dose["events"] >= len(clean().steps)


def test_what_has_not_happened_yet() -> None:
    dose = clean().until("answers").play().dose()
    assert dose["infusion_started"] is None
    assert dose["infusion_ended"] is None
    assert (dose["given_mg"], dose["volume_given_ml"], dose["interrupted_s"]) == (0, 0, 0)
    assert dose["batch"] is None
    assert dose["expiry"] is None
    assert dose["news2"] == []


@pytest.mark.parametrize(
    ("height", "weight", "formula", "bsa", "expected"),
    [
        (160, 90, "mosteller", 2.0, 1.6),
        (165, 68, "mosteller", 1.77, 1.41),
        (170, 70, "mosteller", 1.82, 1.45),
        (160, 90, "dubois", 1.93, 1.54),
        (165, 68, "dubois", 1.75, 1.40),
        # Half up: the root of 150 x 24 / 3600 is 1; of 180 x 48.05 / 3600 is 1.55.
        (150, 24, "mosteller", 1.0, 0.8),
        (180, Decimal("48.05"), "mosteller", 1.55, 1.24),
    ],
)
def test_bsa_and_expected_dose(
    height: Any, weight: Any, formula: str, bsa: float, expected: float
) -> None:
    walk = clean().until("answers")
    walk = walk.change("open", height_cm=height, weight_kg=weight, bsa_formula=formula)
    dose = walk.play().dose()
    assert (dose["bsa_m2"], dose["expected_mg"]) == (bsa, expected)


def test_the_observation_runs_to_now() -> None:
    walk = clean().until("obs 3")
    assert walk.look("2:16").play().dose()["observed_s"] == 600
    assert walk.look("4:06").play().dose()["observed_s"] == 7200
    assert clean().look("9:00").play().dose()["observed_s"] == 3600


def test_masses_are_rounded_half_up() -> None:
    walk = clean().until("answers").change("open", prescribed_mg=Decimal("1.405"))
    assert walk.play().dose()["prescribed_mg"] == 1.41
    walk = ready().change("open", prescribed_mg=Decimal("1.405")).change("bag", dose_mg=1.41)
    assert walk.play().dose()["prescribed_mg"] == 1.41


def test_a_restart_between_all_steps_changes_nothing() -> None:
    walk = interrupted().then("1:31", "resume").then("1:40", "rate", rate_ml_h=40)
    for base in (clean(), walk):
        restarted = base
        for number, step in enumerate(base.steps):
            at = f"0:00:{step.at}"
            restarted = restarted.then(at, "restart_application", f"again {number}")
        before, after = base.play(), restarted.play()
        assert after.refused() == {}
        for first, second in zip(
            before.json["administrations"], after.json["administrations"], strict=True
        ):
            assert {**first, "id": ""} == {**second, "id": ""}


def both(at: str, command: str, walk: Walk, **fields: Any) -> Walk:
    """The same command for each of two patients."""
    for patient in ("p1", "p2"):
        walk = walk.then(at, command, f"{command} {patient}", patient=patient, **fields)
    return walk


OPENED = {
    "cycle": 1,
    "day": 1,
    "prescribed_mg": 1.6,
    "height_cm": 160,
    "weight_kg": 90,
    "remission": "not assessed",
}


def test_two_patients_at_once_do_not_mix() -> None:
    walk = both("0:00", "open", pair(), **OPENED)
    walk = bloods(walk, patient="p2").then("0:10", "blasts", x10_9_per_l=1, patient="p1")
    walk = walk.then("0:11", "vitals", elsewhere=True, total=3, patient="p2").look("0:12")
    played = walk.play()
    assert played.refused() == {}
    first, second = played.json["administrations"]
    assert (first["patient"], second["patient"]) == ("p1", "p2")
    assert first["id"] != second["id"]
    panels = {"fbc-missing", "ue-missing", "lft-missing"}
    assert played.findings(0) >= panels | {"baseline-observations-missing"}
    assert not played.findings(1) & (panels | {"baseline-observations-missing"})
    assert "blasts-high" in played.findings(1)
    assert "blasts-high" not in played.findings(0)


def test_a_patient_has_one_administration_under_way() -> None:
    for walk in (ready(), infusing(), interrupted()):
        played = walk.then(walk.last(), "open", "second", **OPENED).play()
        assert played.codes("second") == {"out-of-sequence"}
    walk = ready().then("1:06", "cancel", reason="x").then("1:07", "open", "second", **OPENED)
    played = walk.then("1:08", "addendum", "first", administration=0, text="x").play()
    assert played.refused() == {}
    assert [dose["stage"] for dose in played.json["administrations"]] == ["cancelled", "preparing"]


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        ("history", {"started": date(2026, 3, 1), "given_mg": 1,
                     "transcribed_from": "chart"}),
        ("omit", {"reason": "x"}),
    ],
)  # fmt: skip
def test_a_dose_is_known_once(command: str, fields: dict[str, Any]) -> None:
    for walk in (given(Walk(), (1, 1, "2026-02-02")), infusing()):
        at = walk.last()
        played = walk.then(at, command, "act", cycle=1, day=1, **fields).play()
        assert played.codes("act") == {"out-of-sequence"}


def expected(walk: Walk, cycle: int, day: int, at: str = "0:00", **fields: Any) -> float:
    """The expected dose of an administration opened next, for a person of 2 m2."""
    opened = {**OPENED, "cycle": cycle, "day": day, **fields}
    played = walk.then(at, "open", "next", **opened).play()
    assert played.codes("next") == set()
    return played.dose(-1)["expected_mg"]


ONE = given(Walk(), (1, 1, "2026-01-12"))
TWO = given(ONE, (2, 1, "2026-02-16"))
TOXIC = {"interruption_days": 14}


@pytest.mark.parametrize(
    ("walk", "cycle", "day", "fields", "mg"),
    [
        (Walk(), 1, 1, {}, 1.6),
        (Walk(), 1, 1, {"remission": "cr"}, 1.6),
        (ONE, 1, 8, {}, 1.0),
        (ONE, 1, 15, {}, 1.0),
        (ONE, 2, 1, {}, 1.6),
        (ONE, 2, 1, {"remission": "none"}, 1.6),
        (ONE, 2, 1, {"remission": "cr"}, 1.0),
        (ONE, 2, 1, {"remission": "cri"}, 1.0),
        (TWO.change("c1d1", remission="cr"), 3, 1, {}, 1.0),
        (TWO.change("c1d1", remission="cr"), 3, 1, {"remission": "none"}, 1.0),
        # (a) the prescriber's reduction, of this dose.
        (Walk(), 1, 1, {"reduction": "25%"}, 1.2),
        (ONE, 1, 8, {"reduction": "25%"}, 0.75),
        # (b) from the first day 1 opened with, or after, 14 days of toxicity interruption.
        (ONE, 2, 1, {"interruption_days": 13}, 1.6),
        (ONE, 2, 1, TOXIC, 1.2),
        (TWO.change("c2d1", **TOXIC), 2, 8, {}, 0.75),
        (ONE, 1, 8, TOXIC, 1.0),
        (given(ONE, (1, 8, "2026-02-02")).change("c1d8", **TOXIC), 1, 15, {}, 1.0),
        (given(ONE, (1, 8, "2026-02-02")).change("c1d8", **TOXIC), 2, 1, {}, 1.2),
        # (c) for good, once a reduced dose was given.
        (TWO.change("c1d1", reduced=True), 2, 8, {}, 0.75),
        (TWO.change("c2d1", reduced=True), 3, 1, {}, 1.2),
        (TWO.change("c2d1", reduced=True), 3, 1, {"remission": "cr"}, 0.75),
    ],
)
def test_the_level_and_the_reduction(
    walk: Walk, cycle: int, day: int, fields: dict[str, Any], mg: float
) -> None:
    assert expected(walk, cycle, day, **fields) == mg


def reduced(prescribed_mg: Any) -> Walk:
    """Day 1 under the prescriber's reduction, started with this dose."""
    walk = clean().change("open", reduction="25%", height_cm=160, weight_kg=90)
    walk = walk.change("open", prescribed_mg=prescribed_mg).change("bag", dose_mg=prescribed_mg)
    return walk.change("start", already_happened=True, reason="x")


@pytest.mark.parametrize(
    ("prescribed", "mg"), [("1.2", 0.75), ("1.26", 0.75), ("1.261", 1.0), ("1.6", 1.0)]
)
def test_a_reduced_dose_given_here_is_never_re_escalated(prescribed: str, mg: float) -> None:
    walk = reduced(Decimal(prescribed)).change("bag", dose_mg=round(Decimal(prescribed), 2))
    assert expected(walk, 1, 8, "7d 0:00") == mg


def test_remission_recorded_in_an_earlier_open_is_not_cancelled() -> None:
    walk = clean().change("open", remission="cr")
    assert expected(walk, 2, 1, "28d 0:00", remission="not assessed") == 1.0
    assert expected(walk, 2, 1, "28d 0:00", remission="none") == 1.0


def third(first: Walk) -> set[str]:
    """Findings of day 1 of cycle 3 with a long interruption, after one in cycle 2."""
    walk = first
    for cycle, started, days in ((1, "2026-03-03", 0), (2, "2026-03-31", 14)):
        fields = {"given_mg": 1.2, "interruption_days": days, "transcribed_from": "chart"}
        when = date.fromisoformat(started)
        walk = walk.then("60d 0:00", "history", cycle=cycle, day=1, started=when, **fields)
    opened = {**OPENED, "cycle": 3, "day": 1, "interruption_days": 14}
    return walk.then("60d 0:00", "open", "third", **opened).play().findings(-1)


REDUCED = Walk().then("0:00", "open", "first", **OPENED, reduction="25%")


def test_a_prescribers_reduction_is_a_modification() -> None:
    assert "not-tolerated" not in third(Walk())
    assert "not-tolerated" in third(REDUCED.then("0:00", "cancel", reason="x"))
    voided = REDUCED.then("0:00", "correct", of="first", void=True, reason="x")
    assert "not-tolerated" not in third(voided)


def test_a_reduced_dose_elsewhere_is_no_modification() -> None:
    walk = given(Walk(), *MONTHLY[:3]).change("c1d1", reduced=True)
    walk = walk.change("c2d1", interruption_days=14).change("c3d1", interruption_days=13)
    opened = {**OPENED, "cycle": 4, "day": 1, "interruption_days": 14}
    assert "not-tolerated" not in walk.then("0:00", "open", **opened).play().findings()


def test_an_expectation_missed_is_exit_1_and_an_invalid_file_exit_2() -> None:
    text = clean().change("start", expect=["premed-too-recent"]).text()
    assert simulate(text)[0] == 1
    status, _, error = simulate(text.replace('command = "start"', 'command = "begin"'))
    assert status == 2
    assert re.fullmatch(r"[^\n]+\n", error)
    assert simulate(clean().text())[0] == 0
