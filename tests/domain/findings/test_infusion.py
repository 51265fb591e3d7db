"""What stands once the infusion runs: the dose put right after the start, reactions, the end."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from tests.domain.findings.benches import told
from tests.session.bench import Bench


def mistyped() -> Bench:
    """Started with the dose of 56 kg; the weight is 65."""
    bench = Bench().staffed().infuse(weight_kg=Decimal(56), prescribed_mg=Decimal("1.3"))
    right = replace(bench.state.order, weight_kg=Decimal(65))
    bench.do(c.Correct(1, "weight_kg", "65", right, reason="digits swapped"))
    return bench


def test_a_dose_that_a_correction_shows_to_be_wrong() -> None:
    bench = mistyped()
    assert told(bench)["dose-wrong-after-start"].startswith("dose-differs")
    right = replace(bench.state.order, prescribed_mg=Decimal("1.4"))
    bench.do(c.Correct(1, "prescribed_mg", "1.4", right, reason="misread"))
    assert "dose-wrong-after-start" not in bench.codes


def test_a_dose_differing_by_authority_is_not_wrong_afterwards() -> None:
    bench = Bench().staffed().prepare(prescribed_mg=Decimal("1.3"))
    assert bench.refused(c.Start()) == ("dose-differs",)
    cover = c.Authorise(("dose-differs",), "Dr Adler", "consultant", "written", "frail")
    bench.do(cover, c.Start())
    bench.do(c.Correct(2, "note", "", bench.state.entries[1].command, reason="looked again"))
    assert "dose-wrong-after-start" not in bench.codes


@pytest.mark.parametrize(
    ("outcome", "resume", "complete"),
    [
        ("resolved", False, False),
        ("improved", False, False),
        ("transferred", True, False),
        ("ongoing", True, True),
    ],
)
def test_how_a_reaction_must_have_settled(outcome: str, resume: bool, complete: bool) -> None:
    bench = Bench().staffed().infuse()
    bench.do(c.Reaction(Decimal(2)), c.ReactionOutcome(outcome))
    assert ("reaction-unresolved" in bench.codes) is resume
    bench.do(c.Stop("enough"))
    assert ("reaction-unresolved" in bench.codes) is complete


def test_a_restart_is_decided_anew_for_a_further_reaction() -> None:
    bench = Bench().staffed().infuse()
    bench.do(c.Reaction(Decimal(1)), c.ReactionOutcome("resolved"))
    assert bench.codes == {"restart-undecided"}
    cover = c.Authorise(("restart-undecided",), "Dr Adler", "consultant", "written", "25 mL/h")
    bench.do(cover)
    assert bench.codes == set()
    bench.wait(2)
    bench.do(c.Reaction(Decimal(2)), c.ReactionOutcome("resolved"))
    assert bench.codes == {"restart-undecided"}
    bench.do(cover, c.Resume(Decimal(25)))
    bench.wait(5)
    bench.do(c.Interrupt("toilet"))
    assert bench.codes == set()


@pytest.mark.parametrize(("after", "long"), [(70, False), (70.1, True)])
def test_an_infusion_that_took_long(after: float, long: bool) -> None:
    bench = Bench().staffed().infuse()
    bench.wait(after)
    assert ("infusion-long" in bench.codes) is long
