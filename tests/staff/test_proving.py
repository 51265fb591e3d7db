"""Proofs: the same for the same words, another with another pepper."""

from __future__ import annotations

from inoadmin.staff.proving import PepperProver


def test_a_proof_is_of_words_and_pepper() -> None:
    prover = PepperProver(b"p" * 32)
    assert prover.prove(b"words") == PepperProver(b"p" * 32).prove(b"words")
    assert prover.prove(b"words") != prover.prove(b"Words")
    assert prover.prove(b"words") != PepperProver(b"q" * 32).prove(b"words")
    assert len(prover.prove(b"")) == 64
