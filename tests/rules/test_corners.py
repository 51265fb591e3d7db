"""Corners of corrections, covers and typed times, each with its counter-case."""

from .corrected import correct
from .doses import cycle_2, interrupted, observing, ready

NO = {"out-of-sequence"}


def test_a_correction_of_the_course_after_the_start_brings_the_alarm() -> None:
    walk = cycle_2(prescribed_mg=1).change("c1d1", remission="cr").then("1:06", "start", "start")
    assert walk.look("1:12").play().findings() == {"infusion-short"}
    wrong = correct(walk, "c1d1", "1:10", field="remission", value="none").look("1:12").play()
    assert wrong.findings() == {"infusion-short", "dose-wrong-after-start"}
    # A correction that leaves the dose right stays quiet.
    calm = correct(walk, "c1d1", "1:10", field="given_mg", value=1.5).look("1:12").play()
    assert calm.findings() == {"infusion-short"}


def test_a_code_added_to_an_authorisation_is_covered_as_it_was_seen() -> None:
    walk = ready().drop("dex", "baseline")
    given = walk.then(
        "1:00",
        "authorise",
        "given",
        codes=["premed-missing"],
        authoriser="Dr Ruth Sale",
        role="consultant",
        means="telephone",
        reason="seen",
    )
    codes = ["premed-missing", "baseline-observations-missing"]
    added = correct(given, "given", "1:02", field="codes", value=codes)
    alone = given.then("1:06", "start", "start").play()
    assert alone.codes("start") == {"baseline-observations-missing"}
    assert added.then("1:06", "start", "start").play().codes("start") == set()


def test_a_stop_cannot_be_added_to_an_authorisation() -> None:
    given = (
        ready()
        .drop("dex")
        .then(
            "1:00",
            "authorise",
            "given",
            codes=["premed-missing"],
            authoriser="Dr Ruth Sale",
            role="consultant",
            means="telephone",
            reason="seen",
        )
    )
    walk = correct(given, "given", "1:02", field="codes", value=["vod-history"])
    assert walk.play().codes("correction") == {"not-permitted"}


def test_a_negative_administration_names_none() -> None:
    walk = ready().then("1:00", "vitals", "set", administration=-1, pulse=70)
    assert walk.play().codes("set") == NO


def test_a_blank_answer_is_no_answer() -> None:
    walk = ready().then("1:00", "answer", "blank", item="vod-history", value="").look("1:06")
    played = walk.play()
    assert played.codes("blank") == set()
    assert "vod-history" in played.findings()


def test_a_set_typed_in_the_minute_of_the_end_counts_for_both_halves() -> None:
    walk = observing().drop("obs 1", "obs 2", "obs 3").move("end", "2:06:40")
    on = walk.then("2:40", "vitals", "set", occurred="2:06", **FULL)
    assert "observations-missing" not in on.look("3:06:40").play().findings()
    before = walk.then("2:40", "vitals", "set", occurred="2:05", **FULL)
    assert "observations-missing" in before.look("3:06").play().findings()


def test_the_time_of_a_correction_cannot_lie_ahead() -> None:
    ahead = correct(ready(), "dex", "1:00", field="dose_mg", value=4, occurred="1:02")
    assert ahead.play().codes("correction") == {"time-in-future"}
    on = correct(ready(), "dex", "1:00", field="dose_mg", value=4, occurred="1:01")
    assert on.play().codes("correction") == set()


def test_a_refused_attempt_is_over_once_its_interruption_is_voided() -> None:
    walk = interrupted()
    halt = next(s.name for s in walk.steps if s.command == "interrupt")
    tried = walk.then("1:40", "resume", "tried", rate_ml_h=90)
    cover = {
        "codes": ["rate-high"],
        "authoriser": "Dr Ruth Sale",
        "role": "consultant",
        "means": "telephone",
        "reason": "seen",
    }
    still = tried.then("1:42", "authorise", "cover", **cover).play()
    assert still.codes("cover") == set()
    voided = tried.then("1:41", "correct", "voided", of=halt, void=True, reason="not interrupted")
    gone = voided.then("1:42", "authorise", "cover", **cover).play()
    assert gone.codes("cover") == NO


FULL = {
    "resp_rate": 16,
    "spo2": 97,
    "systolic": 124,
    "diastolic": 78,
    "pulse": 76,
    "consciousness": "A",
    "temperature": 36.8,
}
