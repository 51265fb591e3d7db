"""Section 10 and the commands' own refusals: times, their order, and the forms of an expiry."""

from datetime import UTC, datetime
from typing import Any

import pytest

from .doses import CONSULTANT, VITALS, infusing, interrupted, observing, ready
from .walk import Walk

BAG = {"product": "Besponsa", "batch": "Z9", "expiry": "2026-03-04", "dose_mg": 1.4}
LOW = ready().change("fbc", neutrophils=0.5)
OPENED = ready().until("answers")


def act(walk: Walk, at: str, command: str, **fields: Any) -> set[str]:
    """The codes with which a command is refused."""
    return walk.then(at, command, "act", **fields).play().codes("act")


@pytest.mark.parametrize(("ahead", "codes"), [("0:11", set()), ("0:11:01", {"time-in-future"})])
def test_an_act_lies_at_most_sixty_seconds_ahead(ahead: str, codes: set[str]) -> None:
    fields = {"panel": "ue", "crcl": 80}
    assert act(OPENED, "0:10", "bloods", taken=ahead, **fields) == codes
    assert act(OPENED, "0:10", "bag", **{**BAG, "reconstituted": ahead}) == codes
    assert act(OPENED, "0:10", "vitals", occurred=ahead, **VITALS) == codes


def test_a_history_date_after_today_lies_in_the_future() -> None:
    fields = {"cycle": 1, "day": 1, "given_mg": 1, "transcribed_from": "chart"}
    for day, codes in ((2, set()), (3, {"time-in-future"})):
        started = datetime(2026, 3, day, tzinfo=UTC).date()
        assert act(Walk(), "0:00", "history", started=started, **fields) == codes


def test_today_is_the_local_day() -> None:
    night = Walk(starts=datetime(2026, 6, 1, 23, 30, tzinfo=UTC))
    fields = {"cycle": 1, "day": 1, "given_mg": 1, "transcribed_from": "chart"}
    for day, codes in ((2, set()), (3, {"time-in-future"})):
        started = datetime(2026, 6, day, tzinfo=UTC).date()
        assert act(night, "0:00", "history", started=started, **fields) == codes


EARLY: list[tuple[str, dict[str, Any]]] = [
    ("bag", BAG),
    ("bag_out", {}),
    ("premed", {"drug": "dexamethasone", "dose_mg": 8, "route": "PO"}),
    ("vitals", dict(VITALS)),
]


@pytest.mark.parametrize(("command", "fields"), EARLY, ids=[row[0] for row in EARLY])
@pytest.mark.parametrize(
    ("occurred", "codes"),
    [("-11:59", set()), ("-12:00", set()), ("-12:01", {"time-out-of-order"})],
)
def test_what_may_precede_the_open_by_twelve_hours(
    command: str, fields: dict[str, Any], occurred: str, codes: set[str]
) -> None:
    assert act(OPENED, "0:10", command, occurred=occurred, **fields) == codes


def test_what_may_precede_the_open_by_any_time() -> None:
    assert act(OPENED, "0:10", "blasts", x10_9_per_l=1, occurred="-9d 0:00") == set()
    assert act(OPENED, "0:10", "bloods", panel="ue", crcl=80, taken="-90d 0:00") == set()
    walk = Walk().then("0:00", "open", "act", **OPENED.steps[0].fields)
    assert walk.change("act", weight_measured="-90d 0:00").play().codes("act") == set()


AT_ALL: list[tuple[str, Walk, dict[str, Any]]] = [
    ("answer", OPENED, {"item": "qt-risk", "value": "yes"}),
    ("authorise", LOW, {"codes": ["neutrophils-low"], **CONSULTANT}),
    ("second_check", OPENED, {"subject": "bedside", "witness": "ben"}),
]


@pytest.mark.parametrize(("command", "walk", "fields"), AT_ALL, ids=[row[0] for row in AT_ALL])
@pytest.mark.parametrize(("occurred", "codes"), [("0:00", set()), ("-0:01", {"time-out-of-order"})])
def test_what_may_not_precede_the_open_at_all(
    command: str, walk: Walk, fields: dict[str, Any], occurred: str, codes: set[str]
) -> None:
    assert act(walk, "1:00", command, occurred=occurred, **fields) == codes


@pytest.mark.parametrize(("occurred", "codes"), [("0:30", set()), ("0:29", {"time-out-of-order"})])
def test_a_check_of_the_bag_comes_after_the_bag_or_in_its_minute(
    occurred: str, codes: set[str]
) -> None:
    walk = OPENED.then("0:30:40", "bag", **BAG)
    fields = {"subject": "bag", "witness": "ben", "occurred": occurred}
    assert act(walk, "0:50", "second_check", **fields) == codes


@pytest.mark.parametrize("command", ["interrupt", "end", "stop", "reaction", "extravasation"])
@pytest.mark.parametrize(("occurred", "codes"), [("1:06", set()), ("1:05", {"time-out-of-order"})])
def test_nothing_of_the_infusion_precedes_the_start(
    command: str, occurred: str, codes: set[str]
) -> None:
    walk = ready().then("1:06:40", "start")
    fields = {
        "interrupt": {"reason": "x"},
        "stop": {"reason": "x"},
        "reaction": {"grade": 1},
        "extravasation": {"note": "x"},
    }.get(command, {})
    # An end in the minute of the start is in order, and too early to be let through.
    shut = {"infusion-short"} if command == "end" else set[str]()
    assert act(walk, "1:30", command, occurred=occurred, **fields) == (codes or shut)


def test_a_resume_does_not_precede_its_interruption() -> None:
    assert act(interrupted(), "1:40", "resume", occurred="1:21") == set()
    assert act(interrupted(), "1:40", "resume", occurred="1:20") == {"time-out-of-order"}


def test_a_change_of_state_does_not_precede_the_last_one() -> None:
    walk = interrupted().then("1:31", "resume")
    assert act(walk, "1:40", "interrupt", reason="x", occurred="1:25") == {"time-out-of-order"}
    assert act(walk, "1:40", "interrupt", reason="x", occurred="1:31") == set()
    assert act(observing(), "3:06", "complete", occurred="2:05") == {"time-out-of-order"}


def test_the_start_does_not_precede_the_open() -> None:
    walk = ready()
    codes = act(walk, "1:06", "start", occurred="-0:01", already_happened=True, reason="x")
    assert codes == {"time-out-of-order"}


def test_gates_are_judged_when_the_act_happened() -> None:
    assert act(ready(), "1:30", "start", occurred="1:19") == set()
    assert act(ready(), "1:30", "start", occurred="0:53") == {"premed-too-recent"}


@pytest.mark.parametrize(
    ("at", "kinds"),
    [("1:04:59", []), ("1:05", []), ("1:05:01", [("late-entry", "late-entry")])],
)
def test_more_than_five_minutes_later_is_a_late_entry(
    at: str, kinds: list[tuple[str, str]]
) -> None:
    played = ready().then(at, "vitals", occurred="1:00", **VITALS).play()
    assert played.kinds() == kinds
    if kinds:
        assert played.deviations() == {("late-entry", "late-entry", "amy")}


def test_a_premedication_recorded_after_the_start_counts_if_it_was_given_before() -> None:
    walk = ready().drop("dex").then("1:06", "start", already_happened=True, reason="x")
    given = {"drug": "dexamethasone", "dose_mg": 8, "route": "PO"}
    assert act(walk, "1:10", "premed", occurred="0:30", **given) == set()


def test_the_first_refusal_that_applies_stands_alone() -> None:
    wrong = ready().drop("dex")
    assert act(wrong, "1:06", "rate", rate_ml_h=5000) == {"out-of-sequence"}
    assert act(wrong, "1:06", "start", rate_ml_h=5000) == {"invalid-value"}
    bad = {"panel": "ue", "crcl": 900, "taken": "3:00"}
    assert act(wrong, "1:06", "bloods", **bad) == {"invalid-value"}
    walk = wrong.then("1:06", "rate", "act", by="pia", rate_ml_h=5000)
    assert walk.play().codes("act") == {"not-permitted"}
    bag = {**BAG, "reconstituted": "9:00", "occurred": "-13:00"}
    assert act(OPENED, "0:10", "bag", **bag) == {"time-in-future"}
    assert act(infusing(), "1:30", "interrupt", occurred="1:00", reason=" ") == {"invalid-value"}


FORMS = [
    ("Europe/London", "2026-03-02T18:00", "2026-03-02T18:00:00Z"),
    ("Europe/London", "2026-07-02T18:00", "2026-07-02T17:00:00Z"),
    ("Europe/London", "2026-03-02", "2026-03-03T00:00:00Z"),
    ("Europe/London", "2026-07-31", "2026-07-31T23:00:00Z"),
    ("Europe/London", "2026-03-28", "2026-03-29T00:00:00Z"),
    ("Europe/London", "2026-03-29", "2026-03-29T23:00:00Z"),
    ("Europe/London", "2026-03", "2026-03-31T23:00:00Z"),
    ("Europe/London", "2026-12", "2027-01-01T00:00:00Z"),
    ("Europe/London", "2028-02", "2028-03-01T00:00:00Z"),
    # Ambiguous and non-existent local times are the earlier instant.
    ("Europe/London", "2026-10-25T01:30", "2026-10-25T00:30:00Z"),
    ("Europe/London", "2026-03-29T01:30", "2026-03-29T00:30:00Z"),
    ("America/New_York", "2026-03-02T18:00", "2026-03-02T23:00:00Z"),
    ("Asia/Kolkata", "2026-03-02", "2026-03-02T18:30:00Z"),
]


@pytest.mark.parametrize(("timezone", "expiry", "last"), FORMS)
def test_an_expiry_is_good_until_its_last_instant(timezone: str, expiry: str, last: str) -> None:
    walk = OPENED.then("0:10", "bag", **{**BAG, "expiry": expiry})
    played = Walk(walk.steps, timezone=timezone).play()
    assert played.refused() == {}
    assert played.dose()["expiry"] == last
    assert played.timer("bag_life")["due_at"] == last


@pytest.mark.parametrize(
    "expiry", ["2026-13-01", "2026-02-29", "2026-3", "soon", "2026-03-02T25:00", "02-03-2026"]
)
def test_a_malformed_expiry_is_no_value(expiry: str) -> None:
    assert act(OPENED, "0:10", "bag", **{**BAG, "expiry": expiry}) == {"invalid-value"}


@pytest.mark.parametrize(("expiry", "codes"), [("02:36", set()), ("02:35", {"bag-life-short"})])
def test_the_clocks_go_forward_during_the_infusion(expiry: str, codes: set[str]) -> None:
    walk = Walk(ready().steps, starts=datetime(2026, 3, 28, 23, 30, tzinfo=UTC))
    walk = walk.change("bag", expiry=f"2026-03-29T{expiry}")
    assert act(walk, "1:06", "start") == codes


@pytest.mark.parametrize(("expiry", "codes"), [("01:36", {"product-expired"}), ("02:00", set())])
def test_the_clocks_go_back_during_the_infusion(expiry: str, codes: set[str]) -> None:
    # 01:36 is ambiguous: 00:36 UTC, the very second of the start; one second later it is past.
    walk = Walk(ready().steps, starts=datetime(2026, 10, 24, 23, 30, tzinfo=UTC))
    walk = walk.change("bag", expiry=f"2026-10-25T{expiry}")
    assert act(walk, "1:06:01", "start") == codes
