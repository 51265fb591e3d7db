"""A called reaction is open until somebody says whose it was, and signs that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inoadmin.domain import commands as c
from inoadmin.domain.workplace import ReactionClaimed
from inoadmin.session.calls import claim, dismiss, open_calls
from inoadmin.session.ports import StorageError
from inoadmin.session.service import UNIDENTIFIED
from inoadmin.session.streams import WORKSTATION
from tests.fakes import FakeHasher, FakeLog
from tests.session.bench import Bench

PIN = "482915"


@pytest.fixture
def bench() -> Bench:
    """An infusion runs; from now on everyone is asked for their PIN."""
    made = Bench(hasher=FakeHasher()).staffed().infuse()
    made.service.accounts.set_pin("amy", PIN, "amy")
    assert isinstance(made.log, FakeLog)
    made.log.become("ward")
    return made


def test_a_claim_records_the_reaction_at_the_moment_of_the_call_and_is_signed(bench: Bench) -> None:
    at = bench.service.call_reaction(UNIDENTIFIED)
    bench.wait(2)
    (call,) = open_calls(bench.service)
    assert (call.at, call.unsigned) == (at, True)
    proof = bench.service.accounts.check("amy", PIN, "sign in")
    assert claim(bench.service, call, "amy", bench.dose, proof).accepted
    assert [known.report.occurred_at for known in bench.state.reactions] == [at]
    event = bench.log.read(WORKSTATION)[-1]
    assert event.fact == ReactionClaimed(1, bench.dose)
    assert [s.meaning for s in event.signatures] == ["said whose reaction it was"]
    assert open_calls(bench.service) == ()
    assert not bench.service.accounts.holds(proof)


def test_without_the_pin_nothing_is_written(bench: Bench) -> None:
    bench.service.call_reaction(UNIDENTIFIED)
    (call,) = open_calls(bench.service)
    before = bench.log.head()
    for outcome in (
        claim(bench.service, call, "amy", bench.dose),
        dismiss(bench.service, call, "amy", "an elbow"),
    ):
        assert [signer.member for signer in outcome.unsigned] == ["amy"]
    assert bench.log.head() == before
    assert open_calls(bench.another()) == (call,)


def test_a_call_by_who_was_signed_in_is_claimed_without_another_pin(bench: Bench) -> None:
    bench.service.call_reaction("amy")
    (call,) = open_calls(bench.service)
    assert claim(bench.service, call, "amy", bench.dose).accepted
    assert bench.log.read(WORKSTATION)[-1].signatures == ()


def test_a_press_by_mistake_keeps_its_reason(bench: Bench) -> None:
    bench.service.call_reaction("amy")
    (call,) = open_calls(bench.service)
    assert dismiss(bench.service, call, "amy", "an elbow").accepted
    assert bench.log.read(WORKSTATION)[-1].fact == ReactionClaimed(1, reason="an elbow")
    assert bench.state.reactions == ()


def test_a_claim_that_the_disk_broke_off_goes_on_without_a_second_reaction(bench: Bench) -> None:
    bench.service.call_reaction("amy")
    (call,) = open_calls(bench.service)
    assert isinstance(bench.log, FakeLog)
    outcome = bench.service.submit(
        c.Reaction(),
        actor="amy",
        patient=bench.patient,
        administration=bench.dose,
        occurred=call.at,
    )
    assert outcome.accepted
    bench.log.fail()
    with pytest.raises(StorageError):
        claim(bench.service, call, "amy", bench.dose)
    assert claim(bench.service, call, "amy", bench.dose).accepted
    assert len(bench.state.reactions) == 1


def test_a_moment_that_is_refused_is_recorded_as_of_now(bench: Bench) -> None:
    """The infusion was interrupted and resumed since: the call lies before that."""
    bench.service.call_reaction("amy")
    (call,) = open_calls(bench.service)
    bench.wait(1)
    assert bench.act(c.Interrupt("line occluded")).accepted
    bench.wait(1)
    assert claim(bench.service, call, "amy", bench.dose).accepted
    (reaction,) = bench.state.reactions
    assert reaction.report.occurred_at - call.at in {timedelta(), timedelta(minutes=2)}


@pytest.mark.parametrize("actor", ["max", "pia", "old", "nobody"])
@pytest.mark.parametrize("recorded", [False, True])
def test_nobody_but_a_nurse_says_whose_it_was_or_that_it_was_none(
    bench: Bench, actor: str, recorded: bool
) -> None:
    """Also where the reaction itself is on record already, and its claim alone is missing."""
    at = bench.service.call_reaction("amy")
    (call,) = open_calls(bench.service)
    if recorded:
        assert bench.act(c.Reaction(), at=at).accepted
    before = bench.log.head()
    assert claim(bench.service, call, actor, bench.dose).codes == ("not-permitted",)
    assert dismiss(bench.service, call, actor, "leant on the key").codes == ("not-permitted",)
    assert bench.log.head() == before


def test_a_mistake_without_a_reason_is_none(bench: Bench) -> None:
    bench.service.call_reaction("amy")
    (call,) = open_calls(bench.service)
    assert dismiss(bench.service, call, "amy", "  ").codes == ("invalid-value",)
    assert open_calls(bench.service) == (call,)
