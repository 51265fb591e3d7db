"""The hasher: what it takes, what it refuses, and that the fake one behaves alike."""

from __future__ import annotations

import time

import pytest

from inoadmin.session.ports import PinHasher
from inoadmin.staff.hashing import MEMORY_KIB, PASSES, Argon2Hasher
from tests.fakes import FakeHasher

PEPPER, OTHER = b"p" * 32, b"q" * 32


def cheap(pepper: bytes = PEPPER) -> Argon2Hasher:
    return Argon2Hasher(pepper, memory_kib=64, passes=1)


@pytest.fixture(params=["fake", "argon2"])
def hasher(request: pytest.FixtureRequest) -> PinHasher:
    return FakeHasher() if request.param == "fake" else cheap()


def test_a_hash_matches_its_pin_alone(hasher: PinHasher) -> None:
    hashed = hasher.hash("482915")
    assert hasher.matches(hashed, "482915")
    assert not hasher.matches(hashed, "482916")
    assert not hasher.matches(hashed, "")


def test_what_is_no_hash_matches_nothing(hasher: PinHasher) -> None:
    for text in ("", "482915", "$argon2id$v=19$m=64,t=1,p=1$broken", "naïve"):
        assert not hasher.matches(text, "482915")


def test_each_hash_has_its_own_salt() -> None:
    assert cheap().hash("482915") != cheap().hash("482915")


def test_the_pepper_is_part_of_it() -> None:
    assert not cheap(OTHER).matches(cheap().hash("482915"), "482915")


def test_the_pin_is_not_in_the_hash() -> None:
    assert "482915" not in cheap().hash("482915")


def test_the_costs_are_above_the_accepted_minimum() -> None:
    hashed = Argon2Hasher(PEPPER).hash("482915")
    assert hashed.startswith(f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p=1$")
    assert MEMORY_KIB >= 19 * 1024
    assert PASSES >= 2


def test_two_checks_stay_under_half_a_second_of_this_processs_time() -> None:
    """Its own processor time, so that a busy machine does not fail it."""
    hasher = Argon2Hasher(PEPPER)
    hashed = hasher.hash("482915")
    before = time.process_time()
    assert hasher.matches(hashed, "482915")
    assert not hasher.matches(hashed, "482916")
    assert time.process_time() - before < 0.5


def test_a_hash_made_at_another_cost_is_still_known() -> None:
    assert Argon2Hasher(PEPPER).matches(cheap().hash("482915"), "482915")
