"""Section 1: what an authorisation covers, and each way in which it lapses."""

import pytest

from .covers import LOW, START, WINDOW, authorise, fbc, start
from .doses import day_8, infusing, reacted, ready


def test_a_newer_result_lapses_a_cover_even_with_the_same_value() -> None:
    walk = authorise(LOW, "1:00", "neutrophils-low")
    assert start(walk, START) == set()
    assert start(fbc(walk, "1:02", "-1:00", 0.7), START) == {"neutrophils-low"}


def test_an_older_result_recorded_later_lapses_nothing() -> None:
    walk = authorise(LOW, "1:00", "neutrophils-low")
    assert start(fbc(walk, "1:02", "-14:00", 0.3), START) == set()


def test_a_newer_result_of_another_panel_lapses_nothing() -> None:
    walk = authorise(LOW, "1:00", "neutrophils-low")
    walk = walk.then("1:02", "bloods", panel="ue", taken="-1:00", crcl=80)
    assert start(walk, START) == set()


@pytest.mark.parametrize(("again", "codes"), [(1.8, set()), (1.9, {"dose-differs"})])
def test_a_corrected_dose_is_another_value(again: float, codes: set[str]) -> None:
    walk = ready().change("open", prescribed_mg=1.8).change("bag", dose_mg=1.8)
    walk = authorise(walk, "1:00", "dose-differs")
    if again != 1.8:
        walk = walk.then(
            "1:01", "correct", of="open", field="prescribed_mg", value=again, reason="x"
        )
        walk = walk.then("1:01", "correct", of="bag", field="dose_mg", value=again, reason="x")
    assert start(walk, START) == codes


def test_a_new_news2_total_is_another_value() -> None:
    five = {"resp_rate": 22, "oxygen": True, "pulse": 95}
    walk = authorise(ready().change("baseline", **five), "1:00", "news2-high")
    assert start(walk, START) == set()
    worse = walk.then("1:02", "vitals", elsewhere=True, total=6)
    assert start(worse, START) == {"news2-high"}


@pytest.mark.parametrize(
    ("at", "codes"),
    [("1:35:59", set()), ("1:36", set()), ("1:36:01", {WINDOW})],
)
def test_a_breach_that_has_grown_by_more_than_ten_minutes_is_asked_for_again(
    at: str, codes: set[str]
) -> None:
    walk = authorise(ready(), "1:26", WINDOW)
    assert start(walk, at) == codes


def test_it_may_be_covered_again() -> None:
    walk = authorise(authorise(ready(), "1:26", WINDOW), "1:36:01", WINDOW)
    assert start(walk, "1:46") == set()
    assert start(authorise(authorise(ready(), "1:26", WINDOW), "1:27", WINDOW), "1:30") == set()


def test_a_sample_that_ages_lapses_its_cover_too() -> None:
    walk = authorise(day_8().change("fbc", taken="-23:30"), "1:00", "fbc-stale")
    assert start(walk, "1:10") == set()
    assert start(walk, "1:10:01") == {"fbc-stale"}


def test_a_weight_that_ages_lapses_its_cover_too() -> None:
    walk = ready().change("open", weight_measured="-23:00")
    walk = walk.then(START, "confirm", codes=["weight-stale"], reason="bed-bound")
    assert start(walk, "1:16") == set()
    assert start(walk, "1:16:01") == {"weight-stale"}


def test_the_in_use_limit_breached_further_is_asked_for_again() -> None:
    walk = authorise(ready().change("bag", reconstituted="-6:00"), START, "in-use-limit")
    assert start(walk, "1:16") == set()
    assert start(walk, "1:16:01") == {"in-use-limit"}


@pytest.mark.parametrize(
    ("code", "seen", "within", "beyond"),
    [
        ("bag-life-short", "1:40", "1:50", "1:50:01"),
        ("product-expired", "2:30", "2:40", "2:40:01"),
    ],
)
def test_an_expired_bag_is_resumed_under_a_cover_that_ages(
    code: str, seen: str, within: str, beyond: str
) -> None:
    walk = ready().change("bag", expiry="2026-03-02T10:20").then(START, "start")
    walk = authorise(walk.then("1:21", "interrupt", reason="line occluded"), seen, code)
    assert walk.then(within, "resume", "resume").play().codes("resume") == set()
    assert walk.then(beyond, "resume", "resume").play().codes("resume") == {code}


def test_a_further_premedication_makes_too_recent_another_value() -> None:
    walk = authorise(ready(), "0:53", "premed-too-recent")
    assert start(walk, "0:53:40") == set()
    walk = walk.then("0:53:30", "premed", drug="paracetamol", dose_mg=1000, route="PO", repeat=True)
    assert start(walk, "1:10") == {"premed-too-recent"}


def test_a_new_bag_lapses_the_covers_of_the_bag() -> None:
    walk = authorise(ready().change("bag", volume_ml=45), "0:54", "volume-differs")
    assert start(walk, START) == set()
    label = {"product": "Besponsa", "batch": "X2", "expiry": "2026-03-03", "dose_mg": 1.4}
    walk = walk.then("0:55", "bag", volume_ml=45, refrigerated=False, **label)
    walk = walk.then("0:56", "second_check", subject="bedside", witness="ben")
    assert start(walk, START) == {"volume-differs"}


def test_the_value_of_missing_premedication_is_the_set_of_classes() -> None:
    walk = authorise(ready().drop("dex", "chlor"), "0:55", "premed-missing")
    assert start(walk, START) == set()
    walk = walk.then("0:56", "premed", drug="chlorphenamine", dose_mg=10, route="IV")
    assert start(walk, "1:26") == {"premed-missing", WINDOW}


def test_a_repeat_does_not_lapse_the_cover_of_the_window() -> None:
    walk = authorise(ready(), "1:26", WINDOW)
    walk = walk.then("1:27", "premed", drug="dexamethasone", dose_mg=8, route="PO", repeat=True)
    assert start(walk, "1:28") == {"premed-too-recent"}


def test_a_further_reaction_lapses_the_decision_to_restart_and_the_rate_does_not() -> None:
    walk = reacted(grade=1).then("1:30", "reaction_outcome", outcome="resolved")
    walk = authorise(walk, "1:31", "restart-undecided")
    assert walk.then("1:35", "resume", "resume", rate_ml_h=25).play().codes("resume") == set()
    again = walk.then("1:32", "reaction", grade=1, symptoms=["rash"])
    again = again.then("1:33", "reaction_outcome", outcome="resolved")
    played = again.then("1:35", "resume", "resume").play()
    assert played.codes("resume") == {"restart-undecided"}


def test_a_code_of_the_last_refused_attempt_is_covered_for_the_value_attempted() -> None:
    walk = ready().then(START, "start", "too fast", rate_ml_h=60)
    assert walk.play().codes("too fast") == {"rate-high"}
    walk = authorise(walk, "1:07", "rate-high")
    assert start(walk, "1:08", rate_ml_h=60) == set()
    assert start(walk, "1:08", rate_ml_h=61) == {"rate-high"}
    assert start(walk, "1:08") == set()


def test_without_an_attempt_nothing_stands_that_could_be_covered() -> None:
    played = authorise(ready(), START, "rate-high", name="ahead").play()
    assert played.codes("ahead") == {"out-of-sequence"}


def test_an_attempt_is_forgotten_when_the_stage_changes() -> None:
    walk = ready().then(START, "start", rate_ml_h=60).then("1:07", "start")
    played = authorise(walk, "1:08", "rate-high", name="late").play()
    assert played.codes("late") == {"out-of-sequence"}


def test_another_rate_while_infusing_is_attempted_covered_and_set() -> None:
    walk = infusing().then("1:10", "rate", "first", rate_ml_h=60)
    walk = authorise(walk, "1:11", "rate-high").then("1:12", "rate", "second", rate_ml_h=60)
    walk = walk.then("1:13", "rate", "third", rate_ml_h=61)
    played = walk.play()
    assert played.codes("first") == {"rate-high"}
    assert played.codes("second") == set()
    assert played.codes("third") == {"rate-high"}
    assert ("rate-high", "authorised", "Dr Ruth Sale") in played.deviations()


def test_the_in_use_limit_of_a_slow_start_is_covered_from_the_attempt() -> None:
    walk = ready().change("bag", reconstituted="-5:00")
    assert start(walk, START) == set()
    walk = walk.then(START, "start", "slow", rate_ml_h=25)
    assert walk.play().codes("slow") == {"in-use-limit"}
    assert start(authorise(walk, "1:07", "in-use-limit"), "1:08", rate_ml_h=25) == set()


def test_one_deviation_however_many_gates_used_it() -> None:
    walk = ready().change("bag", reconstituted="-6:30")
    walk = authorise(walk, "1:00", "in-use-limit", until="5:00").then(START, "start")
    walk = walk.then("1:21", "interrupt", reason="line occluded").then("1:31", "resume")
    assert walk.play().kinds() == [("in-use-limit", "authorised")]


def test_each_use_of_its_own_authorisation_is_a_deviation() -> None:
    walk = ready().change("fbc", neutrophils=0.7).change("baseline", pulse=140)
    walk = authorise(authorise(walk, "1:00", "neutrophils-low"), "1:01", "news2-high")
    played = walk.then(START, "start").play()
    assert played.kinds() == [("neutrophils-low", "authorised"), ("news2-high", "authorised")]


def test_what_is_covered_no_longer_stands() -> None:
    played = authorise(LOW, "1:00", "neutrophils-low").look(START).play()
    assert played.findings() == {"first-dose-outpatient"}


def test_a_refused_attempt_names_every_code_once_and_is_recorded() -> None:
    walk = ready().drop("ue", "blasts").change("fbc", neutrophils=0.7, platelets=20)
    before = walk.look(START).play().dose()["events"]
    played = walk.then(START, "start", "act").play()
    assert played.codes("act") == {"ue-missing", "blasts-high", "neutrophils-low", "platelets-low"}
    assert played.dose()["events"] == before + 1
