"""Longer walks in which rules meet: covers voided and renewed, corrections on the way."""

from typing import Any

import pytest

from .course_open_cases import OPENED
from .doses import CONSULTANT, clean, day_8, given, infusing, observing, reacted, ready
from .walk import Walk, instant

START = "1:06"
LOW = ready().change("fbc", neutrophils=0.7)
NOTE = "first-dose-outpatient"
OUT = {"out-of-sequence"}
SHUT = {"not-permitted"}


def act(walk: Walk, at: str, command: str, **fields: Any) -> set[str]:
    """The codes with which a command is refused."""
    return walk.then(at, command, "act", **fields).play().codes("act")


def authorise(walk: Walk, at: str, *codes: str, name: str = "cover") -> Walk:
    """A consultant authorises the codes."""
    return walk.then(at, "authorise", name, codes=list(codes), **CONSULTANT)


def correct(walk: Walk, at: str, of: str, **fields: Any) -> Walk:
    """A step is corrected."""
    return walk.then(at, "correct", of=of, reason="mistyped", **fields)


def test_a_voided_authorisation_covers_nothing() -> None:
    walk = correct(authorise(LOW, "1:00", "neutrophils-low"), "1:01", "cover", void=True)
    assert act(walk, START, "start") == {"neutrophils-low"}


def test_a_corrected_authoriser_is_still_one_whom_the_row_allows() -> None:
    walk = authorise(LOW, "1:00", "neutrophils-low").then(
        "1:01", "correct", "role", of="cover", field="role", value="pharmacist", reason="misheard"
    )
    assert walk.play().codes("role") == SHUT


@pytest.mark.parametrize("command", ["authorise", "confirm"])
def test_a_cover_corrected_to_other_codes_opens_no_more_than_it_could(command: str) -> None:
    walk = LOW.change("bag", inspected=False).answer("defibrotide-not-accessible", "no")
    fields = CONSULTANT if command == "authorise" else {"reason": "seen"}
    codes = ["defibrotide-not-accessible"]
    walk = walk.then("1:00", command, "cover", codes=codes, **fields)
    closed = ["bag-damaged", "neutrophils-low"] if command == "confirm" else ["bag-damaged"]
    widened = correct(walk, "1:01", "cover", field="codes", value=[*codes, *closed])
    assert act(widened, START, "start") >= set(closed)


def test_a_corrected_result_is_another_value() -> None:
    walk = authorise(LOW, "1:00", "neutrophils-low")
    lower = correct(walk, "1:01", "fbc", field="neutrophils", value=0.2)
    assert act(lower, START, "start") == {"neutrophils-low"}


def test_a_newer_liver_panel_lapses_all_three_covers() -> None:
    codes = ("bilirubin-high", "alt-high", "hepatic-interruption")
    high = {"bilirubin": 40, "bilirubin_uln": 21, "alt": 130, "alt_uln": 40}
    walk = authorise(ready().change("lft", **high), "1:00", *codes)
    assert act(walk, START, "start") == set()
    walk = walk.then("1:01", "bloods", panel="lft", taken="-1:00", **high)
    assert act(walk, START, "start") == set(codes)


@pytest.mark.parametrize(
    ("codes", "refused"),
    [
        (["neutrophils-low"], set()),
        (["neutrophils-low", "platelets-low"], OUT),
        (["neutrophils-low", "bag-damaged"], SHUT),
        (["platelets-low"], OUT),
    ],
)
def test_every_code_named_must_stand_and_be_open_to_it(codes: list[str], refused: set[str]) -> None:
    assert act(LOW, START, "authorise", codes=codes, **CONSULTANT) == refused


def test_a_confirmation_needs_its_reason() -> None:
    walk = ready().answer("defibrotide-not-accessible", "no")
    codes = ["defibrotide-not-accessible"]
    assert act(walk, START, "confirm", codes=codes, reason="") == {"invalid-value"}
    assert act(walk, START, "confirm", codes=codes, reason="transfer agreed") == set()


def test_a_slow_start_is_judged_at_the_rate_attempted() -> None:
    walk = ready().change("bag", expiry="2026-03-02T10:30")
    assert act(walk, START, "start", rate_ml_h=25) == {"bag-life-short"}
    assert act(walk, START, "start") == set()


def test_a_slower_rate_is_gated_by_nothing_but_its_height() -> None:
    walk = ready().change("bag", expiry="2026-03-02T10:10").then(START, "start")
    assert act(walk, "1:36", "rate", rate_ml_h=10) == set()


def test_an_allergy_recorded_later_conflicts_and_its_correction_ends_that() -> None:
    walk = ready().then("1:00", "allergies", "wrong", known=["Dexamethasone"])
    assert walk.look(START).play().findings() == {NOTE, "allergy-conflict"}
    again = walk.then("1:01", "allergies", known=[]).look(START)
    assert again.play().findings() == {NOTE}


def test_a_course_discontinued_elsewhere_stops_the_start() -> None:
    walk = day_8()
    stopped = correct(walk, "1:00", "c1d1", field="permanently_discontinued", value=True)
    assert act(stopped, START, "start") == {"permanently-discontinued"}


def test_a_voided_day_1_elsewhere_leaves_day_8_without_one() -> None:
    walk = correct(given(Walk(), (1, 1, "2026-02-23")), "0:01", "c1d1", void=True)
    opened = {**OPENED, "cycle": 1, "day": 8}
    assert act(walk, "0:02", "open", **opened) == {"day-out-of-order"}


def test_a_reduction_elsewhere_that_was_none() -> None:
    walk = given(Walk(), (1, 1, "2026-02-23")).change("c1d1", reduced=True)
    opened = {**OPENED, "height_cm": 160, "weight_kg": 90, "cycle": 1, "day": 8}
    before = walk.then("0:02", "open", **opened).play()
    walk = correct(walk, "0:01", "c1d1", field="reduced", value=False)
    after = walk.then("0:02", "open", **opened).play()
    assert (before.dose()["expected_mg"], after.dose()["expected_mg"]) == (0.75, 1.0)


def test_an_omission_voided_was_never_made() -> None:
    walk = given(Walk(), (1, 1, "2026-02-16")).then(
        "0:00", "omit", "omission", cycle=1, day=8, reason="toxicity"
    )
    opened = {**OPENED, "cycle": 1, "day": 15, "interruption_days": 7}
    walk = walk.then("0:01", "open", **opened)
    assert "next-dose-to-omit" not in walk.play().findings()
    assert "next-dose-to-omit" in correct(walk, "0:02", "omission", void=True).play().findings()


def test_an_ungraded_reaction_that_has_settled_is_graded_by_correction() -> None:
    walk = reacted().then("1:30", "reaction_outcome", outcome="resolved")
    assert act(walk, "1:31", "reaction_update", grade=2) == OUT
    walk = correct(walk, "1:31", "reaction", field="grade", value=2)
    assert walk.play().findings() == {"restart-undecided"}


def test_a_corrected_start_rate_moves_the_end() -> None:
    walk = infusing().change("start", rate_ml_h=40)
    walk = correct(walk, "1:10", "start", field="rate_ml_h", value=50)
    assert walk.play().timer("infusion")["due_at"] == instant("2:06")


def test_a_reaction_in_the_hour_asks_for_observations_at_once() -> None:
    played = observing().until("closing").then("2:40", "reaction", grade=1).look("2:41").play()
    timer = played.timer("vitals")
    assert (timer["state"], timer["remaining_s"]) == ("overdue", -60)


def test_observations_while_interrupted_keep_their_pace() -> None:
    walk = clean().until("obs 2").then("1:25", "interrupt", reason="x")
    assert walk.look("1:30").play().timer("vitals")["due_at"] == instant("1:36")
    assert walk.then("1:31", "resume").play().timer("vitals")["due_at"] == instant("1:36")


def test_an_open_that_has_already_happened_needs_its_reason() -> None:
    walk = Walk().then("0:00", "open", "act", **OPENED, cycle=7, day=1, already_happened=True)
    assert walk.play().codes("act") == {"invalid-value"}


def test_a_finding_that_no_longer_stands_leaves_no_deviation() -> None:
    walk = authorise(LOW, "1:00", "neutrophils-low")
    walk = walk.then("1:01", "bloods", panel="fbc", taken="-1:00", neutrophils=2, platelets=90)
    assert walk.then(START, "start").play().kinds() == []


def test_the_deviations_of_a_start_stay_on_the_record() -> None:
    walk = authorise(LOW, "1:00", "neutrophils-low")
    for step in clean().steps[clean().index("start") :]:
        walk = walk.then(f"0:00:{step.at}", step.command, step.name, **step.fields)
    played = walk.play()
    assert played.refused() == {}
    assert played.dose()["stage"] == "completed"
    assert played.deviations() == {("neutrophils-low", "authorised", "Dr Ruth Sale")}


def test_what_shuts_the_start_already_made_is_beside_what_was_authorised() -> None:
    walk = authorise(LOW.drop("dex"), "1:00", "neutrophils-low")
    walk = walk.then(START, "start", already_happened=True, reason="workstation down")
    assert walk.play().deviations() == {
        ("neutrophils-low", "authorised", "Dr Ruth Sale"),
        ("premed-missing", "unresolved", "amy"),
    }


def test_already_happened_with_nothing_amiss_is_no_deviation() -> None:
    walk = ready().then(START, "start", already_happened=True, reason="workstation down")
    assert walk.play().kinds() == []


EVENTFUL = (
    ready()
    .then("1:06", "start", "start", rate_ml_h=50)
    .then("1:16", "rate", "rate", rate_ml_h=40)
    .then("1:26", "interrupt", "interrupt", reason="x")
    .then("1:36", "resume", "resume", rate_ml_h=45)
    .then("1:46", "pump_check", "reading", volume_ml=20)
    .then("2:00", "stop", "stop", reason="x")
)
AFTERWARDS: list[tuple[str, str, Any]] = [
    ("start", "rate_ml_h", 45),
    ("start", "occurred", "1:00"),
    ("rate", "rate_ml_h", 30),
    ("rate", "occurred", "1:10"),
    ("interrupt", "occurred", "1:20"),
    ("resume", "rate_ml_h", 50),
    ("resume", "occurred", "1:30"),
    ("reading", "volume_ml", 12),
    ("reading", "occurred", "1:40"),
    ("stop", "volume_given_ml", 33),
    ("stop", "occurred", "1:50"),
    ("bag", "volume_ml", 60),
    ("bag", "dose_mg", 1.6),
]


@pytest.mark.parametrize(
    ("of", "field", "value"), AFTERWARDS, ids=[f"{of}-{field}" for of, field, _ in AFTERWARDS]
)
def test_what_is_corrected_afterwards_reads_as_recorded_so(of: str, field: str, value: Any) -> None:
    told = {"already_happened": True, "reason": "x"}
    walk = EVENTFUL.change("start", **told).change("resume", **told)
    recorded = walk.change(of, **{field: value}).look("2:10").play()
    corrected = correct(walk, "2:10", of, field=field, value=value).play()
    assert recorded.refused() == corrected.refused() == {}
    for key in ("stage", "given_mg", "volume_given_ml", "interrupted_s", "observed_s",
                "infusion_started", "infusion_ended", "timers", "findings"):  # fmt: skip
        assert corrected.dose()[key] == recorded.dose()[key], key


def test_the_volume_of_an_eventful_infusion() -> None:
    # 10 min at 50, 10 min at 40, read as 20 mL ten minutes after the resume, 14 min at 45.
    before = EVENTFUL.drop("reading", "stop").look("1:46").play().dose()
    assert before["volume_given_ml"] == 22.5
    assert EVENTFUL.play().dose()["volume_given_ml"] == 30.5


def test_the_patient_opened_by_mistake_is_voided_and_the_right_dose_opened() -> None:
    walk = correct(infusing(), "1:10", "open", void=True)
    played = walk.then("1:11", "open", "again", **OPENED, cycle=1, day=1).play()
    assert played.refused() == {}
    assert [dose["stage"] for dose in played.json["administrations"]] == ["voided", "preparing"]


def test_day_8_is_asked_nothing_of_the_first_dose_even_when_day_1_is_voided_and_told() -> None:
    walk = day_8()
    assert walk.look(START).play().findings() == set()
    voided = correct(walk, "1:00", "c1d1", void=True)
    assert voided.look(START).play().findings() >= {"consent-missing", "ecg-missing", NOTE}
