"""Section 8: how much was given, from the clock, the pump, the end and the bags."""

from typing import Any

import pytest

from .bag_cases import replaced
from .doses import VITALS, clean, infusing, interrupted, observing, ready, square
from .walk import Walk, instant

LABEL = {"product": "Besponsa", "batch": "CD1", "expiry": "2026-03-02T18:00"}


def amounts(walk: Walk) -> tuple[float, float]:
    """Volume in mL and dose in mg given when the walk ends."""
    played = walk.play()
    assert played.refused() == {}
    return played.dose()["volume_given_ml"], played.dose()["given_mg"]


AMOUNTS: list[tuple[str, Walk, float, float]] = [
    ("before the start", ready().look("1:06"), 0, 0),
    ("half way", infusing().look("1:36"), 25, 0.7),
    ("at most the bag", infusing().look("2:30"), 50, 1.4),
    ("interrupted", interrupted().look("1:50"), 12.5, 0.35),
    ("resumed", interrupted().then("1:31", "resume").look("1:46"), 25, 0.7),
    ("at half rate", infusing().then("1:36", "rate", rate_ml_h=25).look("1:48"), 30, 0.84),
    ("pump below", infusing().then("1:36", "pump_check", volume_ml=20).look("1:48"), 30, 0.84),
    ("pump above", infusing().then("1:36", "pump_check", volume_ml=30).look("1:48"), 40, 1.12),
    ("pump overfull", infusing().then("1:36", "pump_check", volume_ml=60), 50, 1.4),
    ("pump read late", infusing().then("1:46", "pump_check", volume_ml=20, occurred="1:36"),
     28.3, 0.79),
    ("pump found stopped", infusing().then("1:46", "pump_check", running=False, occurred="1:36"),
     25, 0.7),
    ("pump found stopped and read", infusing()
     .then("1:46", "pump_check", running=False, occurred="1:36", volume_ml=22).look("2:00"),
     22, 0.62),
    ("stopped", infusing().then("1:36", "stop", reason="x"), 25, 0.7),
    ("stopped, measured", infusing().then("1:36", "stop", reason="x", volume_given_ml=30),
     30, 0.84),
    ("stopped, overfull", infusing().then("1:36", "stop", reason="x", volume_given_ml=55), 50, 1.4),
    ("stopped while interrupted", interrupted().then("1:50", "stop", reason="x"), 12.5, 0.35),
    ("ended", clean().until("obs 3"), 50, 1.4),
    ("ended five minutes early", infusing().then("2:01", "end"), 50, 1.4),
    ("ended short, confirmed", infusing()
     .then("1:51", "confirm", codes=["infusion-short"], reason="x").then("1:51", "end"),
     37.5, 1.05),
    ("a larger bag", ready().change("bag", volume_ml=60).then("1:06", "start").look("1:36"),
     30, 0.7),
]  # fmt: skip


@pytest.mark.parametrize(
    ("walk", "volume", "dose"), [row[1:] for row in AMOUNTS], ids=[row[0] for row in AMOUNTS]
)
def test_how_much_was_given(walk: Walk, volume: float, dose: float) -> None:
    assert amounts(walk) == (volume, dose)


def test_a_pump_found_stopped_is_an_interruption_from_then_on() -> None:
    walk = infusing().then("1:46", "pump_check", running=False, occurred="1:36")
    played = walk.then("1:56", "resume").then("2:26", "end").play()
    assert played.refused() == {}
    assert played.dose()["interrupted_s"] == 1200
    assert played.dose()["infusion_ended"] == instant("2:26")


def test_a_reading_while_interrupted_changes_no_stage() -> None:
    walk = interrupted().then("1:30", "pump_check", running=False, volume_ml=10)
    assert walk.play().step("pump_check 1:30")["stage"] == "interrupted"
    assert walk.play().timer("infusion")["remaining_s"] == 2880


def test_the_stages_of_a_clean_dose() -> None:
    stages = [step["stage"] for step in clean().play().json["steps"]]
    order = ["preparing", "infusing", "observing", "completed"]
    assert sorted(set(stages), key=stages.index) == order
    assert stages.count("completed") == 1


def test_resume_without_a_rate_uses_the_last_one() -> None:
    walk = infusing().then("1:21", "rate", rate_ml_h=25).then("1:21", "interrupt", reason="x")
    assert walk.then("1:31", "resume").play().timer("infusion")["remaining_s"] == 5400


def test_an_end_without_its_reason_is_refused() -> None:
    assert infusing().then("1:51", "end", "end").play().codes("end") == {"infusion-short"}


class TestLeft:
    """A patient who leaves before the hour is over."""

    def test_observation_is_no_longer_asked_for(self) -> None:
        walk = observing().drop("obs 1", "obs 2", "obs 3", "closing")
        walk = walk.then("2:20", "left", reason="transferred", informed="Dr Sale")
        played = walk.play()
        assert played.findings() == {"post-dose-lft-unplanned", "tls-monitoring-unplanned"}
        assert played.deviations() == {("left", "left", "amy")}
        assert played.dose()["observed_s"] == 840

    def test_it_is_accepted_after_the_hour_too(self) -> None:
        walk = observing().then("3:20", "left", reason="other", informed="Dr Sale")
        played = walk.then("3:21", "complete").play()
        assert played.refused() == {}
        assert ("left", "left", "amy") in played.deviations()

    @pytest.mark.parametrize("reason", ["against advice", "transferred", "died", "other"])
    def test_every_reason_is_taken(self, reason: str) -> None:
        walk = observing().until("closing").then("2:40", "left", reason=reason, informed="Dr Sale")
        assert walk.play().refused() == {}


def second(**fields: Any) -> Walk:
    """Half the dose from a first bag, the other half from a second one, resumed at 1:45."""
    return replaced(**fields).then("1:45", "resume")


class TestReplacement:
    """A second bag of 0.8 mg in 25 mL after half of 1.6 mg in 50 mL."""

    def test_it_runs_for_its_own_volume_at_the_last_rate(self) -> None:
        played = second().play()
        assert played.refused() == {}
        assert played.timer("infusion")["remaining_s"] == 1800
        assert played.timer("infusion")["due_at"] == instant("2:15")

    def test_the_dose_is_the_sum_over_the_bags(self) -> None:
        played = second().then("2:15", "end").play()
        assert played.dose()["given_mg"] == 1.6
        assert played.dose()["volume_given_ml"] == 50
        assert played.dose()["batch"] == "CD1"

    def test_a_stop_gives_the_volume_of_the_bag_now_hanging(self) -> None:
        played = second().then("2:00", "stop", reason="x", volume_given_ml=10).play()
        assert played.dose()["given_mg"] == 1.12

    def test_a_stronger_bag_counts_by_its_own_label(self) -> None:
        played = second(dose_mg=0.84, volume_ml=21).then("2:00", "stop", reason="x").play()
        assert played.dose()["given_mg"] == 1.3

    def test_a_pump_reading_belongs_to_the_bag_now_hanging(self) -> None:
        played = second().then("2:00", "pump_check", volume_ml=5).play()
        assert played.timer("infusion")["remaining_s"] == 1440
        assert played.dose()["given_mg"] == 0.96

    def test_a_reading_before_it_runs_belongs_to_the_old_bag(self) -> None:
        walk = replaced().then("1:42", "pump_check", running=False, volume_ml=20)
        played = walk.then("1:45", "resume").play()
        assert played.dose()["given_mg"] == 0.64
        assert played.timer("infusion")["remaining_s"] == 1800

    def test_before_the_resume_it_has_given_nothing(self) -> None:
        walk = replaced().then("1:50", "stop", reason="x")
        assert walk.play().dose()["given_mg"] == 0.8

    def test_equilibration_runs_anew(self) -> None:
        walk = replaced(refrigerated=True)
        assert walk.play().timer("equilibration")["state"] == "idle"
        walk = walk.then("1:45", "bag_out").look("1:50")
        assert walk.play().timer("equilibration")["remaining_s"] == 3300


def test_another_bag_while_preparing_voids_checks_and_bag_out() -> None:
    walk = ready().then("0:55", "bag", dose_mg=1.4, **LABEL).look("1:06")
    assert walk.play().findings() == {
        "first-dose-outpatient",
        "second-check-missing",
        "bedside-check-missing",
        "equilibration-not-started",
    }


def test_a_bag_is_recorded_while_infusing_only_if_none_was() -> None:
    walk = ready().drop("bag", "bag check", "bedside")
    walk = walk.then("1:06", "start", already_happened=True, reason="x", rate_ml_h=50)
    walk = walk.then("1:10", "bag", "bag", dose_mg=1.4, **LABEL)
    walk = walk.then("1:11", "bag", "another", dose_mg=1.4, **LABEL).look("1:36")
    played = walk.play()
    assert played.codes("bag") == set()
    assert played.codes("another") == {"out-of-sequence"}
    assert played.dose()["volume_given_ml"] == 25
    assert played.dose()["given_mg"] == 0.7


def test_the_interruptions_do_not_stop_the_expiry() -> None:
    walk = square(1.6).change("bag", expiry="2026-03-02T10:20").then("1:06", "start")
    walk = walk.then("1:21", "interrupt", reason="x").look("1:36")
    assert walk.play().findings() == {"bag-life-short"}


class TestOutOfSequence:
    """What applies once, or only after something else."""

    @pytest.mark.parametrize(
        ("walk", "command", "fields", "codes"),
        [
            (ready(), "bag_out", {}, {"out-of-sequence"}),
            (ready().drop("out").change("bag", refrigerated=False), "bag_out", {},
             {"out-of-sequence"}),
            (ready().drop("bag", "bag check", "out"), "bag_out", {}, set()),
            (ready().drop("bag", "bag check"), "second_check", {"subject": "bag", "witness": "ben"},
             {"out-of-sequence"}),
            (ready().drop("bag", "bag check"), "second_check",
             {"subject": "bedside", "witness": "ben"}, set()),
            (ready(), "premed", {"drug": "dexamethasone", "dose_mg": 8, "route": "PO"},
             {"out-of-sequence"}),
            (ready(), "premed", {"drug": "hydrocortisone", "dose_mg": 100, "route": "IV"},
             {"out-of-sequence"}),
            (ready(), "premed",
             {"drug": "hydrocortisone", "dose_mg": 100, "route": "IV", "repeat": True}, set()),
            (infusing(), "new_access", {"note": "x"}, {"out-of-sequence"}),
            (infusing(), "reaction_update", {"grade": 1}, {"out-of-sequence"}),
            (infusing(), "reaction_outcome", {"outcome": "resolved"}, {"out-of-sequence"}),
        ],
    )  # fmt: skip
    def test_it(self, walk: Walk, command: str, fields: dict[str, Any], codes: set[str]) -> None:
        assert walk.then("1:06", command, "act", **fields).play().codes("act") == codes


def test_observations_are_scored() -> None:
    walk = ready().then("1:00", "vitals", **{**VITALS, "resp_rate": 22, "oxygen": True})
    walk = walk.then("1:01", "vitals", pulse=140).then("1:02", "vitals", elsewhere=True, total=7)
    news2 = walk.play().dose()["news2"]
    totals = {entry["at"]: entry.get("total") for entry in news2}
    assert totals[instant("0:50")] == 0
    assert totals[instant("1:00")] == 4
    assert totals[instant("1:02")] == 7
    assert totals.get(instant("1:01")) is None
