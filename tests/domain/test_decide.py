"""Who may do what, in which order, at which time (rulebook section 1)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.deviations import deviations
from inoadmin.domain.events import Event, PatientRegistered, Recorded
from inoadmin.domain.evolve import fold
from inoadmin.domain.findings.gates import default_act, gate_of
from inoadmin.domain.findings.base import Gate, key_of, plain, span
from inoadmin.domain.findings.items import asked
from inoadmin.session.ports import Draft
from tests.session.bench import (
    BAG,
    FIRST,
    JEAN,
    PREMEDS,
    STAFF,
    STARTS,
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
    bench.do(c.Extravasation(), c.NewAccess(), c.Reaction(Decimal(1)), c.ReactionOutcome("resolved"))
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


# --- covers -------------------------------------------------------------------------------------


def low(bench: Bench, count: str) -> None:
    bench.do(c.Bloods("fbc", bench.now, neutrophils=Decimal(count), platelets=Decimal(120)))


def bounded(code: str, **bound: Any) -> c.Authorise:
    return c.Authorise((code,), "Dr Adler", "consultant", "written", "weighed", **bound)


def test_a_lower_limit_is_given_ahead_and_lapses_below_it() -> None:
    bench = opened()
    bench.do(bounded("neutrophils-low", limit=Decimal("0.8")))
    for count, stands in (("0.9", False), ("0.8", False), ("0.79", True), ("0.85", False)):
        low(bench, count)
        assert ("neutrophils-low" in bench.codes) is stands, count


def test_an_upper_limit_is_given_ahead_and_lapses_above_it() -> None:
    bench = opened()
    bench.do(bounded("bilirubin-high", limit=Decimal(40)))
    liver = bloods(bench.now)[2]
    for value, stands in (("39", False), ("40", False), ("40.1", True)):
        bench.do(replace(liver, bilirubin=Decimal(value)))
        assert ("bilirubin-high" in bench.codes) is stands, value


def test_a_moment_is_given_ahead_and_lapses_after_it() -> None:
    bench = opened()
    bench.do(*PREMEDS, bounded("premed-window-passed", until=bench.now + minutes(70)))
    bench.wait(70)
    assert "premed-window-passed" not in bench.codes
    bench.wait(0.1)
    assert "premed-window-passed" in bench.codes


def test_a_bound_of_another_kind_covers_nothing() -> None:
    bench = opened()
    assert bench.refused(bounded("neutrophils-low", until=bench.now)) == ("invalid-value",)
    assert bench.refused(bounded("weight-stale", limit=Decimal(1))) == ("invalid-value",)
    assert bench.refused(bounded("neutrophils-low", limit=Decimal("NaN"))) == ("invalid-value",)


def test_a_cover_lapses_with_the_value_the_sample_and_ten_minutes() -> None:
    bench = opened(prescription_weight_kg=Decimal(50))
    low(bench, "0.9")
    bench.do(bounded("neutrophils-low"), bounded("weight-changed"))
    assert {"neutrophils-low", "weight-changed"}.isdisjoint(bench.codes)
    low(bench, "0.9")
    assert "neutrophils-low" in bench.codes
    heavier = replace(bench.state.order, weight_kg=Decimal(66))
    bench.do(c.Correct(1, "weight_kg", "66", heavier, reason="misread"))
    assert "weight-changed" in bench.codes
    bench.do(*PREMEDS)
    bench.wait(61)
    bench.do(bounded("premed-window-passed"))
    bench.wait(10)
    assert "premed-window-passed" not in bench.codes
    bench.wait(0.1)
    assert "premed-window-passed" in bench.codes


def test_a_cover_answers_no_code_that_it_does_not_name() -> None:
    bench = opened()
    before = bench.codes
    bench.do(bounded("ecg-missing"), c.Confirm(("defibrotide-not-accessible",), "seen"))
    assert before - bench.codes == {"ecg-missing", "defibrotide-not-accessible"}


def test_a_rate_that_was_refused_is_covered_for_that_rate() -> None:
    bench = Bench().staffed().prepare()
    assert bench.refused(c.Start(Decimal(60))) == ("rate-high",)
    bench.do(bounded("rate-high"))
    assert bench.refused(c.Start(Decimal(61))) == ("rate-high",)
    bench.do(c.Start(Decimal(60)))
    assert bench.deviations == [("authorised", "rate-high")]
    used = bench.state.flow[0].fact.used
    bench.do(c.Correct(used[0].cover, void=True, reason="not his"))
    found = deviations(bench.protocol.times, bench.state)
    assert [(d.kind, d.code) for d in found] == [("unresolved", "rate-high"), ("corrected",) * 2]


# --- small parts --------------------------------------------------------------------------------


def test_every_gate_has_its_command() -> None:
    assert [gate_of(default_act(gate)) for gate in Gate] == list(Gate)
    assert gate_of(BAG) is None
    assert c.kind_of(c.Correct(1)) == "correct"
    assert [c.kind_of(default_act(gate)) for gate in Gate] == [str(gate) for gate in Gate]


def test_a_stream_that_opens_nothing_has_no_state() -> None:
    out = Event("administration/x", 1, 1, "amy", STARTS, STARTS, Recorded(c.BagOut()))
    unopened = replace(out, fact=Recorded(FIRST))
    assert fold(()) is None
    assert fold((out, replace(out, version=2))) is None
    assert fold((unopened,)) is None


def test_what_is_asked_comes_in_the_protocols_order() -> None:
    bench = opened(transplant_planned=True)
    known = bench.service.standing(bench.dose)
    start = [item.code for item in asked(bench.protocol, bench.state, known, Gate.START)]
    complete = [item.code for item in asked(bench.protocol, bench.state, known, Gate.COMPLETE)]
    assert {"consent-missing", "double-alkylator-planned", "vod-signs"} <= set(start)
    assert "post-dose-lft-unseen" not in start
    assert "tls-monitoring-unplanned" in complete
    assert start == [item.code for item in bench.protocol.items if item.code in start]


def test_a_sex_unknown_since_makes_a_clearance_unknown() -> None:
    bench = opened()
    bench.do(c.Bloods("ue", bench.now, creatinine_umol_l=Decimal(80)))
    assert "ue-missing" not in bench.codes
    fact = PatientRegistered(replace(JEAN, sex="not known"))
    stream, at = f"patient/{bench.patient}", bench.service.patient(bench.patient).version
    bench.log.append([Draft(stream, at, "amy", bench.now, fact)], bench.clock.read())
    bench.service = bench.another()
    assert "ue-missing" in bench.codes


def test_an_act_of_another_stream_tells_nothing_of_a_patient() -> None:
    bench = Bench().staffed()
    stream, at = f"patient/{bench.patient}", bench.service.patient(bench.patient).version
    before = bench.service.course(bench.patient)
    draft = Draft(stream, at, "amy", bench.now, Recorded(c.BagOut()))
    bench.log.append([draft], bench.clock.read())
    assert bench.another().course(bench.patient).openings == before.openings


def test_a_bag_of_unknown_life_has_no_clock() -> None:
    bench = opened()
    bench.do(replace(BAG, expiry="", reconstituted=None))
    assert bench.clock_reads("bag_life") == ("idle", None)
    assert bench.state.record_version == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.40", "1.4"),
        ("100", "100"),
        ("0", "0"),
        ("0.00004", "0"),
        ("0.00005", "0"),
        ("0.00015", "0.0002"),
        ("-2.50", "-2.5"),
        ("1E+15", "1000000000000000"),
        ("1E+999999", "1E+999999"),
        ("-1E+999999999", "-1E+999999999"),
        ("0E+999999", "0"),
        ("1E-999999", "0"),
    ],
)
def test_a_number_for_people(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_equal_numbers_have_one_key_and_it_is_short() -> None:
    assert key_of(Decimal("1.40")) == key_of(Decimal("1.4"))
    assert key_of(Decimal(100)) == key_of(Decimal("1E+2"))
    assert key_of(Decimal(10)) != key_of(Decimal(100))
    assert len(key_of(Decimal("1E-999999"))) < 40


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (0.5, "30s"),
        (1, "1min"),
        (59.9, "59min"),
        (60, "1hr"),
        (65, "1hr 5min"),
        (2879, "47hr 59min"),
        (2880, "2 days"),
        (-5, "5min"),
    ],
)
def test_a_length_of_time_for_people(length: float, text: str) -> None:
    assert span(minutes(length)) == text
