"""Every reader and the inputs that nobody would write, a few of them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from inoadmin.scan.gs1 import GS1Scanner
from tests.reliability.fuzz_databases import restored, whole
from tests.reliability.fuzz_scans import GTINS, sound
from tests.reliability.fuzzing import TARGETS, tried

INPUTS = {
    "scanner text": 3000,
    "scenario files": 250,
    "protocol files": 200,
    "restored databases, plain": 500,
    "restored databases, keyed": 500,
}


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_crashes_or_passes_unseen(name: str) -> None:
    result = tried(name, 0, INPUTS[name])
    assert result.failures == ()
    assert len(result.ends) > 1, "inputs that all end alike try nothing"


@pytest.mark.parametrize("kind", ["scenario", "ward"])
def test_an_undamaged_database_is_read(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, rows = whole(kind)

    def left_alone(data: bytes, _other: bytes, _chance: Random) -> bytes:
        return data

    monkeypatch.setattr("tests.reliability.fuzz_databases.damaged", left_alone)
    assert restored(kind, Random(0), tmp_path) == "the same events"
    assert len(rows) > 20


def test_a_printed_code_of_an_unknown_kind_is_no_serial_number_or_batch() -> None:
    """Found here: its digits ran into those of a shorter kind."""
    for text in ("(211)7502627222806", "(101)AB1234"):
        reading = GS1Scanner().read(text, GTINS)
        assert (reading.serial, reading.batch) == (None, None)
        sound(reading, text)


def test_an_expiry_with_a_time_and_no_day_says_so() -> None:
    """Found here: the last day of the month was filled in without a word."""
    reading = GS1Scanner().read("70032906000930", GTINS)
    assert reading.expiry == "2029-06-30T09:30"
    sound(reading, "70032906000930")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"CREATE TABLE events (", b"CREATE TABLE \xc5vents \xff"),
        (b"CREATE TABLE protocols", b"CREATE \xff\xffBLE protocols"),
    ],
)
def test_a_schema_that_is_no_text_is_damage(
    old: bytes, new: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found here: the driver's own message could not be decoded, and nothing was told."""
    data, _ = whole("scenario")
    assert old in data

    def changed(data: bytes, _other: bytes, _chance: Random) -> bytes:
        return data.replace(old, new)

    monkeypatch.setattr("tests.reliability.fuzz_databases.damaged", changed)
    assert restored("scenario", Random(0), tmp_path) == "refused"


def test_a_crash_is_told_with_its_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(chance: Random, _folder: Path) -> str:
        return "read" if chance.random() < 0.5 else str(1 / 0)

    monkeypatch.setattr("tests.reliability.fuzzing.TARGETS", {"target": stumbles})
    result = tried("target", 0, 20)
    assert result.ends["read"] + len(result.failures) == 20
    assert "seed" in result.failures[0]
    assert "ZeroDivisionError" in result.failures[0]
