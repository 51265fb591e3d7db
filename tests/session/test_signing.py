"""Which acts are signed, by whom, and that nothing is written while a signature is lacking."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.people import StaffDetails
from inoadmin.session.accounts import Proof
from inoadmin.session.signing import Signer, signers
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import BAG, Bench, order, yes_to_all

PINS = {"amy": "482915", "ben": "731904"}
SIGNED = {
    "start",
    "resume",
    "answer",
    "authorise",
    "confirm",
    "second_check",
    "complete",
    "discontinue",
}


@pytest.fixture
def bench() -> Bench:
    bench = Bench(log=FakeLog("ward"), hasher=FakeHasher()).staffed()
    for member, pin in PINS.items():
        bench.service.accounts.set_pin(member, pin, "max")
    return bench


def proof(bench: Bench, member: str) -> Proof:
    return bench.service.accounts.check(member, PINS[member], "sign")


def submit(bench: Bench, command: c.Command, *proofs: Proof) -> tuple[bool, tuple[Signer, ...]]:
    outcome = bench.service.submit(
        command,
        actor="amy",
        patient=bench.patient,
        administration=bench.dose or None,
        proofs=proofs,
    )
    return outcome.accepted, outcome.unsigned


@pytest.mark.parametrize("kind", sorted(c.KINDS))
def test_these_acts_are_signed_and_no_others(kind: str) -> None:
    assert bool(signers(c.KINDS[kind](), "amy")) == (kind in SIGNED)


def test_a_correction_is_signed_whatever_it_corrects() -> None:
    assert signers(c.Correct(1, void=True), "amy") == (Signer("amy", "voided an entry"),)
    assert signers(c.Correct(1, "note"), "amy") == (Signer("amy", "corrected an entry"),)


@pytest.mark.parametrize("field", ["witness", "subject", "dose_read_mg", "rate_read_ml_h"])
def test_a_corrected_witness_signs_and_so_does_one_whose_reading_is_corrected(field: str) -> None:
    correction = c.Correct(3, field, corrected=c.SecondCheck("bag", "ben"))
    assert [signer.member for signer in signers(correction, "amy")] == ["amy", "ben"]
    assert [signer.member for signer in signers(correction, "ben")] == ["ben"]


def test_a_correction_by_another_name_changes_no_witness(bench: Bench) -> None:
    bench.do(order(), BAG)
    check = c.SecondCheck("bag", "ben", dose_read_mg=Decimal("1.4"))
    assert submit(bench, check, proof(bench, "amy"), proof(bench, "ben"))[0]
    version = bench.state.entries[-1].version
    for field in ("note", "subject", ""):
        other = replace(check, witness="pia")
        correction = c.Correct(version, field, "pia", other, reason="mistyped")
        assert bench.refused(correction) == ("invalid-value",)


def test_two_sign_a_check_by_two() -> None:
    assert signers(c.SecondCheck("bedside", "ben"), "amy") == (
        Signer("amy", "first check at the bedside"),
        Signer("ben", "second check at the bedside"),
    )


def test_without_its_pin_nothing_is_written(bench: Bench) -> None:
    bench.do(order())
    head = bench.log.head()
    answers = yes_to_all(bench.protocol, "start")
    assert submit(bench, answers) == (False, (Signer("amy", "made the checks"),))
    assert bench.log.head() == head


def test_with_it_the_signature_stands_as_the_signer_was(bench: Bench) -> None:
    bench.do(order())
    assert submit(bench, yes_to_all(bench.protocol, "start"), proof(bench, "amy"))[0]
    (signature,) = bench.service.events(bench.dose)[-1].signatures
    assert (signature.signer, signature.name) == ("amy", "Amy Field")
    assert (signature.role, signature.registration) == ("nurse", "12A3456E")
    assert signature.meaning == "made the checks"


def test_a_proof_signs_once(bench: Bench) -> None:
    bench.do(order())
    mine, answers = proof(bench, "amy"), yes_to_all(bench.protocol, "start")
    assert submit(bench, answers, mine)[0]
    assert submit(bench, answers, mine) == (False, (Signer("amy", "made the checks"),))


def test_a_proof_made_by_hand_signs_nothing(bench: Bench) -> None:
    bench.do(order())
    assert not submit(bench, yes_to_all(bench.protocol, "start"), Proof("amy"))[0]


def test_another_ones_proof_is_not_the_actors(bench: Bench) -> None:
    bench.do(order())
    accepted, lacking = submit(bench, yes_to_all(bench.protocol, "start"), proof(bench, "ben"))
    assert not accepted
    assert [signer.member for signer in lacking] == ["amy"]


def test_the_second_checker_signs_for_themself(bench: Bench) -> None:
    bench.do(order(), BAG)
    check = c.SecondCheck("bag", "ben", dose_read_mg=Decimal("1.40"))
    accepted, lacking = submit(bench, check, proof(bench, "amy"))
    assert not accepted
    assert [signer.member for signer in lacking] == ["ben"]
    assert submit(bench, check, proof(bench, "amy"), proof(bench, "ben"))[0]
    signatures = bench.service.events(bench.dose)[-1].signatures
    assert [signature.signer for signature in signatures] == ["amy", "ben"]


def test_who_read_another_dose_has_not_agreed(bench: Bench) -> None:
    bench.do(order(), BAG)
    check = c.SecondCheck("bag", "ben", dose_read_mg=Decimal("1.3"))
    assert bench.refused(check) == ("invalid-value",)


@pytest.mark.parametrize(
    ("check", "lacks"),
    [
        (c.SecondCheck("bag", "ben"), "dose_read_mg"),
        (c.SecondCheck("bedside", "ben"), "dose_read_mg"),
        (c.SecondCheck("bedside", "ben", dose_read_mg=Decimal("1.4")), "rate_read_ml_h"),
    ],
)
def test_nobody_agrees_to_a_tick(bench: Bench, check: c.SecondCheck, lacks: str) -> None:
    bench.do(order(), BAG)
    before = bench.log.head()
    outcome = bench.act(check)
    assert (outcome.codes, outcome.unsigned) == (("invalid-value",), ())
    assert outcome.reasons[0].sentence.startswith(f"{lacks} is missing")
    assert bench.log.head() == before


def test_a_reading_is_put_right_but_not_taken_away(bench: Bench) -> None:
    bench.do(order(), BAG)
    check = c.SecondCheck("bag", "ben", dose_read_mg=Decimal("1.4"))
    assert submit(bench, check, proof(bench, "amy"), proof(bench, "ben"))[0]

    def reads(dose: str | None) -> c.Correct:
        right = replace(check, dose_read_mg=None if dose is None else Decimal(dose))
        return c.Correct(3, "dose_read_mg", dose or "", right, reason="misread")

    assert bench.refused(reads(None)) == ("invalid-value",)
    both = (proof(bench, "amy"), proof(bench, "ben"))
    assert submit(bench, reads("1.3"), *both)[0]


def test_a_refused_act_asks_for_no_pin(bench: Bench) -> None:
    bench.do(order())
    outcome = bench.act(c.Start())
    assert not outcome.accepted
    assert outcome.codes
    assert outcome.unsigned == ()


def test_a_proof_is_kept_when_the_disk_refuses(bench: Bench) -> None:
    bench.do(order())
    mine, log = proof(bench, "amy"), bench.log
    assert isinstance(log, FakeLog)
    log.fail()
    with pytest.raises(Exception, match="disk is full"):
        submit(bench, yes_to_all(bench.protocol, "start"), mine)
    assert submit(bench, yes_to_all(bench.protocol, "start"), mine)[0]


def test_a_scenario_is_signed_unasked() -> None:
    bench = Bench().staffed()
    bench.do(order(), yes_to_all(bench.protocol, "start"))
    opened, answered = bench.service.events(bench.dose)
    assert opened.signatures == ()
    assert [signature.name for signature in answered.signatures] == ["Amy Field"]


def test_a_temporary_checker_checks_and_does_nothing_else(bench: Bench) -> None:

    agency = StaffDetails("Tess Agency", "nurse", "21B0000E", temporary=True)
    member = bench.service.register_staff(agency, actor="amy")
    bench.service.accounts.set_pin(member, "905172", "amy")
    bench.do(order(), BAG)
    assert bench.refused(c.Addendum("seen"), by=member) == ("not-permitted",)
    check = c.SecondCheck("bag", member, dose_read_mg=Decimal("1.4"))
    theirs = bench.service.accounts.check(member, "905172", "sign")
    assert submit(bench, check, proof(bench, "amy"), theirs)[0]
    assert bench.service.events(bench.dose)[-1].signatures[1].temporary


def test_a_temporary_checker_neither_takes_over_nor_countersigns(bench: Bench) -> None:
    agency = StaffDetails("Tess Agency", "nurse", "21B0000E", temporary=True)
    member = bench.service.register_staff(agency, actor="amy")
    bench.do(order())
    assert bench.refused(c.Handover(member)) == ("not-permitted",)
    assert bench.refused(c.Complete(member)) == ("not-permitted",)
