"""Section 10: a corrected act reads as if it had been recorded so, and the first value stays."""

from typing import Any

import pytest

from .corrected import RESUMED, correct, essence, void
from .doses import clean, infusing, interrupted, observing, reacted, ready
from .walk import Walk

OUT = {"out-of-sequence"}


SAME: list[tuple[str, str, Any]] = [
    ("open", "weight_kg", 75),
    ("open", "height_cm", 150),
    ("open", "prescribed_mg", 1.45),
    ("open", "prescription_weight_kg", 60),
    ("open", "bsa_formula", "dubois"),
    ("open", "transplant_planned", True),
    ("open", "interruption_days", 30),
    ("open", "reduction", "25%"),
    ("open", "weight_measured", "-30:00"),
    ("answers", "answers", {"qt-risk": "no"}),
    ("blasts", "x10_9_per_l", 20),
    ("fbc", "neutrophils", 0.4),
    ("fbc", "taken", "-9d 0:00"),
    ("fbc", "reviewed", False),
    ("ue", "crcl", 12),
    ("lft", "bilirubin", 50),
    ("lft", "alt_uln", 10),
    ("bag", "batch", "XY"),
    ("bag", "expiry", "2026-03-02T09:30"),
    ("bag", "dose_mg", 1.3),
    ("bag", "volume_ml", 70),
    ("bag", "reconstituted", "-7:00"),
    ("bag", "diluent", "glucose 5%"),
    ("bag", "light_protected", False),
    ("bag", "label_matches", False),
    ("dex", "drug", "prednisolone"),
    ("dex", "dose_mg", 4),
    ("chlor", "route", "PO"),
    ("baseline", "pulse", 140),
    ("out", "latest", True),
]


@pytest.mark.parametrize(("of", "field", "value"), SAME, ids=[f"{o}-{f}" for o, f, _ in SAME])
def test_a_value_corrected_before_the_start_reads_as_recorded_so(
    of: str, field: str, value: Any
) -> None:
    recorded = ready().change(of, **{field: value}).look("1:06").play()
    corrected = correct(ready(), of, "1:06", field=field, value=value).play()
    assert recorded.refused() == corrected.refused() == {}
    assert essence(corrected) == essence(recorded)


@pytest.mark.parametrize(
    ("of", "gone"),
    [
        ("answers", None),
        ("blasts", {"blasts-high"}),
        ("fbc", {"fbc-missing"}),
        ("dex", {"premed-missing"}),
        ("out", {"equilibration-not-started"}),
        ("baseline", {"baseline-observations-missing"}),
        ("bedside", {"bedside-check-missing"}),
        ("bag check", set()),
    ],
)
def test_what_is_voided_was_never_recorded(of: str, gone: set[str] | None) -> None:
    dropped = ready().drop(of).look("1:06").play()
    voided = correct(ready(), of, "1:06", void=True).play()
    assert voided.findings() == dropped.findings()
    if gone is not None:
        assert voided.findings() == gone | {"first-dose-outpatient"}


STOPPED = infusing().then("1:36", "stop", "stop", reason="x")
FOUND = infusing().then("1:30", "pump_check", "found", running=False)
EXTRAVASATED = infusing().then("1:30", "extravasation", "swelling", note="x")
LAST: list[tuple[str, Walk, str, str]] = [
    ("start", infusing(), "start", "preparing"),
    ("interrupt", interrupted(), "interrupt", "infusing"),
    ("reaction", reacted(grade=1), "reaction", "infusing"),
    ("pump found stopped", FOUND, "found", "infusing"),
    ("extravasation", EXTRAVASATED, "swelling", "infusing"),
    ("resume", RESUMED, "resume", "interrupted"),
    ("end", observing(), "end", "infusing"),
    ("stop", STOPPED, "stop", "infusing"),
    ("stop of an interrupted one", interrupted().then("1:36", "stop", "stop", reason="x"), "stop",
     "interrupted"),
    ("open", ready(), "open", "voided"),
    ("open of a running one", infusing(), "open", "voided"),
    ("end of a completed one", clean(), "end", "infusing"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("walk", "of", "stage"), [row[1:] for row in LAST], ids=[row[0] for row in LAST]
)
def test_the_latest_change_of_state_can_be_voided(walk: Walk, of: str, stage: str) -> None:
    played = void(walk, of)
    assert played.refused() == {}
    assert played.dose()["stage"] == stage


NOT_LAST: list[tuple[str, Walk, str]] = [
    ("start", interrupted(), "start"),
    ("start of an ended one", observing(), "start"),
    ("interrupt", RESUMED, "interrupt"),
    ("reaction", reacted(grade=1).then("1:30", "stop", reason="x"), "reaction"),
    ("pump found stopped", FOUND.then("1:31", "resume"), "found"),
    ("resume", RESUMED.then("1:40", "interrupt", reason="x"), "resume"),
    ("start of a completed one", clean(), "start"),
]


@pytest.mark.parametrize(
    ("walk", "of"), [row[1:] for row in NOT_LAST], ids=[row[0] for row in NOT_LAST]
)
def test_an_earlier_change_of_state_cannot_be_voided(walk: Walk, of: str) -> None:
    assert void(walk, of).codes("correction") == OUT


def test_a_voided_interruption_never_stopped_the_clock() -> None:
    played = correct(interrupted(), "interrupt", "1:31", void=True).play()
    assert played.timer("infusion")["remaining_s"] == 2100
    assert played.dose()["interrupted_s"] == 0


def test_a_gate_passed_is_not_judged_again_and_the_next_one_is() -> None:
    walk = correct(infusing(), "bag", "1:10", field="expiry", value="2026-03-02T09:00")
    played = walk.then("1:21", "interrupt", reason="x").play()
    assert played.step("correction")["stage"] == "infusing"
    assert played.findings() == {"product-expired"}


def test_what_is_judged_at_open_alone_never_stands_at_the_start() -> None:
    for field, value in (("cycle", 7), ("day", 8), ("identity_confirmed", False)):
        walk = correct(ready(), "open", "1:06", field=field, value=value)
        judged = {"identity-unconfirmed", "cycle-limit", "day-out-of-order", "dose-interval-short"}
        assert not walk.play().findings() & judged


def test_a_defaulted_value_follows_the_one_it_was_taken_from() -> None:
    walk = ready().change("open", weight_kg=86, prescribed_mg=1.41).change("bag", dose_mg=1.41)
    assert correct(walk, "open", "1:06", field="weight_kg", value=68).play().findings() == {
        "first-dose-outpatient"
    }
    walk = correct(infusing(), "bag", "1:36", field="volume_ml", value=60)
    assert walk.play().timer("infusion")["remaining_s"] == 1800


def test_the_first_value_stays_and_the_correction_is_a_deviation() -> None:
    walk = correct(ready(), "bag", "0:55", field="batch", value="XY")
    played = walk.then("1:06", "start").play()
    assert played.dose()["batch"] == "XY"
    assert played.deviations() == {("corrected", "corrected", "amy")}


@pytest.mark.parametrize(
    ("walk", "version"),
    [(observing(), 1), (correct(observing(), "obs 3", field="pulse", value=80), 1), (clean(), 1),
     (correct(clean(), "obs 3", field="pulse", value=80), 2)],
)  # fmt: skip
def test_a_correction_after_completion_raises_the_version(walk: Walk, version: int) -> None:
    assert walk.play().dose()["version"] == version


def test_each_correction_after_completion_raises_it_again() -> None:
    walk = correct(clean(), "obs 3", field="pulse", value=80)
    walk = walk.then("3:10", "correct", of="obs 1", field="pulse", value=81, reason="x")
    played = walk.play()
    assert played.dose()["version"] == 3
    assert played.dose()["stage"] == "completed"


@pytest.mark.parametrize("of", ["end", "complete"])
def test_a_completion_taken_back_raises_the_version_too(of: str) -> None:
    played = void(clean(), of)
    assert played.dose()["stage"] != "completed"
    assert played.dose()["version"] == 2


@pytest.mark.parametrize("command", ["end", "stop"])
def test_voiding_the_end_of_a_completed_one_drops_the_completion(command: str) -> None:
    walk = clean()
    if command == "stop":
        walk = walk.drop("end").then("2:06", "stop", "end", reason="x")
    played = void(walk, "end")
    assert played.dose()["stage"] == "infusing"
    assert played.dose()["infusion_ended"] is None


def test_a_correction_of_a_correction_is_out_of_sequence() -> None:
    walk = correct(ready(), "bag", "0:55", field="batch", value="XY")
    walk = walk.then("0:56", "correct", "second", of="correction", void=True, reason="x")
    assert walk.play().codes("second") == OUT


def test_only_what_was_accepted_can_be_corrected() -> None:
    walk = ready().then("0:53", "start", "early")
    walk = walk.then("0:55", "correct", "second", of="early", void=True, reason="x")
    assert walk.play().codes("second") == OUT


def test_of_a_voided_one_nothing_can_be_corrected() -> None:
    walk = correct(ready(), "open", "0:55", void=True)
    walk = walk.then("0:56", "correct", "second", of="bag", field="batch", value="X", reason="x")
    assert walk.play().codes("second") == OUT


def test_a_corrected_value_lies_in_its_range() -> None:
    for field, value in (("weight_kg", 301), ("prescribed_mg", 5.1), ("height_cm", 40)):
        played = correct(ready(), "open", field=field, value=value).play()
        assert played.codes("correction") == {"invalid-value"}


def test_the_same_field_is_corrected_twice_and_the_last_counts() -> None:
    walk = correct(ready(), "bag", "0:55", field="batch", value="XY")
    walk = walk.then("0:56", "correct", of="bag", field="batch", value="ZZ", reason="x")
    assert walk.play().dose()["batch"] == "ZZ"
