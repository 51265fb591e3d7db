"""Section 10: a corrected act reads as if it had been recorded so, and the first value stays."""

from typing import Any

import pytest

from .doses import (
    VITALS,
    clean,
    infusing,
    interrupted,
    observing,
    reacted,
    ready,
)
from .walk import Played, Walk, instant, offset

OUT = {"out-of-sequence"}
ORDER = {"time-out-of-order"}


def correct(walk: Walk, of: str, at: str = "", **fields: Any) -> Walk:
    """Correct the step of that name, at the walk's end."""
    at = at or walk.last()
    return walk.then(at, "correct", "correction", of=of, **{"reason": "mistyped", **fields})


def void(walk: Walk, of: str) -> Played:
    """Void the step of that name, at the walk's end."""
    return correct(walk, of, void=True).play()


FOLLOWS = ("events", "deviations", "id", "version")


def essence(played: Played) -> dict[str, Any]:
    """An administration without what tells that it was corrected."""
    return {key: value for key, value in played.dose().items() if key not in FOLLOWS}


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
    ("of", "moment"),
    [
        ("bag", "-1:00"),
        ("out", "0:00:30"),
        ("dex", "0:00:30"),
        ("para", "0:10"),
        ("baseline", "0:01"),
    ],
)
def test_a_time_corrected_reads_as_recorded_so(of: str, moment: str) -> None:
    recorded = ready().change(of, occurred=moment).look("1:06").play()
    corrected = correct(ready(), of, "1:06", field="occurred", value=moment).play()
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


RESUMED = interrupted().then("1:31", "resume", "resume")
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


TIMES: list[tuple[str, Walk, str, str, set[str]]] = [
    ("start, before the interruption", interrupted(), "start", "1:20", set()),
    ("start, in its minute", interrupted(), "start", "1:21", set()),
    ("start, after the interruption", interrupted(), "start", "1:22", ORDER),
    ("start, before the open", infusing(), "start", "-0:01", ORDER),
    ("interruption, before the start", interrupted(), "interrupt", "1:05", ORDER),
    ("interruption, after the resume", RESUMED, "interrupt", "1:32", ORDER),
    ("interruption, earlier", RESUMED, "interrupt", "1:10", set()),
    ("end, before the start", observing(), "end", "1:05", ORDER),
    ("bag, more than twelve hours before the open", ready(), "bag", "-12:01", ORDER),
    ("bag, twelve hours before the open", ready(), "bag", "-12:00", set()),
    ("check, before its bag", ready(), "bag check", "0:00", ORDER),
    ("vitals, ahead of now by a minute", ready(), "baseline", "0:53", set()),
    ("vitals, further ahead of now", ready(), "baseline", "0:53:01", {"time-in-future"}),
]


@pytest.mark.parametrize(
    ("walk", "of", "moment", "codes"), [row[1:] for row in TIMES], ids=[row[0] for row in TIMES]
)
def test_a_corrected_time_keeps_the_order(
    walk: Walk, of: str, moment: str, codes: set[str]
) -> None:
    played = correct(walk, of, field="occurred", value=moment).play()
    assert played.codes("correction") == codes


def test_a_corrected_start_moves_the_clock_and_is_judged_no_more() -> None:
    played = correct(infusing(), "start", "1:30", field="occurred", value="0:54").play()
    assert played.refused() == {}
    assert played.dose()["infusion_started"] == instant("0:54")
    assert played.timer("infusion")["remaining_s"] == 1440


def test_a_corrected_interruption_moves_the_volume() -> None:
    played = correct(interrupted(), "interrupt", field="occurred", value="1:18").play()
    assert played.dose()["volume_given_ml"] == 10


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


def test_a_corrected_time_can_be_a_late_entry() -> None:
    walk = correct(ready(), "baseline", "0:53", field="occurred", value="0:40")
    assert walk.play().kinds() == [("corrected", "corrected"), ("late-entry", "late-entry")]


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


@pytest.mark.parametrize("number", range(21))
def test_a_time_moved_by_a_second_and_back_changes_nothing(number: int) -> None:
    walk = clean()
    step = walk.steps[number]
    away, back = offset(step.at - 1 if number else step.at), offset(step.at)
    for turn, moment in enumerate((away, back)):
        walk = walk.then(
            "3:10",
            "correct",
            f"turn {turn}",
            of=step.name,
            field="occurred",
            value=moment,
            reason="x",
        )
    played = walk.play()
    assert played.refused() == {}
    assert essence(played) == essence(clean().look("3:10").play())


def test_vitals_corrected_after_the_start_count_where_they_now_belong() -> None:
    walk = observing().drop("obs 1", "obs 2").then("3:06", "vitals", "late", **VITALS)
    assert walk.play().findings() == {"observations-missing"}
    assert correct(walk, "late", field="occurred", value="1:30").play().findings() == set()
