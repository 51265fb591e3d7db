"""Section 8: reactions and what follows from them."""

import pytest

from .course_open_cases import OPENED
from .doses import CONSULTANT, infusing, interrupted, observing, reacted
from .walk import Walk, instant

OUT = {"out-of-sequence"}


def next_dose(walk: Walk) -> set[str]:
    """The codes that refuse day 8 a week later."""
    opened = walk.then("7d 0:00", "open", "act", **{**OPENED, "cycle": 1, "day": 8})
    return opened.play().codes("act")


@pytest.mark.parametrize("grade", [None, 1, 2, 3, 4])
def test_a_reaction_interrupts_at_its_moment_whatever_its_grade(grade: int | None) -> None:
    fields = {} if grade is None else {"grade": grade}
    played = infusing().then("1:40", "reaction", "r", occurred="1:36", **fields).play()
    assert played.step("r")["stage"] == "interrupted"
    assert played.dose()["volume_given_ml"] == 25


def test_a_reaction_of_the_observation_hour_changes_no_stage() -> None:
    played = observing().then("3:05", "reaction", "r", grade=1).play()
    assert played.step("r")["stage"] == "observing"


@pytest.mark.parametrize(("grade", "codes"), [(1, OUT), (3, set()), (4, set())])
def test_a_grade_is_raised_and_never_lowered(grade: int, codes: set[str]) -> None:
    walk = reacted(grade=2).then("1:25", "reaction_update", "update", grade=grade)
    assert walk.play().codes("update") == codes


@pytest.mark.parametrize(
    ("outcome", "codes"),
    [("resolved", OUT), ("transferred", OUT), ("improved", set()), ("ongoing", set())],
)
def test_a_reaction_is_open_until_it_is_resolved_or_transferred(
    outcome: str, codes: set[str]
) -> None:
    walk = reacted(grade=1).then("1:25", "reaction_outcome", outcome=outcome)
    updated = walk.then("1:26", "reaction_update", "act", symptoms=["rash"]).play()
    settled = walk.then("1:26", "reaction_outcome", "act", outcome="resolved").play()
    assert updated.codes("act") == codes
    assert settled.codes("act") == codes


def test_an_outcome_is_of_every_open_reaction() -> None:
    walk = reacted(grade=1).then("1:25", "reaction", grade=2, symptoms=["rash"])
    walk = walk.then("1:30", "reaction_outcome", outcome="resolved")
    assert walk.play().findings() == {"restart-undecided"}


def test_an_earlier_reaction_resolved_stays_so() -> None:
    walk = reacted(grade=1).then("1:25", "reaction_outcome", outcome="resolved")
    walk = walk.then("1:30", "reaction", grade=1, symptoms=["rash"])
    assert walk.play().findings() == {"reaction-unresolved", "restart-undecided"}


def test_an_unresolved_one_of_an_earlier_interruption_still_stops() -> None:
    walk = reacted(grade=1).then("1:25", "resume", already_happened=True, reason="x")
    walk = walk.then("1:30", "interrupt", reason="line occluded")
    assert walk.play().findings() == {"reaction-unresolved"}


class TestDiscontinued:
    """A current grade of 3 or 4 discontinues the course."""

    @pytest.mark.parametrize(
        ("grade", "codes"),
        [(2, set()), (3, {"permanently-discontinued"}), (4, {"permanently-discontinued"})],
    )
    def test_by_its_grade(self, grade: int, codes: set[str]) -> None:
        walk = reacted(grade=grade).then("1:25", "reaction_outcome", outcome="resolved")
        assert next_dose(walk.then("1:30", "stop", reason="reaction")) == codes

    def test_in_the_hour_of_observation_too(self) -> None:
        walk = observing().then("3:05", "reaction", grade=3)
        assert next_dose(walk) == {"permanently-discontinued"}

    def test_it_goes_when_the_grade_is_corrected(self) -> None:
        walk = reacted(grade=3).then("1:30", "stop", reason="reaction")
        walk = walk.then("1:35", "correct", of="reaction", field="grade", value=2, reason="typed")
        assert next_dose(walk) == set()

    def test_it_goes_when_the_reaction_is_voided(self) -> None:
        walk = observing().then("3:05", "reaction", "reaction", grade=3)
        walk = walk.then("3:06", "correct", of="reaction", void=True, reason="other patient")
        assert next_dose(walk) == set()

    def test_it_goes_when_the_decision_is_voided(self) -> None:
        fields = {"reason": "x", "authoriser": "Dr Sale", "role": "consultant"}
        walk = observing().then("3:05", "discontinue", "decision", **fields)
        assert next_dose(walk) == {"permanently-discontinued"}
        walk = walk.then("3:06", "correct", of="decision", void=True, reason="other patient")
        assert next_dose(walk) == set()

    def test_observation_and_completion_go_on(self) -> None:
        walk = reacted(grade=4).then("1:25", "reaction_outcome", outcome="transferred")
        walk = walk.then("1:30", "stop", reason="reaction").look("1:31")
        assert walk.play().findings() == {
            "observation-short",
            "observations-missing",
            "tls-monitoring-unplanned",
            "post-dose-lft-unplanned",
            "site-unchecked",
            "advice-not-given",
        }


def test_an_extravasation_interrupts_and_asks_for_new_access() -> None:
    walk = infusing().then("1:21", "extravasation", "e", note="swelling")
    walk = walk.then("1:25", "resume", "early").then("1:30", "new_access", note="left arm")
    walk = walk.then("1:31", "new_access", "twice", note="again").then("1:36", "resume", "late")
    played = walk.play()
    assert played.step("e")["stage"] == "interrupted"
    assert played.codes("early") == {"extravasation-open"}
    assert played.codes("twice") == OUT
    assert played.codes("late") == set()
    assert played.timer("infusion")["due_at"] == instant("2:21")


def test_a_reaction_while_interrupted_leaves_the_interruption_where_it_was() -> None:
    walk = interrupted().then("1:25", "reaction", grade=1)
    walk = walk.then("1:26", "reaction_outcome", outcome="improved")
    walk = walk.then("1:27", "authorise", codes=["restart-undecided"], **CONSULTANT)
    played = walk.then("1:31", "resume").play()
    assert played.refused() == {}
    assert played.dose()["interrupted_s"] == 600


def test_resumed_although_shut_it_is_shown_as_unresolved() -> None:
    walk = reacted().then("1:30", "resume", already_happened=True, reason="pump was running")
    played = walk.play()
    assert played.refused() == {}
    unresolved = {code for code, kind, _ in played.deviations() if kind == "unresolved"}
    assert unresolved == {"reaction-ungraded", "reaction-unresolved", "restart-undecided"}
