"""Each tampering of the corpus is detected and named; what is untouched holds."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

import pytest

from inoadmin.store.verify_heads import SeenEnd
from tests.session.bench import STARTS
from tests.store.looking import KINDS, Originals, lines, verdict
from tests.store.signed import ID, work_through
from tests.store.tampering import IN_THE_LOG, Scene
from tests.store.tampering_beside import (
    BESIDE_THE_LOG,
    OTHER_ID,
    Tampering,
    all_written_anew,
    cut_tail,
    written_anew_at_the_end,
)
from tests.store.tampering_signatures import ON_SIGNATURES, second_checker_is_the_first
from tests.store.tampering_smuggled import SMUGGLED, no_signature_and_no_pin

NAMES = re.compile(r"MOORE|HILL|Jean|Sam|999000|Settled|penicillin")
CORPUS = {**IN_THE_LOG, **ON_SIGNATURES, **BESIDE_THE_LOG, **SMUGGLED}


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Originals:
    return Originals(tmp_path_factory.mktemp("originals"))


@pytest.mark.parametrize("kind", KINDS)
def test_an_untouched_database_holds(originals: Originals, tmp_path: Path, kind: str) -> None:
    found = verdict(originals.copy(kind, tmp_path).path, kind)
    assert lines(found) == []
    assert found.counts.entries == found.head.sequence
    assert found.counts.signatures == 11
    assert (found.counts.unproven, found.counts.unasked) == (0, 0)
    assert (found.counts.protocols, found.counts.rows) == (1, 6)
    assert found.counts.credentials == (0 if kind == "scenario" else 5)


@pytest.mark.parametrize("kind", ["ward", "training"])
@pytest.mark.parametrize("tampering", CORPUS, ids=lambda one: one.__name__)
def test_each_tampering_is_named(
    originals: Originals, tmp_path: Path, kind: str, tampering: Tampering
) -> None:
    scene = originals.copy(kind, tmp_path)
    tampering(scene)
    told = lines(verdict(scene.path, kind))
    assert told
    assert re.search(CORPUS[tampering], told[0]), told
    assert not any(NAMES.search(line) for line in told), told


def test_a_second_checker_who_is_the_first_is_named(originals: Originals, tmp_path: Path) -> None:
    scene = originals.copy("ward", tmp_path)
    second_checker_is_the_first(scene)
    told = lines(verdict(scene.path, "ward"))
    assert any(line.endswith("its second checker (amy) is the first one") for line in told)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("where", ["printed", "seen last by this workstation"])
def test_a_cut_tail_is_told_from_an_end_seen_elsewhere(
    originals: Originals, tmp_path: Path, kind: str, whole: bool, where: str
) -> None:
    scene = originals.copy(kind, tmp_path)
    head = verdict(scene.path, kind).head
    end = SeenEnd(head.hash if whole else head.hash[:12], head.sequence if whole else None, where)
    assert lines(verdict(scene.path, kind, [end])) == []
    cut_tail(scene)
    assert lines(verdict(scene.path, kind)) == []
    told = lines(verdict(scene.path, kind, [end]))
    assert len(told) == 1
    assert told[0].startswith("heads: ")
    assert told[0].endswith(f"the log was cut or written anew after it was {where}")


@pytest.mark.parametrize("kind", KINDS)
def test_a_tail_written_anew_is_told_from_an_end_seen_elsewhere(
    originals: Originals, tmp_path: Path, kind: str
) -> None:
    scene = originals.copy(kind, tmp_path)
    head = verdict(scene.path, kind).head
    written_anew_at_the_end(scene)
    assert lines(verdict(scene.path, kind)) == []
    told = lines(verdict(scene.path, kind, [SeenEnd(head.hash, head.sequence)]))
    assert len(told) == 1
    assert f"entry {head.sequence} has the hash " in told[0]


def test_an_exchanged_id_of_a_scenario_is_told_from_an_end_seen_elsewhere(
    originals: Originals, tmp_path: Path
) -> None:
    scene = originals.copy("scenario", tmp_path)
    head = verdict(scene.path, "scenario").head
    all_written_anew(scene)
    assert lines(verdict(scene.path, "scenario")) == []
    printed = SeenEnd(head.hash, head.sequence)
    assert "the log was cut or written anew" in lines(verdict(scene.path, "scenario", [printed]))[0]
    kept = SeenEnd(head.hash, head.sequence, "seen here", database_id=ID)
    (told,) = lines(verdict(scene.path, "scenario", [kept]))
    assert told.startswith("heads: this is another database than the one seen here")
    assert OTHER_ID in told
    assert ID in told


def test_all_that_an_end_written_anew_costs_is_the_secret(
    originals: Originals, tmp_path: Path
) -> None:
    """With the key, and even with every signature made again, a ward's log does not hold."""
    scene = originals.copy("ward", tmp_path)
    all_written_anew(scene)
    assert "was not made with this workstation's secret" in lines(verdict(scene.path, "ward"))[0]
    found = verdict(scene.path, "ward", secret=False)
    assert "was not made with this workstation's secret" in lines(found)[0]


def test_a_log_begun_with_pins_cannot_be_passed_off_as_older_than_them(tmp_path: Path) -> None:
    """Its id, which every entry bears, says when it was begun."""
    scene = Scene(tmp_path / "ward.db", "ward")
    begun = int(STARTS.timestamp() * 1000)
    work_through(scene.path, "ward", str(UUID(int=begun << 80 | 7 << 76 | 1 << 63)))
    assert lines(verdict(scene.path, "ward")) == []
    no_signature_and_no_pin(scene)
    found = verdict(scene.path, "ward")
    assert "it lacks the signature of amy (made the checks)" in lines(found)[0]
    assert found.counts.unasked == 0


def test_without_the_secret_all_but_the_proofs_is_looked_at(
    originals: Originals, tmp_path: Path
) -> None:
    found = verdict(originals.copy("ward", tmp_path).path, "ward", secret=False)
    assert lines(found) == []
    assert (found.counts.signatures, found.counts.unproven) == (11, 11)
