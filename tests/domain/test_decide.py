"""Who may do what, in which order, at which time (rulebook section 1)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from inoadmin.domain import commands as c
from tests.session.bench import (
    BAG,
    FIRST,
    PREMEDS,
    STAFF,
    WELL,
    Bench,
    bloods,
    minutes,
    order,
)


def opened(**changes: Any) -> Bench:
    bench = Bench().staffed()
    bench.do(order(**changes))
    return bench


# --- people -------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["nobody", "old", "max", "pia", "dov"])
def test_who_may_not_record_a_bag(who: str) -> None:
    assert opened().refused(BAG, by=who) == ("not-permitted",)


@pytest.mark.parametrize("who", ["amy", "pia", "dov"])
def test_who_may_record_results(who: str) -> None:
    bench = opened()
    bench.do(*bloods(bench.now), c.Blasts(Decimal(2)), by=who)


@pytest.mark.parametrize(
    ("witness", "codes"),
    [
        ("ben", ()),
        ("pia", ()),
        ("dov", ()),
        ("amy", ("not-permitted",)),
        ("old", ("not-permitted",)),
        ("max", ("not-permitted",)),
        ("nobody", ("not-permitted",)),
        ("", ("invalid-value",)),
    ],
)
def test_a_second_check_is_by_another(witness: str, codes: tuple[str, ...]) -> None:
    assert opened().act(c.SecondCheck("bedside", witness)).codes == codes


def test_the_checker_of_a_corrected_check_is_not_the_first_checker() -> None:
    bench = opened()
    check = bench.do(c.SecondCheck("bedside", "ben")).events[0].version

    def by(witness: str) -> c.Correct:
        right = c.SecondCheck("bedside", witness)
        return c.Correct(check, "witness", witness, right, reason="misread")

    assert bench.refused(by("amy"), by="ben") == ("not-permitted",)
    assert bench.act(by("pia"), by="ben").accepted
    unknown = c.Correct(99, "witness", "ben", c.SecondCheck("bedside", "ben"), reason="misread")
    assert bench.refused(unknown, by="ben") == ("not-permitted",)


@pytest.mark.parametrize(
    ("to", "by", "codes"),
    [
        ("ben", "amy", ()),
        ("ben", "ben", ()),
        ("amy", "amy", ("out-of-sequence",)),
        ("pia", "amy", ("not-permitted",)),
        ("old", "amy", ("not-permitted",)),
        ("", "amy", ("invalid-value",)),
    ],
)
def test_a_handover(to: str, by: str, codes: tuple[str, ...]) -> None:
    assert opened().act(c.Handover(to), by=by).codes == codes


def test_a_handover_is_not_a_third_persons_to_record() -> None:
    bench = opened()
    third = bench.service.register_staff(replace(STAFF["amy"], name="Cal Third"), "cal")
    assert bench.refused(c.Handover("ben"), by=third) == ("not-permitted",)
    bench.do(c.Handover("ben"))
    assert bench.state.responsible == "ben"


@pytest.mark.parametrize(
    ("codes", "role", "refused"),
    [
        (("vod-history",), "consultant", "not-permitted"),
        (("fbc-missing",), "prescriber", "not-permitted"),
        (("consent-missing",), "pharmacist", "not-permitted"),
        (("consent-missing",), "nurse", "not-permitted"),
        (("consent-missing",), "", "invalid-value"),
        (("consent-missing", "ecg-missing"), "prescriber", ""),
        (("contraception-not-discussed",), "consultant", ""),
        (("premed-window-passed",), "consultant", "out-of-sequence"),
        (("no-such-code",), "consultant", "out-of-sequence"),
        ((), "consultant", "invalid-value"),
    ],
)
def test_what_can_be_authorised_and_by_whom(
    codes: tuple[str, ...], role: str, refused: str
) -> None:
    cover = c.Authorise(codes, "Dr Adler", role, "written", "weighed")
    assert "".join(opened().act(cover).codes) == refused


@pytest.mark.parametrize(
    ("code", "refused"),
    [
        ("contraception-not-discussed", ""),
        ("consent-missing", "not-permitted"),
        ("vod-history", "not-permitted"),
        ("infusion-short", "out-of-sequence"),
    ],
)
def test_what_can_be_acknowledged(code: str, refused: str) -> None:
    assert "".join(opened().act(c.Confirm((code,), "seen")).codes) == refused


def test_discontinuing_is_a_prescribers_decision() -> None:
    bench = opened()
    assert bench.refused(c.Discontinue("x", "Pia Lund", "pharmacist")) == ("not-permitted",)
    assert bench.refused(c.Discontinue("x", "Pia Lund", "")) == ("invalid-value",)
    assert bench.act(c.Discontinue("x", "Dr Adler", "consultant")).accepted


# --- sequence and time --------------------------------------------------------------------------


def test_nothing_is_recorded_where_nothing_was_opened() -> None:
    bench = Bench().staffed()
    assert bench.refused(BAG) == ("out-of-sequence",)


def test_one_administration_at_a_time() -> None:
    assert opened().refused(FIRST) == ("out-of-sequence",)


def test_what_is_there_already_is_not_recorded_again() -> None:
    bench = opened()
    bench.do(c.BagOut())
    assert bench.refused(c.BagOut()) == ("out-of-sequence",)
    bench.do(BAG, replace(BAG, refrigerated=False))
    assert bench.refused(c.BagOut()) == ("out-of-sequence",)
    bench.do(PREMEDS[0])
    assert bench.refused(PREMEDS[0]) == ("out-of-sequence",)
    bench.do(replace(PREMEDS[0], repeat=True))


def test_what_is_not_there_has_no_sequel() -> None:
    bench = opened()
    for act in (
        c.SecondCheck("bag", "ben"),
        c.ReactionUpdate(Decimal(1)),
        c.ReactionOutcome("resolved"),
        c.NewAccess(),
        c.Rate(Decimal(50)),
        c.Left("other", "Dr Adler"),
    ):
        assert bench.refused(act) == ("out-of-sequence",)


def test_a_settled_reaction_is_no_longer_followed_nor_a_settled_leak() -> None:
    bench = Bench().staffed().infuse()
    bench.do(
        c.Extravasation(), c.NewAccess(), c.Reaction(Decimal(1)), c.ReactionOutcome("resolved")
    )
    assert bench.refused(c.ReactionUpdate(Decimal(2))) == ("out-of-sequence",)
    bench.wait(5)
    bench.do(c.Extravasation(), c.Reaction(Decimal(1)))
    early = bench.now - minutes(2)
    assert bench.refused(c.NewAccess(), at=early) == ("time-out-of-order",)
    assert bench.refused(c.ReactionOutcome("resolved"), at=early) == ("time-out-of-order",)
    bench.do(c.NewAccess(), c.ReactionUpdate(Decimal(1)), c.ReactionOutcome("transferred"))
    assert all(not reaction.is_open for reaction in bench.state.reactions)


@pytest.mark.parametrize(
    ("act", "back", "codes"),
    [
        (WELL, 720, ()),
        (WELL, 721, ("time-out-of-order",)),
        (c.Blasts(Decimal(2)), 99_999, ()),
        (c.SecondCheck("bedside", "ben"), 1, ("time-out-of-order",)),
        (c.Addendum("x"), -1, ()),
        (c.Addendum("x"), -1.1, ("time-in-future",)),
    ],
)
def test_how_far_from_the_opening(act: c.Act, back: float, codes: tuple[str, ...]) -> None:
    bench = opened()
    assert bench.act(act, at=bench.now - minutes(back)).codes == codes


def test_a_clock_set_back_keeps_no_act_of_now_from_the_log() -> None:
    bench = Bench().staffed().infuse()
    bench.wait(20)
    bench.do(c.Interrupt("toilet"))
    bench.clock.step(-minutes(15))
    assert bench.refused(c.Resume(), at=bench.now) == ("time-out-of-order",)
    event = bench.do(c.Resume()).events[0]
    assert bench.state.clock_behind == (event.version,)


def checked(bench: Bench, dose: str = "1.4", rate: str = "50") -> c.SecondCheck:
    """What Ben read at the bedside."""
    return c.SecondCheck("bedside", "ben", Decimal(dose), Decimal(rate))


@pytest.mark.parametrize(
    ("rate", "codes"),
    [(None, ("invalid-value",)), ("48.5", ()), ("50", ("invalid-value",))],
)
def test_an_infusion_starts_at_the_rate_that_two_read_from_the_pump(
    rate: str | None, codes: tuple[str, ...]
) -> None:
    """Blank is 50 mL/h here: also that is not what the pump said."""
    bench = Bench().staffed().prepare()
    bench.do(checked(bench, rate="48.5"))
    outcome = bench.act(c.Start(rate_ml_h=None if rate is None else Decimal(rate)))
    assert outcome.codes == codes
    if codes:
        said = "50 is" if rate else "blank is 50 mL/h,"
        assert outcome.reasons[0].sentence.startswith(f"rate_ml_h {said} not the 48.5 mL/h")
        bench.do(checked(bench), c.Start())


def test_a_start_that_happened_is_recorded_at_whatever_rate_it_had() -> None:
    bench = Bench().staffed().prepare()
    bench.do(checked(bench, rate="48.5"))
    bench.do(c.Start(already_happened=True, reason="it was running"))
    bench.wait(5)
    bench.do(c.Interrupt("toilet"), c.Resume(rate_ml_h=Decimal(30)))


def test_a_replacement_bag_runs_at_the_rate_that_two_read() -> None:
    bench = Bench().staffed().infuse()
    bench.wait(10)
    bench.do(c.Interrupt("bag leaks"))
    bench.do(replace(BAG, dose_mg=Decimal("1.1"), refrigerated=False))
    bench.do(checked(bench, dose="1.1", rate="40"))
    assert bench.refused(c.Resume()) == ("invalid-value",)
    bench.do(c.Resume(rate_ml_h=Decimal(40)))


def test_a_check_falls_when_the_bag_turns_out_to_say_something_else() -> None:
    """What was read and what is recorded differ since a correction, of either."""
    bench = Bench().staffed().prepare()
    bench.do(checked(bench))
    bag, check = bench.state.bag, bench.state.checks[-1]
    assert bag is not None
    bench.do(c.Correct(bench.state.checks[0].version, void=True, reason="not made"))
    right = replace(bag.command, dose_mg=Decimal("1.5"))
    bench.do(c.Correct(bag.version, "dose_mg", "1.5", right, reason="misread"))
    assert {"second-check-missing", "bedside-check-missing"} <= bench.codes
    read = replace(check.command, dose_read_mg=Decimal("1.5"))
    bench.do(c.Correct(check.version, "dose_read_mg", "1.5", read, reason="misread"))
    assert {"second-check-missing", "bedside-check-missing"}.isdisjoint(bench.codes)
